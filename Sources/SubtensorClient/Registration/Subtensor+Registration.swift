public import BittensorPrimitives
public import SubstrateClient

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
}
