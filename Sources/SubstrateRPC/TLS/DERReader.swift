// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Walks over the elements of a DER encoding; what is damaged ends the walk.
struct DERReader: Hashable {
    /// The first byte of an element: its class and kind.
    struct Tag: Hashable {
        let byte: UInt8

        static let boolean = Tag(byte: 0x01)
        static let integer = Tag(byte: 0x02)
        static let octetString = Tag(byte: 0x04)
        static let objectIdentifier = Tag(byte: 0x06)
        static let sequence = Tag(byte: 0x30)
        static let set = Tag(byte: 0x31)
        static let version = Tag(byte: 0xa0)
        static let extensions = Tag(byte: 0xa3)
        static let dnsName = Tag(byte: 0x82)
        static let ipAddress = Tag(byte: 0x87)
    }

    /// What has not been walked over.
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    /// The next element; nil at the end, and where the bytes are no element.
    mutating func next() -> (tag: Tag, content: ArraySlice<UInt8>)? {
        var bytes = rest
        guard let tag = bytes.popFirst(), let first = bytes.popFirst() else { return nil }
        var length = Int(first)
        if first >= 0x80 {
            // Nothing of a certificate is longer than three bytes can say.
            let count = Int(first & 0x7f)
            guard (1...3).contains(count), bytes.count >= count else { return nil }
            length = bytes.prefix(count).reduce(0) { $0 << 8 | Int($1) }
            bytes = bytes.dropFirst(count)
        }
        guard bytes.count >= length else { return nil }
        rest = bytes.dropFirst(length)
        return (Tag(byte: tag), bytes.prefix(length))
    }

    /// The content of the next element if it has this tag; stays where it is otherwise.
    mutating func next(_ tag: Tag) -> DERReader? {
        var ahead = self
        guard let element = ahead.next(), element.tag == tag else { return nil }
        self = ahead
        return DERReader(element.content)
    }
}
