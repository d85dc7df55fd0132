import ArgumentParser
import Bittensor
import ProofOfWork

/// The options of a search for work on a chain, as the Python tools called them.
struct WorkOptions: ParsableArguments {
    @Option(
        name: [.long, .customShort("n")],
        help: ArgumentHelp("How many threads search. (default: every core that may be used)", valueName: "n"),
        transform: { try WholeNumber.parse($0) })
    var threads: UInt16?

    @Option(
        name: [.long, .customShort("u")],
        help: ArgumentHelp("Nonces between two looks at the puzzle. (default: about a millisecond's)", valueName: "n"),
        transform: { try WholeNumber.parse($0) })
    var updateInterval: UInt64?

    @OptionGroup var kernel: KernelOption

    @OptionGroup var affinity: AffinityOption

    @Option(help: "Insist on a scheme, instead of the runtime's.")
    var scheme: SealScheme?

    @Option(name: PuzzleOptions.orderNames, help: "Insist on a byte order of seals, instead of the runtime's.")
    var order: SealByteOrder?

    @Flag(inversion: .prefixedNo, help: "Update the display in place.")
    var outputInPlace = true

    @Flag(inversion: .prefixedNo, help: "Search on NVIDIA GPUs.")
    var cuda = false

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Which GPUs, by number.", valueName: "n"))
    var devId: [Int] = []

    @Option(help: ArgumentHelp("CUDA threads per block. (default: 256)", valueName: "n"))
    var tpb: Int?

    @Option(
        help: ArgumentHelp("How often work may be offered before giving up. (default: 3)", valueName: "n"),
        transform: { try WholeNumber.parse($0) })
    var maxAttempts: UInt16 = 3

    /// The options of the SDK, with what happens shown on the console.
    ///
    /// - Parameter tune: measures what suits this machine, when what is stored was measured on another.
    func registrationOptions(
        _ console: Console, tune: TuningFile.Measurement = TuningFile.shortMeasurement
    ) async throws -> RegistrationOptions {
        guard maxAttempts > 0 else { throw CLIError(.usage, "--max-attempts is 0: it must be 1 or more") }
        var options = RegistrationOptions()
        options.maxAttempts = Int(maxAttempts)
        try apply(await tuning(console, tune), to: &options.work)
        options.work.scheme = scheme
        options.work.order = order
        options.work.outputInPlace = outputInPlace && console.status.isInPlace
        options.work.verbose = console.options.isVerbose
        options.work.cuda = cuda || !devId.isEmpty || tpb != nil
        if !devId.isEmpty { options.work.deviceIDs = devId }
        if let tpb { options.work.threadsPerBlock = tpb }
        let display = SearchDisplay(console)
        options.work.sink = display
        options.onProgress = { display.show($0) }
        return options
    }

    /// The tuning for this machine, if one is stored and the options leave it something to say.
    private func tuning(_ console: Console, _ tune: TuningFile.Measurement) async throws -> SolverTuning? {
        guard kernel.kernel == nil || threads == nil || updateInterval == nil else { return nil }
        return try await TuningFile.tuning(console, tune)
    }

    /// Sets how the processor is used: as the options say, else as it was tuned, else by default.
    private func apply(_ tuning: SolverTuning?, to work: inout POWOptions) throws {
        let tunedKernel = tuning.flatMap { try? SealKernel.named($0.kernel) }
        let kernel = kernel.kernel == nil ? tunedKernel ?? .best : try kernel.chosen()
        work.kernel = kernel
        work.placement = affinity.placement
        work.workers = threads.map(Int.init) ?? tuning?.threads
        // A slice that suits one kernel is too long for a slower one.
        work.updateInterval = updateInterval ?? (kernel == tunedKernel ? tuning?.updateInterval : nil)
    }
}
