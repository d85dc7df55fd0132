// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubtensorClient
import TestVectors
import Testing

@testable import btcli

@Suite("btcli subnets metagraph: files")
struct MetagraphFilesTests {
    private static func vector(_ release: String) -> String {
        VectorFile.path("metagraph_files/\(release)/network-test/netuid-7/block-5999299.pt")
    }

    @Test(
        "a file of Python's is shown as any other metagraph, without a network",
        arguments: ["6.9.4", "7.4.0", "7.4.0-torch", "8.5.2", "9.8.3", "10.5.0", "10.5.0-torch"])
    func loaded(release: String) async throws {
        let home = try Home()
        let file = Self.vector(release)
        let run = await home.run("subnets metagraph --load \(file) --json-output --network ws://127.0.0.1:1")
        #expect(run.status == .done, "\(run.talk)")
        #expect(
            run.memberNames == [
                "network", "netuid", "block", "n", "validators", "total_stake_tao", "loaded", "neurons",
            ])
        let document = try run.document
        #expect(document["network"] as? String == "test")
        #expect(document["netuid"] as? Int == 7 && document["block"] as? Int == 5_999_299)
        #expect(document["loaded"] as? String == file)
        let neurons = try #require(document["neurons"] as? [[String: any Sendable]])
        #expect(neurons.map { $0["uid"] as? Int } == Array(0..<8))
        // What the file says, and not the nearest of the chain's whole numbers.
        let incentive = try #require(neurons[0]["incentive"] as? Double)
        #expect(Float(incentive) == 0.10730144381523132)
        #expect(neurons[1]["hotkey"] as? String == "5HVFZEjWyWq7VZa9qREkSwKRVEepJbd5FWfwbtgMrVBYpLnB")
        #expect(neurons[1]["axon"] as? String == "67.241.143.70:8091")
        let text = await home.run("subnets metagraph 7 --load \(file)")
        for part in ["Neurons      8", "Loaded from", "Incentive"] {
            #expect(text.output.contains(part), "\(text.output)")
        }
        let folder = (file as NSString).deletingLastPathComponent
        let sorted = await home.run("s show --load \(folder) --csv --sort uid")
        #expect(sorted.output.split(whereSeparator: \.isNewline).count == 9)
    }

    @Test("what has no accounts shows none")
    func anonymous() async throws {
        let run = await Run("subnets metagraph --load \(Self.vector("written")) --json-output")
        let neurons = try #require(try run.document["neurons"] as? [[String: any Sendable]])
        #expect(neurons.count == 8)
        #expect(neurons.allSatisfy { $0["hotkey"] as? String == nil && $0["coldkey"] as? String == nil })
    }

    @Test("is saved in any form from another, and Python's is the one that Python loads")
    func converted() async throws {
        let home = try Home()
        let run = await home.run(
            "subnets metagraph --load \(Self.vector("10.5.0")) --save \(home.path)/a --format numpy")
        #expect(run.status == .done, "\(run.talk)")
        #expect(run.talk.contains("The metagraph is in \(home.path)/a/block-5999299.pt"))
        let written = try Data(contentsOf: URL(filePath: "\(home.path)/a/block-5999299.pt"))
        #expect([UInt8](written) == VectorFile.bytes("metagraph_files/written/network-test/netuid-7/block-5999299.pt"))
        for (number, form) in ["torch", "native", "numpy"].enumerated() {
            let line = "subnets metagraph --load \(Self.vector("9.8.3")) --save \(home.path)/\(number) --format \(form)"
            #expect(await home.run(line).status == .done)
            let loaded = await home.run("subnets metagraph --load \(home.path)/\(number) --json-output")
            let neurons = try #require(try loaded.document["neurons"] as? [[String: any Sendable]])
            #expect(Float(try #require(neurons[3]["trust"] as? Double)) == 0.7286641001701355, "\(form)")
        }
    }

    @Test(
        "without a folder it is saved where Python looks, in the form that USE_TORCH asks for",
        arguments: [true, false])
    func pythonsPlace(isTorch: Bool) async throws {
        let home = try Home()
        let run = await home.run(
            "subnets metagraph --load \(Self.vector("10.5.0")) --json-output --save",
            environment: isTorch ? ["USE_TORCH": "1"] : [:])
        #expect(run.status == .done, "\(run.talk)")
        let saved = try #require(try run.document["saved"] as? [String])
        let place = "\(home.path)/.bittensor/metagraphs/network-test/netuid-7"
        #expect(saved == ["\(place)/block-5999299.pt", "\(place)/block_5999299.json"])
        let bytes = try Data(contentsOf: URL(filePath: saved[0]))
        #expect(bytes.first == (isTorch ? UInt8(ascii: "P") : 0x80))
        #expect(home.files.count == 3)
    }

    @Test("of the chain is saved whole, and shown from its file as it was")
    func saved() async throws {
        let home = try Home()
        try home.makeWallet()
        try await InstantNode.with { url in
            #expect(await home.run("s register 1 --network \(url) -y").status == .done)
            let live = await home.run("subnets metagraph 1 --network \(url) --json-output --save \(home.path)/m")
            #expect(live.status == .done, "\(live.talk)")
            let loaded = await home.run("subnets metagraph --netuid 1 --load \(home.path)/m --json-output")
            let (before, after) = (try live.document, try loaded.document)
            for name in ["netuid", "block", "n", "validators"] {
                #expect(before[name] as? Int == after[name] as? Int, "\(name)")
            }
            let hotkeys = try [before, after].map { document in
                try #require(document["neurons"] as? [[String: any Sendable]]).map { $0["hotkey"] as? String }
            }
            #expect(hotkeys[0] == hotkeys[1] && hotkeys[0].count == 1)
        }
    }

    @Test(
        "what cannot be is refused with one line",
        arguments: [
            ("--load /nonexistent", ExitStatus.dataError), ("--load \(vector("10.5.0")) --block 5", .usage),
            ("--load \(vector("10.5.0")) --netuid 8", .usage), ("--load \(vector("10.5.0")) 8", .usage),
            ("1 --format numpy", .usage), ("1 --save x --format parquet", .usage),
            ("--load \(vector("10.5.0")) --save /dev/null/x", .cannotCreate), ("--load /dev/null", .dataError),
            ("--load \(#filePath)", .dataError),
        ])
    func refused(options: String, status: btcli.ExitStatus) async throws {
        let run = await Run("subnets metagraph \(options)")
        #expect(run.status == status, "\(run.talk)")
        #expect(run.isOneLineError)
    }

    @Test("the program itself, which has only the essentials of Foundation, reads and writes the same")
    func program() throws {
        let home = try Home()
        for (from, form) in [(Self.vector("10.5.0"), "native"), ("\(home.path)/native", "numpy")] {
            let process = try ProgramTests.program([
                "subnets", "metagraph", "--load", from, "--save", "\(home.path)/\(form)", "--format", form,
                "--json-output",
            ])
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
        let written = try Data(contentsOf: URL(filePath: "\(home.path)/numpy/block-5999299.pt"))
        #expect([UInt8](written) == VectorFile.bytes("metagraph_files/written/network-test/netuid-7/block-5999299.pt"))
    }

    @Test("a file that would run code is refused, with what it names")
    func hostile() async throws {
        let home = try Home()
        let file = try home.write("cos\nsystem\n(X\u{2}\u{0}\u{0}\u{0}idtR.", to: "block-1.pt")
        let run = await home.run("subnets metagraph --load \(file)")
        #expect(run.status == .dataError && run.isOneLineError)
        #expect(run.talk.contains("'os.system'") && run.talk.contains("refused"))
    }
}
