// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import Foundation
import SubstratePrimitives
import SubstrateRPC
import SubtensorLocalnet
import TestRuntimes
import Testing

@testable import btcli

extension Home {
    /// Writes bytes to a file and returns its path.
    @discardableResult
    fileprivate func write(_ bytes: [UInt8], to name: String) throws -> String {
        let file = try write("", to: name)
        try Data(bytes).write(to: URL(filePath: file))
        return file
    }
}

@Suite("btcli localnet runtime, on files")
struct LocalnetRuntimeTests {
    @Test("shows what a runtime is and has, whatever the file it is in")
    func show() async throws {
        let home = try Home()
        let code = HandMadeRuntime.subtensor(293).bytes
        let files = [
            try home.write(code, to: "plain.wasm"), try home.write("\(code.hex)\n", to: "hex.txt"),
            try home.write(
                "{\"name\": \"Raw\", \"genesis\": {\"raw\": {\"top\": {\"0x3a636f6465\": \"\(code.hex)\"}}}}",
                to: "raw.json"),
            try home.write(
                "{\"name\": \"Plain\", \"genesis\": {\"runtimeGenesis\": {\"code\": \"\(code.hex)\"}}}",
                to: "plain.json"),
        ]
        for file in files {
            let run = await home.run("localnet runtime show \(file) --json-output")
            #expect(run.status == .done, "\(run)")
            let document = try run.document
            #expect(document["spec_version"] as? Int == 293 && document["spec_name"] as? String == "node-subtensor")
            #expect(document["hash"] as? String == Hashing.blake2b256(code).hex)
            #expect(document["byte_count"] as? Int == code.count)
            let work = document["rules_of_work"] as? [String: any Sendable]
            #expect(work?["call"] as? String == "register" && work?["order"] as? String == "little")
            let pallets = try #require(document["pallets"] as? [[String: any Sendable]])
            let subtensor = try #require(pallets.first { $0["pallet"] as? String == "SubtensorModule" })
            #expect((subtensor["calls"] as? Int ?? 0) > 50 && (subtensor["errors"] as? Int ?? 0) > 50)
            let extensions = try #require(document["transaction_extensions"] as? [String])
            #expect(extensions.contains("CheckNonce"))
            let apis = try #require(document["runtime_apis"] as? [[String: any Sendable]])
            #expect(apis.compactMap { $0["name"] as? String } == ["Core", "Metadata"])
        }
        let text = await home.run("localnet runtime show \(files[0])")
        #expect(text.output.contains("seals read little-endian, signed by the hotkey"), "\(text)")
    }

