// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import ProofOfWork
import SubtensorClient

/// The options of a search for work on a chain, as the Python tools called them, beside those of the solver.
struct WorkOptions: ParsableArguments {
    @Option(help: "Insist on a scheme, instead of the runtime's.")
    var scheme: SealScheme?

    @Option(name: PuzzleOptions.orderNames, help: "Insist on a byte order of seals, instead of the runtime's.")
    var order: SealByteOrder?

    @Flag(inversion: .prefixedNo, help: "Update the display in place.")
    var outputInPlace = true

    @Option(
        help: ArgumentHelp("How often work may be offered before giving up. (default: 3)", valueName: "n"),
        transform: { try WholeNumber.parse($0) })
    var maxAttempts: UInt16 = 3

    @OptionGroup var search: SearchOptions

    /// What shows a search for something.
    func session(_ console: Console, goal: String) throws -> SearchSession {
        try SearchSession(console, goal: goal, search, inPlace: outputInPlace)
    }

    /// The options of the SDK.
    ///
    /// - Parameter tune: measures what suits this machine, when what is stored was measured on another.
    func registrationOptions(
        _ console: Console, _ solver: SolverOptions, tune: TuningFile.Measurement = TuningFile.shortMeasurement
    ) async throws -> RegistrationOptions {
        guard maxAttempts > 0 else { throw CLIError(.usage, "--max-attempts is 0: it must be 1 or more") }
        var options = RegistrationOptions()
        options.maxAttempts = Int(maxAttempts)
        let choice = try await solver.choice(console, tune)
        options.work.kernel = choice.kernel
        options.work.workers = choice.threads
        options.work.updateInterval = choice.updateInterval
        options.work.placement = choice.placement
        options.work.priority = choice.priority
        options.work.scheme = scheme
        options.work.order = order
        choice.cards.apply(to: &options.work)
        return options
    }
}
