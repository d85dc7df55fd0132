// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec
public import SubstratePrimitives

/// From where an extrinsic comes that is to be judged: sp-runtime's `TransactionSource`.
public enum TransactionSource: UInt8, Sendable {
    case inBlock = 0
    /// Of this node's own making.
    case local
    case external
}

/// What a runtime says of an extrinsic that waits for a block.
public enum TransactionValidity: Hashable, Sendable, ScaleDecodable {
    case valid(ValidTransaction)
    case refused(TransactionRefusal)

    public init(from reader: inout ScaleReader) throws(ScaleError) {
        switch try reader.readByte() {
        case 0: self = .valid(try ValidTransaction(from: &reader))
        case 1: self = .refused(try TransactionRefusal(from: &reader))
        case let tag: throw ScaleError(.invalidTag, "there is no result \(tag)")
        }
    }
}

/// How an extrinsic may wait and be ordered: sp-runtime's `ValidTransaction`.
public struct ValidTransaction: Hashable, Sendable, ScaleCodable {
    /// A name that the runtime gives to what an extrinsic brings about, such as an account's nonce. Only the runtime can read it.
    public typealias Tag = [UInt8]

    /// The higher, the earlier.
    public var priority: UInt64
    /// Tags that others must have provided before.
    public var requires: [Tag]
    /// Tags that it provides; two that provide the same do not wait together.
    public var provides: [Tag]
    /// For how many blocks this holds.
    public var longevity: UInt64
    /// Whether other nodes should hear of it.
    public var propagates: Bool

    public init(
        priority: UInt64, requires: [Tag], provides: [Tag], longevity: UInt64, propagates: Bool = true
    ) {
        self.priority = priority
        self.requires = requires
        self.provides = provides
        self.longevity = longevity
        self.propagates = propagates
    }

    public init(from reader: inout ScaleReader) throws(ScaleError) {
        priority = try reader.readInteger()
        requires = try [Tag](from: &reader)
        provides = try [Tag](from: &reader)
        longevity = try reader.readInteger()
        propagates = try Bool(from: &reader)
    }

    public func encode(to writer: inout ScaleWriter) {
        writer.write(integer: priority)
        requires.encode(to: &writer)
        provides.encode(to: &writer)
        writer.write(integer: longevity)
        propagates.encode(to: &writer)
    }
}

extension RuntimeCode {
    /// Asks the runtime whether `extrinsic` could go into the next block. Nothing is written.
    ///
    /// - Parameters:
    ///   - extrinsic: In SCALE, with its length in front, as nodes take it.
    ///   - parent: The hash of the block whose state this is.
    public func validity(
        of extrinsic: [UInt8], from source: TransactionSource, on state: any StateSource, after parent: Hash256,
        environment: CallEnvironment = CallEnvironment()
    ) throws(RuntimeError) -> TransactionValidity {
        let interface = version.version(of: RuntimeCode.Version.InterfaceID.taggedTransactionQueue) ?? 3
        let input =
            (interface >= 2 ? [source.rawValue] : []) + extrinsic + (interface >= 3 ? parent.bytes : [])
        var overlay = StorageOverlay(over: state)
        let method = "TaggedTransactionQueue_validate_transaction"
        return try decode(try call(method, input, on: &overlay, environment: environment), of: method)
    }

    /// Reads the answer of a method.
    func decode<Value: ScaleDecodable>(
        _ answer: [UInt8], as _: Value.Type = Value.self, of method: String
    ) throws(RuntimeError) -> Value {
        do throws(ScaleError) { return try Value(scale: answer) } catch {
            throw RuntimeError(.invalidAnswer, "\(method): its answer cannot be read: \(error.reason)")
        }
    }
}
