// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import TestVectors
import Testing

@Suite("Calls as people write them")
struct WrittenCallTests {
    static let recorded = Result { try RuntimeMetadata(VectorFile.bytes(MetadataTests.version16)) }
    static let bob = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"

    private static func check(_ name: String, _ arguments: [WrittenValue.Member], are bytes: [UInt8]) throws {
        let metadata = try recorded.get()
        let call = try metadata.call(named: name, members: arguments)
        #expect(try metadata.encode(call) == bytes, "\(name)")
        #expect(try metadata.decodeCall(bytes) == call, "\(name)")
        // What is shown of it is read as the same.
        let document = "{\"call\":\"\(call)\",\"args\":\(metadata.json(call))}"
        let again = try metadata.call(WrittenValue(json: document))
        #expect(try metadata.encode(again) == bytes, "\(document)")
        #expect(try metadata.encode(metadata.call(.word(bytes.hex))) == bytes)
        #expect(metadata.text(call).hasPrefix("\(call)("))
    }

    @Test("every call of a runtime is encoded as others encode it")
    func everyCall() throws {
        for vector in VectorFile("every_call.json").cases("calls") {
            let arguments = vector["args"].list.map {
                WrittenValue.Member($0["name"].string, WrittenValue($0["value"]))
            }
            try Self.check(
                "\(vector["pallet"].string).\(vector["call"].string)", arguments, are: vector["call_data"].bytes)
        }
    }

