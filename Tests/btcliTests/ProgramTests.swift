// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import Foundation
import Testing

@testable import btcli

/// The program itself, as a process.
@Suite("The program")
struct ProgramTests {
    static let endings: [(Int32, status: Int32)] = [(SIGINT, 130), (SIGTERM, 143)]

    @Test("A signal stops it in order", arguments: endings)
    func signals(signal: Int32, status: Int32) throws {
        let process = try Self.program(["localnet", "start", "--port", "0", "--json-output"])
        let output = Pipe()
        let talk = Pipe()
        process.standardOutput = output
        process.standardError = talk
        try process.run()
        // The document is there: signals are listened to.
        #expect(!output.fileHandleForReading.availableData.isEmpty)
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == status)
        let said = try #require(try talk.fileHandleForReading.readToEnd())
        #expect(String(decoding: said, as: UTF8.self) == "localnet stopped\n")
    }

    @Test("A signal ends a search, and leaves the terminal as it was", arguments: endings)
    func search(signal: Int32, status: Int32) throws {
        let home = try Home()
        try home.makeWallet()
        let files = home.files
        let terminal = try PseudoTerminal()
        let process = try Self.program(
            ["subnets", "pow-register", "--netuid", "1", "--network", "embedded", "--difficulty", "\(UInt64.max)"],
            in: terminal, home: home)
        try process.run()
        let drawn = terminal.read(until: "q end")
        #expect(drawn.contains(StatusArea.hideCursor))
        for part in ["subnet 1", "difficulty", "rate", "block", "luck", "tries", "node"] {
            #expect(drawn.contains(part))
        }
        let begin = ContinuousClock.now
        kill(process.processIdentifier, signal)
        let end = terminal.read(until: "error:")
        process.waitUntilExit()
        #expect(begin.duration(to: .now) < .seconds(10))
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == status)
        let shown = try #require(end.range(of: StatusArea.showCursor, options: .backwards))
        #expect(!end[shown.upperBound...].contains(StatusArea.hideCursor))
        #expect(home.filesOfValue == files)
        #expect(terminal.echoes)
    }

    @Test("A signal at a password prompt brings the echo back", arguments: endings)
    func passwordPrompt(signal: Int32, status: Int32) throws {
        let home = try Home()
        let terminal = try PseudoTerminal()
        let process = try Self.program(["wallet", "new-coldkey", "--wallet-name", "w"], in: terminal, home: home)
        try process.run()
        _ = terminal.read(until: "New password of the coldkey of w: ")
        while terminal.echoes, process.isRunning { sched_yield() }
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationStatus == status)
        #expect(terminal.echoes)
        #expect(home.files.isEmpty)
    }

    @Test("Errors are red on a terminal, unless NO_COLOR is set", arguments: [false, true])
    func color(isForbidden: Bool) throws {
        let terminal = try PseudoTerminal()
        let process = try Self.program(
            ["wallet", "balance", "-w", "none"], in: terminal, home: try Home(),
            environment: isForbidden ? ["NO_COLOR": "1"] : [:])
        try process.run()
        let text = terminal.read(until: "\n")
        process.waitUntilExit()
        #expect(process.terminationStatus == 66)
        #expect(text.hasPrefix(isForbidden ? "error: there is no wallet" : "\u{1B}[1;31merror:\u{1B}[0m there"))
    }

    @Test(
        "A full disk behind standard output is an error",
        .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func fullDisk() throws {
        let process = try Self.program(["--version"])
        let talk = Pipe()
        process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
        process.standardError = talk
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 74)
        let said = try #require(try talk.fileHandleForReading.readToEnd())
        #expect(String(decoding: said, as: UTF8.self).hasPrefix("error: cannot write to standard output"))
    }

    /// The program that was built beside these tests.
    static func program(_ arguments: [String]) throws -> Process {
        #if canImport(Darwin)
            let tests = Bundle(for: Marker.self).bundleURL
        #else
            let tests = try #require(Bundle.main.executableURL)
        #endif
        let process = Process()
        process.executableURL = tests.deletingLastPathComponent().appending(path: "btcli")
        process.arguments = arguments
        return process
    }

    /// The program in a terminal, and in someone's home.
    static func program(
        _ arguments: [String], in terminal: PseudoTerminal, home: Home, environment: [String: String] = [:]
    ) throws -> Process {
        let process = try program(arguments)
        process.environment = environment.merging(["HOME": home.path, "TERM": "xterm"]) { given, _ in given }
        process.standardInput = terminal.slave
        process.standardOutput = terminal.slave
        process.standardError = terminal.slave
        return process
    }

    private final class Marker {}
}
