// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// A zip archive whose entries are stored as they are, as torch writes it. Names of entries are names and nothing else:
/// nothing is written anywhere.
///
/// Compressed or encrypted entries, those that lie over each other, that have another checksum than the archive says,
/// or more than one disk are refused.
struct StoredArchive {
    /// Where the content of each entry lies, by its name.
    private(set) var entries: [String: Range<Int>] = [:]
    /// The names in the archive's order.
    private(set) var names: [String] = []

    /// More entries than torch makes of a metagraph.
    private static let largestCount = 4096
    private static let longestName = 512

    private static let entrySignature: UInt32 = 0x0403_4b50
    private static let directorySignature: UInt32 = 0x0201_4b50
    private static let endSignature: UInt32 = 0x0605_4b50
    private static let endLength = 22
    /// What archives with 64-bit numbers have before their end: a record of 56 bytes, and one of 20 that says where it
    /// is.
    private static let wideEndLength = 76

    /// How an archive begins.
    static let magic: [UInt8] = [0x50, 0x4b, 0x03, 0x04]

    // MARK: Reading

    init(parsing bytes: [UInt8]) throws(FileDamage) {
        guard bytes.count >= Self.endLength else { throw FileDamage("an archive has more than \(bytes.count) bytes") }
        let end = bytes.count - Self.endLength
        var reader = ByteReader(bytes, in: end..<bytes.count)
        guard try reader.integer() == Self.endSignature else { throw FileDamage("the archive has no end") }
        let disks = (try reader.integer(UInt16.self), try reader.integer(UInt16.self))
        let counts = (try reader.integer(UInt16.self), try reader.integer(UInt16.self))
        let length = Int(try reader.integer(UInt32.self))
        let start = Int(try reader.integer(UInt32.self))
        let (directoryEnd, overflow) = start.addingReportingOverflow(length)
        guard disks == (0, 0), counts.0 == counts.1, counts.0 <= Self.largestCount, !overflow,
            directoryEnd == end || directoryEnd == end - Self.wideEndLength
        else { throw FileDamage("the archive's list of \(counts.1) entries does not lie where it should") }

        var directory = ByteReader(bytes, in: start..<directoryEnd)
        var occupied: [Range<Int>] = []
        for _ in 0..<counts.0 {
            let entry = try Listing(&directory)
            let place = try Self.place(of: entry, in: bytes, before: start)
            guard entries.updateValue(place.content, forKey: entry.name) == nil else {
                throw FileDamage("the archive has \(excerpt(entry.name)) twice")
            }
            names.append(entry.name)
            occupied.append(place.header.lowerBound..<place.content.upperBound)
        }
        guard directory.rest == 0 else { throw FileDamage("the archive's list has bytes that no entry owns") }
        occupied.sort { $0.lowerBound < $1.lowerBound }
        guard zip(occupied, occupied.dropFirst()).allSatisfy({ $0.upperBound <= $1.lowerBound }) else {
            throw FileDamage("entries of the archive lie over each other")
        }
    }

    /// What the list at the end says of an entry.
    private struct Listing {
        let name: String
        let checksum: UInt32
        let length: Int
        let offset: Int

        init(_ reader: inout ByteReader) throws(FileDamage) {
            guard try reader.integer() == directorySignature else {
                throw FileDamage("the archive's list is broken at byte \(reader.place)")
            }
            _ = try reader.integer(UInt32.self)  // Versions.
            let flags = try reader.integer(UInt16.self)
            let method = try reader.integer(UInt16.self)
            _ = try reader.integer(UInt32.self)  // Time.
            checksum = try reader.integer()
            let stored = try reader.integer(UInt32.self)
            length = Int(try reader.integer(UInt32.self))
            let lengths = (
                Int(try reader.integer(UInt16.self)), Int(try reader.integer(UInt16.self)),
                Int(try reader.integer(UInt16.self))
            )
            let disk = try reader.integer(UInt16.self)
            _ = try reader.integer(UInt16.self)  // Attributes.
            _ = try reader.integer(UInt32.self)
            offset = Int(try reader.integer(UInt32.self))
            guard lengths.0 <= longestName else { throw FileDamage("an entry's name has \(lengths.0) bytes") }
            name = try reader.text(lengths.0)
            _ = try reader.range(lengths.1 + lengths.2)
            // Bit 3 says that the lengths come after the content too, bit 11 that the name is UTF-8.
            guard flags & ~0x0808 == 0, disk == 0 else {
                throw FileDamage("\(excerpt(name)) in the archive is encrypted or split: it is refused")
            }
            guard method == 0, Int(stored) == length else {
                throw FileDamage("\(excerpt(name)) in the archive is compressed: it is refused")
            }
        }
    }

