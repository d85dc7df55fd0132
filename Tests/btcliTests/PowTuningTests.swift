import ArgumentParser
import Bittensor
import ProofOfWork
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
    func damage(_ text: String) throws {
        let home = try Home()
        try home.write(text, to: ".bittensor/swift-tuning.json")
        let (options, talk) = try options(for: home)
        #expect(talk.contains("warning: the tuning in \(home.path)/.bittensor/swift-tuning.json is not used"))
        #expect(options.workers == nil)
        #expect(options.updateInterval == nil)
        #expect(options.kernel == .best)
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
        #expect(throws: PowFileError(.notWritten, "")) { try file.save(tuning()) }
    }

    @Test("a search uses the tuning, and says so only when asked to")
    func used() throws {
        let home = try Home()
        try TuningFile(environment: Environment(["HOME": home.path])).save(tuning())
        let (options, talk) = try options(for: home)
        #expect(options.kernel?.name == "portable")
        #expect(options.workers == 1)
        #expect(options.updateInterval == 4096)
        #expect(talk.isEmpty)
        let verbose = try self.options(for: home, verbose: true).talk
        #expect(verbose.contains("tuned: kernel portable, 1 threads, 4096 nonces per slice"))
    }

    @Test("options go before the tuning; another kernel does not get the tuned slice")
    func overridden() throws {
        let home = try Home()
        try TuningFile(environment: Environment(["HOME": home.path])).save(tuning())
        let given = try options(for: home, "--threads", "3", "--update-interval", "77").work
        #expect(given.workers == 3)
        #expect(given.updateInterval == 77)
        #expect(given.kernel?.name == "portable")
        #expect(given.placement == .automatic)
        #expect(try options(for: home, "--affinity", "none").work.placement == .unbound)
        let best = try options(for: home, "--kernel", SealKernel.best.name).work
        #expect(best.kernel == .best)
        #expect(best.updateInterval == (SealKernel.best.name == "portable" ? 4096 : nil))
    }

    @Test("a tuning of another machine is not used, and the user is told")
    func told() throws {
        let home = try Home()
        let other = SolverTuning.Machine(processor: "abacus", processors: 64, kernels: ["portable"])
        try TuningFile(environment: Environment(["HOME": home.path])).save(tuning(machine: other))
        let (options, talk) = try options(for: home)
        #expect(talk.contains("was measured on 64 × abacus"))
        #expect(options.workers == nil)
    }

    private func options(
        for home: Home, _ arguments: String..., verbose: Bool = false
    ) throws -> (work: POWOptions, talk: String) {
        let recorded = RecordedTerminal()
        let console = Console(
            terminal: recorded.terminal, options: ConsoleOptions(isVerbose: verbose),
            environment: Environment(["HOME": home.path]))
        let options = try WorkOptions.parse(arguments).registrationOptions(console).work
        return (options, recorded.talk.text)
    }
}
