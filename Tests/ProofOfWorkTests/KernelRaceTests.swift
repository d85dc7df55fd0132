// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import ProofOfWork

@Suite struct KernelRaceTests {
    @Test("kernels within 5 % of each other are told apart through noise", arguments: 0..<20)
    func noise(_ seed: UInt64) {
        for fastest in 0..<4 {
            var cycles = [212.0, 210, 220, 208]
            cycles[fastest] = 198
            var clock = NoisyClock(seed: seed)
            let race = KernelRace(contenders: 4) { clock.time(cycles: cycles[$0], nonces: $1) }
            #expect(race.winner() == fastest)
        }
    }

    @Test("kernels that are as good as equal: the preferred one, whatever the noise is")
    func tie() {
        let race = KernelRace(contenders: 3) { exact([200.0, 199, 201][$0], nonces: $1) }
        #expect(race.winner() == 0)
    }

    /// Cycles per hash under `pow-register`, in the dispatcher's order.
    private static let profiles: [(processor: String, cycles: [Double], winner: Int)] = [
        // Measured: avx512, shani-avx2, avx2, shani, portable.
        ("AMD Zen 4", [203.5, 317, 381, 627, 1500], 0),
        // Measured, virtual: shani-avx2, avx2, shani, portable. Instructions of two generations do not mix there.
        ("AMD Zen 3", [11_700, 408, 667, 1580], 1),
        // Modelled: neon-sha3, neon-sha2, portable.
        ("Neoverse V1", [752, 527, 1900], 1),
        ("Apple M1", [309, 632, 1900], 0),
    ]

    @Test("the fastest by the profile of a processor wins on it", arguments: profiles.indices)
    func profile(_ index: Int) {
        let profile = Self.profiles[index]
        var clock = NoisyClock(seed: 1)
        var hashed: [UInt64] = profile.cycles.map { _ in 0 }
        var taken = Duration.zero
        let race = KernelRace(contenders: profile.cycles.count) { contender, nonces in
            let time = clock.time(cycles: profile.cycles[contender], nonces: nonces)
            hashed[contender] += nonces
            taken += time
            return time
        }
        #expect(race.winner() == profile.winner, "\(profile.processor)")
        // Nobody waits for that, and the hopeless are not run on.
        #expect(taken < .milliseconds(40))
        for (contender, cycles) in profile.cycles.enumerated() where cycles > 3 * profile.cycles[profile.winner] {
            #expect(hashed[contender] * 4 < hashed[profile.winner])
        }
    }

    @Test("a single kernel, a clock that stands still and one that jumps: a winner all the same")
    func oddClocks() {
        #expect(KernelRace(contenders: 1) { exact(200, nonces: $1) }.winner() == 0)
        #expect((0..<3).contains(KernelRace(contenders: 3) { _, _ in .zero }.winner()))
        #expect((0..<3).contains(KernelRace(contenders: 3) { _, _ in .seconds(3600) }.winner()))
    }

    @Test("races are run once, what is known is taken, and what is not of this machine is left out")
    func records() async throws {
        let scheme = SealScheme.register
        let odd = [
            KernelRecord(scheme: scheme, core: "any", kernel: "abacus"),
            KernelRecord(scheme: scheme, core: "a core of another machine", kernel: "portable"),
        ]
        let records = try await SealKernel.records(knowing: odd)
        #expect(Set(records.filter { $0.core == "any" }.map(\.scheme)) == Set(SealScheme.allCases))
        #expect(records.count == SealScheme.allCases.count * (1 + Set(CoreKind.current.values).count))
        for record in records where record.core == "any" {
            #expect(SealKernel.fastest(for: record.scheme).name == record.kernel)
        }
        #expect(try await SealKernel.records(knowing: records) == records)
    }
}

private func exact(_ cycles: Double, nonces: UInt64) -> Duration { .nanoseconds(cycles * Double(nonces) / 3) }

/// A processor of 3 GHz on a busy machine, the same in every run: every measurement is up to 3 % too high, and every fifth
/// one far more.
private struct NoisyClock {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// From 0 to 1: SplitMix64.
    private mutating func next() -> Double {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return Double((mixed ^ mixed >> 31) >> 11) / Double(1 << 53)
    }

    mutating func time(cycles: Double, nonces: UInt64) -> Duration {
        let noise = next() * 0.03 + (next() < 0.2 ? next() * 0.6 : 0)
        return exact(cycles * (1 + noise), nonces: nonces)
    }
}
