// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import TestVectors
import Testing

@testable import SubtensorClient

@Suite("An archive of stored entries")
struct StoredArchiveTests {
    private static let content = Array("0123456789".utf8)

    /// Where the list of entries begins.
    private static func directory(_ archive: [UInt8]) -> Int {
        archive[(archive.count - 6)..<(archive.count - 2)].reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private static func reason(_ bytes: [UInt8]) -> String {
        do {
            _ = try StoredArchive(parsing: bytes)
            return "read"
        } catch {
            return error.reason
        }
    }

    @Test("is read as it was written, each entry at a multiple of 64")
    func roundTrip() throws {
        let contents = [("a/data.pkl", Self.content), ("a/data/0", []), ("a/version", Array("3\n".utf8))]
        let bytes = try StoredArchive.encoded(contents.map { (name: $0.0, bytes: $0.1) })
        let archive = try StoredArchive(parsing: bytes)
        #expect(archive.names == contents.map(\.0))
        for (name, content) in contents {
            let range = try #require(archive.entries[name])
            #expect(Array(bytes[range]) == content)
            #expect(range.lowerBound.isMultiple(of: 64))
        }
        #expect(CRC32.checksum("123456789".utf8) == 0xcbf4_3926)
    }

    @Test(
        "of torch's has the entries that Python found",
        arguments: VectorFile("metagraph_files/index.json").cases("files"))
    func torch(file: Vector) throws {
        guard file["form"].string.hasPrefix("zip") else { return }
        let bytes = VectorFile.bytes("metagraph_files/\(file["file"].string)")
        let archive = try StoredArchive(parsing: bytes)
        #expect(archive.names == file["entries"].cases.map { $0["name"].string })
        for entry in file["entries"].cases {
            #expect(archive.entries[entry["name"].string]?.count == Int(entry["bytes"].uint64))
        }
    }

    @Test("that is compressed, encrypted, damaged or more than it seems is refused")
    func hostile() throws {
        let archive = try StoredArchive.encoded([
            (name: "a/one", bytes: Self.content), (name: "a/two", bytes: Self.content),
        ])
        let start = Self.directory(archive)
        let second = start + 46 + 5
        func changed(_ place: Int, _ bytes: [UInt8]) -> [UInt8] {
            var copy = archive
            copy.replaceSubrange(place..<(place + bytes.count), with: bytes)
            return copy
        }
        #expect(Self.reason(archive) == "read")
        // Of the second entry: method, flags, checksum, lengths, where it lies, name.
        #expect(Self.reason(changed(second + 10, [8, 0])).contains("compressed"))
        #expect(Self.reason(changed(second + 8, [1, 8])).contains("encrypted"))
        #expect(Self.reason(changed(second + 16, [0, 0, 0, 0])).contains("checksum"))
        #expect(Self.reason(changed(second + 20, [1, 0, 0, 0])).contains("compressed"))
        #expect(
            Self.reason(changed(second + 20, [0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff, 0x7f])).contains("missing"))
        #expect(Self.reason(changed(second + 42, [0, 0, 0, 0])).contains("is called"))
        #expect(Self.reason(changed(second + 42, [0xff, 0xff, 0xff, 0xff])).contains("outside"))
        #expect(Self.reason(changed(second + 46, Array("b".utf8))).contains("is called"))
        #expect(Self.reason(changed(second + 28, [0xff, 0xff])).contains("name has"))
        // One after the other in the list, and over each other in the file.
        let same = changed(second, Array(archive[start..<(start + 51)]))
        #expect(Self.reason(same).contains("twice"))
        // At the end: how many entries, how long the list is, where it begins, a remark.
        let end = archive.count - 22
        #expect(Self.reason(changed(end + 8, [3, 0, 3, 0])).contains("missing"))
        #expect(Self.reason(changed(end + 8, [1, 0, 1, 0])).contains("no entry owns"))
        #expect(Self.reason(changed(end + 8, [0xff, 0xff, 0xff, 0xff])).contains("where it should"))
        #expect(Self.reason(changed(end + 12, [0xff, 0xff, 0xff, 0xff])).contains("where it should"))
        #expect(Self.reason(changed(end + 16, [0, 0, 0, 0])).contains("where it should"))
        #expect(Self.reason(changed(end + 4, [1, 0])).contains("where it should"))
        #expect(Self.reason(archive + [0]).contains("no end"))
        for count in stride(from: 0, to: archive.count, by: 5) {
            #expect(Self.reason(Array(archive.prefix(count))) != "read", "\(count)")
        }
    }

    @Test("whose entries lie over each other is refused")
    func overlapping() throws {
        // An archive within the content of the first entry of another one, to whose entry the list points too.
        let inner = try StoredArchive.encoded([(name: "a/two", bytes: Self.content)])
        var archive = try StoredArchive.encoded([(name: "a/one", bytes: inner), (name: "a/two", bytes: Self.content)])
        let second = Self.directory(archive) + 46 + 5
        archive.replaceSubrange((second + 42)..<(second + 46), with: [64, 0, 0, 0])
        #expect(Self.reason(archive).contains("over each other"))
    }
}
