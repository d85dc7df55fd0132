// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives
import SubstrateRuntime
import Testing

@Suite("Chain specifications")
struct ChainSpecificationTests {
    private func read(_ text: String) throws -> ChainSpecification { try ChainSpecification(file: Array(text.utf8)) }

    private let module: [UInt8] = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]

    @Test("A raw one has names, properties, entries and children")
    func raw() throws {
        let specification = try read(
            """
            {"name": "A chain", "id": "a_chain", "chainType": "Local", "properties": {"tokenSymbol": "T", "tokenDecimals": 9},
             "genesis": {"raw": {"top": {"0x3a636f6465": "\(module.hex)", "0x01": "0x0203"},
             "childrenDefault": {"0xaa": {"0x01": "0x07"}}}}}
            """)
        #expect(specification.name == "A chain" && specification.id == "a_chain" && specification.chainType == "Local")
        #expect(specification.properties == Array(#"{"tokenDecimals":9,"tokenSymbol":"T"}"#.utf8))
        #expect(specification.code == module)
        guard case .raw(let state) = specification.genesis else {
            Issue.record("it is not raw")
            return
        }
        #expect(state.top == [Array(":code".utf8): module, [1]: [2, 3]] && state.children == [[0xaa]: [[1]: [7]]])
        let trie = state.trie(version: .v1)
        #expect(trie.value(for: [1], in: [0xaa]) == [7])
        #expect(trie.value(for: [1], in: nil) == [2, 3])
        let header = GenesisState.header(of: trie, version: .v1)
        #expect(header.stateRoot == trie.root && header.number == 0)
        #expect(header.extrinsicsRoot.hex == "0x03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314")
    }

    @Test("Code alone is read in bytes and in hex, with and without blanks")
    func codeAlone() throws {
        let compressed: [UInt8] = [0x52, 0xbc, 0x53, 0x76, 0x46, 0xdb, 0x8e, 0x05, 0x28]
        for file in [
            module, compressed, Array(module.hex.utf8), Array(compressed.hexDigits.utf8),
            Array("  \(module.hex)\n".utf8), Array("0X\(module.hexDigits.uppercased())".utf8),
            Array("\r\n0x00 61\t736\nd 01000000".utf8),
        ] {
            let specification = try ChainSpecification(file: file)
            #expect([module, compressed].contains(specification.code) && specification.name == nil)
            guard case .none = specification.genesis else {
                Issue.record("it has a genesis")
                continue
            }
        }
    }

    @Test("Long code in hex is read in pieces, and refused where one of them is none")
    func longCode() throws {
        let code = module + (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
        let lines = stride(from: 0, to: code.count, by: 31).map { code[$0..<min($0 + 31, code.count)] }
        let text = Array("0x".utf8) + lines.flatMap { Array([UInt8]($0).hexDigits.utf8) + [0x0a] }
        #expect(try ChainSpecification(file: text).code == code)
        for (place, character) in [(100_000, "g"), (70_000, "x"), (200_000, "+")] {
            var spoilt = text
            spoilt[place] = try #require(character.utf8.first)
            #expect(throws: RuntimeError(.invalidSpecification, "")) { try ChainSpecification(file: spoilt) }
        }
        #expect(throws: RuntimeError(.invalidSpecification, "")) { try ChainSpecification(file: text.dropLast(2)) }
    }

    @Test(
        "What is neither is refused in one line that says what is missing",
        arguments: [
            ("", "empty"), ("   \n", "empty"), ("hello", "neither a runtime"), ("0x1234", "neither a runtime"),
            ("{", "no JSON"), ("{}", "no 'genesis'"), (#"{"genesis": 5}"#, "neither raw"),
            (#"{"genesis": {"runtime": {}}}"#, "build-spec --raw"), (#"{"genesis": {"raw": {}}}"#, "genesis.raw.top"),
            (#"{"genesis": {"raw": {"top": {}}}}"#, ":code"), (#"{"genesis": {"raw": {"top": {"0x": 5}}}}"#, "no text"),
            (#"{"genesis": {"raw": {"top": {"0x1": "0x"}}}}"#, "odd number"),
            (#"{"genesis": {"raw": {"top": {"0x3a636f6465": "0x"}, "childrenDefault": {"zz": {}}}}}"#, "not hex"),
            (
                #"{"genesis": {"raw": {"top": {"0x3a636f6465": "0x", "0x3a6368696c645f73746f726167653a78": "0x"}}}}"#,
                "a key under ':child_storage:'"
            ),
            (#"{"genesis": {"runtimeGenesis": {}}}"#, "has no 'code'"), ("[1, 2]", "neither a runtime"),
            (#"{"genesis": {"raw": {"top": {}}}} x"#, "more text"),
        ])
    func refusals(text: String, words: String) throws {
        let error = #expect(throws: RuntimeError(.invalidSpecification, "")) { try read(text) }
        #expect(
            error?.reason.contains(words) == true && error?.reason.contains("\n") == false, "\(error?.reason ?? "")")
    }

    @Test("Nesting has a limit")
    func depth() throws {
        let text = String(repeating: "[", count: 100_000)
        #expect(throws: RuntimeError(.invalidSpecification, "")) { try read(#"{"genesis": "# + text) }
    }

    /// A runtime that takes any configuration and writes down what it was given.
    private func builder(preset: String, older: Bool) throws -> RuntimeCode {
        var module = HandMadeModule()
        module.imports = [("ext_storage_set_version_1", "II:")]
        let key = Array("config".utf8)
        let text = Array(preset.utf8)
        let given = older ? text.scaleEncoded : [1] + text.scaleEncoded
        module.data = [(100, key), (200, given), (90, [0])]
        // The input as a value: its length above its place.
        let input: [UInt8] = .local(1) + .i64ExtendI32 + .i64(32) + [0x86] + .local(0) + .i64ExtendI32 + .i64Or
        module.functions = [
            .init(
                name: older ? "GenesisBuilder_build_config" : "GenesisBuilder_build_state",
                code: .i64(UInt64(key.count) << 32 | 100) + input + .call(0) + .answer(90, 1)),
            .init(
                name: older ? "GenesisBuilder_create_default_config" : "GenesisBuilder_get_preset",
                code: .answer(200, given.count)),
        ]
        return try RuntimeCode(module.bytes)
    }

    @Test("A plain one is merged with what the runtime has and built by it", arguments: [false, true])
    func plain(older: Bool) throws {
        let runtime = try builder(preset: #"{"a": {"x": 1, "y": "2"}, "b": [1, 2], "c": null}"#, older: older)
        func built(_ genesis: String) throws -> String {
            let specification = try read(
                #"{"genesis": {"runtimeGenesis": {"code": "\#(runtime.bytes.hex)", \#(genesis)}}}"#)
            let state = try specification.genesisState(builtBy: runtime)
            #expect(state.top[GenesisState.codeKey] == runtime.bytes && state.top.count == 2)
            let value = try #require(state.top[Array("config".utf8)])
            return String(decoding: try [UInt8](scale: value), as: UTF8.self)
        }
        #expect(
            try built(#""patch": {"a": {"x": null, "z": 18446744073709551615}, "b": [3]}"#)
                == #"{"a":{"y":"2","z":18446744073709551615},"b":[3],"c":null}"#)
        #expect(try built(#""config": {"only": "this \"one\""}"#) == #"{"only":"this \"one\""}"#)
    }

    @Test("Without a state and without a builder there is no genesis")
    func noGenesis() throws {
        var module = HandMadeModule()
        module.functions = [.init(name: "go", code: .answer(0, 0))]
        let code = try RuntimeCode(module.bytes)
        let alone = try ChainSpecification(file: module.bytes)
        #expect(throws: RuntimeError(.invalidSpecification, "")) { try alone.genesisState(builtBy: code) }
        let plain = try read(#"{"genesis": {"runtimeGenesis": {"code": "\#(module.bytes.hex)", "patch": {}}}}"#)
        let error = #expect(throws: RuntimeError(.invalidSpecification, "")) { try plain.genesisState(builtBy: code) }
        #expect(error?.reason.contains("by-hand") == true && error?.reason.contains("raw specification") == true)
        #expect(try code.genesisPresets() == [])
    }
}
