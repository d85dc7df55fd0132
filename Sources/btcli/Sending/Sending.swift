// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubtensorClient

/// Takes the actions of one command from a plan to their blocks.
///
/// What is shown is what is signed. Where someone was asked, everything is looked at again before the signature, and what is
/// not as it was shown is asked about anew.
struct Sending: Sendable {
    let subtensor: Subtensor
    /// For whose accounts it is signed.
    let wallet: Wallet
    /// Whose keys sign: the same one, unless another account is impersonated.
    let holder: Wallet
    let password: PasswordOptions
    let signer: SignerOptions
    let network: NetworkOptions
    let console: Console
    let signing: SigningOptions
    let untilFinalized: Bool
    /// In whose name everything is sent that does not say so itself.
    let capacity: Capacity

    // MARK: Planned

    /// Composes and checks everything on the block that was the newest when the connection was made.
    func prepare(
        _ answer: inout TransactionAnswer,
        _ plan: @escaping @Sendable (Subtensor, ActingWallet) async throws -> [PlannedStep]
    ) async throws {
        let entries = try await console.working("Checking") {
            let view = subtensor.pinned(to: try await subtensor.client.stateAtConnection())
            return try await together(
                try await prepared(try await plan(view, ActingWallet(wallet, capacity)), on: view), on: view)
        }
        answer.entries = entries
        // With nothing left to do, the reason is the answer.
        if answer.isList, !answer.hasSomethingToSend, let first = entries.first?.unfit { throw first }
        if !answer.isList, let unfit = entries.first?.unfit { throw unfit }
        try requireFunds(for: answer.previews)
        guard answer.entries.count(where: { $0.step != nil }) > 1, let signer = answer.commonSigner,
            // Members approve one call, in which all stand.
            capacity.multisig == nil, subtensor.offersBatches(.whateverFails)
        else { return }
        answer.batch = try await console.working("Checking") {
            try await subtensor.prepareBatch(answer.previews.map(\.call), .whateverFails, for: signer, signing: signing)
        }
    }

