// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import Foundation
import SubstrateKeys
import SubstratePrimitives
import TestVectors
import Testing

@testable import btcli

/// The program itself, in front of a person. The password costs seconds and 512 MiB.
@Suite("A person at a terminal", .serialized, .enabled(if: Lane.isWhole, "\(Lane.password)"))
struct WalletTerminalTests {
    @Test("makes a coldkey with new-coldkey, writes down the mnemonic, and gets the key back with regen-coldkey")
    func newAndRegenerated() throws {
        let home = try Home()
        let password = "correct horse 1"
        let terminal = try PseudoTerminal()
        let first = try ProgramTests.program(["wallet", "new-coldkey", "-w", "first"], in: terminal, home: home)
        try first.run()
        var shown = terminal.read(until: "New password of the coldkey of first: ")
        terminal.typeHidden("short", to: first)
        shown += terminal.read(until: "Try again.\r\nNew password of the coldkey of first: ")
        terminal.typeHidden(password, to: first)
        shown += terminal.read(until: "The same again: ")
        terminal.typeHidden(password, to: first)
        shown += terminal.read(until: "to see that they are written down: ")
        let numbers = try #require(shown.firstMatch(of: /Type words (\d+) and (\d+),/))
        let line = try #require(
            shown.split(whereSeparator: \.isNewline).first {
                $0.split(separator: " ").count == 12 && $0.hasPrefix("  ")
            }
        ).split(separator: " ")
        terminal.type("zoo zoo")
        shown += terminal.read(until: "to see that they are written down: ")
        terminal.type([numbers.1, numbers.2].compactMap { Int($0) }.map { line[$0 - 1] }.joined(separator: " "))
        shown += terminal.read(until: "That is right.")
        shown += terminal.read(until: "/first/coldkey")
        first.waitUntilExit()
        #expect(first.terminationStatus == 0)
        #expect(terminal.echoes)
        #expect(!shown.contains(password))
        let words = try #require(
            shown.split(whereSeparator: \.isNewline).first {
                $0.split(separator: " ").count == 12 && $0.hasPrefix("  ")
            })
        let phrase = words.split(separator: " ").joined(separator: " ")
        #expect(shown.ranges(of: phrase).count == 1)
        let account = try home.wallet("first").coldkeyPublic()
        #expect(try KeyPair(mnemonic: Mnemonic(phrase: phrase)).accountID == account)
        #expect(try home.wallet("first").isColdkeyEncrypted)

        let second = try ProgramTests.program(
            ["wallet", "regen-coldkey", "-w", "second", "--no-password"], in: terminal, home: home)
        try second.run()
        shown = terminal.read(until: "Enter the mnemonic or the seed: ")
        terminal.typeHidden("zoo " + phrase, to: second)
        shown += terminal.read(until: "Try again.\r\nEnter the mnemonic or the seed: ")
        terminal.typeHidden(phrase, to: second)
        shown += terminal.read(until: "/second/coldkey")
        second.waitUntilExit()
        #expect(second.terminationStatus == 0)
        #expect(!shown.contains(phrase))
        #expect(shown.contains(account.ss58()))
        #expect(try home.wallet("second").coldkey().accountID == account)
    }
}
