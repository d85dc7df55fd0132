// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

/// The options that name a call that was composed before.
struct DeferredCallOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The hash of the call, by which the chain knows it.", valueName: "0x-hex"),
        transform: { try Hash256(hex: $0) })
    var callHash: Hash256?

    @Option(
        name: [.long, .customLong("call-data")],
        help: ArgumentHelp("The call itself, as its encoding.", valueName: "0x-hex"),
        transform: { try [UInt8](hex: $0) })
    var callHex: [UInt8]?

    /// The hash; asks unless it or the call was given.
    func hash(_ console: Console) async throws -> Hash256 {
        let own = callHex.map { Hash256(unchecked: Hashing.blake2b256($0)) }
        if let own, let callHash, own != callHash {
            throw CLIError(.usage, "the call has the hash \(own), not \(callHash): give the right one, or one of them")
        }
        if let hash = own ?? callHash { return hash }
        return try await console.ask("Enter the hash of the call", option: "--call-hash") { try Hash256(hex: $0) }
    }

    /// The call, as it was given or kept here; nil where it is known by its hash only.
    func bytes(of hash: Hash256, _ console: Console) throws -> [UInt8]? {
        try callHex ?? DeferredCallFile(environment: console.environment).bytes(hash)
    }
}

/// The option that names the account for which a proxy acts.
struct RealAccountOption: ParsableArguments {
    @Option(
        name: [.customLong("real"), .customLong("real-ss58")],
        help: ArgumentHelp("The account for which the proxy acts.", valueName: "name|ss58"), transform: Receiver.init)
    var real: Receiver?

    /// The account; asks unless it was given here or with --proxy-for.
    func account(_ transaction: TransactionOptions, _ console: Console) async throws -> AccountID {
        if let real = real ?? transaction.acting.proxyFor {
            return try real.account(among: transaction.wallet, console)
        }
        return try await console.ask("Enter the account for which the proxy acts", option: "--real") {
            try Receiver($0).account(among: transaction.wallet, console)
        }
    }
}

extension [ChainEvent] {
    /// What a call caused, which no command of its own knows the meaning of.
    func report(_ sentence: StyledText) -> ActionReport {
        ActionReport(
            sentence, [Fact("events", "Events", .list(map { .text("\($0.pallet).\($0.name)") }))], news: ["events"])
    }
}
