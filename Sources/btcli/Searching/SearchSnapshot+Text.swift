// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SubstratePrimitives

extension SearchSnapshot {
    /// Everything in one line, for where nothing can change in place.
    var line: String {
        var parts = [
            statistics.isPaused ? "paused" : "\(statistics.rates.tenSeconds.short)",
            "\(Magnitude(statistics.tries)) tries of \(Magnitude(expectedTries)) expected",
            "\(statistics.luck.chanceSoFar.percent) would have found it",
        ]
        if !workers.isEmpty {
            parts.insert(
                "\(workers.effort.rate.short) by \(workers.searching.count) of \(workers.count) workers", at: 1)
        }
        if let half = moment(untilDone: 0.5) { parts.append("half of all do by \(half)") }
        if let most = moment(untilDone: 0.95) { parts.append("95 % by \(most)") }
        if let node {
            parts += ["block \(statistics.blockNumber)", "sent \(sent)", "refused \(refused)"]
            let latency = node.latency.map { " \(($0 / .milliseconds(1)).fixed(decimals: 0)) ms" } ?? ""
            parts.append(node.trouble ?? "node \(node.endpoint)\(latency)")
        }
        return "\(goal): " + parts.joined(separator: ", ")
    }

    /// The title of a window.
    var title: String {
        "btcli · \(goal) · \(statistics.isPaused ? "paused" : statistics.rates.tenSeconds.short)"
    }

    /// Each device's rates in one line, to stay.
    var rateLines: [String] {
        statistics.devices.map { device in
            let rates = device.rates
            let name = device.name == "cpu" ? "\(statistics.kernel) × \(device.threads)" : device.name
            return "\(name): 10 s \(rates.tenSeconds.short), 60 s \(rates.minute.short), "
                + "15 min \(rates.quarterHour.short), max \(rates.highest.short), mean \(rates.mean.short)"
        }
    }

    /// What the search took, beside what was to be expected.
    var summary: [StyledText] {
        let devices = statistics.devices.map { $0.name == "cpu" ? "\(statistics.kernel) × \($0.threads)" : $0.name }
        let chance = statistics.luck.chanceSoFar
        var lines: [StyledText] = [
            """
            Searched \(statistics.searching.shortText) on \(devices.joined(separator: ", ")) at \
            \(statistics.rates.mean.short, .amount)\(statistics.elsewhere.hashes > 0 ? " and on a fleet" : ""): \
            \(Magnitude(statistics.tries), .amount) tries where \
            \(Magnitude(expectedTries)) were expected; \((1 - chance).percent) of such searches take longer.
            """
        ]
        if node != nil {
            var parts = [statistics.blocks == 1 ? "1 block" : "\(statistics.blocks) blocks"]
            parts.append(sent == 1 ? "1 seal sent" : "\(sent) seals sent")
            if refused > 0 { parts.append("\(refused) refused") }
            if late > 0 { parts.append("\(late) found too late") }
            if let count = node?.reconnects, count > 0 { parts.append("\(count) reconnects") }
            lines.append(StyledText(parts.joined(separator: ", ") + "."))
            if let last = refusals.last { lines.append("The last refusal: \(last.reason).") }
        }
        return lines
    }
}
