// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC

/// A function of the runtime as plain JSON has it: numbers and lists of numbers go in, and bytes come out.
struct PlainFunction: Sendable, CustomStringConvertible {
    enum Answer: Sendable {
        /// What it answers in SCALE, as a list of bytes.
        case bytes
        case number
    }

    let api: String
    let name: String
    let answer: Answer

    var description: String { "\(api)_\(name)" }

    /// Its arguments in SCALE. Old runtimes do not describe their functions: those take numbers of 16 bits and byte strings.
    func input(_ arguments: [JSONValue], by metadata: RuntimeMetadata) throws(RPCFault) -> [UInt8] {
        do {
            guard !metadata.apis.isEmpty else { return try arguments.flatMap(Self.plain) }
            return try metadata.encodeArguments(arguments.map(Self.value), of: api, name)
        } catch let error as ClientError where error.code == .notInRuntime {
            throw fault(.noFunction(description))
        } catch {
            throw .invalidParams((error as? any CodedError)?.reason ?? "\(error)")
        }
    }

    /// A subtensor node's error for whatever keeps the runtime from answering.
    func fault(_ fault: RuntimeFault) -> RPCFault {
        RPCFault(code: 1, message: "Unable to get an answer of \(self): \(fault.reason)")
    }

    /// Its answer. Up to the time of spec 218 a struct comes inside a byte string.
    func json(_ answer: [UInt8], by metadata: RuntimeMetadata) throws(RuntimeFault) -> JSONValue {
        do throws(ScaleError) {
            switch self.answer {
            case .number: return JSONValue(try UInt64(scale: answer))
            case .bytes:
                let output = try? metadata.runtimeMethod(api, name).output
                let isByteString = output.map { [UInt8].matches($0, in: metadata.types) } ?? true
                let bytes = isByteString ? try [UInt8](scale: answer) : answer
                return .array(bytes.map { JSONValue(UInt64($0)) })
            }
        } catch {
            throw .failed("its answer cannot be read: \(error.reason)")
        }
    }

    private static func value(_ json: JSONValue) throws(ScaleError) -> ScaleValue {
        if let number = json.uint64 { return .number(number) }
        if let text = json.string { return .text(text) }
        let wanted = ScaleError(.mismatch, "an argument is a number, a text or a list of numbers")
        guard let list = json.array else { throw wanted }
        var values: [ScaleValue] = []
        for item in list {
            guard let number = item.uint64 else { throw wanted }
            values.append(.number(number))
        }
        return .list(values)
    }

    private static func plain(_ json: JSONValue) throws(ScaleError) -> [UInt8] {
        switch try value(json) {
        case .unsigned(let number):
            guard let short = number.exactUInt64.flatMap(UInt16.init(exactly:)) else {
                throw ScaleError(.outOfRange, "\(number) does not fit 16 bits")
            }
            return short.scaleEncoded
        case .list(let values):
            var bytes: [UInt8] = []
            for value in values { bytes.append(try UInt8(dynamic: value)) }
            return bytes.scaleEncoded
        default: throw ScaleError(.mismatch, "an account is given as its bytes")
        }
    }
}
