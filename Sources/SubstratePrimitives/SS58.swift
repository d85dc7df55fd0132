// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The address format of Substrate chains: base58 of a network prefix, a public key and a checksum.
public enum SS58 {
    /// Generic Substrate and Bittensor (System.SS58Prefix).
    public static let bittensorFormat: UInt16 = 42

    /// The largest format that two prefix bytes can hold.
    private static let largestFormat: UInt16 = 16_383

    /// The formats that no network may have (SS58 registry).
    private static let reservedFormats: Set<UInt16> = [46, 47]

    /// The address of a 32-byte key in a network's format.
    public static func encode(_ key: [UInt8], format: UInt16 = bittensorFormat) -> String {
        precondition(format <= largestFormat, "SS58 formats end at 16383")
        let prefix: [UInt8] =
            format < 64
            ? [UInt8(format)]
            : [UInt8((format & 0b1111_1100) >> 2) | 0b0100_0000, UInt8(format >> 8) | UInt8((format & 0b11) << 6)]
        let body = prefix + key
        return Base58.encode(body + checksum(body))
    }

    /// The key and the format of an address; throws for anything but a 32-byte key with a correct checksum.
    public static func decode(_ address: String) throws(PrimitivesError) -> (key: [UInt8], format: UInt16) {
        // 2 prefix bytes, 32 key bytes and 2 checksum bytes make at most 50 base58 digits.
        guard address.utf8.count <= 50, let data = Base58.decode(address), let first = data.first else {
            throw PrimitivesError(.invalidSS58, "\(excerpt(address)) is no SS58 address: it is not base58")
        }
        let prefixLength = first < 64 ? 1 : 2
        guard first < 128, data.count == prefixLength + 32 + 2 else {
            throw PrimitivesError(
                .invalidSS58, "\(excerpt(address)) is no SS58 address of a 32-byte key: it has \(data.count) bytes")
        }
        guard checksum([UInt8](data.dropLast(2))) == [UInt8](data.suffix(2)) else {
            throw PrimitivesError(
                .wrongSS58Checksum, "the address \(excerpt(address)) has a wrong checksum: look for a typing mistake")
        }
        let format =
            prefixLength == 1
            ? UInt16(first)
            : UInt16(first & 0b0011_1111) << 2 | UInt16(data[1] >> 6) | UInt16(data[1] & 0b0011_1111) << 8
        guard !reservedFormats.contains(format) else {
            throw PrimitivesError(.invalidSS58, "\(excerpt(address)) has the reserved SS58 prefix \(format)")
        }
        return ([UInt8](data[prefixLength..<prefixLength + 32]), format)
    }

    /// A format, with the network that has it where people meet that (SS58 registry).
    static func named(_ format: UInt16) -> String {
        let name: String? =
            switch format {
            case 0: "Polkadot"
            case 2: "Kusama"
            case bittensorFormat: "Bittensor"
            default: nil
            }
        return name.map { "\(format) (\($0))" } ?? "\(format)"
    }

    private static func checksum(_ body: [UInt8]) -> [UInt8] {
        [UInt8](Hashing.blake2b512([UInt8]("SS58PRE".utf8) + body).prefix(2))
    }
}

extension AccountID {
    /// The account of an SS58 address in `format`; throws `wrongSS58Prefix` for another network's address.
    public init(ss58 address: String, format: UInt16 = SS58.bittensorFormat) throws(PrimitivesError) {
        let (key, found) = try SS58.decode(address)
        guard found == format else {
            throw PrimitivesError(
                .wrongSS58Prefix,
                "the address \(excerpt(address)) belongs to another network: its SS58 prefix is \(SS58.named(found)), not "
                    + SS58.named(format))
        }
        self.init(unchecked: key)
    }

    /// The SS58 address in `format`.
    public func ss58(format: UInt16 = SS58.bittensorFormat) -> String { SS58.encode(bytes, format: format) }

    /// The account that a person typed: an SS58 address, or 64 hex digits with or without `0x`; blanks around it do not
    /// count.
    public init(parsing text: String) throws(PrimitivesError) {
        let ink = text.drop(while: \.isWhitespace)
        let text = ink.dropLast(ink.reversed().prefix(while: \.isWhitespace).count)
        // No address has as many digits.
        let isBareHex = text.utf8.count == 64 && text.unicodeScalars.allSatisfy(\.properties.isASCIIHexDigit)
        if isBareHex || text.hasPrefix("0x") || text.hasPrefix("0X") {
            try self.init(hex: text)
        } else {
            try self.init(ss58: String(text))
        }
    }
}
