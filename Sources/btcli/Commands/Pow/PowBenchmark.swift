// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import ProofOfWork
import SealBenchmark
import SubstratePrimitives

/// `btcli pow benchmark`: how fast this machine searches, and how it does so best.
struct PowBenchmark: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmark",
        abstract: "Measure how fast this machine searches.",
        discussion: """
            Every hit is confirmed and goes into the checksum, and one slice is checked nonce by nonce.

            With --all the kernels of this machine take turns, on one thread and on all of them, and stand side by \
            side: median and range, cycles per hash, and how many times as fast as the portable kernel, the Python \
            SDK's CPU solver and the Rust miner of SDK 11.3. Cycles are processor time by a clock that is calibrated \
            before and after each turn, by a chain of dependent additions.

            With --autotune the kernel, the number of threads and the size of a slice are chosen by measurement and \
            stored in ~/.bittensor/swift-tuning.json. Searches for work on this machine use them from then on, unless \
            options say otherwise; on a machine with other processors they are measured anew.

            With --stress every thread searches the same nonces again and again and must find the same each time, which \
            the checksum covers: a machine that is too hot or clocked too high shows it. It ends with 1 when a lap went \
            wrong.

            With --device cards are measured, all at a time: NVIDIA's with cuda, those of OpenCL's drivers with opencl, \
            single ones as 'btcli pow devices' calls them, such as cuda:0,opencl:1. Rate, and where it is known share of \
            what their integer units can do, and power. --autotune then finds kernel, group and grid for each, and stores \
            nothing: searches race the kernels whenever they start.
            """)

    @Option(
        help: ArgumentHelp(
            "How long to measure: each kernel with --all, each candidate with --autotune. (default: 5; 2; 1)",
            valueName: "seconds"),
        transform: { try Seconds.parse($0, in: 0.001...86_400) })
    var seconds: Duration?

    @Option(help: ArgumentHelp("Threads; without it, one per processor that may be used.", valueName: "n"))
    var threads: Int?

    @OptionGroup var kernel: KernelOption

    @OptionGroup var affinity: AffinityOption

    @OptionGroup var devices: DeviceOptions

    @Flag(help: "Measure every kernel of this machine, side by side.")
    var all = false

    @Option(
        help: ArgumentHelp("Draw what --all measures, and the expected time per seal, as SVG.", valueName: "file"))
    var plot: String?

    @Option(
        help: ArgumentHelp(
            "Measure every kernel under both schemes, and write that with the machine's names as JSON.",
            valueName: "file"))
    var export: String?

    @Option(
        help: ArgumentHelp("Load every thread for so long, such as 10m, and check each lap.", valueName: "time"),
        transform: { try Seconds.parse($0, in: 0.001...604_800) })
    var stress: Duration?

    @Flag(help: "Find the best settings for this machine, and store them.")
    var autotune = false

    @Option(help: "Which call the work is for.")
    var scheme = SealScheme.register

    @Option(name: PuzzleOptions.orderNames, help: PuzzleOptions.orderHelp)
    var order: SealByteOrder?

    // The other tools need these beside --scheme pow-register. The speed does not depend on them.
    @Option(help: .hidden, transform: { NetUID(try WholeNumber.parse($0)) })
    var netuid: NetUID?

    @Option(help: .hidden, transform: AccountID.init(parsing:))
    var coldkey: AccountID?

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        if devices.device?.hasCards == true {
            let chosen = try await devices.chosen(console)
            if chosen.usesCards { return try await run(on: chosen, console) }
        }
        try refuse(devices.namesCards ? devices : nil, "--dev-id and --tpb", with: "they are for cards")
        if let stress { return try await load(console, for: stress) }
        if let export { return try await profile(console, export) }
        switch (autotune, all || plot != nil) {
        case (true, true):
            throw CLIError(.usage, "--autotune measures by its own plan: leave --all and --plot out")
        case (true, false): try await tune(console)
        case (false, true): try await compare(console)
        case (false, false): try await measure(console)
        }
        return .done
    }

    private func measure(_ console: Console) async throws {
        let benchmark = try POWBenchmark(
            time: seconds ?? .seconds(5), threads: threads, kernel: try await kernel.chosen(console), scheme: scheme,
            order: order,
            placement: affinity.placement)
        console.say(
            "measuring \(benchmark.kernel) on \(benchmark.threads) threads for \(benchmark.time / .seconds(1)) s")
        try console.show(BenchmarkAnswer(report: try await benchmark.run()))
    }

    private func compare(_ console: Console) async throws {
        try refuse(kernel.kernel, "--kernel", with: "--all measures every kernel")
        let comparison = try KernelComparison(
            time: seconds ?? .seconds(2), threads: threads, scheme: scheme, order: order,
            placement: affinity.placement)
        let file = try plot.map { try OutputFile(path: $0) }
        let names = comparison.kernels.map(\.name).joined(separator: ", ")
        console.say("measuring \(names) in \(comparison.repetitions) rounds")
        let figures = try await comparison.run { console.detail("round \($0) of \(comparison.repetitions)") }
        let answer = ComparisonAnswer(
            figures: figures, machine: .current, repetitions: comparison.repetitions, scheme: scheme, plot: plot)
        try file?.write(ComparisonPlot(figures: figures, machine: .current, scheme: scheme).svg)
        try console.show(answer)
    }

    /// Measures the kernels under both schemes, for others to read.
    private func profile(_ console: Console, _ path: String) async throws -> ExitStatus {
        try refuse(kernel.kernel, "--kernel", with: "--export measures every kernel")
        guard !autotune, plot == nil, order == nil else {
            throw CLIError(.usage, "--export measures by its own plan: leave --autotune, --plot and --order out")
        }
        let file = try OutputFile(path: path)
        var answers: [ComparisonAnswer] = []
        for scheme in SealScheme.allCases {
            let comparison = try KernelComparison(
                time: seconds ?? .seconds(2), threads: threads, scheme: scheme, placement: affinity.placement)
            console.say("measuring \(comparison.kernels.count) kernels for \(scheme.rawValue)")
            answers.append(
                ComparisonAnswer(
                    figures: try await comparison.run(), machine: .current, repetitions: comparison.repetitions,
                    scheme: scheme, plot: nil))
        }
        let profile = MachineProfile(comparisons: answers)
        try file.write(profile.document.text + "\n")
        try console.show(ProfileAnswer(profile: profile, path: path))
        return .done
    }

    private func load(_ console: Console, for time: Duration) async throws -> ExitStatus {
        guard !all, plot == nil, !autotune, export == nil, seconds == nil, order == nil else {
            throw CLIError(
                .usage,
                "--stress measures by its own plan: leave --all, --plot, --export, --autotune, --seconds and --order out"
            )
        }
        let test = try StressTest(
            time: time, threads: threads, kernel: try await kernel.chosen(console), scheme: scheme,
            placement: affinity.placement)
        console.say("loading \(test.threads) threads with \(test.kernel) for \(time / .seconds(1)) s")
        let progress = StressProgress(time: time)
        let report = try await test.run { lap in
            if let line = progress.line(after: lap) { console.say(line) }
        }
        try console.show(StressAnswer(report: report, machine: .current))
        return report.faults.isEmpty ? .done : .no
    }

    private func tune(_ console: Console) async throws {
        try refuse(kernel.kernel, "--kernel", with: "--autotune chooses it")
        try refuse(threads, "--threads", with: "--autotune chooses them")
        let file = try TuningFile(environment: console.environment)
        let tuner = SolverTuner(time: seconds ?? .seconds(1), scheme: scheme, placement: affinity.placement)
        let tuning = try await tuner.run { console.say("measuring \($0)") }
        do {
            try file.save(tuning)
        } catch {
            // Measuring took a while: what it found is told all the same.
            try console.show(TuningAnswer(tuning: tuning, path: nil))
            throw error
        }
        try console.show(TuningAnswer(tuning: tuning, path: file.path))
    }

    private func run(on chosen: ChosenDevices, _ console: Console) async throws -> ExitStatus {
        try refuse(stress, "--stress", with: "it is for the processor")
        try refuse(export, "--export", with: "it is for the processor")
        guard !chosen.usesProcessor else {
            throw CLIError(.usage, "the processor and cards are measured one after the other: leave cpu out")
        }
        try refuse(kernel.kernel, "--kernel", with: "it is for the processor")
        try refuse(threads, "--threads", with: "they are for the processor")
        guard !all, plot == nil else {
            throw CLIError(.usage, "--all and --plot are for the processor: leave them out")
        }
        if autotune {
            let tunings = try await CardTuner(options: chosen.cards).run { console.say("measuring \($0)") }
            try console.show(CardTuningAnswer(tunings: tunings))
        } else {
            let benchmark = try CardBenchmark(
                time: seconds ?? .seconds(5), options: chosen.cards, scheme: scheme, order: order)
            console.say("measuring cards for \(benchmark.time / .seconds(1)) s, once they are ready")
            try console.show(CardBenchmarkAnswer(reports: try await benchmark.run()))
        }
        return .done
    }

    private func refuse(_ value: Any?, _ option: String, with reason: String) throws(CLIError) {
        guard value == nil else { throw CLIError(.usage, "\(reason): leave \(option) out") }
    }
}
