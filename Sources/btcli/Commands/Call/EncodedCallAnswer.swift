// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubtensorClient

/// A call, its encoding under a runtime, and what the encoding says.
struct EncodedCallAnswer: Answer {
    private let call: Call
    private let bytes: [UInt8]
    private let arguments: OutputDocument
    private let specVersion: UInt32?
    /// Each argument on one line.
    private let lines: [(name: String, text: String)]

    /// What was encoded is told as it is read back.
    init(_ call: Call, _ bytes: [UInt8], _ metadata: RuntimeMetadata, _ spellings: Spellings) throws {
        let call = try metadata.decodeCall(bytes)
        let form = metadata.written(spellings)
        self.call = call
        self.bytes = bytes
        arguments = OutputDocument(json: metadata.json(call))
        specVersion = metadata.specVersion
        lines = zip(try metadata.call(call.pallet, call.name).fields, call.arguments).map { field, argument in
            let name = field.name ?? ""
            return (
                name, form.text(argument.value, as: field.type, called: name, typeName: field.typeName)
            )
        }
    }

    var document: OutputDocument {
        [
            "call": .string("\(call)"), "args": arguments, "call_data": .string(bytes.hex),
            "call_hash": .string(Hashing.blake2b256(bytes).hex),
            "spec_version": specVersion.map { .integer(Int($0)) } ?? .null,
        ]
    }

    func text(width: Int?) -> StyledText {
        let rows = [("Call", "\(call)")] + lines.map { ($0.name, $0.text) }
        // Not every metadata tells its version.
        let runtime = specVersion.map { [("Runtime", "\($0)")] } ?? []
        return Facts(
            rows + runtime + [
                ("Call data", bytes.hex),
                ("Call hash", Hashing.blake2b256(bytes).hex),
            ]
        ).text(width: width)
    }
}
