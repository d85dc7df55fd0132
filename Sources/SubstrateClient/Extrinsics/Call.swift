// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec

/// A call of a pallet with its arguments, by name. A value; `RuntimeMetadata` encodes it.
public struct Call: Hashable, Sendable, CustomStringConvertible {
    public let pallet: String
    public let name: String
    public let arguments: [ScaleValue.Member]

    public init(_ pallet: String, _ name: String, _ arguments: KeyValuePairs<String, ScaleValue> = [:]) {
        self.pallet = pallet
        self.name = name
        self.arguments = arguments.map { ScaleValue.Member($0.key, $0.value) }
    }

    public init(_ pallet: String, _ name: String, members: [ScaleValue.Member]) {
        self.pallet = pallet
        self.name = name
        arguments = members
    }

    /// The call as a value of the runtime's call type, to stand inside another call such as `Utility.batch`.
    public var value: ScaleValue { .variant(pallet, [.init(nil, .variant(name, arguments))]) }

    public var description: String { "\(pallet).\(name)" }

    /// The call with its arguments, such as `AdminUtils.sudo_set_tempo(netuid: 1, tempo: 360)`.
    public var source: String {
        let arguments = arguments.map { argument in
            (argument.name.map { "\($0): " } ?? "") + "\(argument.value)"
        }
        return "\(self)(\(arguments.joined(separator: ", ")))"
    }
}

extension RuntimeMetadata {
    /// The encoding of a call: pallet index, call index, arguments.
    public func encode(_ call: Call) throws(ClientError) -> [UInt8] {
        let pallet = try self.pallet(call.pallet)
        let variant = try self.call(call.pallet, call.name)
        do {
            guard let type = pallet.calls else { return [] }
            return [pallet.index] + (try types.encode(.variant(variant.name, call.arguments), as: type))
        } catch {
            throw ClientError(.encoding, "the call \(call) cannot be encoded: \(error.reason)")
        }
    }

    /// The call that `bytes` encode.
    public func decodeCall(_ bytes: [UInt8]) throws(ClientError) -> Call {
        let value = try reading("the call") { () throws(ScaleError) in try types.decode(bytes, as: extrinsic.call) }
        guard let call = Call(value) else {
            throw ClientError(.malformedAnswer, "the runtime's call type is not pallets of calls")
        }
        return call
    }
}

extension Call {
    /// The call in a value of the runtime's call type; nil when it is none.
    public init?(_ value: ScaleValue) {
        guard case .variant(let pallet, let inner) = value, inner.count == 1,
            case .variant(let name, let arguments) = inner[0].value
        else { return nil }
        self.init(pallet, name, members: arguments)
    }
}
