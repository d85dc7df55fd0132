// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Writes elements of DER (X.690), as far as certificates need them.
enum DER {
    /// Object identifiers, as they are encoded.
    enum Identifier {
        case ecdsaWithSHA256, commonName
        case basicConstraints, keyUsage, extendedKeyUsage, alternativeNames, serverAuthentication

        var bytes: [UInt8] {
            switch self {
            case .ecdsaWithSHA256: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]
            case .commonName: [0x55, 0x04, 0x03]
            case .keyUsage: [0x55, 0x1d, 0x0f]
            case .alternativeNames: [0x55, 0x1d, 0x11]
            case .basicConstraints: [0x55, 0x1d, 0x13]
            case .extendedKeyUsage: [0x55, 0x1d, 0x25]
            case .serverAuthentication: [0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01]
            }
        }
    }

    static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        let count = content.count
        guard count >= 0x80 else { return [tag, UInt8(count)] + content }
        let bytes = (0..<8).reversed().map { UInt8(truncatingIfNeeded: count >> (8 * $0)) }.drop { $0 == 0 }
        return [tag, 0x80 | UInt8(bytes.count)] + bytes + content
    }

    static func sequence(_ elements: [[UInt8]]) -> [UInt8] { element(0x30, Array(elements.joined())) }
    static func tagged(_ number: UInt8, _ element: [UInt8]) -> [UInt8] { Self.element(0xa0 | number, element) }
    static func boolean(_ value: Bool) -> [UInt8] { element(0x01, [value ? 0xff : 0]) }
    /// - Parameter bytes: without needless zeros in front, the sign in the first bit.
    static func integer(_ bytes: [UInt8]) -> [UInt8] { element(0x02, bytes) }
    static func bits(_ bytes: [UInt8], unused: UInt8) -> [UInt8] { element(0x03, [unused] + bytes) }
    static func octets(_ content: [UInt8]) -> [UInt8] { element(0x04, content) }
    static func identifier(_ identifier: Identifier) -> [UInt8] { element(0x06, identifier.bytes) }

    /// A moment before 2050, in seconds since 1970.
    static func time(_ seconds: Int64) -> [UInt8] {
        var moment = time_t(seconds)
        var parts = tm()
        gmtime_r(&moment, &parts)
        let numbers = [parts.tm_year % 100, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec]
        let text = numbers.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined() + "Z"
        return element(0x17, Array(text.utf8))
    }

    /// A name that has only a common name.
    static func name(_ text: String) -> [UInt8] {
        sequence([element(0x31, sequence([identifier(.commonName), element(0x0c, Array(text.utf8))]))])
    }
}
