import ProofOfWork
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives

/// One registration by work, from the first look at the chain to the verified uid.
struct WorkRegistration: Sendable {
    let subtensor: Subtensor
    let netuid: NetUID
    let keys: WorkKeys
    let signer: KeyPair
    let options: RegistrationOptions

    func run() async throws -> Registration {
        try await subtensor.requireSubnet(netuid)
        if let uid = try await subtensor.uid(of: keys.hotkey, on: netuid) { return registered(uid, .alreadyRegistered) }
        let site = WorkSite(subtensor: subtensor, purpose: .registration(netuid), keys: keys, rules: try await rules())
        let offer = try WorkOffer(site: site, signer: signer, options: options)
        try requireSigner(site.rules)
        try await RegistrationRequirements(site: site, netuid: netuid).check()
        await options.onProgress?(.rules(site.rules))
        let outcome = try await WorkSearch(site: site, options: options.work).run { solution, work in
            switch try await offer.make(solution) {
            case .taken(let included): try await verified(solution, work, site.rules, included)
            case .registered(let uid): registered(uid, .overtaken)
            case .refused: nil
            }
        }
        switch outcome {
        case .found(let registration): return registration
        case .registered(let uid): return registered(uid, .overtaken)
        }
    }

    private func registered(_ uid: UInt16, _ outcome: Registration.Outcome) -> Registration {
        Registration(netuid: netuid, uid: uid, keys: keys, proof: nil, outcome: outcome)
    }

    /// The rules of this runtime; on one that checks no work, says what its `register` would cost whom.
    private func rules() async throws -> RulesOfWork {
        do {
            return try await subtensor.rules(of: .registration(netuid))
                .overridden(scheme: options.work.scheme, order: options.work.order)
        } catch let error as BittensorError where error.code == .workNotChecked {
            let price = try await subtensor.client.storage(.burn(netuid)) ?? .zero
            throw BittensorError(
                .workNotChecked,
                "\(error.reason): \(price) from the key that signs, which here would be \(signer.accountID). "
                    + "Nothing was sent; to register by burning, do so on purpose: btcli subnets register --netuid \(netuid)"
            )
        }
    }

    private func requireSigner(_ rules: RulesOfWork) throws(BittensorError) {
        let wanted = rules.signer == .hotkey ? keys.hotkey : keys.coldkey
        guard signer.accountID == wanted else {
            throw BittensorError(
                .wrongSigner,
                "this runtime (spec \(rules.specVersion)) wants \(rules.call) signed by the \(rules.signer.rawValue) \(wanted), "
                    + "not by \(signer.accountID)")
        }
    }

    /// The registration by an extrinsic that the chain carried out: it must show in the storage of its block.
    private func verified(
        _ solution: POWSolution, _ work: WorkDone, _ rules: RulesOfWork, _ included: IncludedExtrinsic
    ) async throws -> Registration {
        guard let uid = try await subtensor.uid(of: keys.hotkey, on: netuid, at: .hash(included.blockHash)) else {
            throw BittensorError(
                .notVerified,
                "the block \(included.blockHash) took \(rules.call) without an error, but \(keys.hotkey) has no uid on subnet "
                    + "\(netuid) there")
        }
        let proof = Registration.Proof(
            rules: rules, solution: solution, work: work, extrinsicHash: included.hash, blockHash: included.blockHash)
        return Registration(netuid: netuid, uid: uid, keys: keys, proof: proof)
    }
}
