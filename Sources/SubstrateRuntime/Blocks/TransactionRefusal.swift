// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec

/// Why a runtime does not take an extrinsic: sp-runtime's `TransactionValidityError`.
public struct TransactionRefusal: Hashable, Sendable, ScaleDecodable, CustomStringConvertible {
    /// Whether the runtime could not tell (`UnknownTransaction`), rather than knows that it is wrong (`InvalidTransaction`).
    public let isUnknown: Bool
    /// The place in that list.
    public let index: UInt8
    /// What a pallet says with a number of its own.
    public let custom: UInt8?

    public init(isUnknown: Bool, index: UInt8, custom: UInt8? = nil) {
        self.isUnknown = isUnknown
        self.index = index
        self.custom = custom
    }

    public init(from reader: inout ScaleReader) throws(ScaleError) {
        let kind = try reader.readByte()
        guard kind <= 1 else { throw ScaleError(.invalidTag, "there is no validity error \(kind)") }
        isUnknown = kind == 1
        index = try reader.readByte()
        custom = index == (isUnknown ? 2 : 7) ? try reader.readByte() : nil
    }

    /// As Rust names it, such as `Stale`.
    public var name: String {
        let names = isUnknown ? Self.unknownNames : Self.invalidNames
        guard index < names.count else { return "\(isUnknown ? "Unknown" : "Invalid")(\(index))" }
        return names[Int(index)] + (custom.map { "(\($0))" } ?? "")
    }

    public var description: String { name }

    private static let invalidNames = [
        "Call", "Payment", "Future", "Stale", "BadProof", "AncientBirthBlock", "ExhaustsResources", "Custom",
        "BadMandatory", "MandatoryValidation", "BadSigner", "IndeterminateImplicit", "UnknownOrigin",
    ]
    private static let unknownNames = ["CannotLookup", "NoUnsignedValidator", "Custom"]
}
