// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstrateClient
import SubtensorClient

/// What every command takes that signs something and sends it.
struct TransactionOptions: ParsableArguments {
    @OptionGroup var wallet: WalletOptions
    @OptionGroup var password: PasswordOptions
    @OptionGroup var signer: SignerOptions

    @Flag(help: "Show what would be sent and what it costs, and send nothing. No password is needed.")
    var dryRun = false

    @Flag(help: "Wait until the block is final, instead of the first block that holds it.")
    var waitForFinalization = false

    @Option(
        name: [.long, .customLong("era")],
        help: ArgumentHelp(
            "For how many blocks the signature is good; 0 is for ever. (default: 32; signed elsewhere 128, with --unsigned 4096)",
            valueName: "blocks"),
        transform: { try WholeNumber.parse($0) })
    var period: UInt32?

    @OptionGroup var acting: ActingOptions
    @OptionGroup var shield: ShieldOptions
    @OptionGroup var rehearsal: RehearsalOptions
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
        try signer.requireFeasible(console)
        // Where an address says who signs, no wallet has to be there.
        let named =
            signer.signerAddress == nil
            ? try await wallet.wallet(choosingOn: console) : try self.wallet.wallet(console)
        let wallet = try signer.standing(in: named, self.wallet, console)
        let network = network.setting(console).title
        let capacity = try acting.capacity(among: self.wallet, console)
        let names = self.wallet.accountNames(console)
        // What is signed later and elsewhere is sent as it is.
        let shielding: Shielding = signer.unsigned == nil ? shield.shielding(console) : .never
        let (answer, written) = try await self.network.withSubtensor(console) { subtensor in
            let sending = Sending(
                subtensor: subtensor.shielding(shielding), wallet: wallet, holder: named, password: password,
                signer: signer,
                network: self.network, console: console, signing: signing, untilFinalized: waitForFinalization,
                capacity: capacity)
            var answer = TransactionAnswer(network: network, isList: isList, note: note)
            answer.names = names
            try await sending.prepare(&answer, plan)
            if rehearsal.isWanted(console), answer.hasSomethingToSend {
                try await sending.rehearse(&answer, isDemanded: rehearsal.choice != nil)
            }
            guard !dryRun, answer.hasSomethingToSend, answer.status == .done else {
                return (answer, UnsignedAnswer?.none)
            }
            if let path = signer.unsigned { return (answer, try await sending.writeUnsigned(answer, to: path)) }
            try await sending.carryOut(&answer)
            return (answer, nil)
        }
        if let written {
            try console.show(written)
            console.hint(written.next)
            return .done
        }
        try console.show(answer)
        if let next = answer.next { console.hint(next) }
        return answer.status
    }

    private var signing: SigningOptions {
        guard let period else { return signer.lifetime.map { SigningOptions(lifetime: $0) } ?? SigningOptions() }
        return SigningOptions(lifetime: period == 0 ? .immortal : .blocks(UInt64(period)))
    }
}
