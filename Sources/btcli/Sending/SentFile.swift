// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import SubtensorClient

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What this machine has sent, in `~/.bittensor/sent.jsonl`: a line for each step of each extrinsic.
///
/// Nothing in it is secret, and nothing could be sent again with it.
struct SentFile: SubmissionJournal {
    /// How many extrinsics are kept. Those of which it is not settled what became of them are kept beyond.
    static let capacity = 10_000
    /// Three lines of half a kilobyte for each, twice over.
    private static let mostBytes = 64 << 20

    /// From where on the file is tidied up before it grows further: about what ten thousand extrinsics take.
    private static let untidyBytes = 16 << 20

    private let file: LockedFile
    /// What the network was called on the command line, without an access key or a password: where to look later.
    private let network: String
    /// Whether what is about to be sent does not wait for the disk: for work, which grows stale, and which costs nothing.
    private let isUrgent: Bool

    /// - Throws: `homeMissing`.
    init(environment: Environment, network: String = "", isUrgent: Bool = false) throws(OutputFileError) {
        guard let home = environment["HOME"] else {
            throw OutputFileError(
                .homeMissing,
                "what is sent is kept in ~/.bittensor/sent.jsonl first, and there is no home folder: set HOME")
        }
        file = LockedFile(path: "\(home)/.bittensor/sent.jsonl")
        self.network = network
        self.isUrgent = isUrgent
    }

    /// The file for what is about to be sent to a network; nil for an embedded chain, which ends with the command.
    ///
    /// - Throws: what keeps lines from being added. Then nothing may be signed.
    static func ready(
        _ console: Console, _ options: NetworkOptions, isUrgent: Bool = false
    ) throws(OutputFileError) -> SentFile? {
        let setting = options.setting(console)
        guard setting.text != NetworkOptions.embeddedName else { return nil }
        let file = try SentFile(environment: console.environment, network: setting.title, isUrgent: isUrgent)
        try file.append([])
        // Now and then: it takes a moment to read all of it.
        if file.file.byteCount > Self.untidyBytes { try file.tidy() }
        return file
    }

    var path: String { file.path }

    // MARK: SubmissionJournal

    func keep(_ record: SubmissionRecord) async throws {
        try append([Self.line(for: record, network: network)], isSynced: !isUrgent)
    }

    func note(_ state: SubmissionState, of extrinsic: Hash256) async {
        // What cannot be noted is found out again from the chain.
        try? append([Self.line(for: state, of: extrinsic)])
    }

    private func append(_ lines: [JSONValue], isSynced: Bool = true) throws(OutputFileError) {
        do {
            try file.append(lines.map { String(decoding: $0.serialized(), as: UTF8.self) }, isSynced: isSynced)
        } catch {
            throw OutputFileError(
                .notWritten,
                "cannot keep what is sent in \(excerpt(path, limit: 1024)): \(error.reason); nothing was sent")
        }
    }

    // MARK: Reading

    /// Everything that was sent, the newest last.
    func entries() throws(OutputFileError) -> [SentEntry] {
        do {
            return SentEntry.entries(in: try PrivateFile.read(path, atMost: Self.mostBytes) ?? [])
        } catch {
            throw OutputFileError(.notRead, "cannot read \(excerpt(path, limit: 1024)): \(error.reason)")
        }
    }

    /// What was sent lately, the newest last: as much as can be read at once.
    func lateEntries() throws(OutputFileError) -> [SentEntry] {
        do {
            return SentEntry.entries(in: try PrivateFile.read(path, atMost: Self.lateBytes, isEnd: true) ?? [])
        } catch {
            throw OutputFileError(.notRead, "cannot read \(excerpt(path, limit: 1024)): \(error.reason)")
        }
    }

    /// Some hundred extrinsics.
    private static let lateBytes = 1 << 18

    /// Drops the oldest settled entries beyond the capacity, and the steps that settled ones took.
    func tidy(keeping capacity: Int = Self.capacity) throws(OutputFileError) {
        do {
            try file.rewrite(atMost: Self.mostBytes) { bytes in
                let entries = SentEntry.entries(in: bytes)
                var surplus = entries.count - capacity
                guard surplus > 0 else { return nil }
                let kept = entries.filter { entry in
                    guard surplus > 0, entry.state.isSettled else { return true }
                    surplus -= 1
                    return false
                }
                return kept.flatMap(\.lines).map { String(decoding: $0.serialized(), as: UTF8.self) + "\n" }.joined()
            }
        } catch {
            throw OutputFileError(.notWritten, "cannot tidy up \(excerpt(path, limit: 1024)): \(error.reason)")
        }
    }
}
