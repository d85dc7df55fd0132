// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstratePrimitives
import SubtensorClient

/// `btcli wallet get-identity`: how the owner of a coldkey presents themselves.
struct WalletGetIdentity: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "get-identity",
        abstract: "Show how the owner of a coldkey presents themselves.",
        discussion: "For a hotkey's address it is the identity of the coldkey that owns it.")

    @OptionGroup var coldkeys: ColdkeySelection
    @OptionGroup var block: BlockOption
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let coldkeys = try await coldkeys.coldkeys(console)
        guard let account = coldkeys.first?.account, coldkeys.count == 1 else {
            throw CLIError(.usage, "an identity belongs to one coldkey: give --wallet-name or --ss58 instead of --all")
        }
        let answer = try await network.read("Reading the identity", at: block.block, console) { subtensor, place in
            let coldkey = try await subtensor.owner(of: account) ?? account
            return IdentityAnswer(
                network: place.network, coldkey: coldkey, identity: try await subtensor.identity(of: coldkey))
        }
        try console.show(answer)
        return answer.identity == nil ? .no : .done
    }
}

/// How a coldkey's owner presents themselves, if they do.
struct IdentityAnswer: Answer {
    let network: String
    let coldkey: AccountID
    let identity: ChainIdentity?

    var document: OutputDocument {
        [
            "network": .string(network), "coldkey": .string(coldkey.ss58()),
            "identity": identity.map { OutputDocument($0.facts) } ?? .null,
        ]
    }

    func text(width: Int?) -> StyledText {
        guard let identity else { return "\(coldkey) does not present itself." }
        let said = identity.facts.filter { !$0.value.text.isEmpty }
        return Facts([Fact("coldkey", "Coldkey", .address(coldkey))] + said).text(width: width)
    }
}
