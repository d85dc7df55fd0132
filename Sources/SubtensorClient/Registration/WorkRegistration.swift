// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ProofOfWork
import SubstrateClient
import SubstratePrimitives

/// One registration by work, from the first look at the chain to the verified uid.
struct WorkRegistration: Sendable {
    let subtensor: Subtensor
    let netuid: NetUID
    let keys: WorkKeys
    let signer: any Signer
    let options: RegistrationOptions

    func run() async throws -> Registration {
        let start = try await options.work.clock.retrying { [subtensor] in try await subtensor.state() }
        let pinned = subtensor.pinned(to: start)
        let facts = try await RegistrationFacts(of: keys.hotkey, on: netuid, at: start)
        guard facts.subnetExists else { throw Subtensor.missing(netuid) }
        if let uid = facts.uid { return registered(uid, .alreadyRegistered) }
        let site = WorkSite(
            subtensor: pinned, purpose: .registration(netuid), keys: keys, rules: try await rules(at: start))
        let offer = try WorkOffer(site: site.unpinned, signer: signer, options: options)
        try requireSigner(site.rules)
        try RegistrationRequirements(site: site, netuid: netuid).check(facts, at: start.header)
        await options.onProgress?(.rules(site.rules))
        let search = WorkSearch(site: site, options: options.work, signer: signer.accountID)
        let outcome = try await search.run { solution, work, readiness in
            switch try await offer.make(solution, readiness) {
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
    private func rules(at state: ChainState) async throws -> RulesOfWork {
        do throws(BittensorError) {
            return try RulesOfWork(for: .registration(netuid), runtime: state.runtimeAfter)
                .overridden(scheme: options.work.scheme, order: options.work.order)
        } catch {
            guard error.code == .workNotChecked else { throw error }
            let price = try await state.value(.burn(netuid)) ?? .zero
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
        let uid: UInt16?
        do {
            uid = try await subtensor.uid(of: keys.hotkey, on: netuid, at: .hash(included.blockHash))
        } catch {
            throw BittensorError(
                .outcomeUnread, "\(rules.call) was carried out, and the uid could not be read (\(error))",
                submission: included.submission, block: included.blockNumber)
        }
        guard let uid else {
            throw BittensorError(
                .notVerified,
                "the block \(included.blockHash) took \(rules.call) without an error, but \(keys.hotkey) has no uid on subnet "
                    + "\(netuid) there", submission: included.submission, block: included.blockNumber)
        }
        let proof = Registration.Proof(
            rules: rules, solution: solution, work: work, extrinsicHash: included.hash, blockHash: included.blockHash)
        return Registration(netuid: netuid, uid: uid, keys: keys, proof: proof)
    }
}
