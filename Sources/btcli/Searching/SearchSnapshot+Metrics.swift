// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SubstratePrimitives

extension SearchSnapshot {
    /// The same for Prometheus, in its text format 0.0.4.
    var metrics: String {
        var text = MetricsText()
        let devices = statistics.devices.map { (name: $0.name, device: $0) }
        text.add(
            "hashes_total", .counter, "Nonces tried.", devices.map { (["device": $0.name], Double($0.device.hashes)) })
        text.add(
            "hash_rate", .gauge, "Nonces per second.",
            devices.flatMap { name, device in
                [("10s", device.rates.tenSeconds), ("60s", device.rates.minute), ("15m", device.rates.quarterHour)].map
                {
                    (["device": name, "window": $0.0], $0.1.perSecond)
                }
            })
        text.add(
            "device_temperature_celsius", .gauge, "What a device feels.",
            devices.compactMap { name, device in device.sensors?.temperature.map { (["device": name], Double($0)) } })
        text.add(
            "device_power_watts", .gauge, "What a device takes.",
            devices.compactMap { name, device in device.sensors?.power.map { (["device": name], $0) } })
        text.add(
            "device_hashes_per_joule", .gauge, "What a device makes of its power.",
            devices.compactMap { name, device in device.hashesPerJoule.map { (["device": name], $0) } })
        text.add(
            "device_failed", .gauge, "1 for a device that was left out.",
            devices.map { (["device": $0.name], $0.device.failure == nil ? 0 : 1) })
        text.add("hashes_elsewhere_total", .counter, "Nonces tried by a fleet.", Double(statistics.elsewhere.hashes))
        text.add(
            "worker_hash_rate", .gauge, "Nonces per second of a machine of the fleet.",
            workers.map { (["worker": $0.name], $0.rate.perSecond) })
        text.add(
            "worker_seals_total", .counter, "What a machine of the fleet has handed in.",
            workers.flatMap { worker in
                [("good", worker.good), ("late", worker.late), ("bad", worker.bad)].map {
                    (["worker": worker.name, "verdict": $0.0], Double($0.1))
                }
            })
        text.add(
            "worker_last_heard_seconds", .gauge, "How long ago a machine of the fleet was heard of.",
            workers.map { (["worker": $0.name], $0.unheard / .seconds(1)) })
        text.add(
            "worker_dropped", .gauge, "1 for a machine of which nothing is taken any more.",
            workers.map { (["worker": $0.name], $0.isDropped ? 1 : 0) })
        text.add("difficulty", .gauge, "Tries that a seal takes on average.", expectedTries)
        text.add("expected_seals", .gauge, "Seals that so many tries have on average.", statistics.luck.expectedSeals)
        text.add("chance_so_far", .gauge, "The part of such searches that would be done.", statistics.luck.chanceSoFar)
        text.add("elapsed_seconds", .gauge, "Since the search began.", statistics.elapsed / .seconds(1))
        text.add("paused", .gauge, "1 while the search rests.", statistics.isPaused ? 1 : 0)
        text.add("blocks_total", .counter, "Blocks whose puzzle was searched.", Double(statistics.blocks))
        text.add("block_number", .gauge, "The block whose puzzle is searched.", Double(statistics.blockNumber.rawValue))
        if let life = statistics.life {
            text.add("block_left_seconds", .gauge, "How long its work is of use.", life.left / .seconds(1))
        }
        text.add("seals_sent_total", .counter, "Seals that went to the chain.", Double(sent))
        text.add("seals_refused_total", .counter, "Seals that it did not take.", Double(refused))
        text.add("seals_late_total", .counter, "Seals that were found too late.", Double(late))
        if let node {
            text.add("node_reconnects_total", .counter, "Connections made again.", Double(node.reconnects))
            text.add("node_in_trouble", .gauge, "1 while the node does not answer.", node.trouble == nil ? 0 : 1)
            if let latency = node.latency {
                text.add("node_latency_seconds", .gauge, "How long its last answer took.", latency / .seconds(1))
            }
        }
        return text.text
    }
}

/// Text in the exposition format of Prometheus.
private struct MetricsText {
    enum Kind: String { case counter, gauge }

    /// Labels, and the value that has them.
    typealias Value = (KeyValuePairs<String, String>, Double)

    private(set) var text = ""

    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
        add(name, kind, help, [([:], value) as Value])
    }

    mutating func add(
        _ name: String, _ kind: Kind, _ help: String, _ values: [Value]
    ) {
        guard !values.isEmpty else { return }
        let name = "btcli_search_\(name)"
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
        for (labels, value) in values {
            let pairs = labels.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
            text += "\(name)\(pairs.isEmpty ? "" : "{\(pairs)}") \(value)\n"
        }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
