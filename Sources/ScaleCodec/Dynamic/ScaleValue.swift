// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// A value whose type is known only from a chain's metadata.
public enum ScaleValue: Hashable, Sendable {
    case bool(Bool)
    case text(String)
    /// `u8` to `u256`, plain or compact.
    case unsigned(UInt256)
    /// `i8` to `i128`.
    case signed(Int128)
    /// `Vec<u8>` and `[u8; N]`, and whatever wraps one of them alone, such as `AccountId32` and `H256`.
    case bytes([UInt8])
    /// Sequences, arrays, tuples and structs without field names.
    case list([ScaleValue])
    /// Structs with field names, in order.
    case record([Member])
    /// One case of an enumeration, with what it carries.
    case variant(String, [Member])
    case bits([Bool])

    /// A field: named, or by place.
    public struct Member: Hashable, Sendable {
        public let name: String?
        public let value: ScaleValue

        public init(_ name: String?, _ value: ScaleValue) {
            self.name = name
            self.value = value
        }
    }
}

extension ScaleValue {
    /// An unsigned integer.
    public static func number(_ value: some UnsignedInteger & FixedWidthInteger) -> ScaleValue {
        .unsigned(UInt256(UInt64(value)))
    }

    /// An account: its 32 bytes.
    public static func account(_ account: AccountID) -> ScaleValue { .bytes(account.bytes) }

    public static func hash(_ hash: Hash256) -> ScaleValue { .bytes(hash.bytes) }

    /// A variant that carries unnamed values.
    public static func variant(_ name: String, _ values: ScaleValue...) -> ScaleValue {
        .variant(name, values.map { Member(nil, $0) })
    }

    /// `Option::None`.
    public static let none = ScaleValue.variant("None", [])

    /// The member of a record or variant with this name; nil when there is none.
    public subscript(name: String) -> ScaleValue? {
        switch self {
        case .record(let members), .variant(_, let members): members.first { $0.name == name }?.value
        default: nil
        }
    }

    /// The element of a list, record or variant at this place; nil beyond its end.
    public subscript(index: Int) -> ScaleValue? {
        switch self {
        case .list(let values): values.indices.contains(index) ? values[index] : nil
        case .record(let members), .variant(_, let members):
            members.indices.contains(index) ? members[index].value : nil
        default: nil
        }
    }

    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    public var text: String? { if case .text(let value) = self { value } else { nil } }
    public var bytes: [UInt8]? { if case .bytes(let value) = self { value } else { nil } }
    public var list: [ScaleValue]? { if case .list(let values) = self { values } else { nil } }
    public var unsigned: UInt256? { if case .unsigned(let value) = self { value } else { nil } }
    public var uint64: UInt64? { unsigned?.exactUInt64 }
    public var variantName: String? { if case .variant(let name, _) = self { name } else { nil } }
    public var account: AccountID? { bytes.flatMap { try? AccountID($0) } }
}

extension ScaleValue: CustomStringConvertible {
    /// A compact, readable form: `{netuid: 1, hotkey: 0x…}`.
    public var description: String {
        switch self {
        case .bool(let value): "\(value)"
        case .text(let value): "\"\(value)\""
        case .unsigned(let value): "\(value)"
        case .signed(let value): "\(value)"
        case .bytes(let bytes): bytes.hex
        case .list(let values): "[\(values.map(\.description).joined(separator: ", "))]"
        case .record(let members): "{\(Self.describe(members))}"
        case .variant(let name, let members): members.isEmpty ? name : "\(name)(\(Self.describe(members)))"
        case .bits(let bits): "0b" + bits.map { $0 ? "1" : "0" }.joined()
        }
    }

    private static func describe(_ members: [Member]) -> String {
        members.map { member in (member.name.map { "\($0): " } ?? "") + member.value.description }
            .joined(separator: ", ")
    }
}
