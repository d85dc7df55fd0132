import ArgumentParser
import Bittensor
import BittensorWallet
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import Synchronization

/// What every command takes that signs something and sends it.
struct TransactionOptions: ParsableArguments {
    @OptionGroup var wallet: WalletOptions
    @OptionGroup var password: PasswordOptions

    @Flag(help: "Show what would be sent and what it costs, and send nothing. No password is needed.")
    var dryRun = false

    @Flag(help: "Wait until the block is final, instead of the first block that holds it.")
    var waitForFinalization = false

    @Option(
        name: [.long, .customLong("era")],
        help: ArgumentHelp(
            "For how many blocks the signature is good; 0 is for ever. (default: 32)", valueName: "blocks"),
        transform: { try WholeNumber.parse($0) })
    var period: UInt32?

    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions
}

extension TransactionOptions {
    /// Carries out one action: shows what it does and costs, asks, signs, sends, and shows what came of it.
    ///
    /// - Parameters:
    ///   - note: what nothing to do means, such as `The hotkey is registered already.`
    ///   - plan: the action, for the wallet that was named; it may read from the chain first. Nil when the chain is as it
    ///     should be: that is no failure.
    func carryOut(
        _ console: Console, orSay note: String = TransactionAnswer.nothingToDo,
        _ plan: @escaping @Sendable (Subtensor, Wallet) async throws -> ActionStep?
    ) async throws -> ExitStatus {
        try await run(console, isList: false, note) { subtensor, wallet in
            try await plan(subtensor, wallet).map { [$0] } ?? []
        }
    }

    /// Carries out several actions one after the other, after asking once. The first that fails is the last.
    func carryOutAll(
        _ console: Console, orSay note: String = TransactionAnswer.nothingToDo,
        _ plan: @escaping @Sendable (Subtensor, Wallet) async throws -> [ActionStep]
    ) async throws -> ExitStatus {
        try await run(console, isList: true, note, plan)
    }

    private func run(
        _ console: Console, isList: Bool, _ note: String,
        _ plan: @escaping @Sendable (Subtensor, Wallet) async throws -> [ActionStep]
    ) async throws -> ExitStatus {
        let wallet = try wallet.wallet(console)
        let network = network.setting(console).text
        let answer = try await self.network.withSubtensor(console) { subtensor in
            let (steps, previews) = try await console.working("Checking") {
                let steps = try await plan(subtensor, wallet)
                var previews: [ActionPreview] = []
                for step in steps {
                    previews.append(try await step.prepare(subtensor, try wallet.account(step.role)).preview)
                }
                return (steps, previews)
            }
            try requireFunds(for: previews)
            var answer = TransactionAnswer(
                network: network, isList: isList, note: note,
                entries: zip(previews, steps).map { .init($0, notes: $1.notes) })
            if dryRun || steps.isEmpty { return answer }
            try await console.requireConsent(
                steps.count == 1 ? steps[0].question ?? "Send it?" : "Send all \(steps.count)?",
                after: answer.question, otherwise: "nothing was sent")
            var keys: [SigningRole: KeyPair] = [:]
            for (index, step) in steps.enumerated() {
                do {
                    let key: KeyPair
                    if let known = keys[step.role] {
                        key = known
                    } else {
                        key = try await password.key(step.role, of: wallet, on: console)
                        keys[step.role] = key
                    }
                    answer.entries[index].ending = .sent(
                        try await send(step, agreed: previews[index], signedBy: key, subtensor, console))
                } catch  where index > 0 && !(error is CancellationError) {
                    // What went before is done: it has to be told, and the rest is not tried.
                    answer.entries[index].ending = .failed(Failure(error))
                    return answer
                }
            }
            return answer
        }
        try console.show(answer)
        return answer.status
    }

    /// Prepares an action anew, because someone may have thought about it for long, and sends it.
    ///
    /// - Parameter agreed: what was shown; a price that rose meanwhile is not paid.
    private func send(
        _ step: ActionStep, agreed: ActionPreview, signedBy key: KeyPair, _ subtensor: Subtensor, _ console: Console
    ) async throws -> SentAction {
        var options = SubmissionOptions(untilFinalized: waitForFinalization)
        if let period { options.signing.lifetime = period == 0 ? .immortal : .blocks(UInt64(period)) }
        let isOut = Atomic(false)
        options.onStatus = { _ in isOut.store(true, ordering: .relaxed) }
        do {
            return try await console.working("Waiting for the block of '\(agreed.action)'") {
                let prepared = try await step.prepare(subtensor, key.accountID)
                guard prepared.preview.cost <= agreed.cost else {
                    throw CLIError(
                        .priceRose,
                        "'\(agreed.action)' now takes \(prepared.preview.cost) instead of \(agreed.cost): "
                            + "nothing was sent, run it again if that is all right")
                }
                try step.beforeSending()
                return try await prepared.submit(subtensor, key, options)
            }
        } catch  where isOut.load(ordering: .relaxed) && Task.isCancelled {
            console.warn("'\(agreed.action)' was sent and may still be carried out: look before you send it again")
            throw error
        }
    }

    /// That the signer can pay for everything, not only for each thing alone.
    private func requireFunds(for previews: [ActionPreview]) throws(BittensorError) {
        for (signer, previews) in Dictionary(grouping: previews, by: \.signer) where previews.count > 1 {
            let needed = previews.reduce(Balance.zero) { $0 + $1.cost + $1.fee }
            guard let balance = previews.first?.balance, needed > balance else { continue }
            throw BittensorError(
                .insufficientBalance,
                "\(signer) owns \(balance); all \(previews.count) together take \(needed), fees included")
        }
    }
}

extension Wallet {
    fileprivate func account(_ role: SigningRole) throws -> AccountID {
        switch role {
        case .coldkey: try coldkeyPublic()
        case .hotkey: try hotkeyPublic()
        }
    }
}

extension PasswordOptions {
    fileprivate func key(_ role: SigningRole, of wallet: Wallet, on console: Console) async throws -> KeyPair {
        switch role {
        case .coldkey: try await coldkey(of: wallet, on: console)
        case .hotkey: try await hotkey(of: wallet, on: console)
        }
    }
}