    private static func place(
        of entry: Listing, in bytes: [UInt8], before end: Int
    ) throws(FileDamage) -> (header: Range<Int>, content: Range<Int>) {
        guard entry.offset < end else { throw FileDamage("\(excerpt(entry.name)) lies outside of the archive") }
        var reader = ByteReader(bytes, in: entry.offset..<end)
        guard try reader.integer() == entrySignature else {
            throw FileDamage("\(excerpt(entry.name)) is not where the archive says")
        }
        _ = try reader.range(4)  // Version and flags.
        let method = try reader.integer(UInt16.self)
        _ = try reader.range(16)  // Time, checksum, lengths: the list has them.
        let lengths = (Int(try reader.integer(UInt16.self)), Int(try reader.integer(UInt16.self)))
        let name = try reader.text(lengths.0)
        _ = try reader.range(lengths.1)
        guard name == entry.name, method == 0 else {
            throw FileDamage("\(excerpt(entry.name)) is called \(excerpt(name)) where it lies")
        }
        let content = try reader.range(entry.length)
        guard CRC32.checksum(bytes[content]) == entry.checksum else {
            throw FileDamage("\(excerpt(entry.name)) has another checksum than the archive says")
        }
        return (entry.offset..<content.lowerBound, content)
    }

    // MARK: Writing

    /// The bytes of an archive of these entries. Their contents begin at multiples of 64, as torch's do.
    ///
    /// - Throws: when they are too many or too long for an archive without 64-bit numbers.
    static func encoded(_ contents: [(name: String, bytes: [UInt8])]) throws(FileDamage) -> [UInt8] {
        let alignment = 64
        let total = contents.reduce(0) { $0 + $1.bytes.count + $1.name.utf8.count + 2 * alignment }
        guard contents.count <= largestCount, total < Int(UInt32.max) / 2 else {
            throw FileDamage("\(total) bytes are too many for an archive")
        }
        var archive: [UInt8] = []
        archive.reserveCapacity(total)
        var directory: [UInt8] = []
        for (name, bytes) in contents {
            let offset = archive.count
            let padding = (alignment - (offset + 30 + name.utf8.count + 4) % alignment) % alignment
            archive.put(entrySignature)
            archive.putFacts(name, bytes)
            archive.put(UInt16(padding + 4))
            archive += name.utf8
            // An extra field that means nothing, as torch's does.
            archive += "FB".utf8
            archive.put(UInt16(padding))
            archive += repeatElement(0, count: padding)
            archive += bytes

            directory.put(directorySignature)
            directory.put(version)
            directory.putFacts(name, bytes)
            // No extra field, no remark, the first disk, no attributes.
            directory += repeatElement(0, count: 12)
            directory.put(UInt32(offset))
            directory += name.utf8
        }
        let start = archive.count
        archive += directory
        archive.put(endSignature)
        archive.put(UInt32(0))
        archive.put(UInt16(contents.count))
        archive.put(UInt16(contents.count))
        archive.put(UInt32(directory.count))
        archive.put(UInt32(start))
        archive.put(UInt16(0))
        return archive
    }

    /// The version of the format that knows folders: 2.0.
    fileprivate static let version: UInt16 = 20
}

extension [UInt8] {
    fileprivate mutating func put(_ number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }

    /// What an entry's header and the list at the end say alike: version, UTF-8 names, no compression, the beginning of
    /// 1980, checksum and lengths.
    fileprivate mutating func putFacts(_ name: String, _ bytes: [UInt8]) {
        put(StoredArchive.version)
        put(UInt16(0x0800))
        put(UInt16(0))
        put(UInt32(0))
        put(CRC32.checksum(bytes))
        put(UInt32(bytes.count))
        put(UInt32(bytes.count))
        put(UInt16(name.utf8.count))
    }
}

/// The checksum of zip archives: CRC-32 of ISO 3309.
enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 0 ? value >> 1 : value >> 1 ^ 0xedb8_8320 }
    }

    static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
        table.withUnsafeBufferPointer { table in
            ~bytes.reduce(UInt32.max) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
        }
    }
}
