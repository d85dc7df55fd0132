// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import MiningFleet
import ProofOfWork
import SubstratePrimitives

/// A search on a terminal: a few lines that change in place.
///
/// A pure function of what it shows. No line is longer than the width, and none is broken inside a word.
struct SearchPanel {
    /// What the panel is drawn with.
    struct Signs {
        let filled: String
        let empty: String
        /// From low to high.
        let curve: [String]
        let times: String
        let dot: String

        static let unicode = Signs(
            filled: "█", empty: "░", curve: ["▁", "▂", "▃", "▄", "▅", "▆", "▇"], times: "×", dot: " · ")
        static let ascii = Signs(filled: "#", empty: "-", curve: [], times: "x", dot: ", ")
    }

    let snapshot: SearchSnapshot
    /// Whether rows are shown that few need.
    var isDetailed = false
    /// Whether it was asked whether the search shall end.
    var isAsking = false
    /// Whether keys are read.
    var hasKeys = true
    var signs = Signs.unicode

    private var statistics: SearchStatistics { snapshot.statistics }

    /// The lines, each at most `width` characters.
    func lines(width: Int) -> [StyledText] {
        let width = max(16, width)
        var lines = [head(width)]
        for row in rateRows + fleetRows + [blockRow, luckRow, triesRow].compactMap({ $0 }) + nodeRows + detailRows {
            lines += row.lines(width: width, signs)
        }
        if let prompt { lines += prompt.lines(width: width, signs) }
        return lines
    }

    private func head(_ width: Int) -> StyledText {
        let goal = StyledText(snapshot.goal, .heading)
        let parts = [snapshot.call.map { StyledText($0) }, "difficulty \(Magnitude(snapshot.expectedTries))"]
        let state: StyledText =
            statistics.isPaused ? "\("paused", .warning)" : "\(statistics.elapsed.shortText, .label)"
        var line = goal
        for part in parts.compactMap(\.self) where line.count + signs.dot.count + part.count + 2 + state.count <= width
        {
            line += StyledText(signs.dot) + part
        }
        let gap = width - line.count - state.count
        guard gap >= 2 else { return line.shortened(to: width) }
        return line + StyledText(String(repeating: " ", count: gap)) + state
    }

    // MARK: Rows

    private var rateRows: [PanelRow] {
        guard statistics.devices.count > 1 else {
            let device = statistics.devices.first
            return [
                PanelRow("rate", [device.map(name) ?? ""] + rates(statistics.rates, of: device), .drop, curve: curve)
            ]
        }
        let all = PanelRow("all", rates(statistics.rates), .drop, curve: curve)
        return [all]
            + statistics.devices.map { device in
                if let failure = device.failure {
                    return PanelRow(device.name, ["\("left out: \(failure.reason)", .failure)"], .wrap)
                }
                let kernel = device.name == "cpu" ? [name(device)] : []
                return PanelRow(device.name, kernel + rates(device.rates, of: device), .drop)
            }
    }

    /// All workers in one row; in detail each has its own, those first that need to be looked at.
    private var fleetRows: [PanelRow] {
        guard !snapshot.workers.isEmpty else { return [] }
        let workers = snapshot.workers
        var parts: [StyledText] = [
            "\(workers.effort.rate.short, .amount)", "\(workers.searching.count) of \(workers.count) search",
            "\(workers.reduce(0) { $0 &+ $1.good }) good seals",
        ]
        let dropped = workers.count(where: \.isDropped)
        if dropped > 0 { parts.append("\("\(dropped) dropped", .failure)") }
        let rows = [PanelRow("fleet", parts, .drop)]
        guard isDetailed else { return rows }
        let ordered = workers.sorted {
            ($0.state == "searches" ? 1 : 0, $0.name) < ($1.state == "searches" ? 1 : 0, $1.name)
        }
        return rows + ordered.prefix(Self.mostWorkers).map(workerRow)
            + (ordered.count > Self.mostWorkers
                ? [PanelRow("", ["\("… and \(ordered.count - Self.mostWorkers) more", .label)"], .drop)] : [])
    }

    private static let mostWorkers = 12

    private func workerRow(_ worker: SearchSnapshot.Worker) -> PanelRow {
        let state: StyledText =
            switch worker.state {
            case "searches": "\(worker.rate.short, .amount)"
            case "silent": "\("silent for \(worker.unheard.shortText)", .warning)"
            case "dropped": "\("dropped", .failure)"
            default: "\(worker.state)"
            }
        let devices = worker.devices.map { "\($0.name)" }.joined(separator: ", ")
        let seals = "\(worker.good) good, \(worker.late) late, \(worker.bad) bad"
        return PanelRow("", ["\(worker.name)", state, "\(seals)", "\(devices, .label)"], .drop)
    }

    private func name(_ device: SearchStatistics.Device) -> StyledText {
        device.name == "cpu"
            ? "\(statistics.kernel) \(signs.times) \(device.threads)" : StyledText(device.name)
    }

