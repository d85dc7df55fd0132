// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// What the processor feels, where Linux tells: its temperature by the drivers of hwmon, and its power by the counters of
/// energy of powercap, which on most systems only root may read.
final class ProcessorSensors: Sendable {
    /// What was read.
    struct Reading: Hashable, Sendable {
        /// Of the hottest package, in degrees Celsius.
        var temperature: Int?
        /// Of all packages, in watts, since the reading before.
        var power: Double?
    }

    private let file: @Sendable (String) -> String?
    private let temperatures: [String]
    private let counters: [Counter]
    private let state = Mutex(State())

    /// A counter of energy, in microjoules, which begins anew after its range.
    private struct Counter: Sendable {
        let path: String
        let range: UInt64
    }

    private struct State {
        var reading = Reading()
        var last: (time: ContinuousClock.Instant, energies: [UInt64])?
    }

    /// - Parameter file: the text of a file, nil when there is none (as everywhere but on Linux).
    init(reading file: @escaping @Sendable (String) -> String? = SystemFile.text) {
        self.file = file
        temperatures = Self.temperatureFiles(file)
        counters = Self.counters(file)
    }

    /// What it feels at a time, read at most once a second.
    func reading(at now: ContinuousClock.Instant) -> Reading {
        guard !temperatures.isEmpty || !counters.isEmpty else { return Reading() }
        return state.withLock { state in
            if let last = state.last, last.time.duration(to: now) < .seconds(1) { return state.reading }
            let energies = counters.map { Self.number(file($0.path)) ?? 0 }
            state.reading.temperature = temperatures.compactMap(celsius).max()
            state.reading.power = state.last.flatMap { power(since: $0, energies, now) }
            state.last = (now, energies)
            return state.reading
        }
    }

    private func power(
        since last: (time: ContinuousClock.Instant, energies: [UInt64]), _ energies: [UInt64],
        _ now: ContinuousClock.Instant
    ) -> Double? {
        guard !counters.isEmpty else { return nil }
        var microjoules = 0.0
        for (index, counter) in counters.enumerated() {
            let (before, after) = (last.energies[index], energies[index])
            microjoules +=
                after >= before ? Double(after - before) : Double(counter.range) - Double(before) + Double(after)
        }
        let watts = microjoules / 1e6 / (last.time.duration(to: now) / .seconds(1))
        // Less or more is a counter gone wrong.
        return (0.001...10_000).contains(watts) ? watts : nil
    }

    private func celsius(_ path: String) -> Int? {
        guard let text = file(path), let thousandths = Int(text.filter { !$0.isWhitespace }) else { return nil }
        let degrees = thousandths / 1000
        return (1...150).contains(degrees) ? degrees : nil
    }

    // MARK: Files

    /// Drivers whose temperatures are a processor's.
    private static let drivers: Set<String> = ["k10temp", "zenpower", "coretemp", "cpu_thermal", "soc_thermal"]

    private static func temperatureFiles(_ file: (String) -> String?) -> [String] {
        (0..<64).flatMap { number -> [String] in
            let folder = "/sys/class/hwmon/hwmon\(number)"
            guard let name = file("\(folder)/name"), drivers.contains(name.filter { !$0.isWhitespace }) else {
                return []
            }
            let labels = (1...32).map { ($0, file("\(folder)/temp\($0)_label") ?? "") }
            let packages = labels.filter { $0.1.hasPrefix("Package") || $0.1.hasPrefix("Tdie") }
            let chosen = packages.isEmpty ? [1] : packages.map(\.0)
            return chosen.map { "\(folder)/temp\($0)_input" }
        }
    }

    private static func counters(_ file: (String) -> String?) -> [Counter] {
        (0..<16).compactMap { number in
            let folder = "/sys/class/powercap/intel-rapl:\(number)"
            guard file("\(folder)/name")?.hasPrefix("package") == true,
                Self.number(file("\(folder)/energy_uj")) != nil,
                let range = Self.number(file("\(folder)/max_energy_range_uj"))
            else { return nil }
            return Counter(path: "\(folder)/energy_uj", range: range)
        }
    }

    private static func number(_ text: String?) -> UInt64? {
        // Nothing that a counter of microjoules reaches in a lifetime.
        text.flatMap { UInt64($0.filter { !$0.isWhitespace }) }.flatMap { $0 < 1 << 62 ? $0 : nil }
    }
}
