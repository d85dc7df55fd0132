// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import Testing

@testable import btcli

/// How the process ends where its surroundings are not what it would like.
@Suite("Endings")
struct EndingTests {
    @Test(
        "A pipe that nobody reads ends it quietly", arguments: [["explain"], ["--help"], ["explain", "--json-output"]])
    func closedPipe(arguments: [String]) throws {
        let process = try ProgramTests.program(arguments)
        let (output, talk) = (Pipe(), Pipe())
        try output.fileHandleForReading.close()
        process.standardOutput = output
        process.standardError = talk
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 74)
        try talk.fileHandleForWriting.close()
        #expect(try talk.fileHandleForReading.readToEnd() ?? Data() == Data())
    }

    @Test("A signal at a yes or no changes nothing", arguments: ProgramTests.endings)
    func question(signal: Int32, status: Int32) throws {
        let home = try Home()
        try home.write("network: test\n", to: ".bittensor/config.yml")
        let terminal = try PseudoTerminal()
        let process = try ProgramTests.program(["config", "clear"], in: terminal, home: home)
        try process.run()
        _ = terminal.read(until: "[y/n]: ")
        kill(process.processIdentifier, signal)
        let end = terminal.read(until: "error:")
        process.waitUntilExit()
        #expect(process.terminationStatus == status)
        #expect(end.contains("error:"))
        #expect(try home.read(".bittensor/config.yml") == "network: test\n")
    }

    @Test("Without any terminal it answers, and says which option a question needs")
    func noTerminal() throws {
        let home = try Home()
        for (arguments, status): ([String], Int32) in [
            (["wallet", "list"], 0), (["config", "set", "network", "test"], 0), (["config", "clear"], 64),
            (["wallet", "new-coldkey", "--wallet-name", "w"], 64),
        ] {
            let process = try ProgramTests.program(arguments)
            let talk = Pipe()
            process.environment = ["HOME": home.path]
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = FileHandle.nullDevice
            process.standardError = talk
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == status)
            try talk.fileHandleForWriting.close()
            let said = String(decoding: try talk.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            #expect(said.isEmpty == (status == 0))
            #expect(status == 0 || said.contains("add --"))
        }
        #expect(try home.read(".bittensor/config.yml") == "network: test\n")
    }
}
