// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SealBenchmark
import SubstratePrimitives

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Which kernels won the races on this machine, in a file below the home folder: so only the first search waits for them.
///
/// A file that is damaged, of another processor or of another version is as good as none.
struct KernelFile {
    private let path: String?

    init(_ environment: Environment) { path = environment["HOME"].map { "\($0)/.bittensor/cache/kernels.json" } }

    /// What is written.
    private struct Content: Hashable, Codable {
        let version: String
        let processor: String
        let kernels: [String]
        let winners: [KernelRecord]

        init(winners: [KernelRecord]) {
            let machine = SolverTuning.Machine.current
            version = Release.version
            processor = machine.processor
            kernels = machine.kernels
            self.winners = winners
        }
    }

    /// Runs the races that are not remembered, and remembers them.
    func settle(_ console: Console) async throws {
        let known = read()
        let records = try await SealKernel.records(knowing: known)
        guard records != known else { return }
        let winners = records.map {
            "\($0.kernel) for \($0.scheme.rawValue)" + ($0.core == "any" ? "" : " on \($0.core)")
        }
        console.detail("kernels, as a race shows: \(winners.joined(separator: ", "))")
        write(records)
    }

    private func read() -> [KernelRecord] {
        guard let path, let bytes = try? PrivateFile.read(path, atMost: 65_536),
            let content = try? JSONDecoder().decode(Content.self, from: Data(bytes)),
            content == Content(winners: content.winners)
        else { return [] }
        return content.winners
    }

    private func write(_ records: [KernelRecord]) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let path, let data = try? encoder.encode(Content(winners: records)) else { return }
        try? PrivateFile.replace(path, with: String(decoding: data, as: UTF8.self) + "\n")
    }
}
