// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC

/// The arguments of a runtime API function, as they came and by name.
struct FunctionArguments: Sendable {
    let bytes: [UInt8]
    private let values: [String: ScaleValue]

    /// Reads the arguments as their declared types. Bytes that are left over are refused: whoever sends them means something else
    /// by what came before.
    init(_ bytes: [UInt8], of method: RuntimeAPIMetadata.Method, types: TypeRegistry) throws(ScaleError) {
        self.bytes = bytes
        var reader = ScaleReader(bytes)
        var values: [String: ScaleValue] = [:]
        for input in method.inputs { values[input.name] = try types.decode(input.type, from: &reader) }
        try reader.finish()
        self.values = values
    }

    func callAsFunction<T: ScaleConvertible>(_ name: String, as _: T.Type = T.self) throws(ScaleError) -> T {
        guard let value = values[name] else { throw ScaleError(.mismatch, "there is no argument '\(name)'") }
        return try T(dynamic: value)
    }
}

extension ScaleValue {
    /// `Option::Some`, or `None`.
    static func optional(_ value: ScaleValue?) -> ScaleValue { value.map { .variant("Some", $0) } ?? .none }

    static func numbers(_ values: some Sequence<some UnsignedInteger & FixedWidthInteger>) -> ScaleValue {
        .list(values.map { .number($0) })
    }

    static func accounts(_ values: [AccountID]) -> ScaleValue { .list(values.map { .account($0) }) }

    /// Text where a struct has it as a list of compact bytes.
    static func compactBytes(_ bytes: [UInt8]) -> ScaleValue { numbers(bytes) }

    /// A struct, its fields by name.
    static func fields(_ fields: KeyValuePairs<String, ScaleValue>) -> ScaleValue {
        .record(fields.map { .init($0.key, $0.value) })
    }
}