    @Test("lists what one pallet has, with what each thing takes")
    func pallet() async throws {
        let home = try Home()
        let file = try home.write(HandMadeRuntime.subtensor(293).bytes, to: "plain.wasm")
        let run = await home.run("localnet runtime show \(file) --pallet subtensor-module --json-output")
        let items = try #require(try run.document["items"] as? [[String: any Sendable]])
        let register = try #require(
            items.first { $0["kind"] as? String == "call" && $0["name"] as? String == "register" })
        #expect((register["signature"] as? String)?.contains("nonce: u64") == true)
        #expect(
            Set(items.compactMap { $0["kind"] as? String }) == ["call", "event", "error", "storage", "map", "constant"])
        let wrong = await home.run("localnet runtime show \(file) --pallet SubtensorModul")
        #expect(wrong.status == .config && wrong.talk.contains("did you mean SubtensorModule?"), "\(wrong)")
    }

    @Test("asks for the older metadata where a runtime knows no newer, and tells of functions that are not here")
    func older() async throws {
        let home = try Home()
        var runtime = HandMadeRuntime.subtensor(218)
        runtime.answers.remove(at: 0)
        runtime.imports = ["ext_from_the_future_version_1"]
        let run = await home.run("localnet runtime show \(try home.write(runtime.bytes, to: "old.wasm")) --json-output")
        let document = try run.document
        #expect(document["missing_host_functions"] as? [String] == ["ext_from_the_future_version_1"])
        let work = document["rules_of_work"] as? [String: any Sendable]
        #expect(work?["order"] as? String == "big")
    }

    @Test("tells what an upgrade changes, and with status 1 that nothing differs")
    func diff() async throws {
        let home = try Home()
        let old = try home.write(HandMadeRuntime.subtensor(218).bytes, to: "old.wasm")
        let new = try home.write(HandMadeRuntime.subtensor(293).bytes, to: "new.wasm")
        let run = await home.run("localnet runtime diff \(old) \(new) --json-output")
        #expect(run.status == .done, "\(run)")
        let differences = try #require(try run.document["differences"] as? [[String: any Sendable]])
        let names = differences.compactMap { $0["name"] as? String }
        #expect(names.first == "spec_version")
        for kind in ["call", "event", "error", "constant", "function", "extension"] {
            #expect(names.contains { $0.hasPrefix("\(kind) ") }, "\(kind)")
        }
        let same = await home.run("localnet runtime diff \(old) \(old)")
        #expect(same.status == .no && same.output.contains("Differences"), "\(same)")
    }

    @Test("tells every member of a version that an upgrade changes, and what interfaces come, go and change")
    func versions() async throws {
        let home = try Home()
        var runtime = HandMadeRuntime.subtensor(293)
        runtime.interfaces.append(("Gone", 2))
        let old = try home.write(runtime.bytes, to: "old.wasm")
        runtime.implName = "other"
        (runtime.authoringVersion, runtime.implVersion, runtime.transactionVersion) = (2, 3, 4)
        runtime.systemVersion = 2
        runtime.interfaces = [("Core", 5), ("Metadata", 4), ("New", 1)]
        let new = try home.write(runtime.bytes, to: "new.wasm")
        // A state version beyond the youngest form is that form: only the number differs.
        let expected: [(name: String, before: String, after: String)] = [
            ("impl_name", "by-hand", "other"), ("impl_version", "1", "3"), ("authoring_version", "1", "2"),
            ("transaction_version", "1", "4"), ("system_version", "1", "2"), ("api 0xdf6956a0bfac9636", "2", "null"),
            ("api Core", "4", "5"), ("api 0x9b529aa9348d68c5", "null", "1"),
        ]
        let run = await home.run("localnet runtime diff \(old) \(new) --json-output")
        #expect(run.status == .done, "\(run)")
        let differences = try #require(try run.document["differences"] as? [[String: any Sendable]])
        let told = differences.map { difference in
            ["name", "before", "after"].map { member -> String in
                guard let value = difference[member], !(value is NSNull) else { return "null" }
                return "\(value)"
            }
        }
        #expect(told == expected.map { [$0.name, $0.before, $0.after] })
        let text = await home.run("localnet runtime diff \(old) \(new)")
        let lines = expected.flatMap { name, before, after in
            [name] + (before == "null" ? [] : ["  - \(before)"]) + (after == "null" ? [] : ["  + \(after)"])
        }
        #expect(text.output.hasSuffix(lines.joined(separator: "\n") + "\n"), "\(text)")
        // An older form of the state is told as what it is, too.
        runtime.systemVersion = 0
        let oldest = try home.write(runtime.bytes, to: "oldest.wasm")
        let forms = await home.run("localnet runtime diff \(oldest) \(new) --json-output")
        let names = try #require(try forms.document["differences"] as? [[String: any Sendable]])
        #expect(names.compactMap { $0["name"] as? String } == ["system_version", "state_version"])
    }

    @Test("calls an interface by its name where only one of two runtimes exports its functions")
    func interfaceNames() async throws {
        let home = try Home()
        var runtime = HandMadeRuntime.subtensor(293)
        runtime.interfaces.append(("Extra", 1))
        let old = try home.write(runtime.bytes, to: "old.wasm")
        runtime.interfaces[2].version = 2
        runtime.codes = [("Extra_function", [0x00])]
        let new = try home.write(runtime.bytes, to: "new.wasm")
        let run = await home.run("localnet runtime diff \(old) \(new) --json-output")
        let differences = try #require(try run.document["differences"] as? [[String: any Sendable]])
        #expect(differences.compactMap { $0["name"] as? String } == ["api Extra"])
    }

    @Test("compares functions by their names where one metadata lists none")
    func functions() async throws {
        let home = try Home()
        var older = HandMadeRuntime.subtensor(218)
        older.answers.remove(at: 0)
        let old = try home.write(older.bytes, to: "old.wasm")
        let new = try home.write(HandMadeRuntime.subtensor(218).bytes, to: "new.wasm")
        let run = await home.run("localnet runtime diff \(old) \(new) --json-output")
        let differences = try #require(try run.document["differences"] as? [[String: any Sendable]])
        #expect(differences.compactMap { $0["name"] as? String } == ["function Metadata.metadata_at_version"])
    }

    @Test(
        "shows the runtimes of real chains, each with the way in which it takes work",
        .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)),
        arguments: RealRuntime.allCases)
    func real(runtime: RealRuntime) async throws {
        let order = runtime.specVersion <= 277 ? "big" : "little"
        let file = try #require(RuntimeFiles.folder).appending(path: runtime.rawValue).path
        let run = await Run(["localnet", "runtime", "show", file, "--json-output"])
        #expect(run.status == .done, "\(run.talk)")
        let document = try run.document
        #expect(document["spec_version"] as? Int == Int(runtime.specVersion))
        let work = document["rules_of_work"] as? [String: any Sendable]
        #expect(work?["call"] as? String == "register" && work?["order"] as? String == order)
        #expect((document["pallets"] as? [Any])?.isEmpty == false)
        #expect(document["missing_host_functions"] as? [String] != nil)
    }

    @Test("refuses in one line what is no runtime, and ends with each")
    func refused() async throws {
        let home = try Home()
        let module = HandMadeRuntime.subtensor(293).bytes
        let endless = HandMadeRuntime(codes: [("Metadata_metadata", [0x03, 0x40, 0x0c, 0x00, 0x0b, 0x00])])
        let trapping = HandMadeRuntime(codes: [("Metadata_metadata", [0x00])])
        let lying = HandMadeRuntime(codes: [("Metadata_metadata", [0x42, 0x7f])])
        let other = HandMadeRuntime(answers: [("Metadata_metadata", [0xfe, 0xff, 0xff, 0xff])])
        var nameless = HandMadeRuntime()
        nameless.hasVersion = false
        let large = try home.write("", to: "large.wasm")
        try #require(truncate(large, off_t(RuntimeFile.mostBytes) + 1) == 0)
        let cases: [(file: String, words: String)] = [
            ("/dev/zero", "no file"), ("/tmp", "no file"), ("\(home.path)/none.wasm", "no such file"),
            ("nothing", "no runtime called"), (large, "larger than"),
            (try home.write("", to: "empty.wasm"), "empty"),
            (try home.write("{}", to: "spec.json"), "no chain specification"),
            (try home.write("{\"genesis\":", to: "cut.json"), "JSON"),
            (try home.write("hello", to: "text"), "neither a runtime"),
            (try home.write("0x0061736d", to: "short.hex"), "no WebAssembly module"),
            (try home.write(Array(module.prefix(5_000)), to: "cut.wasm"), "no WebAssembly module"),
            (
                try home.write([0x52, 0xbc, 0x53, 0x76, 0x46, 0xdb, 0x8e, 0x05] + module.prefix(99), to: "zip.wasm"),
                "zstd"
            ),
            (try home.write(endless.bytes, to: "endless.wasm"), "Metadata_metadata"),
            (try home.write(trapping.bytes, to: "trap.wasm"), "Metadata_metadata"),
            (try home.write(lying.bytes, to: "lie.wasm"), "Metadata_metadata"),
            (try home.write(other.bytes, to: "other.wasm"), "metadata cannot be read"),
            (try home.write(nameless.bytes, to: "nameless.wasm"), "no version"),
        ]
        for (file, words) in cases {
            let run = await home.run("localnet runtime show \(file)")
            #expect(run.isOneLineError && [.dataError, .noInput].contains(run.status), "\(file): \(run)")
            #expect(run.talk.contains(words), "\(file): \(run)")
        }
    }
}

