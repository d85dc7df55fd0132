// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstrateClient
public import SubstratePrimitives

extension Subtensor {
    /// Registers a hotkey on a subnet by proof of work.
    ///
    /// Looks at the runtime's rules, searches, submits, watches the extrinsic to its block, reads its result from the
    /// events and verifies the uid. Stale or refused work is explained and searched for again, at most
    /// `options.maxAttempts` times. A hotkey that is registered already is a success without proof.
    /// - Parameter signer: the key pair that `rules(of:)` name: the hotkey for `register`, the coldkey for
    ///   `pow_register`.
    /// - Throws: `workNotChecked` where the runtime would burn TAO instead: nothing is sent then.
    public func register(
        on netuid: NetUID, keys: WorkKeys, signer: some Signer, options: RegistrationOptions = RegistrationOptions()
    ) async throws -> Registration {
        try await WorkRegistration(
            subtensor: self, netuid: netuid, keys: keys, signer: signer, options: options
        ).run()
    }

    /// How this chain takes work now.
    public func rules(of purpose: WorkPurpose) async throws -> RulesOfWork {
        try RulesOfWork(for: purpose, runtime: try await state().runtimeAfter)
    }

    /// Whose signature work needs now; nil where the runtime checks no work.
    public func signer(of purpose: WorkPurpose) async throws -> RulesOfWork.Signer? {
        do {
            return try await rules(of: purpose).signer
        } catch let error as BittensorError where error.code == .workNotChecked {
            return nil
        }
    }

    /// Waits until a registration by burning costs no more than a limit.
    ///
    /// - Parameter onPrice: told each new price that is above the limit, with the block that has it.
    /// - Throws: `connection` when the node stops announcing blocks.
    public func waitForBurn(
        atMost limit: Balance, on netuid: NetUID,
        onPrice: @Sendable (Balance, BlockNumber) async -> Void = { _, _ in }
    ) async throws(ClientError) {
        var told: Balance?
        for try await head in try await heads() {
            let price = try await client.state(of: head).value(.burn(netuid)) ?? .zero
            if price <= limit { return }
            if price != told { await onPrice(price, head.number) }
            told = price
        }
        throw ClientError(
            Task.isCancelled ? .cancelled : .connection,
            "the node stopped announcing blocks while the price was waited for")
    }
}