    @Test("the calls of the Python SDK 11 are encoded as it does, those of newer runtimes refused")
    func intents() throws {
        for sample in VectorFile("calls.json").cases("intents").flatMap({ $0["samples"].list }) {
            let name = "\(sample["pallet"].string).\(sample["call"].string)"
            let arguments = sample["call_args"].members.map { WrittenValue.Member($0.key, WrittenValue($0.value)) }
            if sample["note"].isNull {
                try Self.check(name, arguments, are: sample["call_data"].bytes)
            } else {
                #expect(throws: ClientError(.notInRuntime, ""), "\(name)") {
                    try Self.recorded.get().call(named: name, members: arguments)
                }
            }
        }
    }

    @Test("the example of every argument of every runtime is one that it takes", arguments: MetadataTests.files)
    func examples(file: Vector) throws { try Self.checkExamples(of: MetadataTests.metadata(file)) }

    @Test("the example of every argument of version 16, too")
    func examples16() throws { try Self.checkExamples(of: Self.recorded.get()) }

    private static func checkExamples(of metadata: RuntimeMetadata) throws {
        let form = metadata.written()
        #expect(metadata.calls.count > 100)
        for call in metadata.calls {
            // Proofs that no value of the type can be.
            let takes = call.arguments.map { form.takes($0.type, called: "it", typeName: $0.typeName) }
            guard !takes.contains("nothing") else { continue }
            let members = call.arguments.map { argument in
                let name = argument.name ?? ""
                #expect(!form.takes(argument.type, called: name, typeName: argument.typeName).isEmpty)
                return WrittenValue.Member(
                    name, .word(form.example(of: argument.type, called: name, typeName: argument.typeName)))
            }
            let made = try metadata.call(named: call.name, members: members)
            #expect(try metadata.decodeCall(metadata.encode(made)) == made, "\(call.name)")
        }
    }

    @Test(
        "names are known in any spelling",
        arguments: [
            "SubtensorModule.start_call", "subtensor-module.start-call", "startcall", "START_CALL", "start-call",
        ])
    func names(name: String) throws {
        let call = try Self.recorded.get().call(named: name, arguments: ["netuid": 2])
        #expect("\(call)" == "SubtensorModule.start_call")
        #expect(call.arguments == [.init("netuid", .number(UInt16(2)))])
    }

    @Test("calls in calls are written in every way")
    func nested() throws {
        let metadata = try Self.recorded.get()
        let remark = try metadata.call(named: "System.remark", arguments: ["remark": "0x6869"])
        let batch = Call.batch([remark, remark])
        for written: WrittenValue in [
            "Utility.batch_all(calls=[\"System.remark(remark=hi)\", \"0x0000086869\"])",
            [
                "call": .text("batch_all"), "pallet": .text("Utility"),
                "args": [
                    "calls": [
                        ["call": .text("System.remark"), "args": ["remark": "hi"]],
                        ["System": ["remark": ["remark": "0x6869"]]],
                    ]
                ],
            ],
            .word(
                "{\"call\": \"Utility.batch_all\", \"args\": {\"calls\": [\"System.remark(remark=hi)\", \"System.remark(remark=[104, 105])\"]}}"
            ),
        ] { #expect(try metadata.call(written) == batch) }
        #expect(
            metadata.text(batch)
                == "Utility.batch_all(calls: [System.remark(remark: 'hi'), System.remark(remark: 'hi')])")
    }

    @Test(
        "what does not fit is refused with what would",
        arguments: [
            ("SubtensorModule.start_cal", "", "did you mean SubtensorModule.start_call?"),
            (
                "SubtensorModule.start_call", "",
                "lacks netuid, which takes a whole number from 0 to 65535: add netuid=1"
            ),
            ("SubtensorModule.start_call", "netiud=1", "no 'netiud', did you mean netuid?"),
            ("SubtensorModule.start_call", "netuid=1,netuid=2", "has netuid twice"),
            ("SubtensorModule.start_call", "netuid=70000", "netuid is '70000', which does not fit 16 bits"),
            ("SubtensorModule.start_call", "netuid=-1", "it takes a whole number from 0 to 65535, such as 1"),
            ("SubtensorModule.start_call", "netuid=1.0", "netuid is '1.0'"),
            ("SubtensorModule.start_call", "netuid=1tao", "netuid is '1tao'"),
            ("SubtensorModule.start_call", "netuid=[1", "netuid is '[1'"),
            ("Balances.transfer_keep_alive", "dest=5FHneW46,value=1", "dest: "),
            ("Balances.burn", "value=1,keep_alive=yes", "keep_alive is 'yes': it takes true or false"),
            ("Proxy.add_proxy", "delegate=\(bob),proxy_type=Stakng,delay=0", "did you mean Staking?"),
            ("AdminUtils.sudo_set_subnet_moving_alpha", "alpha=1", "write 1.0, or {\"bits\": 1}"),
            (
                "Multisig.approve_as_multi",
                "threshold=2,other_signatories=[],maybe_timepoint=none,call_hash=0x01,max_weight=none",
                "call_hash is '0x01', which is 1 bytes"
            ),
            ("Utility.batch", "calls=[\"System.remrk(remark=1)\"]", "did you mean System.remark?"),
            ("Utility.batch", "calls=[\"System.remark(1)\"]", "write it as name=value"),
            ("System.remark", "remark=0x0", "remark is '0x0'"),
        ])
    func refused(name: String, arguments: String, words: String) throws {
        let written = WrittenValue.word("\(name)(\(arguments))")
        let error = #expect(throws: ClientError.self) { try Self.recorded.get().call(written) }
        #expect(error?.reason.contains(words) == true, "\(error?.reason ?? "")")
    }

    @Test("what nests too deep, or is no call, is refused")
    func hostile() throws {
        let metadata = try Self.recorded.get()
        var deep = "System.remark(remark=0x00)"
        for _ in 0..<100 { deep = "Sudo.sudo(call=\(deep))" }
        for text in [
            deep, "{\"call\": 5}", "(", "System.remark(", "{", "[]", "0x", "0xffff", "System.remark(remark=0x00,)", "",
            String(repeating: "(", count: 100_000) + ")",
        ] {
            #expect(throws: ClientError(.invalidArgument, ""), "\(text.prefix(40))") {
                try metadata.call(.word(text))
            }
        }
    }
}

extension WrittenValue {
    init(_ vector: Vector) {
        switch vector {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .integer(let value): self = .number("\(value)")
        case .number(let value): self = .number("\(value)")
        case .string(let value): self = .text(value)
        case .array(let values): self = .list(values.map(WrittenValue.init))
        case .object(let members): self = .object(members.map { .init($0.key, WrittenValue($0.value)) })
        }
    }
}
