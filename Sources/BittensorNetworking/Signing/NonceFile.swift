// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// The used nonces on disk: a header and records of 25 bytes with a checksum of 8, the newest at the end.
///
/// A record is written before its request is served, so that a crash of the process forgets nothing. (A crash of the
/// machine may: the file is not forced to the disk for every request.) A record that could not be written whole is written over
/// by the next one, which stands at the same place.
struct NonceFile: Sendable {
    struct Record: Hashable, Sendable {
        let caller: NonceLedger.Caller
        let nonce: Int64
        let kind: NonceLedger.Kind

        /// The record of the floor has no caller.
        static func floor(_ nonce: Int64) -> Record {
            Record(caller: NonceLedger.Caller(high: 0, low: 0), nonce: nonce, kind: .wall)
        }

        var isFloor: Bool { caller == NonceLedger.Caller(high: 0, low: 0) }
    }

    /// What a file held.
    struct Content: Sendable {
        var records: [Record] = []
        /// Whether records were lost that had been written: which, nobody can say.
        var isDamaged = false
        /// Whether it is in the form that is written today.
        var isCurrent = true
    }

    private static let magic = [UInt8]("BTNONCE2".utf8)
    /// The form without checksums.
    private static let oldMagic = [UInt8]("BTNONCE1".utf8)
    private static let recordSize = 25
    private static let checkedSize = 33
    /// 64 MiB: more than a full ledger ever writes between two rewrites.
    private static let largestFile = 64 << 20

    private let name: String
    private var storage: any RecordStorage
    /// Whole records end here.
    private var end = 0
    private var recordCount = 0
    /// When so many records are there, the file should be rewritten.
    private var rewriteCount = 0

    init(path: String) { self.init(name: path, storage: LockedFile(path: path)) }

    init(name: String, storage: any RecordStorage) {
        self.name = name
        self.storage = storage
    }

    /// Takes the file for this process alone, and reads it; there need not be one. A record that was not written whole, at the
    /// end, was never served and does not count.
    mutating func open() throws(NetworkingError) -> Content {
        let bytes: [UInt8]
        do throws(RecordStorageFailure) {
            bytes = try storage.open(atMost: Self.largestFile)
        } catch {
            throw failure(error.text)
        }
        if bytes.isEmpty { return Content(isCurrent: false) }
        if bytes.starts(with: Self.oldMagic) { return Self.oldContent(bytes) }
        guard bytes.starts(with: Self.magic) else { throw failure("is not a nonce file: name another or remove it") }
        var content = Content()
        var offset = Self.magic.count
        end = offset
        while offset <= bytes.count - Self.checkedSize {
            if let record = Self.record(checked: bytes[offset..<offset + Self.checkedSize]) {
                content.isDamaged = content.isDamaged || offset != end
                content.records.append(record)
                offset += Self.checkedSize
                end = offset
            } else {
                // Whole records may follow, at another distance.
                offset += 1
            }
        }
        if bytes.count - end >= Self.checkedSize { content.isDamaged = true }
        recordCount = content.records.count
        return content
    }

    /// Replaces the file by these records, in one step. When it throws, the file is as it was and still in use.
    mutating func rewrite(_ records: [Record]) throws(NetworkingError) {
        let content = Self.magic + records.flatMap(Self.bytes)
        do throws(RecordStorageFailure) {
            try storage.replace(by: content)
        } catch {
            // Tried again when there is more to gain.
            rewriteCount = recordCount + 10_000
            throw failure(error.text)
        }
        end = content.count
        recordCount = records.count
        rewriteCount = 0
    }

    /// Adds a record. When it throws, the record is not there.
    mutating func append(_ record: Record) throws(NetworkingError) {
        let bytes = Self.bytes(record)
        do throws(RecordStorageFailure) {
            try storage.write(bytes, at: end)
        } catch {
            throw failure(error.text)
        }
        end += bytes.count
        recordCount += 1
    }

    /// Whether so much of the file is outdated that it should be rewritten.
    func isDue(entries: Int) -> Bool { recordCount > max(4 * entries + 100_000, rewriteCount) }

    func failure(_ what: String) -> NetworkingError { NetworkingError(.nonceFile, "the nonce file '\(name)' \(what)") }

    // MARK: - Records

    private static func bytes(_ record: Record) -> [UInt8] {
        var bytes = [record.kind.rawValue]
        bytes.reserveCapacity(checkedSize)
        for number in [record.caller.high, record.caller.low, UInt64(bitPattern: record.nonce)] {
            for shift in stride(from: UInt64(56), through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: number >> shift))
            }
        }
        return bytes + Hashing.twox64(bytes)
    }

    private static func record(checked bytes: ArraySlice<UInt8>) -> Record? {
        let content = bytes.prefix(recordSize)
        guard Hashing.twox64(Array(content)).elementsEqual(bytes.dropFirst(recordSize)) else { return nil }
        return record(content)
    }

    private static func record(_ bytes: ArraySlice<UInt8>) -> Record? {
        guard let kind = NonceLedger.Kind(rawValue: bytes[bytes.startIndex]) else { return nil }
        let numbers = (0..<3).map { part in
            bytes.dropFirst(1 + 8 * part).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
        return Record(
            caller: NonceLedger.Caller(high: numbers[0], low: numbers[1]), nonce: Int64(bitPattern: numbers[2]),
            kind: kind)
    }

    /// The records of the form without checksums: of damage, only a kind that there is not gives notice.
    private static func oldContent(_ bytes: [UInt8]) -> Content {
        var content = Content(isCurrent: false)
        for offset in stride(from: oldMagic.count, through: bytes.count - recordSize, by: recordSize) {
            if let record = record(bytes[offset..<offset + recordSize]) {
                content.records.append(record)
            } else {
                content.isDamaged = true
            }
        }
        return content
    }
}
