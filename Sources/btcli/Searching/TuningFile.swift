// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SealBenchmark
import SubstratePrimitives

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The file in which a machine's tuning is kept between runs.
struct TuningFile {
    let path: String

    /// The file in the folder that also holds the wallets.
    init(environment: Environment) throws(OutputFileError) {
        guard let home = environment["HOME"] else {
            throw OutputFileError(.homeMissing, "there is no home folder for the tuning: set HOME")
        }
        path = "\(home)/.bittensor/swift-tuning.json"
    }

    /// What the file is good for.
    enum Content: Hashable {
        case none
        case tuning(SolverTuning)
        /// Measured on other processors, or under other limits.
        case otherMachine(SolverTuning.Machine)
        /// Why it is of no use.
        case damaged(String)
    }

    /// Reads the file, which anyone may have written.
    func content(for machine: SolverTuning.Machine = .current) -> Content {
        let bytes: [UInt8]
        do {
            guard let content = try PrivateFile.read(path, atMost: 65_536) else { return .none }
            bytes = content
        } catch {
            return .damaged(error.reason)
        }
        guard let tuning = try? JSONDecoder().decode(SolverTuning.self, from: Data(bytes)) else {
            return .damaged("it holds no tuning")
        }
        guard tuning.machine == machine else { return .otherMachine(tuning.machine) }
        guard machine.kernels.contains(tuning.kernel), (1...4096).contains(tuning.threads),
            (1...1 << 24).contains(tuning.updateInterval)
        else { return .damaged("its settings make no sense") }
        return .tuning(tuning)
    }

    /// Replaces the file, as a whole or not at all.
    func save(_ tuning: SolverTuning) throws(OutputFileError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            let text = String(decoding: try encoder.encode(tuning), as: UTF8.self)
            try PrivateFile.replace(path, with: text + "\n")
        } catch {
            let reason = (error as? PrivateFile.Failure)?.reason ?? "\(error)"
            throw OutputFileError(.notWritten, "cannot write the tuning to \(excerpt(path)): \(reason)")
        }
    }
}

extension TuningFile {
    /// Finds what suits this machine.
    typealias Measurement = @Sendable () async throws -> SolverTuning

    /// Some two seconds: who wants to register does not want to wait.
    static let shortMeasurement: Measurement = { try await SolverTuner(time: .milliseconds(100)).run() }

    /// The stored tuning. One of another machine is measured anew and replaced.
    static func tuning(_ console: Console, _ tune: Measurement) async throws -> SolverTuning? {
        guard let file = try? TuningFile(environment: console.environment) else { return nil }
        switch file.content() {
        case .none: return nil
        case .tuning(let tuning):
            console.detail(
                "tuned: kernel \(tuning.kernel), \(tuning.threads) threads, \(tuning.updateInterval) nonces per slice "
                    + "(\(file.path))")
            return tuning
        case .otherMachine(let machine):
            console.say(
                "the tuning in \(file.path) was measured on \(machine.processors) × \(machine.processor): measuring "
                    + "this machine")
            let tuning = try await tune()
            do { try file.save(tuning) } catch { console.warn(error.reason) }
            return tuning
        case .damaged(let reason):
            console.warn(
                "the tuning in \(file.path) is not used, \(reason): measure again with 'btcli pow benchmark --autotune'"
            )
            return nil
        }
    }
}
