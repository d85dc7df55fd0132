public import ProofOfWork
import ScaleCodec
public import SubstrateClient
public import SubstrateKeys

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
        on netuid: NetUID, keys: WorkKeys, signer: KeyPair, options: RegistrationOptions = RegistrationOptions()
    ) async throws -> Registration {
        try await WorkRegistration(
            subtensor: self, netuid: netuid, keys: keys, signer: signer, options: options
        ).run()
    }

    /// How this chain takes work now.
    public func rules(of purpose: WorkPurpose) async throws -> RulesOfWork {
        try RulesOfWork(for: purpose, runtime: try await client.refreshRuntime())
    }

    /// What `burnedRegister` would cost: the price of the subnet and the fee.
    public func previewBurnedRegister(
        on netuid: NetUID, keys: WorkKeys, signer: KeyPair
    ) async throws -> (price: Balance, fee: Balance) {
        try await requireSubnet(netuid)
        let price = try await burn(netuid)
        let extrinsic = try await client.sign(.burnedRegister(netuid, keys), by: signer)
        return (price, Balance(rao: UInt64(clamping: try await client.fee(of: extrinsic))))
    }

    /// Registers a hotkey on a subnet by burning TAO of the coldkey, which signs.
    ///
    /// - Returns: the registration, without proof; and the extrinsic that brought it about, nil when another one did:
    ///   before this one was sent, or first in its block (`Registration.Outcome.overtaken`).
    /// - Throws: `tooManyRegistrations` when other registrations filled the block or the interval first,
    ///   `insufficientBalance` when the price rose beyond the balance, `refusedByChain` for any other error.
    public func burnedRegister(
        on netuid: NetUID, keys: WorkKeys, signer: KeyPair
    ) async throws -> (registration: Registration, extrinsic: IncludedExtrinsic?) {
        try await requireSubnet(netuid)
        if let uid = try await uid(of: keys.hotkey, on: netuid) {
            return (Registration(netuid: netuid, uid: uid, keys: keys, proof: nil), nil)
        }
        let included = try await client.include(.burnedRegister(netuid, keys), signedBy: signer)
        let uid = try await uid(of: keys.hotkey, on: netuid, at: .hash(included.blockHash))
        if let failure = included.failure {
            let refusal = Refusal(failure)
            guard refusal.meansRegistered, let uid else { throw refusal.error }
            return (Registration(netuid: netuid, uid: uid, keys: keys, proof: nil, outcome: .overtaken), nil)
        }
        guard let uid else {
            throw BittensorError(.notVerified, "\(keys.hotkey) has no uid on subnet \(netuid) after burned_register")
        }
        return (Registration(netuid: netuid, uid: uid, keys: keys, proof: nil, outcome: .registered), included)
    }
}

extension Call {
    fileprivate static func burnedRegister(_ netuid: NetUID, _ keys: WorkKeys) -> Call {
        Call(
            "SubtensorModule", "burned_register",
            ["netuid": .number(netuid.rawValue), "hotkey": .account(keys.hotkey)])
    }
}
