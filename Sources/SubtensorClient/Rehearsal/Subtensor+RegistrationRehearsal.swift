// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ProofOfWork
import SubstrateClient
public import SubstrateFork
import SubstratePrimitives
import SubstrateRuntime

extension Subtensor {
    /// Tries a registration by work on the chain's own rules before anybody works for it, with a seal that meets a difficulty of 1, which
    /// the trial has in place of the subnet's. Nothing is signed, and nothing is sent.
    ///
    /// - Parameters:
    ///   - options: Whoever insists on a scheme or an order of bytes has them here, too.
    ///   - codes: Where the runtime's code is kept from one time to the next.
    ///   - questions: Where it is kept what such a rehearsal asks of the node, so that the next one takes fewer rounds.
    ///   - time: Unix time in milliseconds.
    /// - Throws: `workNotChecked` where the runtime takes no work; `ClientError` for what the node does not answer; `RuntimeError` for a
    ///   runtime that cannot be run here.
    public func rehearseRegistration(
        on netuid: NetUID, keys: WorkKeys, options: POWOptions = POWOptions(), at time: UInt64,
        codes: any CodeMemory = NoCodeMemory(), questions: any QuestionMemory = NoQuestionMemory()
    ) async throws -> RegistrationRehearsal {
        let state = try await state()
        let rules = try RulesOfWork(for: .registration(netuid), runtime: state.runtimeAfter)
            .overridden(scheme: options.scheme, order: options.order)
        let site = WorkSite(subtensor: pinned(to: state), purpose: .registration(netuid), keys: keys, rules: rules)
        let facts = try await RegistrationFacts(of: keys.hotkey, on: netuid, at: state)
        let signer = rules.signer == .hotkey ? keys.hotkey : keys.coldkey
        let puzzle = try site.puzzle(blockNumber: state.number, blockHash: state.hash, difficulty: UInt256(1))
        let plan = try await client.plan(
            Call.offering(try POWSolution(puzzle: puzzle, nonce: 0), at: site), for: signer,
            on: try await site.readiness(of: signer, on: state))
        let subject = state.subject([plan.call])
        let fork = try await ChainFork.open(at: state, codes: codes, foreseeing: questions.questions(of: subject))

        var mending = RegistrationMending(state: state, netuid: netuid, keys: keys, signer: signer)
        try await mending.takeEverySeal()
        var obstacles: [RegistrationRehearsal.Obstacle] = []
        while true {
            let tried = try await fork.trial(
                of: [plan.maker], at: time, checksSignatures: false, upon: StorageChanges(top: mending.changes)
            ) { (moment: ForkMoment, _: [StateDifference]) throws(RuntimeError) -> UInt16? in
                try moment.value(.uids(netuid, keys.hotkey))
            }
            guard let trial = tried.first else {
                throw RuntimeError(.invalidBlock, "the block that was tried has lost its transaction")
            }
            let refusal = WorkRefusal(trial.ending)
            var causes: [String] = []
            if let cause = refusal?.cause { causes = try await mending.mend(cause) }
            if let refusal { obstacles.append(RegistrationRehearsal.Obstacle(refusal, causes)) }
            // To the end, or to what nothing can be done about.
            guard refusal == nil || causes.isEmpty else { continue }
            questions.keep(fork.questions, of: subject)
            return RegistrationRehearsal(
                block: state.number, netuid: netuid, keys: keys, rules: rules,
                difficulty: facts.effectiveDifficulty(rules.scheme), obstacles: obstacles,
                uid: refusal == nil ? trial.after : nil, fee: trial.fee)
        }
    }
}

extension RegistrationRehearsal.Obstacle {
    fileprivate init(_ refusal: WorkRefusal, _ causes: [String]) {
        name = refusal.cause?.rawValue ?? String(refusal.reason.prefix { $0.isLetter })
        reason = refusal.reason
        self.causes = causes
    }
}

extension WorkRefusal {
    /// What a trial says against a registration; nil where it was carried out.
    fileprivate init?<Reading>(_ ending: TriedExtrinsic<Reading>.Ending) {
        switch ending {
        case .succeeded: return nil
        case .failed(let failure), .failedInside(let failure): self.init(failure)
        case .refused(let refusal): self.init(refusal)
        }
    }
}
