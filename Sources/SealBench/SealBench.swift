// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SealBenchmark

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

/// `seal-bench`: measures and checks the seal search on a machine that has nothing else of this package.
///
/// Every command answers with one JSON document on standard output, and talks on standard error. It exits with 0 when
/// all is well, 1 when something is not, and 64 when it was called wrongly.
@main
enum SealBench {
    static func main() async {
        do {
            var arguments = try Arguments(Array(CommandLine.arguments.dropFirst()))
            let (document, isGood) = try await run(&arguments)
            print(document.text())
            exit(isGood ? 0 : 1)
        } catch let mistake as Arguments.Mistake {
            say("\(mistake.reason)\n\n\(usage)")
            exit(64)
        } catch {
            say("\(error)")
            exit(1)
        }
    }

    private static let usage = """
        usage: seal-bench COMMAND [OPTIONS]

        devices                 the cards of this machine
        benchmark               --device cuda (default), opencl or cpu; --seconds N; --scheme S; --order O; --launch-ms N;
                                cpu: --threads N --kernel NAME
        tune                    the best kernel, block and grid for each card
        self-test               every kernel against the processor's, on every card
        check                   --nonces N (default 10^10) --scheme S --order O: complete sets of hits, card and processor
        switch                  --times N (default 50): how long a new puzzle takes to reach a card

        cards:   --device cuda|opencl (default: cuda) --dev-id N ... (default: all) --tpb N --nonces-per-thread N
                 --cuda-kernel plain|three-rows|five-rows (default: the fastest)
                 --opencl-kernel plain|complemented|amd (default: the fastest)
                 --cuda-library FILE --nvml-library FILE --opencl-library FILE
        schemes: register (default), pow-register; orders: little (default), big
        """

    private static func run(_ arguments: inout Arguments) async throws -> (JSON, isGood: Bool) {
        switch arguments.command {
        case "devices": return (try devices(&arguments), true)
        case "benchmark": return (try await benchmark(&arguments), true)
        case "tune": return (try await tune(&arguments), true)
        case "self-test": return (try await selfTest(&arguments), true)
        case "check": return try await check(&arguments)
        case "switch": return (try await measureSwitch(&arguments), true)
        default: throw Arguments.Mistake(reason: "seal-bench has no command \(arguments.command)")
        }
    }

    private static func devices(_ arguments: inout Arguments) throws -> JSON {
        let options = try arguments.takeCards()
        try arguments.end()
        return ["devices": .array(try options.devices().map(\.document))]
    }

    private static func benchmark(_ arguments: inout Arguments) async throws -> JSON {
        let time = try arguments.takeSeconds() ?? .seconds(10)
        let scheme = try arguments.takeScheme()
        let order = try arguments.takeOrder()
        if try arguments.takeProcessor() {
            let threads = try arguments.take("threads") { Int($0) }
            let kernel = try arguments.take("kernel") { try SealKernel.named($0) }
            try arguments.end()
            let benchmark = try POWBenchmark(
                time: time, threads: threads, kernel: kernel, scheme: scheme, order: order)
            return ["benchmark": .array([try await benchmark.run().document])]
        }
        let launch = try arguments.take("launch-ms") { text in
            Double(text).flatMap { $0 > 0 && $0 <= 1000 ? Duration.milliseconds($0) : nil }
        }
        let options = try arguments.takeCards()
        try arguments.end()
        let benchmark = try CardBenchmark(
            time: time, options: options, scheme: scheme, order: order, launchTime: launch)
        return ["benchmark": .array(try await benchmark.run().map(\.document))]
    }

    private static func tune(_ arguments: inout Arguments) async throws -> JSON {
        let options = try arguments.takeCards()
        try arguments.end()
        return ["tuning": .array(try await CardTuner(options: options).run(onStep: say).map(\.document))]
    }

    /// Making a card ready tests every kernel on it.
    private static func selfTest(_ arguments: inout Arguments) async throws -> JSON {
        var options = try arguments.takeCards()
        try arguments.end()
        options.cuda?.kernel = nil
        options.opencl?.kernel = nil
        let reports = try await CardBenchmark(time: .milliseconds(1), options: options).run()
        return [
            "self_test": .array(
                reports.map {
                    ["device": .string($0.device.identifier), "name": .string($0.device.name), "good": .bool(true)]
                })
        ]
    }

    private static func check(_ arguments: inout Arguments) async throws -> (JSON, isGood: Bool) {
        let nonces = try arguments.take("nonces") { UInt64($0) } ?? 10_000_000_000
        let scheme = try arguments.takeScheme()
        let order = try arguments.takeOrder()
        let options = try arguments.takeCards()
        try arguments.end()
        let check = try CardCheck(nonces: nonces, options: options, scheme: scheme, order: order)
        let reports = try await check.run(onStep: say)
        return (["check": .array(reports.map(\.document))], reports.allSatisfy(\.isGood))
    }

    private static func measureSwitch(_ arguments: inout Arguments) async throws -> JSON {
        let times = try arguments.take("times") { text in Int(text).flatMap { (1...10_000).contains($0) ? $0 : nil } }
        let options = try arguments.takeCards()
        try arguments.end()
        let delays = try await PuzzleSwitch(options: options, times: times ?? 50).run().map { $0 / .milliseconds(1) }
        return [
            "switch": [
                "times": .integer(delays.count), "median_ms": .number(delays.sorted()[delays.count / 2]),
                "longest_ms": .number(delays.max()),
            ]
        ]
    }

    /// Says something on standard error; who cannot be told is not told.
    @Sendable private static func say(_ text: String) {
        let bytes = Array("\(text)\n".utf8)
        _ = write(2, bytes, bytes.count)
    }
}