    private func rates(_ rates: HashRates, of device: SearchStatistics.Device? = nil) -> [StyledText] {
        var parts: [StyledText] = ["\(rates.tenSeconds.short, .amount)"]
        if let temperature = device?.sensors?.temperature { parts.append("\(temperature) °C") }
        if let power = device?.sensors?.power { parts.append("\(power.fixed(decimals: 0)) W") }
        parts += [
            "60 s \(rates.minute.short)", "15 min \(rates.quarterHour.short)", "max \(rates.highest.short)",
        ]
        if let efficiency = device?.hashesPerJoule { parts.append("\(Magnitude(efficiency).with("H/J"))") }
        return parts
    }

    private var curve: StyledText? {
        guard let most = statistics.curve.max(), most > .zero, !signs.curve.isEmpty else { return nil }
        let bars = statistics.curve.map { rate in
            signs.curve[min(signs.curve.count - 1, Int(rate.perSecond / most.perSecond * Double(signs.curve.count)))]
        }
        return StyledText(bars.joined(), .progress)
    }

    private var blockRow: PanelRow? {
        guard let life = statistics.life else { return nil }
        let number: StyledText = "\(statistics.blockNumber, .address)"
        let isOver = life.left == .zero
        let left: StyledText =
            isOver
            ? "\("stale: waiting for the next one", .warning)"
            : "\(seconds(life.left)) of \(seconds(life.total)) left"
        return PanelRow("block", [left, number], .wrap, bar: life.total > .zero ? life.left / life.total : 0)
    }

    private func seconds(_ time: Duration) -> String {
        time < .seconds(600) ? "\((time / .seconds(1)).fixed(decimals: 0)) s" : time.shortText
    }

    private var luckRow: PanelRow {
        let chance = statistics.luck.chanceSoFar
        return PanelRow("luck", ["\(chance.percent, .amount) would have found it"] + quantiles, .wrap, bar: chance)
    }

    /// When half of all such searches are done, and nearly all.
    private var quantiles: [StyledText] {
        guard statistics.expectedTimeToSeal != nil else { return [] }
        switch (snapshot.moment(untilDone: 0.5), snapshot.moment(untilDone: 0.95)) {
        case (let half?, let most?): return ["half of all do by \(half)", "95 % by \(most)"]
        case (nil, let most?): return ["half of all do by now", "95 % by \(most)"]
        default: return ["95 % of all do by now"]
        }
    }

    private var triesRow: PanelRow {
        var parts: [StyledText] = [
            "\(Magnitude(statistics.tries), .amount) of \(Magnitude(snapshot.expectedTries)) expected"
        ]
        guard snapshot.node != nil else { return PanelRow("tries", parts, .wrap) }
        parts.append("sent \(snapshot.sent)")
        let reason = snapshot.refusals.last.map { ": \($0.reason)" } ?? ""
        parts.append(
            snapshot.refused == 0 ? "refused 0" : "\("refused \(snapshot.refused)\(reason)", .warning)")
        return PanelRow("tries", parts, .wrap)
    }

    private var nodeRows: [PanelRow] {
        guard let node = snapshot.node else { return [] }
        var parts: [StyledText] = ["\(node.endpoint, .address)"]
        if let latency = node.latency { parts.append("\((latency / .milliseconds(1)).fixed(decimals: 0)) ms") }
        if node.reconnects > 0 {
            parts.append("\(node.reconnects) \(node.reconnects == 1 ? "reconnect" : "reconnects")")
        }
        let trouble = node.trouble.map { [PanelRow("", ["\($0, .failure)"], .wrap)] } ?? []
        return [PanelRow("node", parts, .wrap)] + trouble
    }

    private var detailRows: [PanelRow] {
        guard isDetailed else { return [] }
        var rows = [PanelRow("hash", ["\(statistics.blockHash, .address)"], .drop)]
        if let time = statistics.expectedTimeToSeal {
            rows.append(
                PanelRow("mean", ["\(time.shortText) per seal", "\(statistics.rates.mean.short) so far"], .wrap))
        }
        if let chance = statistics.chanceInThisBlock, chance > 0 {
            rows.append(PanelRow("chance", ["\(chance.percent) before this block is stale"], .wrap))
        }
        let blocks = statistics.blocks == 1 ? "1 block" : "\(statistics.blocks) blocks"
        rows.append(PanelRow("seen", ["\(blocks)", "\(snapshot.late) found too late"], .wrap))
        return rows
    }

    private var prompt: PanelRow? {
        if isAsking { return PanelRow("", ["\("End the search?", .heading) y yes", "n no"], .wrap) }
        guard hasKeys else { return nil }
        let pause = statistics.isPaused ? "r go on" : "p pause"
        return PanelRow("", [pause, "h rates", "d detail", "q end"].map { StyledText($0, .hint) }, .wrap)
    }
}
