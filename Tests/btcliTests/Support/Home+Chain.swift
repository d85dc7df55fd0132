// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import BittensorWallet
import SubstrateKeys
import Testing

@testable import btcli

/// Everything that makes many blocks runs one after the other: each test has a chain of its own to keep up with.
@Suite("On a chain", .serialized)
enum ChainTests {}

extension Home {
    /// Runs a command that has to succeed without questions on a node, and returns it.
    @discardableResult
    func carryOut(_ line: String, on url: String) async -> Run {
        let run = await run("\(line) --network \(url) --no-prompt")
        #expect(run.status == .done, "\(line): \(run.talk)")
        return run
    }

    /// The wallet `default` of an account with funds, whose hotkeys are registered on subnet 1.
    @discardableResult
    func makeNeurons(_ hotkeys: [String] = ["default"], on url: String) async throws -> Wallet {
        let wallet = try makeWallet()
        for hotkey in hotkeys {
            if hotkey != "default" {
                try self.wallet(hotkey: hotkey).createHotkey(KeyPair(mnemonic: .generate(.twelve)))
            }
            await carryOut("subnets register --netuid 1 -H \(hotkey)", on: url)
        }
        return wallet
    }
}

extension Run {
    /// The objects of an array in the document.
    func rows(_ name: String) throws -> [[String: any Sendable]] {
        try #require(try document[name] as? [[String: any Sendable]])
    }

    /// The outcomes of the transactions in the document.
    var outcomes: [[String: any Sendable]] {
        get throws { try rows("transactions").map { try #require($0["outcome"] as? [String: any Sendable]) } }
    }
}