extension ChainTests {
    @Suite("btcli localnet runtime, over the network")
    struct LocalnetRuntimeNetworkTests {
        /// A node that hands out a runtime under `:code`.
        private static func scene(_ code: [UInt8], _ body: @escaping @Sendable (Home, String) async throws -> Void)
            async throws
        {
            let key = Array(":code".utf8).hex
            try await LyingNode.with { _, method, params, truth in
                guard method.hasPrefix("state_"),
                    params.array?.first.map({ $0.string == key || $0[0]?.string == key }) == true
                else { return truth }
                let isList = method == "state_queryStorageAt"
                return isList ? [["changes": [[.string(key), .string(code.hex)]]]] : .string(code.hex)
            } _: { _, url in
                try await body(try Home(), url)
            }
        }

        @Test("a chain whose rules are no program has none to save")
        func none() async throws {
            let home = try Home()
            for line in ["save mine --network embedded", "show embedded", "diff embedded embedded"] {
                let run = await home.run("localnet runtime \(line)")
                #expect(run.status == .config && run.isOneLineError && run.talk.contains("no runtime under"), "\(run)")
            }
            #expect(home.files.isEmpty)
        }

        @Test("what a node hands out is not saved unless it is the runtime that it says it is")
        func lies() async throws {
            try await Self.scene(HandMadeRuntime.subtensor(293).bytes) { home, url in
                let run = await home.run("localnet runtime save mine --network \(url)")
                #expect(run.status == .software && run.isOneLineError && run.talk.contains("hands out"), "\(run)")
                #expect(home.files.isEmpty)
                let shown = await home.run("localnet runtime show \(url) --json-output")
                #expect(shown.status == .done && shown.output.contains("SubtensorModule"), "\(shown)")
            }
            try await Self.scene([1, 2, 3]) { home, url in
                let run = await home.run("localnet runtime save mine --network \(url)")
                #expect(run.status == .dataError && run.isOneLineError, "\(run)")
            }
        }

