// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstrateClient
import SubtensorClient

/// `btcli wallet faucet`: works for test TAO.
struct WalletFaucet: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "faucet",
        abstract: "Work for test TAO, where the chain has a faucet: localnets do, mainnet has none.",
        discussion: "Each payment is 1000 test TAO for work of difficulty 1,000,000, signed by the coldkey.")

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var password: PasswordOptions
    @OptionGroup var work: WorkOptions
    @OptionGroup var solver: SolverOptions

    @Option(
        help: ArgumentHelp("How many payments to work for. (default: 1)", valueName: "n"),
        transform: { try WholeNumber.parse($0) })
    var maxSuccesses: UInt16 = 1

    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        guard maxSuccesses > 0 else { throw CLIError(.usage, "--max-successes is 0: it must be 1 or more") }
        let session = try work.session(console, goal: "faucet")
        var options = try await work.registrationOptions(console, solver)
        session.watch(&options.work)
        options.onProgress = { session.show($0) }
        options.submission.journal = try SentFile.ready(console, network, isUrgent: true)
        options.submission.report(to: console)
        let coldkey = try await password.coldkey(
            of: try await wallet.wallet(choosingOn: console), "to sign for the payments", on: console)
        let payments = try await network.withSubtensor(
            console, patience: NetworkOptions.forever, unless: { session.takes($0) }
        ) { [options] subtensor in
            var payments: [FaucetPayment] = []
            for number in 1...maxSuccesses {
                let payment = try await session.run {
                    try await subtensor.faucet(signer: coldkey, options: options)
                }
                // Told at once: a later one may fail, and then there is no other answer than its error.
                console.say("Payment \(number) of \(maxSuccesses): \(payment.amount) in block \(payment.blockHash)")
                payments.append(payment)
            }
            return payments
        }
        try console.show(
            FaucetAnswer(
                network: network.setting(console).title, payments: payments, names: wallet.accountNames(console)
            ))
        return .done
    }
}

/// Payments by the faucet.
struct FaucetAnswer: Answer {
    let network: String
    let payments: [FaucetPayment]
    let names: AccountNames

    var document: OutputDocument {
        [
            "network": .string(network),
            "coldkey": .string(orNull: payments.last?.coldkey.ss58()),
            "balance_tao": .string(orNull: payments.last?.balance.taoText),
            "payments": .array(
                payments.map { payment in
                    [
                        "amount_tao": .string(payment.amount.taoText),
                        "block_number": .digits(payment.solution.blockNumber),
                        "nonce": .digits(payment.solution.nonce),
                        "seal": .string(payment.solution.seal.hex),
                        "hashes": .digits(payment.work.hashes),
                        "seconds": .number(payment.work.time / .seconds(1)),
                        "extrinsic_hash": .string(payment.extrinsicHash.hex),
                        "block_hash": .string(payment.blockHash.hex),
                    ]
                }),
        ]
    }

    func text(width: Int?) -> StyledText {
        let sum = payments.reduce(Balance.zero) { $0 + $1.amount }
        guard let last = payments.last else { return "The faucet paid nothing." }
        let seals = "\(payments.count) \(payments.count == 1 ? "seal" : "seals")"
        let line = StyledText.done + " " + names.naming("The faucet paid \(sum) to \(last.coldkey) for \(seals)")
        let facts = Facts([("Balance", "\(last.balance)"), ("Extrinsic", last.extrinsicHash.hex)])
        return [line.wrapped(to: width ?? .max), facts.text(width: width.map { max(1, $0 - 2) }).indented]
            .joined(separator: "\n")
    }
}
