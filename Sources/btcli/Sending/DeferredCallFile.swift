// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import SubstrateRPC
import SubtensorClient

/// Calls of which the chain has the hash only, each in a file of its own: `~/.bittensor/calls/HASH.json`.
struct DeferredCallFile: Sendable {
    private let folder: String

    /// Bytes, in hex twice over: as much as an extrinsic may have.
    private static let mostBytes = 8 << 20

    init(environment: Environment) throws(OutputFileError) {
        guard let home = environment["HOME"] else {
            throw OutputFileError(.homeMissing, "there is no home folder for the call: set HOME")
        }
        folder = "\(home)/.bittensor/calls"
    }

    /// Keeps a call: without it nobody can go on with what the chain has of it.
    func keep(_ deferred: DeferredCall) throws(OutputFileError) {
        let json: JSONValue = [
            "call": .string("\(deferred.call)"), "call_data": .string(deferred.bytes.hex),
            "account": .string(deferred.account.ss58()),
        ]
        do {
            try PrivateFile.replace(
                path(deferred.hash), with: String(decoding: json.serialized(), as: UTF8.self) + "\n")
        } catch {
            throw OutputFileError(
                .notWritten,
                "cannot keep the call in \(excerpt(folder, limit: 1024)): \(error.reason); nothing was sent")
        }
    }

    /// The encoding of the call with a hash; nil where none was kept here.
    func bytes(_ hash: Hash256) throws(BittensorError) -> [UInt8]? {
        let path = path(hash)
        let damaged = BittensorError(
            .damagedFile, "\(excerpt(path, limit: 1024)) does not hold the call of this hash: give --call-hex")
        let read: [UInt8]?
        do { read = try PrivateFile.read(path, atMost: Self.mostBytes) } catch { throw damaged }
        guard let read else { return nil }
        guard let json = try? JSONValue(parsing: read, limits: JSONLimits(maxBytes: Self.mostBytes)),
            let bytes = json["call_data"]?.string.flatMap({ try? [UInt8](hex: $0) }),
            Hashing.blake2b256(bytes) == hash.bytes
        else { throw damaged }
        return bytes
    }

    private func path(_ hash: Hash256) -> String { "\(folder)/\(hash.hex).json" }
}
