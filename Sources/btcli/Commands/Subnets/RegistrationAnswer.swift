// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubtensorClient

/// A neuron that is registered, and the work that did it.
struct RegistrationAnswer: Answer {
    let registration: Registration
    /// What the chain's rules made of it beforehand, where they were asked.
    let rehearsal: RegistrationRehearsal?
    let names: AccountNames

    init(_ registration: Registration, rehearsal: RegistrationRehearsal?, _ names: AccountNames) {
        self.registration = registration
        self.rehearsal = rehearsal
        self.names = names
    }

    var document: OutputDocument {
        let proof = registration.proof
        func orNull(_ value: OutputDocument?) -> OutputDocument { value ?? .null }
        return [
            "uid": .integer(Int(registration.uid)),
            "netuid": .integer(Int(registration.netuid.rawValue)),
            "hotkey": .string(registration.keys.hotkey.ss58()),
            "coldkey": .string(registration.keys.coldkey.ss58()),
            "already_registered": .bool(registration.wasAlreadyRegistered),
            "scheme": .string(orNull: proof?.rules.scheme.rawValue),
            "seal_order": .string(orNull: proof?.rules.order.rawValue),
            "spec_version": orNull(proof.map { .integer(Int($0.rules.specVersion)) }),
            "block_number": orNull(proof.map { .integer(Int(clamping: $0.solution.blockNumber.rawValue)) }),
            "nonce": orNull(proof.map { .digits($0.solution.nonce) }),
            "seal": .string(orNull: proof?.solution.seal.hex),
            "difficulty": orNull(proof.map { .digits($0.solution.difficulty) }),
            "hashes": orNull(proof.map { .digits($0.work.hashes) }),
            "seconds": orNull(proof.map { .number($0.work.time / .seconds(1)) }),
            "hash_rate": orNull(proof.map { .number($0.work.hashRate.perSecond) }),
            "extrinsic_hash": .string(orNull: proof?.extrinsicHash.hex),
            "block_hash": .string(orNull: proof?.blockHash.hex),
            "rehearsal": rehearsal?.document ?? .null,
        ]
    }

    func text(width: Int?) -> StyledText {
        let (keys, place) = (registration.keys, "uid \(registration.uid) of \(registration.netuid.title)")
        guard let proof = registration.proof else {
            return names.naming("The hotkey \(keys.hotkey) is registered already: \(place).")
                .wrapped(to: width ?? .max)
        }
        let line = StyledText.done + " " + names.naming("Registered \(keys.hotkey) as \(place) by proof of work")
        let facts = Facts([
            ("Coldkey", keys.coldkey.ss58()), ("Work block", "\(proof.solution.blockNumber)"),
            ("Seal", proof.solution.seal.hex), ("Nonce", "\(proof.solution.nonce)"),
            ("Difficulty", "\(proof.solution.difficulty), read \(proof.rules.order.rawValue)-endian"),
            ("Tries", "\(proof.work.hashes)"), ("Time", "\((proof.work.time / .seconds(1)).fixed(decimals: 2)) s"),
            ("Hash rate", "\(proof.work.hashRate)"), ("Extrinsic", proof.extrinsicHash.hex),
            ("Block", proof.blockHash.hex),
        ])
        return [line.wrapped(to: width ?? .max), facts.text(width: width.map { max(1, $0 - 2) }).indented]
            .joined(separator: "\n")
    }
}