        @Test("the runtime of a network is saved as the chain has it, found by its name, and not replaced unasked")
        func save() async throws {
            var runtime = HandMadeRuntime.subtensor(293)
            runtime.specName = RuntimeFamily.embedded.rawValue
            runtime.specVersion = RuleSet.powRegister.specVersion
            let code = runtime.bytes
            try await Self.scene(code) { home, url in
                let run = await home.run("localnet runtime save mine --network \(url) --at 0 --json-output")
                #expect(run.status == .done, "\(run)")
                let document = try run.document
                #expect(document["hash"] as? String == Hashing.blake2b256(code).hex)
                #expect(document["byte_count"] as? Int == code.count && document["block"] as? Int == 0)
                #expect(home.files == [".bittensor/runtimes/mine.wasm"])
                let saved = try Data(contentsOf: URL(filePath: "\(home.path)/.bittensor/runtimes/mine.wasm"))
                #expect([UInt8](saved) == code)
                let again = await home.run("localnet runtime save mine --network \(url)")
                #expect(again.status == .cannotCreate && again.talk.contains("--overwrite"), "\(again)")
                let over = await home.run("localnet runtime save mine --network \(url) --overwrite")
                #expect(over.status == .done, "\(over)")
                let same = await home.run("localnet runtime diff mine \(url)")
                #expect(same.status == .no, "\(same)")
                let slip = await home.run("localnet runtime show mime")
                #expect(slip.talk.contains("did you mean mine?"), "\(slip)")
                let path = await home.run("localnet runtime save \(home.path)/none/x.wasm --network \(url)")
                #expect(path.status == .cannotCreate && path.isOneLineError, "\(path)")
                let odd = await home.run("localnet runtime save a+b --network \(url)")
                #expect(odd.status == .usage && odd.talk.contains("neither a name"), "\(odd)")
            }
        }
    }
}
