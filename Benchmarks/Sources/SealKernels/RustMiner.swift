// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSealKernels
import Foundation
import SealBenchmark

/// The newest native peer, in a process of its own: the miner in Rust that comes with SDK 11.3.
final class RustMiner {
    static let name = "rust miner"

    private let process = Process()
    private let questions = Pipe()
    private let answers = Pipe()
    private let attempts: UInt64
    private var next: UInt64 = 0
    /// Cycles per hash, one per slice.
    private(set) var cycles: [Double] = []
    /// Millions of hashes per second of processor time, one per slice.
    private(set) var rates: [Double] = []

    /// - Parameter python: a Python that has `bittensor-core`, as `RustMiner/python` makes it.
    /// - Throws: `PeerFailed` when it cannot be started, or finds something else than the portable kernel.
    init(python: String) throws {
        process.executableURL = URL(filePath: python)
        process.arguments = ["RustMiner/rust_miner.py"]
        process.standardInput = questions
        process.standardOutput = answers
        do { try process.run() } catch { throw PeerFailed("cannot start \(python): \(error.localizedDescription)") }
        // About as long as a slice of the kernels: 4 ms at 2 MH/s.
        attempts = 8192
        try checkFirstSolution()
    }

    deinit {
        try? questions.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// Searches one slice for a seal that is not to be found.
    func takeSlice() throws {
        let before = CycleClock.frequency()
        let (seconds, _) = try search(difficulty: .max, start: next, attempts: attempts)
        let frequency = max(before, CycleClock.frequency())
        next += attempts
        cycles.append(seconds * frequency / Double(attempts))
        rates.append(Double(attempts) / seconds / 1e6)
    }

    /// Twelve leading zeros make difficulty 4096: both must stop at the same nonce.
    private func checkFirstSolution() throws {
        let puzzle = Walk(scheme: .powRegister, order: .little).puzzle(zeroBits: 12)
        var hit: UInt64 = 0
        var found: UInt32 = 0
        let portable = availableKernels().last
        _ = withUnsafePointer(to: puzzle) { seal_walk($0, portable, 0, 1, 100_000, &hit, 1, &found) }
        let (_, nonce) = try search(difficulty: 4096, start: 0, attempts: 100_000)
        guard found == 1, nonce == hit else {
            throw PeerFailed("the first solution is \(nonce.map(String.init) ?? "none") there, and \(hit) here")
        }
    }

    private func search(
        difficulty: UInt64, start: UInt64, attempts: UInt64
    ) throws -> (seconds: Double, nonce: UInt64?) {
        let prefix = Walk.powRegisterPrefix.map { String(format: "%02x", $0) }.joined()
        let question = "\(prefix) \(difficulty) \(start) \(attempts)\n"
        try questions.fileHandleForWriting.write(contentsOf: Data(question.utf8))
        var line = Data()
        while line.last != UInt8(ascii: "\n") {
            let part = answers.fileHandleForReading.availableData
            guard !part.isEmpty else { throw PeerFailed("it ended: see what it printed") }
            line += part
        }
        let words = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard words.count == 2, let seconds = Double(words[0]), seconds > 0 else {
            throw PeerFailed("it answered \(words)")
        }
        return (seconds, UInt64(words[1]))
    }
}

struct PeerFailed: Error, CustomStringConvertible {
    let description: String

    init(_ reason: String) { description = "the rust miner: \(reason)" }
}
