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
            (default: all of them; none with --cuda)
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

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Which GPUs, by number; turns --cuda on. (default: all)", valueName: "n"))
    var devId: [Int] = []

    @Option(
        help: ArgumentHelp(
            "CUDA threads per block, a multiple of 32; turns --cuda on. (default: what suits the GPU)", valueName: "n"))
    var tpb: Int?

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
        let tuning = try await tuning(console, tune)
        // A tuning has a kernel in it, and cards need none.
        let isOpen = kernel.kernel == nil && (tuning != nil || !usesProcessor)
        apply(tuning, isOpen ? nil : try await kernel.chosen(console), to: &options.work)
        options.work.scheme = scheme
        options.work.order = order
        options.work.cuda = usesCUDA
        options.work.deviceIDs = devId.isEmpty ? nil : devId
        options.work.threadsPerBlock = tpb
        return options
    }

    /// The tuning for this machine, if one is stored and the options leave it something to say.
    private func tuning(_ console: Console, _ tune: TuningFile.Measurement) async throws -> SolverTuning? {
        guard kernel.kernel == nil || threads == nil || updateInterval == nil else { return nil }
        // Without threads on the processor there is nothing to tune.
        guard usesProcessor else { return nil }
        return try await TuningFile.tuning(console, tune)
    }

    /// Options that name a card or say how to use it ask for it.
    private var usesCUDA: Bool { cuda || !devId.isEmpty || tpb != nil }

    private var usesProcessor: Bool { !usesCUDA || threads != nil }

    /// Sets how the processor is used: as the options say, else as it was tuned, else by default.
    private func apply(_ tuning: SolverTuning?, _ kernel: SealKernel?, to work: inout POWOptions) {
        let tunedKernel = tuning.flatMap { try? SealKernel.named($0.kernel) }
        work.kernel = kernel ?? tunedKernel
        work.placement = affinity.placement
        work.priority = background ? .background : priority ?? .inherited
        work.workers = threads.map(Int.init) ?? (usesCUDA ? nil : tuning?.threads)
        // A slice that suits one kernel is too long for a slower one, and too short for a card.
        work.updateInterval = updateInterval ?? (work.kernel == tunedKernel && !usesCUDA ? tuning?.updateInterval : nil)
    }
}
