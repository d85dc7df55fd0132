// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubtensorClient

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What it takes to reveal weights that were committed to, kept in a file that only its owner can read.
struct CommitmentFile: Hashable, Sendable {
    let path: String
    let content: Content

    struct Content: Hashable, Sendable, Codable {
        var netuid: UInt16
        /// Nothing for the first mechanism.
        var mechanism: UInt8?
        var hotkey: String
        var uids: [UInt16]
        /// The weights as the chain takes them.
        var values: [UInt16]
        var salt: [UInt16]
        var versionKey: UInt64
        var commitHash: String
    }

    init(_ commitment: WeightCommitment, by hotkey: AccountID, in folder: Folder) {
        path = folder.path(of: commitment.commitHash)
        content = Content(
            netuid: commitment.netuid.rawValue, mechanism: commitment.mechanism > 0 ? commitment.mechanism : nil,
            hotkey: hotkey.ss58(), uids: commitment.weights.uids,
            values: commitment.weights.values, salt: commitment.salt, versionKey: commitment.versionKey,
            commitHash: commitment.commitHash.hex)
    }

    /// Writes the file before anything is sent: whoever loses the salt loses the weights.
    func save() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let folder = URL(filePath: path).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw OutputFileError(
                .notWritten, "cannot make the folder \(excerpt(folder.path)): \(error.fileReason)")
        }
        let file = SecretFile(path: path)
        // The hash in its name says that it holds the same.
        guard !file.exists else { return }
        try file.create(SecretBytes(Array(try encoder.encode(content)) + Array("\n".utf8)))
    }

    /// The file is of no use once the weights are revealed.
    func remove() { SecretFile(path: path).remove() }

    /// The commitment that it holds.
    func commitment(by hotkey: AccountID) throws(BittensorError) -> WeightCommitment {
        let commitment = WeightCommitment(
            try QuantizedWeights(uids: content.uids, values: content.values), by: hotkey, on: NetUID(content.netuid),
            mechanism: content.mechanism ?? 0, salt: content.salt, versionKey: content.versionKey)
        guard commitment.commitHash.hex == content.commitHash else {
            throw BittensorError(.damagedFile, "the commitment in \(excerpt(path)) does not have the hash in it")
        }
        return commitment
    }
}

extension CommitmentFile {
    /// The folder of all commitments, beside the wallets'.
    struct Folder: Hashable, Sendable {
        let path: String

        init(environment: Environment) throws(OutputFileError) {
            guard let home = environment["HOME"] else {
                throw OutputFileError(.homeMissing, "there is no home folder for the commitment: set HOME")
            }
            path = "\(home)/.bittensor/commitments"
        }

        /// Where the file of a commitment is, if there is one.
        func path(of commitHash: Hash256) -> String { "\(path)/\(commitHash.hex).json" }

        /// The file with this commitment; nil when there is none.
        func file(_ commitHash: Hash256) throws -> CommitmentFile? {
            let path = path(of: commitHash)
            let damaged = BittensorError(.damagedFile, "\(excerpt(path)) holds no commitment to weights")
            let bytes: [UInt8]?
            do { bytes = try PrivateFile.read(path, atMost: Self.largest) } catch { throw damaged }
            guard let bytes else { return nil }
            guard let content = try? JSONDecoder().decode(Content.self, from: Data(bytes)) else { throw damaged }
            return CommitmentFile(path: path, content: content)
        }

        /// Bytes; weights for all of 65,536 uids take a third of it.
        private static let largest = 4 << 20
    }

    private init(path: String, content: Content) {
        self.path = path
        self.content = content
    }
}
