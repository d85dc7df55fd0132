// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import ProofOfWork
import SealBenchmark
import SubtensorClient
import Testing

@testable import btcli

@Suite("The stored tuning")
struct PowTuningTests {
    private let machine = SolverTuning.Machine.current

    private func tuning(
        machine: SolverTuning.Machine = .current, kernel: String = "portable", threads: Int = 1,
        updateInterval: UInt64 = 4096
    ) -> SolverTuning {
        SolverTuning(
            machine: machine, kernel: kernel, threads: threads, updateInterval: updateInterval, hashRate: 1e6)
    }

    @Test("what is stored comes back, and replaces what was there")
    func roundTrip() throws {
        let home = try Home()
        let file = try TuningFile(environment: Environment(["HOME": home.path]))
        #expect(file.content() == .none)
        for threads in 1...2 {
            let tuning = tuning(threads: threads)
            try file.save(tuning)
            #expect(file.content() == .tuning(tuning))
            #expect(home.files == [".bittensor/swift-tuning.json"])
        }
    }

    @Test("other processors, other kernels, another number of processors: not for this machine")
    func otherMachines() throws {
        let home = try Home()
        let file = try TuningFile(environment: Environment(["HOME": home.path]))
        for other in [
            SolverTuning.Machine(processor: "abacus", processors: machine.processors, kernels: machine.kernels),
            .init(processor: machine.processor, processors: machine.processors + 1, kernels: machine.kernels),
            .init(processor: machine.processor, processors: machine.processors, kernels: ["abacus"]),
        ] {
            try file.save(tuning(machine: other))
            #expect(file.content() == .otherMachine(other))
        }
    }

    @Test(
        "a damaged file is ignored with a warning, and the search goes on by default",
        arguments: [
            "", "{", "[]", "{\"kernel\": 1}", String(repeating: "[", count: 60_000),
            String(repeating: " ", count: 70_000), "\0",
        ])
    func damage(_ text: String) async throws {
        let home = try Home()
        try home.write(text, to: ".bittensor/swift-tuning.json")
        let (options, talk) = try await options(for: home)
        #expect(talk.contains("warning: the tuning in \(home.path)/.bittensor/swift-tuning.json is not used"))
        #expect(options.workers == nil)
        #expect(options.updateInterval == nil)
        #expect(options.kernel == nil)
    }

    @Test("settings that make no sense are damage")
    func nonsense() throws {
        let home = try Home()
        let file = try TuningFile(environment: Environment(["HOME": home.path]))
        for tuning in [
            tuning(kernel: "abacus"), tuning(threads: 0), tuning(updateInterval: 0), tuning(threads: 99_999),
        ] {
            try file.save(tuning)
            #expect(file.content() == .damaged("its settings make no sense"))
        }
    }

    @Test("a folder in the file's place is damage, and cannot be replaced")
    func folder() throws {
        let home = try Home()
        try home.write("x", to: ".bittensor/swift-tuning.json/file")
        let file = try TuningFile(environment: Environment(["HOME": home.path]))
        #expect(file.content() == .damaged("it is no file"))
        #expect(throws: OutputFileError(.notWritten, "")) { try file.save(tuning()) }
    }

    @Test("a search uses the tuning, and says so only when asked to")
    func used() async throws {
        let home = try Home()
        try TuningFile(environment: Environment(["HOME": home.path])).save(tuning())
        let (options, talk) = try await options(for: home)
        #expect(options.kernel?.name == "portable")
        #expect(options.workers == 1)
        #expect(options.updateInterval == 4096)
        #expect(talk.isEmpty)
        let verbose = try await self.options(for: home, verbose: true).talk
        #expect(verbose.contains("tuned: kernel portable, 1 threads, 4096 nonces per slice"))
    }

    @Test("options go before the tuning; another kernel does not get the tuned slice")
    func overridden() async throws {
        let home = try Home()
        try TuningFile(environment: Environment(["HOME": home.path])).save(tuning())
        let given = try await options(for: home, ["--threads", "3", "--update-interval", "77"]).work
        #expect(given.workers == 3)
        #expect(given.updateInterval == 77)
        #expect(given.kernel?.name == "portable")
        #expect(given.placement == .automatic)
        #expect(try await options(for: home, ["--affinity", "none"]).work.placement == .unbound)
        let first = SealKernel.available[0]
        let named = try await options(for: home, ["--kernel", first.name]).work
        #expect(named.kernel == first)
        #expect(named.updateInterval == (first.name == "portable" ? 4096 : nil))
    }

    @Test("a tuning of another machine is measured anew and replaced, and the user is told")
    func measuredAnew() async throws {
        let home = try Home()
        let file = try TuningFile(environment: Environment(["HOME": home.path]))
        try file.save(tuning(machine: abacus))
        let (options, talk) = try await options(for: home) { tuning(threads: 7) }
        #expect(talk.contains("was measured on 64 × abacus: measuring this machine"))
        #expect(options.workers == 7)
        #expect(file.content() == .tuning(tuning(threads: 7)))
    }

    @Test("nothing is measured anew when the options settle everything")
    func nothingToMeasure() async throws {
        let home = try Home()
        let file = try TuningFile(environment: Environment(["HOME": home.path]))
        try file.save(tuning(machine: abacus))
        let settled = ["--kernel", "portable", "--threads", "1", "--update-interval", "64"]
        #expect(try await options(for: home, settled).work.updateInterval == 64)
        #expect(file.content() == .otherMachine(abacus))
    }

    private let abacus = SolverTuning.Machine(processor: "abacus", processors: 64, kernels: ["portable"])

    private func options(
        for home: Home, _ arguments: [String] = [], verbose: Bool = false,
        tune: TuningFile.Measurement = { throw ProofOfWorkError(.invalidOption, "nothing was to be measured") }
    ) async throws -> (work: POWOptions, talk: String) {
        let recorded = RecordedTerminal()
        let console = Console(
            terminal: recorded.terminal, options: ConsoleOptions(isVerbose: verbose),
            environment: Environment(["HOME": home.path]))
        let options = try await SearchWords.parse(arguments).registrationOptions(console, tune: tune).work
        return (options, recorded.talk.text)
    }
}
