// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec

/// Why a runtime holds an extrinsic to be invalid, or cannot tell: `TransactionValidityError`.
public struct InvalidTransaction: Hashable, Sendable, CustomStringConvertible {
    /// The runtime's name for it, such as `Stale` or `Payment`; `Custom` carries a number of its own.
    public let name: String
    /// The number in `Custom`.
    public let customCode: UInt8?

    public var description: String {
        let words = Self.words[name].map { " (\($0))" } ?? ""
        return name + (customCode.map { " error \($0)" } ?? "") + words
    }

    init(name: String, customCode: UInt8? = nil) {
        self.name = name
        self.customCode = customCode
    }

    /// sp-runtime's `InvalidTransaction` and `UnknownTransaction`, in the order of their indices.
    private static let invalid = [
        "Call", "Payment", "Future", "Stale", "BadProof", "AncientBirthBlock", "ExhaustsResources", "Custom",
        "BadMandatory", "MandatoryValidation", "BadSigner", "IndeterminateImplicit", "UnknownOrigin",
    ]
    private static let unknown = ["CannotLookup", "NoUnsignedValidator", "Custom"]

    private static let words = [
        "Call": "the call is not allowed here",
        "Payment": "the account cannot pay the fee",
        "Future": "its nonce is ahead of the account's",
        "Stale": "its nonce is used already",
        "BadProof": "the signature does not fit: wrong key, chain, runtime version or era",
        "AncientBirthBlock": "its lifetime is over",
        "ExhaustsResources": "it is too heavy for a block",
        "BadSigner": "this account cannot sign",
    ]
}

extension InvalidTransaction: ScaleDecodable {
    public init(from reader: inout ScaleReader) throws(ScaleError) {
        let kind = try reader.readByte()
        let index = Int(try reader.readByte())
        let names = kind == 0 ? Self.invalid : Self.unknown
        guard kind < 2, names.indices.contains(index) else {
            throw ScaleError(.outOfRange, "there is no validity error \(kind).\(index)")
        }
        self.init(name: names[index], customCode: names[index] == "Custom" ? try reader.readByte() : nil)
    }
}
