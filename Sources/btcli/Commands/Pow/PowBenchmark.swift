import ArgumentParser
import ProofOfWork
import SubstratePrimitives

/// `btcli pow benchmark`: how fast this machine searches.
struct PowBenchmark: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmark",
        abstract: "Measure how fast this machine searches.",
        discussion: "Every hit is confirmed and goes into the checksum, and one slice is checked nonce by nonce.")

    @Option(
        help: ArgumentHelp("How long to measure. (default: 5)", valueName: "seconds"),
        transform: { try Seconds.parse($0, in: 0.001...86_400) })
    var seconds: Duration = .seconds(5)

    @Option(help: ArgumentHelp("Threads; without it, one per processor that may be used.", valueName: "n"))
    var threads: Int?

    @OptionGroup var kernel: KernelOption

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
        let benchmark = try POWBenchmark(
            time: seconds, threads: threads, kernel: try kernel.chosen(), scheme: scheme, order: order)
        console.say("measuring \(benchmark.kernel) on \(benchmark.threads) threads for \(seconds / .seconds(1)) s")
        try console.show(BenchmarkAnswer(report: try await benchmark.run()))
        return .done
    }
}

/// What a benchmark found.
struct BenchmarkAnswer: Answer {
    let report: POWBenchmark.Report

    private var kernelNames: [String] { SealKernel.available.map(\.name) }

    var document: OutputDocument {
        [
            "kernel": .string(report.kernel.name),
            "threads": .integer(report.threads),
            "hashes": .digits(report.hashes),
            "seconds": .number(report.seconds),
            "hash_rate": .number(report.hashRate.perSecond),
            "checksum": .string(report.checksum.hex),
            "kernels": .array(kernelNames.map { .string($0) }),
        ]
    }

    func text(width: Int?) -> String {
        let perThread = HashRate(perSecond: report.hashRate.perSecond / Double(report.threads))
        return Facts([
            ("Kernel", "\(report.kernel) (of \(kernelNames.joined(separator: ", ")))"),
            ("Threads", String(report.threads)),
            ("Hashes", String(report.hashes)),
            ("Seconds", String((report.seconds * 1000).rounded() / 1000)),
            ("Hash rate", "\(report.hashRate), \(perThread) per thread"),
            ("Checksum", "\(report.checksum) (\(report.hits) hits confirmed)"),
        ]).text
    }
}
