// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import ProofOfWork
import SealBenchmark
import SubtensorClient

/// The options of a search for work on a chain, as the Python tools called them.
struct WorkOptions: ParsableArguments {
    @Option(
        name: [.long, .customShort("n")],
        help: ArgumentHelp(
            """
            How many threads search on the processor, or which part of the processors that may be used, such as 75%. \
            (default: all of them; none with cards)
            """,
            valueName: "n"),
        transform: { try ThreadCount.parse($0) })
    var threads: UInt16?

    @Option(
        name: [.long, .customShort("u")],
        help: ArgumentHelp(
            "Nonces between two looks at the puzzle; on a GPU, for each thread of one block. (default: some milliseconds' worth)",
            valueName: "n"),
        transform: { try WholeNumber.parse($0) })
    var updateInterval: UInt64?

    @OptionGroup var kernel: KernelOption

    @OptionGroup var affinity: AffinityOption

    @Option(
        help: ArgumentHelp(
            """
            How the threads share the processors: background (only what nobody else wants), low, normal, high, or a \
            nice value from -20 to 19. (default: normal)
            """, valueName: "priority"),
        transform: WorkPriority.init(parsing:))
    var priority: WorkPriority?

    @Flag(help: "Search with what nobody else wants of the processors: the same as --priority background.")
    var background = false

    @Option(help: "Insist on a scheme, instead of the runtime's.")
    var scheme: SealScheme?

    @Option(name: PuzzleOptions.orderNames, help: "Insist on a byte order of seals, instead of the runtime's.")
    var order: SealByteOrder?

    @Flag(inversion: .prefixedNo, help: "Update the display in place.")
    var outputInPlace = true

    @Flag(inversion: .prefixedNo, help: "Search on NVIDIA GPUs.")
    var cuda = false

    @Flag(inversion: .prefixedNo, help: "Search on graphics cards by OpenCL.")
    var opencl = false

    @OptionGroup var devices: DeviceOptions

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
        _ console: Console, tune: TuningFile.Measurement = TuningFile.shortMeasurement
    ) async throws -> RegistrationOptions {
        guard !background || priority ?? .background == .background else {
            throw CLIError(.usage, "--background is a priority: leave --priority out")
        }
        guard maxAttempts > 0 else { throw CLIError(.usage, "--max-attempts is 0: it must be 1 or more") }
        var options = RegistrationOptions()
        options.maxAttempts = Int(maxAttempts)
        let chosen = try await devices.chosen(console, cuda: cuda, opencl: opencl)
        let tuning = try await tuning(chosen, console, tune)
        // A tuning has a kernel in it, and cards need none.
        let isOpen = kernel.kernel == nil && (tuning != nil || !usesProcessor(chosen))
        apply(tuning, chosen, isOpen ? nil : try await kernel.chosen(console), to: &options.work)
        options.work.scheme = scheme
        options.work.order = order
        chosen.cards.apply(to: &options.work)
        return options
    }

    /// The tuning for this machine, if one is stored and the options leave it something to say.
    private func tuning(
        _ chosen: ChosenDevices, _ console: Console, _ tune: TuningFile.Measurement
    ) async throws -> SolverTuning? {
        guard kernel.kernel == nil || threads == nil || updateInterval == nil else { return nil }
        // Without threads on the processor there is nothing to tune.
        guard usesProcessor(chosen) else { return nil }
        return try await TuningFile.tuning(console, tune)
    }

    private func usesProcessor(_ chosen: ChosenDevices) -> Bool { chosen.usesProcessor || threads != nil }

    /// Sets how the processor is used: as the options say, else as it was tuned, else by default.
    private func apply(
        _ tuning: SolverTuning?, _ chosen: ChosenDevices, _ kernel: SealKernel?, to work: inout POWOptions
    ) {
        let tunedKernel = tuning.flatMap { try? SealKernel.named($0.kernel) }
        work.kernel = kernel ?? tunedKernel
        work.placement = affinity.placement
        work.priority = background ? .background : priority ?? .inherited
        let usual = tuning?.threads ?? (chosen.usesCards ? ProcessorCount.available : nil)
        work.workers = threads.map(Int.init) ?? (chosen.usesProcessor ? usual : nil)
        // A slice that suits one kernel is too long for a slower one, and too short for a card.
        work.updateInterval =
            updateInterval ?? (work.kernel == tunedKernel && !chosen.usesCards ? tuning?.updateInterval : nil)
    }
}
