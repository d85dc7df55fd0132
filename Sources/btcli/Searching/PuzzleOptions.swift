// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ArgumentParser
import BittensorPrimitives
public import ProofOfWork
import SubstratePrimitives

extension SealScheme: ExpressibleByArgument {}
extension SealByteOrder: ExpressibleByArgument {}

/// The options that say what is hashed.
struct MessageOptions: ParsableArguments {
    @Option(help: "Which call the work is for.")
    var scheme = SealScheme.register

    @Option(help: ArgumentHelp("The hash of the work's block.", valueName: "0x-hex"), transform: Hash256.init(hex:))
    var blockHash: Hash256

    @Option(
        help: ArgumentHelp("The key to register; for the faucet the coldkey.", valueName: "ss58|0x-hex"),
        transform: AccountID.init(parsing:))
    var hotkey: AccountID

    @Option(
        help: ArgumentHelp("The subnet (scheme pow-register).", valueName: "n"),
        transform: { NetUID(try WholeNumber.parse($0)) })
    var netuid: NetUID?

    @Option(
        help: ArgumentHelp("The key that signs (scheme pow-register).", valueName: "ss58|0x-hex"),
        transform: AccountID.init(parsing:))
    var coldkey: AccountID?

    /// The message; throws `usage` when the scheme wants other options.
    func message() throws(CLIError) -> SealMessage {
        switch scheme {
        case .register:
            try refuseOptionsOfPowRegister()
            return .register(blockHash: blockHash, account: hotkey)
        case .powRegister:
            let (netuid, coldkey) = try optionsOfPowRegister()
            return .powRegister(blockHash: blockHash, netuid: netuid, hotkey: hotkey, coldkey: coldkey)
        }
    }

    fileprivate func refuseOptionsOfPowRegister() throws(CLIError) {
        for (option, isGiven) in [("--netuid", netuid != nil), ("--coldkey", coldkey != nil)] where isGiven {
            throw CLIError(.usage, "\(option) belongs to --scheme pow-register: leave it out, or add that")
        }
    }

    fileprivate func optionsOfPowRegister() throws(CLIError) -> (netuid: NetUID, coldkey: AccountID) {
        guard let netuid else { throw CLIError(.usage, "--netuid is missing: --scheme pow-register needs it") }
        guard let coldkey else { throw CLIError(.usage, "--coldkey is missing: --scheme pow-register needs it") }
        return (netuid, coldkey)
    }
}

/// The options that say what is hashed and what the seal must meet.
struct PuzzleOptions: ParsableArguments {
    static let orderHelp: ArgumentHelp = "How the chain reads seals; pow-register: little."
    static let orderNames: NameSpecification = [.customLong("order"), .customLong("seal-order")]

    @OptionGroup var message: MessageOptions

    @Option(
        help: ArgumentHelp("What the seal must meet: 1 or more.", valueName: "number"),
        transform: UInt256.init(parsing:))
    var difficulty: UInt256

    @Option(name: orderNames, help: orderHelp)
    var order: SealByteOrder?

    /// The puzzle; throws `usage` or `zeroDifficulty`.
    func puzzle() throws -> SealPuzzle {
        // Offline nobody asks for the block's number: it only decides when work is stale.
        let blockNumber: BlockNumber = 0
        switch message.scheme {
        case .register:
            try message.refuseOptionsOfPowRegister()
            guard let order else {
                throw CLIError(
                    .usage, "--order is missing: big for runtimes up to spec version 277, little for later ones")
            }
            return .register(
                blockNumber: blockNumber, blockHash: message.blockHash, account: message.hotkey,
                target: try SealTarget(difficulty: difficulty, order: order))
        case .powRegister:
            let (netuid, coldkey) = try message.optionsOfPowRegister()
            guard order != .big else {
                throw CLIError(.usage, "--order big is impossible: --scheme pow-register reads seals little-endian")
            }
            return try .powRegister(
                blockNumber: blockNumber, blockHash: message.blockHash, netuid: netuid, hotkey: message.hotkey,
                coldkey: coldkey, difficulty: difficulty)
        }
    }
}

extension SealMessage {
    /// What is hashed beside the nonce, under the name that it has in the scheme.
    var documentMember: OutputDocument {
        if let blockAndHotkeyHash { return ["block_and_hotkey_hash": .string(blockAndHotkeyHash.hex)] }
        return ["prefix": .string(orNull: prefix?.hex)]
    }

    /// The same for a person.
    var fact: (String, String) {
        if let blockAndHotkeyHash { return ("Block and hotkey hash", blockAndHotkeyHash.hex) }
        return ("Prefix", prefix?.hex ?? "")
    }
}
