// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// What happened, counted from many tasks at once.
final class SoakReport: Sendable {
    struct Numbers {
        var answers = 0
        var scopes = 0
        var submissions = 0
        var unknownSubmissions = 0
        var unsentSubmissions = 0
        var blocks = 0
        var heads = 0
        var longestGap: Duration = .zero
        var reconnections = 0
        var failovers = 0
        var faults: [Fault: Int] = [:]
        var descriptorsBefore = 0
        var descriptorsAfter = 0
        var descriptorsAtMost = 0
        var residentMiB: [Double] = []
        var allocatedMiB: [Double] = []
        var faulty: [String] = []
    }

    private let numbers = Mutex(Numbers())

    func note(_ change: (inout Numbers) -> Void) { numbers.withLock { change(&$0) } }

    /// Something that must not happen did. The first hundred are kept.
    func fail(_ sentence: String) {
        note { if $0.faulty.count < 100 { $0.faulty.append(sentence) } }
    }

    var descriptorsBefore: Int { all.descriptorsBefore }

    private var all: Numbers { numbers.withLock { $0 } }

    /// The memory in use in the second tenth of the time and in the last one, by their medians. What is really there says
    /// less: the C library keeps the holes that bursts of large answers leave.
    private func growth(_ numbers: Numbers) -> (early: Double, late: Double) {
        let tellsOfUse = numbers.allocatedMiB.contains { $0 > 0 }
        let tenths = tenths(tellsOfUse ? numbers.allocatedMiB : numbers.residentMiB)
        return (tenths.dropFirst().first ?? 0, tenths.last ?? 0)
    }

    /// The median of each tenth of the time.
    private func tenths(_ readings: [Double]) -> [Double] {
        guard readings.count >= 10 else { return readings }
        return (0..<10).map { tenth in
            let part = readings[readings.count * tenth / 10..<readings.count * (tenth + 1) / 10]
            return part.sorted()[part.count / 2]
        }
    }

    private func rounded(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }

    /// Every reason why the soak failed.
    func failures(growthLimit: Double) -> [String] {
        let all = all
        var failures = all.faulty
        if all.answers == 0 { failures.append("nothing was answered") }
        if all.heads == 0 { failures.append("no head came") }
        if !(all.submissions...all.submissions + all.unknownSubmissions).contains(all.blocks) {
            failures.append(
                "\(all.blocks) blocks were made by \(all.submissions) calls, and \(all.unknownSubmissions) of unknown outcome"
            )
        }
        let (early, late) = growth(all)
        if late - early > growthLimit { failures.append("memory grew from \(rounded(early)) to \(rounded(late)) MiB") }
        if all.descriptorsAfter > all.descriptorsBefore {
            failures.append("\(all.descriptorsBefore) descriptors became \(all.descriptorsAfter)")
        }
        return failures
    }

    func text(growthLimit: Double) -> String {
        let all = all
        let failures = failures(growthLimit: growthLimit)
        let faults = all.faults.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.value) \($0.key.rawValue)" }
        let lines = [
            "disturbances    \(faults.joined(separator: ", "))",
            "connections     \(all.reconnections) made again, \(all.failovers) over the other endpoint",
            "answers         \(all.answers), each compared with the one that the node gives directly",
            "subscriptions   \(all.heads) heads in order, the longest gap \(all.longestGap)",
            "single calls    \(all.submissions) done, \(all.unknownSubmissions) with unknown outcome, "
                + "\(all.unsentSubmissions) not sent; \(all.blocks) blocks made by them",
            "short lives     \(all.scopes) clients opened and closed",
            "memory in use   \(tenths(all.allocatedMiB).map(rounded).joined(separator: ", ")) MiB by tenths of the time",
            "memory held     \(tenths(all.residentMiB).map(rounded).joined(separator: ", ")) MiB, "
                + "\(rounded(all.residentMiB.max() ?? 0)) MiB at most",
            "descriptors     \(all.descriptorsBefore) before, \(all.descriptorsAtMost) at most, "
                + "\(all.descriptorsAfter) after",
        ]
        let verdict = failures.isEmpty ? ["passed"] : ["FAILED"] + failures.map { "  " + $0 }
        return (lines + verdict).joined(separator: "\n")
    }
}
