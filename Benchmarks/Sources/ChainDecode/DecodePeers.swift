// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation

/// The decoders of other SDKs, both written in Rust, in a Python process of their own.
final class DecodePeers {
    /// What one peer needed for a task, and a sum over what it read.
    struct Timing: Decodable {
        let milliseconds: [Double]
        let checksum: UInt64
    }

    private let process = Process()
    private let questions = Pipe()
    private let answers = Pipe()
    private var unread: [UInt8] = []

    /// - Parameter python: a Python that has the peers, as `DecodePeers/python` makes it.
    init(python: String, vectors: String) throws {
        process.executableURL = URL(filePath: python)
        process.arguments = ["DecodePeers/decode_peers.py", vectors]
        process.standardInput = questions
        process.standardOutput = answers
        try process.run()
    }

    deinit {
        try? questions.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// Runs `task` so many times in every peer.
    func run(_ task: String, times: Int) throws -> [String: Timing] {
        try questions.fileHandleForWriting.write(contentsOf: Data("\(task) \(times)\n".utf8))
        while !unread.contains(UInt8(ascii: "\n")) {
            let more = answers.fileHandleForReading.availableData
            guard !more.isEmpty else { throw PeersEnded() }
            unread += more
        }
        let line = unread.prefix { $0 != UInt8(ascii: "\n") }
        unread.removeFirst(line.count + 1)
        return try JSONDecoder().decode([String: Timing].self, from: Data(line))
    }
}

/// The Python process ended before it answered.
struct PeersEnded: Error, CustomStringConvertible {
    let description = "the Python process ended: see its message above"
}