    private func prepared(
        _ plan: [PlannedStep], on view: Subtensor
    ) async throws -> [TransactionAnswer.Entry] {
        // Side by side: each asks a few questions of its own.
        try await withThrowingTaskGroup(of: (Int, TransactionAnswer.Entry).self) { group in
            for (place, planned) in plan.enumerated() {
                group.addTask {
                    switch planned {
                    case .unfit(let name, let error): return (place, .init(unfit: name, error))
                    case .step(let step):
                        do {
                            let account = try signer.key(step.role, of: wallet).accountID
                            let acting = step.capacity ?? capacity
                            return (place, .init(step, try await step.prepare(view, account, acting, signing)))
                        } catch let error as BittensorError {
                            return (place, .init(unfit: nil, error))
                        }
                    }
                }
            }
            var entries: [(Int, TransactionAnswer.Entry)] = []
            for try await entry in group { entries.append(entry) }
            return entries.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// That everyone who pays can pay for everything, not only for each thing alone.
    private func requireFunds(for previews: [ActionPreview]) throws(BittensorError) {
        let payments = Dictionary(grouping: previews.flatMap(\.payments), by: \.account)
        for (account, payments) in payments where payments.count > 1 {
            let needed = payments.reduce(Balance.zero) { $0 + $1.amount }
            guard let balance = payments.first?.balance, needed > balance else { continue }
            throw BittensorError(
                .insufficientBalance,
                "\(account) owns \(balance); all \(previews.count) together take \(needed), fees included")
        }
    }

    // MARK: Agreed

    /// Asks, signs, sends, and notes what came of it.
    func carryOut(_ answer: inout TransactionAnswer) async throws {
        // Where it cannot be kept, nothing is signed, and nobody has to be asked for it.
        let journal = try SentFile.ready(console, network)
        let clock = ContinuousClock()
        let checked = clock.now
        // Nobody is asked about what cannot be signed.
        if !signer.isElsewhere { for (_, step, _) in answer.steps { try holder.checkSecret(of: step.role) } }
        try await requireImpersonator()
        try await requireConsent(to: answer)
        let actions = Set(answer.previews.map { "'\($0.action)'" })
        let purpose = "to sign \(actions.count == 1 ? actions.joined() : "\(answer.steps.count) actions")"
        var keys: [SigningRole: any Signer] = [:]
        for role in Set(answer.steps.map(\.step.role)).sorted(by: { $0.rawValue < $1.rawValue }) {
            keys[role] = try await key(role, purpose)
        }
        for (_, step, _) in answer.steps { try await step.waiting?(subtensor) }
        // Nobody was asked, and it is the same block: then it is the same.
        var isFresh = !console.canAsk && checked.duration(to: clock.now) < subtensor.blockTime
        while !isFresh { isFresh = try await isUnchanged(&answer) }
        if let batch = answer.batch, let signer = keys.values.first {
            try await send(batch, signedBy: signer, journal, &answer)
        } else {
            try await sendOneByOne(keys, journal, &answer)
        }
    }

    /// Who signs: something elsewhere, or a key of the wallet, which is opened.
    private func key(_ role: SigningRole, _ purpose: String) async throws -> any Signer {
        if signer.isElsewhere,
            let elsewhere = try signer.signer(
                try signer.key(role, of: wallet), console, proof: subtensor.transactionProof)
        {
            return elsewhere
        }
        let key = try await password.key(role, of: holder, purpose, on: console)
        guard signer.impersonate != nil, role == .coldkey else { return key }
        return ImpersonatingSigner(of: try wallet.coldkeyPublic(), by: key)
    }

    /// Nothing is signed in the name of others but for a chain that takes it.
    private func requireImpersonator() async throws {
        guard signer.impersonate != nil else { return }
        let key = try holder.coldkeyPublic()
        guard try await subtensor.client.impersonator() == key else {
            throw CLIError(
                .usage,
                "\(network.setting(console).title) lets \(key.ss58()) sign for no other account: a fork that does is started with "
                    + "'btcli localnet fork --impersonate \(key.ss58())'")
        }
    }

    private func requireConsent(to answer: TransactionAnswer) async throws {
        let steps = answer.steps
        try await console.requireConsent(
            steps.count == 1 ? steps[0].step.question ?? "Send it?" : "Send all \(steps.count)?",
            after: answer.question(width: console.terminal.talk.size?.columns), otherwise: "nothing was sent")
    }

    /// Looks at everything again. What is not as it was shown is shown and asked about anew: then this is false.
    private func isUnchanged(_ answer: inout TransactionAnswer) async throws -> Bool {
        var differences: [String] = []
        var entries = answer.entries
        let shown = entries
        try await console.working("Looking again") {
            for (place, entry) in shown.enumerated() {
                guard let step = entry.step, let prepared = entry.prepared else { continue }
                switch try await prepared.renewed(subtensor) {
                case .same(let same): entries[place] = .init(step, same)
                case .changed(let changed, let words):
                    entries[place] = .init(step, changed)
                    differences += words.map { shown.count > 1 ? "\(place + 1): \($0)" : $0 }
                }
            }
        }
        answer.entries = entries
        if let batch = answer.batch, let signer = answer.commonSigner {
            if differences.isEmpty {
                let again = try await subtensor.renewed(batch)
                if let same = again.batch { answer.batch = same }
                differences += again.differences
            }
            if !differences.isEmpty {
                answer.batch = try await subtensor.prepareBatch(
                    answer.previews.map(\.call), .whateverFails, for: signer, signing: signing)
            }
        }
        guard !differences.isEmpty else { return true }
        let sentence = "it is not what it was when you were asked: \(differences.joined(separator: "; "))"
        guard console.canAsk else {
            throw CLIError(.changed, "\(sentence). Nothing was sent; run it again if that is all right")
        }
        console.warn(sentence)
        try await requireConsent(to: answer)
        return false
    }

    // MARK: Signed and sent

    private func options(_ summary: String, _ journal: SentFile?) -> SubmissionOptions {
        var options = SubmissionOptions(signing: signing, untilFinalized: untilFinalized)
        options.journal = journal
        options.summary = summary
        options.report(to: console)
        return options
    }

    private func send(
        _ batch: PreparedBatch, signedBy signer: any Signer, _ journal: SentFile?, _ answer: inout TransactionAnswer
    ) async throws {
        let steps = answer.steps
        for (_, step, prepared) in steps {
            try step.beforeSending()
            try keep(prepared.deferred)
        }
        let included = try await console.working("Waiting for the block of \(steps.count) actions") {
            try await subtensor.submit(
                batch, signedBy: signer,
                options: options("\(steps.count) × \(steps.first?.prepared.preview.action ?? "")", journal))
        }
        for (index, (place, _, prepared)) in steps.enumerated() {
            do {
                answer.entries[place].ending = .sent(try await prepared.outcome(subtensor, index, included))
            } catch {
                answer.entries[place].ending = ending(of: error, included)
            }
        }
    }

    private func sendOneByOne(
        _ keys: [SigningRole: any Signer], _ journal: SentFile?, _ answer: inout TransactionAnswer
    ) async throws {
        let steps = answer.steps
        for (index, (place, step, prepared)) in steps.enumerated() {
            guard let key = keys[step.role] else { continue }
            do {
                try step.beforeSending()
                try keep(prepared.deferred)
                answer.entries[place].ending = .sent(
                    try await console.working("Waiting for the block of '\(prepared.preview.action)'") {
                        try await prepared.submit(subtensor, key, options("", journal))
                    })
            } catch let error as BittensorError where error.code == .outcomeUnread {
                answer.entries[place].ending = ending(of: error, nil)
            } catch  where steps.count > 1 && index > 0 {
                // What went before is done: it has to be told, and the rest is not tried.
                answer.entries[place].ending = .failed(Failure(error))
                return
            }
        }
    }

    /// Keeps a call of which the chain gets the hash only, before that leaves.
    private func keep(_ deferred: DeferredCall?) throws {
        guard let deferred else { return }
        try DeferredCallFile(environment: console.environment).keep(deferred)
    }

    /// How an action ended that the chain carried out, when reading what came of it failed.
    private func ending(of error: any Error, _ included: IncludedExtrinsic?) -> TransactionAnswer.Entry.Ending {
        guard let error = error as? BittensorError, error.code == .outcomeUnread else { return .failed(Failure(error)) }
        console.warn(error.reason)
        return .carriedOut(error.submission, block: error.block)
    }
}

extension SubmissionOptions {
    /// Tells a person what happens on the way, and leaves word of what was signed, however the program ends.
    mutating func report(to console: Console) {
        onSigned = { trace in console.farewell.leave("\(trace): \(Farewell.advice)") }
        onNotice = { console.warn($0) }
    }
}

extension Wallet {
    fileprivate func checkSecret(of role: SigningRole) throws {
        switch role {
        case .coldkey: try checkColdkey()
        case .hotkey: try checkHotkey()
        }
    }
}

extension PasswordOptions {
    fileprivate func key(
        _ role: SigningRole, of wallet: Wallet, _ purpose: String, on console: Console
    ) async throws -> KeyPair {
        switch role {
        case .coldkey: try await coldkey(of: wallet, purpose, on: console)
        case .hotkey: try await hotkey(of: wallet, purpose, on: console)
        }
    }
}
