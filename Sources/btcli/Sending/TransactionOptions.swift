// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstrateClient
import SubtensorClient

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

    @OptionGroup var acting: ActingOptions
    @OptionGroup var shield: ShieldOptions
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
        _ plan: @escaping @Sendable (Subtensor, ActingWallet) async throws -> ActionStep?
    ) async throws -> ExitStatus {
        try await run(console, isList: false, note) { subtensor, wallet in
            try await plan(subtensor, wallet).map { [.step($0)] } ?? []
        }
    }

    /// Carries out several actions that stand each for itself, after asking once. What cannot be done is named and left
    /// out.
    func carryOutAll(
        _ console: Console, orSay note: String = TransactionAnswer.nothingToDo,
        _ plan: @escaping @Sendable (Subtensor, ActingWallet) async throws -> [PlannedStep]
    ) async throws -> ExitStatus {
        try await run(console, isList: true, note, plan)
    }

    private func run(
        _ console: Console, isList: Bool, _ note: String,
        _ plan: @escaping @Sendable (Subtensor, ActingWallet) async throws -> [PlannedStep]
    ) async throws -> ExitStatus {
        let wallet = try await wallet.wallet(choosingOn: console)
        let network = network.setting(console).title
        let capacity = try acting.capacity(among: self.wallet, console)
        let names = self.wallet.accountNames(console)
        let answer = try await self.network.withSubtensor(console) { subtensor in
            let sending = Sending(
                subtensor: subtensor.shielding(shield.shielding(console)), wallet: wallet, password: password,
                network: self.network, console: console,
                signing: signing, untilFinalized: waitForFinalization, capacity: capacity)
            var answer = TransactionAnswer(network: network, isList: isList, note: note)
            answer.names = names
            try await sending.prepare(&answer, plan)
            if !dryRun, answer.hasSomethingToSend { try await sending.carryOut(&answer) }
            return answer
        }
        try console.show(answer)
        if let next = answer.next { console.hint(next) }
        return answer.status
    }

    private var signing: SigningOptions {
        guard let period else { return SigningOptions() }
        return SigningOptions(lifetime: period == 0 ? .immortal : .blocks(UInt64(period)))
    }
}
