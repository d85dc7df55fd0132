// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import Foundation
import TestVectors
import Testing

@testable import btcli

/// The program itself, where a secret is typed.
@Suite("What is typed for a secret", .serialized)
struct HiddenTypingTests {
    @Test("stays hidden through Ctrl-Z and fg, which asks again; meanwhile the terminal is as it was")
    func stopped() throws {
        let home = try Home()
        let terminal = try PseudoTerminal()
        let process = try ProgramTests.program(["wallet", "new-coldkey", "-w", "w"], in: terminal, home: home)
        try process.run()
        defer { kill(process.processIdentifier, SIGKILL) }
        for _ in 0..<2 {
            _ = terminal.read(until: "New password of the coldkey of w: ")
            #expect(!terminal.echoes)
            kill(process.processIdentifier, SIGTSTP)
            while !terminal.echoes, process.isRunning { sched_yield() }
            // Again and again: the first may come before the process has stopped.
            while terminal.echoes, process.isRunning {
                kill(process.processIdentifier, SIGCONT)
                sched_yield()
            }
        }
        _ = terminal.read(until: "New password of the coldkey of w: ")
        #expect(!terminal.echoes)
        terminal.type("short")
        let shown = terminal.read(until: "Try again.")
        #expect(!shown.contains("short\r"))
        kill(process.processIdentifier, SIGTERM)
        process.waitUntilExit()
        #expect(process.terminationStatus == 143)
        #expect(terminal.echoes)
    }

    @Test("stays hidden from the question until the key is open or given up")
    func opening() throws {
        let home = try Home()
        let wallet = try home.makeWallet()
        // The encryption of old is quick to try.
        let vault = VectorFile.path("keyfiles/bittensor-6.9.4/wallets/vault/coldkey")
        try FileManager.default.removeItem(atPath: wallet.coldkeyFile.path)
        try FileManager.default.copyItem(atPath: vault, toPath: wallet.coldkeyFile.path)
        let terminal = try PseudoTerminal()
        let process = try ProgramTests.program(
            ["wallet", "sign", "-w", "default", "--message", "m"], in: terminal, home: home)
        try process.run()
        let question = "Password of the coldkey of default, to sign the message: "
        _ = terminal.read(until: question)
        for _ in 0..<2 {
            #expect(!terminal.echoes)
            terminal.type("wrong horse")
            let shown = terminal.read(until: "The password is wrong. Try again.\r\n\(question)")
            #expect(!shown.contains("horse"))
        }
        #expect(!terminal.echoes)
        terminal.type("wrong again")
        _ = terminal.read(until: "error:")
        process.waitUntilExit()
        #expect(process.terminationStatus == 77)
        #expect(terminal.echoes)
    }

    @Test(
        "is in no crash report: the program ends without a word about its memory",
        arguments: [SIGSEGV, SIGILL, SIGABRT, SIGQUIT])
    func crash(number: Int32) throws {
        // A shell's background process ignores SIGQUIT, which its children would inherit.
        if number == SIGQUIT { signal(number, SIG_DFL) }
        let home = try Home()
        let terminal = try PseudoTerminal()
        let process = try ProgramTests.program(
            ["wallet", "new-coldkey", "-w", "w"], in: terminal, home: home,
            environment: ["SWIFT_BACKTRACE": "enable=yes"])
        try process.run()
        _ = terminal.read(until: "New password of the coldkey of w: ")
        #if os(Linux)
            let limits =
                try FileHandle(forReadingFrom: URL(filePath: "/proc/\(process.processIdentifier)/limits"))
                .readToEnd() ?? Data()
            let core = try #require(
                String(decoding: limits, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("Max core") })
            #expect(core.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"])
        #endif
        kill(process.processIdentifier, number)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal)
        #expect(process.terminationStatus == number)
        if number == SIGQUIT { #expect(terminal.echoes) }
        let said = try terminal.readToEnd()
        #expect(!said.contains("Backtrace") && !said.contains("Registers") && !said.contains("crashed"))
    }
}
