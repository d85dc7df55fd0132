// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation

/// The used nonces on disk: a header and records of 25 bytes, the newest at the end.
///
/// A record is written before its request is served, so that a crash of the process forgets nothing. (A crash of the
/// machine may: the file is not forced to the disk for every request.)
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

    private static let magic = [UInt8]("BTNONCE1".utf8)
    private static let recordSize = 25
    /// 64 MiB: more than a full ledger ever writes between two rewrites.
    private static let largestFile = 64 << 20

    private let path: String
    private var handle: FileHandle?
    private var recordCount = 0

    init(path: String) { self.path = path }

    /// The records of the file; none if there is no file. A torn record at the end, left by a crash, is dropped.
    mutating func read() throws(NetworkingError) -> [Record] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        guard let file = FileHandle(forReadingAtPath: path),
            let data = try? file.read(upToCount: Self.largestFile + 1)
        else { throw failure("cannot be read") }
        let bytes = [UInt8](data)
        guard bytes.count <= Self.largestFile else { throw failure("is larger than 64 MiB") }
        guard bytes.starts(with: Self.magic) else { throw failure("is not a nonce file: name another or remove it") }
        return stride(from: Self.magic.count, through: bytes.count - Self.recordSize, by: Self.recordSize).compactMap {
            let record = bytes[$0..<$0 + Self.recordSize]
            guard let kind = NonceLedger.Kind(rawValue: record[record.startIndex]) else { return nil }
            let numbers = (0..<3).map { part in
                record.dropFirst(1 + 8 * part).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            }
            return Record(
                caller: NonceLedger.Caller(high: numbers[0], low: numbers[1]), nonce: Int64(bitPattern: numbers[2]),
                kind: kind)
        }
    }

    /// Replaces the file by these records, atomically.
    mutating func rewrite(_ records: [Record]) throws(NetworkingError) {
        let content = Self.magic + records.flatMap(Self.bytes)
        do {
            try handle?.close()
            let target = URL(filePath: path)
            try Data(content).write(to: target, options: .atomic)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            let handle = try FileHandle(forWritingTo: target)
            try handle.seekToEnd()
            self.handle = handle
        } catch {
            throw failure("cannot be written: \(error.localizedDescription)")
        }
        recordCount = records.count
    }

    mutating func append(_ record: Record) throws(NetworkingError) {
        do {
            try handle?.write(contentsOf: Self.bytes(record))
        } catch {
            throw failure("cannot be written: \(error.localizedDescription)")
        }
        recordCount += 1
    }

    /// Whether so much of the file is outdated that it should be rewritten.
    func isDue(entries: Int) -> Bool { recordCount > 4 * entries + 100_000 }

    private static func bytes(_ record: Record) -> [UInt8] {
        var bytes = [record.kind.rawValue]
        bytes.reserveCapacity(recordSize)
        for number in [record.caller.high, record.caller.low, UInt64(bitPattern: record.nonce)] {
            for shift in stride(from: UInt64(56), through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: number >> shift))
            }
        }
        return bytes
    }

    private func failure(_ what: String) -> NetworkingError {
        NetworkingError(.nonceFile, "the nonce file '\(path)' \(what)")
    }
}
