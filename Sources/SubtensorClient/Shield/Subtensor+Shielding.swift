// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import MEVShield
import SubstrateClient
import SubstratePrimitives

/// How a transaction gets to its block, as far as the runtime tells it.
enum Passage: Sendable {
    /// As it is; with what a person has to know about that.
    case open(String?)
    /// Encrypted, if there is a key.
    ///
    /// - Parameter isDemanded: whether it is refused without.
    case encrypted(isDemanded: Bool)
}

/// A transaction with the way that it takes.
struct PassingTransaction: Sendable {
    let transaction: PlannedTransaction
    /// What a person has to know of its way; nil where nothing is special.
    let word: String?
}

extension Subtensor {
    /// What would be signed, sent in the way that the call takes, with what the runtime asks for it.
    ///
    /// - Throws: `shieldUnavailable` where it has to be encrypted and cannot be, `shieldRequired` where it must not be sent openly.
    func passing(
        _ call: Call, by signer: AccountID, on readiness: SigningReadiness, of state: ChainState,
        _ signing: SigningOptions
    ) async throws -> PassingTransaction {
        var open = signing
        open.carrier = nil
        let isDemanded: Bool
        switch try passage(of: call, signing, on: state) {
        case .open(let word):
            return PassingTransaction(
                transaction: try await priced(call, by: signer, on: readiness, open), word: word)
        case .encrypted(let demanded): isDemanded = demanded
        }
        var encrypted = signing
        encrypted.carrier = .shield()
        // As a rule there is a key: what it costs is asked for meanwhile.
        async let found = announcedKey(on: state)
        let plan = try await priced(call, by: signer, on: readiness, encrypted)
        guard let key = try await found else {
            guard !isDemanded else {
                throw BittensorError(
                    .shieldUnavailable,
                    "it has to be encrypted, and the chain has announced no key for that in two blocks: try again later"
                )
            }
            return PassingTransaction(
                transaction: try await priced(call, by: signer, on: readiness, open),
                word: "openly: the chain has announced no key to encrypt for in two blocks")
        }
        let carrier = ExtrinsicCarrier.shield((key, ContinuousClock.now.advanced(by: blockTime)))
        return PassingTransaction(
            transaction: plan.carried(by: carrier),
            word: "\(carrier.name), in an extrinsic of its own: the fee is that of both")
    }

    private func passage(of call: Call, _ signing: SigningOptions, on state: ChainState) throws(BittensorError)
        -> Passage
    {
        // Somebody agreed to that.
        if signing.carrier != nil { return .encrypted(isDemanded: true) }
        let need = ShieldNeed(of: call)
        guard shielding == .always || need > .none else { return .open(nil) }
        guard state.runtimeAfter.metadata.hasShield else {
            let runtime = state.runtimeAfter.version.title
            guard shielding == .always else {
                return .open(shielding == .never ? nil : "openly: \(runtime) takes nothing encrypted")
            }
            throw BittensorError(
                .shieldUnavailable,
                "it shall be encrypted, and \(runtime) does not take that: only openly can it be sent there")
        }
        guard shielding != .never else {
            guard need == .required else { return .open("openly: whoever sees it can trade ahead of it") }
            throw BittensorError(
                .shieldRequired,
                "\(call) buys at a price that whoever sees it can move: it is sent encrypted (MEV shield) or not at all, so it can "
                    + "be neither sent openly nor signed in a file for later")
        }
        return .encrypted(isDemanded: shielding == .always || need == .required)
    }

    /// The key that there is now or within two blocks.
    private func announcedKey(on state: ChainState) async throws -> ShieldKey? {
        if let key = try await state.shieldKey() { return key }
        let last = state.number.advanced(by: 2)
        let clock = ContinuousClock()
        // A chain that makes no blocks does not hold anybody up for long.
        let deadline = clock.now.advanced(by: blockTime * 4)
        while clock.now < deadline {
            try await clock.sleep(for: max(.milliseconds(10), blockTime / 4))
            let newest = try await unpinned.state()
            if let key = try await newest.shieldKey() { return key }
            guard newest.number < last else { return nil }
        }
        return nil
    }
}
