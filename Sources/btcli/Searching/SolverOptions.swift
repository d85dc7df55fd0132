// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import ProofOfWork
import SealBenchmark

/// The options of a search by this machine: how much of which devices, and how.
struct SolverOptions: ParsableArguments {
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

    @Flag(inversion: .prefixedNo, help: "Search on NVIDIA GPUs.")
    var cuda = false

    @Flag(inversion: .prefixedNo, help: "Search on graphics cards by OpenCL.")
    var opencl = false

    @OptionGroup var devices: DeviceOptions

    /// What the options, and what this machine was tuned to, come to.
    struct Choice {
        /// nil for whichever is fastest.
        let kernel: SealKernel?
        let threads: Int?
        let updateInterval: UInt64?
        let placement: ThreadPlacement
        let priority: WorkPriority
        let cards: CardOptions
    }

    /// How the devices are used: as the options say, else as the machine was tuned, else by default.
    ///
    /// - Parameter tune: measures what suits this machine, when what is stored was measured on another.
    func choice(
        _ console: Console, _ tune: TuningFile.Measurement = TuningFile.shortMeasurement
    ) async throws -> Choice {
        guard !background || priority ?? .background == .background else {
            throw CLIError(.usage, "--background is a priority: leave --priority out")
        }
        let chosen = try await devices.chosen(console, cuda: cuda, opencl: opencl)
        let tuning = try await tuning(chosen, console, tune)
        let tunedKernel = tuning.flatMap { try? SealKernel.named($0.kernel) }
        // A tuning has a kernel in it, and cards need none.
        let isOpen = kernel.kernel == nil && (tuning != nil || !usesProcessor(chosen))
        let kernel = isOpen ? tunedKernel : try await kernel.chosen(console)
        let usual = tuning?.threads ?? (chosen.usesCards ? ProcessorCount.available : nil)
        return Choice(
            kernel: kernel, threads: threads.map(Int.init) ?? (chosen.usesProcessor ? usual : nil),
            // A slice that suits one kernel is too long for a slower one, and too short for a card.
            updateInterval: updateInterval
                ?? (kernel == tunedKernel && !chosen.usesCards ? tuning?.updateInterval : nil),
            placement: affinity.placement, priority: background ? .background : priority ?? .inherited,
            cards: chosen.cards)
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

    /// The options of a solver of its own.
    func solver(_ console: Console) async throws -> SealSolver.Options {
        let choice = try await choice(console)
        var options = SealSolver.Options(
            threads: choice.threads, kernel: choice.kernel, updateInterval: choice.updateInterval,
            placement: choice.placement, cuda: choice.cards.cuda, opencl: choice.cards.opencl)
        options.priority = choice.priority
        return options
    }
}
