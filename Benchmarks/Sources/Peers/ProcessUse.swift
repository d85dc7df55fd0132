// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation

/// What a process has used, from `/proc`.
struct ProcessUse {
    let cpuSeconds: Double
    let megabytes: Double
    /// The most memory that it ever had.
    let peakMegabytes: Double

    init(pid: Int) throws {
        let stat = try String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
        let fields = stat.split(separator: ")").last?.split(separator: " ").map { String($0) } ?? []
        // Fields 14 and 15 of proc(5), in ticks of 10 ms; the name of the process was cut off.
        cpuSeconds = ((Double(fields[11]) ?? 0) + (Double(fields[12]) ?? 0)) / 100
        megabytes = (Double(fields[21]) ?? 0) * 4096 / 1e6
        let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
        let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }?.split(separator: " ").dropLast().last
        peakMegabytes = (peak.flatMap { Double($0.filter(\.isNumber)) } ?? 0) * 1024 / 1e6
    }
}
