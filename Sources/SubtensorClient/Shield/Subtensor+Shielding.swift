// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient

/// How a transaction gets to its block.
struct Passage: Sendable {
    /// As it was asked for, with what carries it.
    let signing: SigningOptions
    /// What a person has to know about it; nil where nothing is special.
    let word: String?
}

extension Subtensor {
    /// The way to its block that a call takes, as far as the runtime has it.
    ///
    /// - Throws: `shieldUnavailable` where it has to be encrypted and cannot be.
    func passage(of call: Call, _ signing: SigningOptions, on state: ChainState) async throws -> Passage {
        // Somebody agreed to that.
        if let carrier = signing.carrier { return Passage(signing: signing, word: Self.word(carrier)) }
        let need = ShieldNeed(of: call)
        guard shielding == .always || need > .none else { return Passage(signing: signing, word: nil) }
        guard state.runtimeAfter.metadata.hasShield else {
            let version = state.runtimeAfter.version.specVersion
            guard shielding == .always else {
                return Passage(
                    signing: signing,
                    word: shielding == .never ? nil : "openly: runtime \(version) takes nothing encrypted")
            }
            throw BittensorError(
                .shieldUnavailable,
                "it shall be encrypted, and runtime \(version) does not take that: only openly can it be sent there")
        }
        guard shielding != .never else {
            guard need == .required else {
                return Passage(signing: signing, word: "openly: whoever sees it can trade ahead of it")
            }
            throw BittensorError(
                .shieldRequired,
                "\(call) buys at a price that whoever sees it can move, so it is sent encrypted (MEV shield) or not at all"
            )
        }
        guard try await isShieldKeyAnnounced(on: state) else {
            guard shielding == .usual, need < .required else {
                throw BittensorError(
                    .shieldUnavailable,
                    "it has to be encrypted, and the chain has announced no key for that in two blocks: try again later"
                )
            }
            return Passage(
                signing: signing, word: "openly: the chain has announced no key to encrypt for in two blocks")
        }
        var signing = signing
        signing.carrier = .shield
        return Passage(signing: signing, word: Self.word(.shield))
    }

    private static func word(_ carrier: ExtrinsicCarrier) -> String {
        "\(carrier.name), in an extrinsic of its own: the fee is that of both"
    }

    /// Whether there is a key, now or within two blocks.
    private func isShieldKeyAnnounced(on state: ChainState) async throws -> Bool {
        if try await state.shieldKey() != nil { return true }
        let last = state.number.advanced(by: 2)
        let clock = ContinuousClock()
        // A chain that makes no blocks does not hold anybody up for long.
        let deadline = clock.now.advanced(by: blockTime * 4)
        while clock.now < deadline {
            try await clock.sleep(for: max(.milliseconds(10), blockTime / 4))
            let newest = try await unpinned.state()
            if try await newest.shieldKey() != nil { return true }
            guard newest.number < last else { return false }
        }
        return false
    }
}
