// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SubstratePrimitives

extension SearchSnapshot {
    /// The same for a script: `--progress json`, and the API of `--listen`.
    var document: OutputDocument {
        let luck = statistics.luck
        func seconds(_ time: Duration?) -> OutputDocument { time.map { .number($0 / .seconds(1)) } ?? .null }
        return [
            "time": .string(now.iso8601),
            "goal": .string(goal),
            "call": .string(orNull: call),
            "paused": .bool(statistics.isPaused),
            "elapsed_seconds": seconds(statistics.elapsed),
            "searching_seconds": seconds(statistics.searching),
            "kernel": .string(statistics.kernel),
            "hashes": .digits(statistics.hashes),
            "hashes_elsewhere": .digits(statistics.elsewhere.hashes),
            "hash_rate": statistics.rates.document,
            "devices": .array(statistics.devices.map(\.document)),
            "workers": .array(workers.map(\.document)),
            "difficulty": .digits(statistics.difficulty),
            "expected_seconds": seconds(statistics.expectedTimeToSeal),
            "luck": [
                "expected_seals": .number(luck.expectedSeals), "chance_so_far": .number(luck.chanceSoFar),
                "half_done_in_seconds": seconds(statistics.time(untilDone: 0.5)),
                "95_percent_done_in_seconds": seconds(statistics.time(untilDone: 0.95)),
            ],
            "block": [
                "number": .integer(Int(clamping: statistics.blockNumber.rawValue)),
                "hash": .string(statistics.blockHash.hex),
                "life_seconds": seconds(statistics.life?.total), "left_seconds": seconds(statistics.life?.left),
                "seen": .integer(statistics.blocks),
            ],
            "sent": .integer(sent),
            "refused": .integer(refused),
            "late": .integer(late),
            "refusals": .array(
                refusals.map { ["elapsed_seconds": seconds($0.elapsed), "reason": .string($0.reason)] }),
            "node": node.map { node in
                [
                    "endpoint": .string(node.endpoint), "latency_seconds": seconds(node.latency),
                    "reconnects": .integer(node.reconnects), "trouble": .string(orNull: node.trouble),
                ]
            } ?? .null,
        ]
    }
}

extension HashRates {
    fileprivate var document: OutputDocument {
        [
            "ten_seconds": .number(tenSeconds.perSecond), "minute": .number(minute.perSecond),
            "quarter_hour": .number(quarterHour.perSecond), "highest": .number(highest.perSecond),
            "mean": .number(mean.perSecond),
        ]
    }
}

extension SearchStatistics.Device {
    fileprivate var document: OutputDocument {
        [
            "name": .string(name), "threads": .integer(threads), "hashes": .digits(hashes),
            "hash_rate": rates.document,
            "temperature_celsius": sensors?.temperature.map { .integer(Int($0)) } ?? .null,
            "power_watts": sensors?.power.map { .number($0) } ?? .null,
            "hashes_per_joule": hashesPerJoule.map { .number($0) } ?? .null,
            "failure": .string(orNull: failure?.reason),
        ]
    }
}
