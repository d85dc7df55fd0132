// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SealBenchmark
import SubstratePrimitives

/// What the kernels of this machine reached, side by side.
struct ComparisonAnswer: Answer {
    let figures: [KernelComparison.Figures]
    let machine: SolverTuning.Machine
    let repetitions: Int
    let scheme: SealScheme
    /// Where the plot was written.
    let plot: String?

    private var fastest: KernelComparison.Figures? { figures.max { $0.rate.median < $1.rate.median } }
    private var portable: KernelComparison.Figures? { figures.first { $0.kernel.name == "portable" } }

    /// The members of the plain benchmark, of the fastest kernel, and then all of them.
    var document: OutputDocument {
        [
            "kernel": .string(orNull: fastest?.kernel.name),
            "threads": .integer(fastest?.threads ?? 0),
            "hashes": .digits(fastest?.hashes ?? 0),
            "seconds": .number((fastest?.time ?? .zero) / .seconds(1)),
            "hash_rate": .number(fastest?.hashRate.perSecond ?? 0),
            "checksum": .string(orNull: fastest?.checksum.hex),
            "kernels": .array(figures.map { .string($0.kernel.name) }),
            "processor": .string(machine.processor),
            "scheme": .string(scheme.rawValue),
            "repetitions": .integer(repetitions),
            "peers": .array(
                BenchmarkPeer.all.map {
                    [
                        "name": .string($0.name), "source": .string($0.source),
                        "cycles_per_hash": .number($0.cyclesPerHash),
                    ]
                }),
            "results": .array(figures.map(result)),
            "skipped": .array(
                SealKernel.missing.map { ["kernel": .string($0.name), "needs": .string($0.needs)] }),
            "plot": .string(orNull: plot),
        ]
    }

    private func result(_ figures: KernelComparison.Figures) -> OutputDocument {
        [
            "kernel": .string(figures.kernel.name),
            "cycles_per_hash": spread(figures.cyclesPerHash),
            "thread_hash_rate": spread(figures.threadRate),
            "hash_rate": spread(figures.rate),
            "undisturbed_hash_rate": spread(figures.undisturbedRate),
            "scaling": figures.scaling.map(spread) ?? .null,
            "ratio_to_portable": portable.map { .number(figures.ratio(to: $0)) } ?? .null,
            "ratio_to_peers": .object(
                BenchmarkPeer.all.map { .init(name: $0.name, value: .number(figures.ratio(to: $0))) }),
            "hashes": .digits(figures.hashes),
            "hits": .digits(figures.hits),
            "checksum": .string(figures.checksum.hex),
        ]
    }

    private func spread(_ spread: MeasuredSpread) -> OutputDocument {
        ["median": .number(spread.median), "least": .number(spread.least), "most": .number(spread.most)]
    }

    func text(width: Int?) -> StyledText {
        let threads = fastest?.threads ?? 1
        var columns: [Table.Column] = [
            .text("Kernel", .never), .number("Cycles"), .number("Range"), .number("MH/s, 1 thread"),
        ]
        if threads > 1 { columns.append(.number("\(threads) threads")) }
        var table = Table(columns + [.number("× portable"), .number("× Python"), .number("× Rust")])
        for figures in figures {
            let cycles = figures.cyclesPerHash
            let decimals = cycles.median < 1000 ? 1 : 0
            var cells = [
                figures.kernel.name, cycles.median.fixed(decimals: decimals),
                "\(cycles.least.fixed(decimals: decimals))–\(cycles.most.fixed(decimals: decimals))",
                (figures.threadRate.median / 1e6).fixed(decimals: 2),
            ]
            if threads > 1 { cells.append((figures.undisturbedRate.median / 1e6).fixed(decimals: 2)) }
            cells.append(portable.map { figures.ratio(to: $0).fixed(decimals: 1) } ?? "")
            cells += [BenchmarkPeer.pythonLoop, .rustMiner].map { figures.ratio(to: $0).fixed(decimals: 1) }
            table.add(cells)
        }
        return table.text(width: width) + "\n\n" + facts.text(width: width)
    }

    private var facts: Facts {
        var rows = [("Machine", "\(machine.processor); \(machine.processors) processors")]
        rows.append(("Cycles", "per hash of one thread: median and range of \(repetitions) turns"))
        rows.append(("MH/s", "by processor time: what threads reach that have their processors for themselves"))
        if let fastest, fastest.threads > 1 {
            rows.append(
                (
                    "By the clock",
                    "\(fastest.hashRate) with \(fastest.threads) threads of \(fastest.kernel), as busy as it is"
                ))
        }
        if let fastest, let scaling = fastest.scaling {
            let part = scaling.median.fixed(decimals: 3)
            rows.append(("Scaling", "\(part) of that per thread, with \(fastest.threads) threads of \(fastest.kernel)"))
        }
        rows += BenchmarkPeer.all.map { ("Peer", "\($0.source): \($0.cyclesPerHash.fixed(decimals: 0)) cycles") }
        rows += figures.map { ("Checksum", "\($0.checksum) \($0.kernel), \($0.hits) hits confirmed") }
        rows += SealKernel.missing.map { ("Skipped", "\($0.name): it needs \($0.needs)") }
        if let plot { rows.append(("Plot", plot)) }
        return Facts(rows)
    }
}
