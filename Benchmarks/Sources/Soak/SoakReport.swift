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

    /// How much more memory the last tenth of the time took than the second one, by their medians.
    private func growth(_ readings: [Double]) -> (early: Double, late: Double) {
        let tenth = max(readings.count / 10, 1)
        func median(_ part: ArraySlice<Double>) -> Double { part.isEmpty ? 0 : part.sorted()[part.count / 2] }
        return (median(readings.dropFirst(tenth).prefix(tenth)), median(readings.suffix(tenth)))
    }

    /// The median of each tenth of the time.
    private func tenths(_ readings: [Double]) -> [Double] {
        guard readings.count >= 10 else { return readings }
        return (0..<10).map { tenth in
            let part = readings[readings.count * tenth / 10..<readings.count * (tenth + 1) / 10]
            return part.sorted()[part.count / 2]
        }
    }

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
        let (early, late) = growth(all.residentMiB)
        if late - early > growthLimit { failures.append("memory grew from \(early) to \(late) MiB") }
        if all.descriptorsAfter > all.descriptorsBefore {
            failures.append("\(all.descriptorsBefore) descriptors became \(all.descriptorsAfter)")
        }
        return failures
    }

    func text(growthLimit: Double) -> String {
        let all = all
        let failures = failures(growthLimit: growthLimit)
        let (early, late) = growth(all.residentMiB)
        func rounded(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
        let faults = all.faults.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.value) \($0.key.rawValue)" }
        let lines = [
            "disturbances    \(faults.joined(separator: ", "))",
            "connections     \(all.reconnections) made again, \(all.failovers) over the other endpoint",
            "answers         \(all.answers), each compared with the one that the node gives directly",
            "subscriptions   \(all.heads) heads in order, the longest gap \(all.longestGap)",
            "single calls    \(all.submissions) done, \(all.unknownSubmissions) with unknown outcome, "
                + "\(all.unsentSubmissions) not sent; \(all.blocks) blocks made by them",
            "short lives     \(all.scopes) clients opened and closed",
            "memory          \(rounded(early)) MiB early, \(rounded(late)) MiB late, "
                + "\(rounded(all.residentMiB.max() ?? 0)) MiB at most",
            "by tenths       \(tenths(all.residentMiB).map(rounded).joined(separator: " "))",
            "asked for       \(tenths(all.allocatedMiB).map(rounded).joined(separator: " "))",
            "descriptors     \(all.descriptorsBefore) before, \(all.descriptorsAtMost) at most, "
                + "\(all.descriptorsAfter) after",
        ]
        let verdict = failures.isEmpty ? ["passed"] : ["FAILED"] + failures.map { "  " + $0 }
        return (lines + verdict).joined(separator: "\n")
    }
}
