// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSealKernels
import Testing

@testable import ProofOfWork

/// Every kernel against the portable one, on jobs that no puzzle has: any state, any words. A kernel whose instructions
/// this machine lacks shows as a skipped test.
@Suite struct KernelAgreementTests {
    @Test("avx512", .enabled(if: has("avx512"))) func avx512() throws { try expectAgreement("avx512") }
    @Test("shani-avx2", .enabled(if: has("shani-avx2"))) func shaniAVX2() throws { try expectAgreement("shani-avx2") }
    @Test("avx2", .enabled(if: has("avx2"))) func avx2() throws { try expectAgreement("avx2") }
    @Test("shani", .enabled(if: has("shani"))) func shani() throws { try expectAgreement("shani") }
    @Test("neon-sha3", .enabled(if: has("neon-sha3"))) func neonSHA3() throws { try expectAgreement("neon-sha3") }
    @Test("neon-sha2", .enabled(if: has("neon-sha2"))) func neonSHA2() throws { try expectAgreement("neon-sha2") }
    @Test("neon", .enabled(if: has("neon"))) func neon() throws { try expectAgreement("neon") }

    @Test("every kernel has a test of its own")
    func complete() {
        let tested = ["avx512", "shani-avx2", "avx2", "shani", "neon-sha3", "neon-sha2", "neon", "portable"]
        #expect(Set(SealKernel.available.map(\.name)).isSubset(of: tested))
    }

    @Test("schedules out of the table find what worked out ones do", arguments: SealKernel.available)
    func tabled(_ kernel: SealKernel) throws {
        let portable = try SealKernel.named("portable")
        let words = UInt32(SEAL_TABLE_WORDS)
        var numbers = Numbers(seed: 3)
        for round in 0..<48 {
            let order = round % 2 == 0 ? seal_order_big : seal_order_little
            let job = numbers.powRegisterJob(threshold: .max >> UInt64(round % 4), order: order)
            let count = UInt32(round) * 3 + 1
            // From the table's beginning, anywhere in it, and up to its end.
            for first in [0, numbers.next() % (words - count), words - count] {
                let expected = try portable.hits(of: job, base: 1 << 31 + first, count: count, capacity: 64)
                let found = try kernel.hits(of: job, base: 1 << 31 + first, count: count, capacity: 64, tabled: true)
                #expect(found == expected)
            }
        }
        let job = numbers.powRegisterJob(threshold: .max >> 3, order: seal_order_little)
        let expected = try portable.hits(of: job, base: 1 << 31, count: words, capacity: 64)
        #expect(try kernel.hits(of: job, base: 1 << 31, count: words, capacity: 64, tabled: true) == expected)
    }

    @Test("a buffer of as many hits as lanes is enough, and none is lost", arguments: SealKernel.available)
    func smallestBuffer(_ kernel: SealKernel) throws {
        for order in [seal_order_big, seal_order_little] {
            var numbers = Numbers(seed: 7)
            let job = numbers.job(threshold: .max, order: order)
            let count = UInt32(5 * kernel.lanes + 3)
            for capacity in [kernel.lanes, kernel.lanes + 1, 2 * kernel.lanes] {
                let found = try kernel.hits(of: job, base: 1000, count: count, capacity: capacity)
                #expect(found == Array(0..<count))
                let known = numbers.powRegisterJob(threshold: .max, order: order)
                let base: UInt32 = 1 << 31 + 1001
                #expect(
                    try kernel.hits(of: known, base: base, count: 23, capacity: capacity, tabled: true)
                        == Array(0..<23))
            }
        }
    }

    @Test("a range of no nonces has no hits", arguments: SealKernel.available)
    func emptyRange(_ kernel: SealKernel) throws {
        var numbers = Numbers(seed: 8)
        var job = numbers.job(threshold: .max, order: seal_order_big)
        var buffer = [UInt32](repeating: .max, count: kernel.lanes)
        var found: UInt32 = .max
        let search = try #require(kernel.descriptor.pointee.search)
        #expect(search(&job, 5, 0, &buffer, UInt32(buffer.count), &found) == 0)
        #expect(found == 0)
    }
}

private func has(_ name: String) -> Bool { SealKernel.available.contains { $0.name == name } }

private func expectAgreement(_ name: String) throws {
    let kernel = try SealKernel.named(name)
    let portable = try SealKernel.named("portable")
    var numbers = Numbers(seed: 1)
    for round in 0..<48 {
        let order = round % 2 == 0 ? seal_order_big : seal_order_little
        // From every nonce down to one in eight.
        var job = numbers.job(threshold: .max >> UInt64(round % 4), order: order)
        // Messages of which all but the nonce and the length is zero, as under `pow-register`.
        if round % 3 == 0 {
            withUnsafeMutableBytes(of: &job.words) { for byte in $0.indices.dropLast(4) { $0[byte] = 0 } }
        }
        let count = UInt32(round) * 3 + 1
        // The last nonces of a run end at 2^32; nothing may be taken from beyond.
        let bases: [UInt32] = [0, numbers.next() / 2, 0 &- count]
        for base in bases {
            let expected = try portable.hits(of: job, base: base, count: count, capacity: 64)
            #expect(try kernel.hits(of: job, base: base, count: count, capacity: 64) == expected)
        }
    }
}

/// Numbers without pattern, the same in every run: SplitMix64.
private struct Numbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt32 {
        state &+= 0x9e37_79b9_7f4a_7c15
        let mixed = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
        return UInt32(truncatingIfNeeded: (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb >> 32)
    }

    mutating func job(threshold: UInt64, order: Int) -> seal_job {
        var job = seal_job()
        withUnsafeMutableBytes(of: &job) { bytes in
            for word in bytes.bindMemory(to: UInt32.self).indices {
                bytes.storeBytes(of: next(), toByteOffset: 4 * word, as: UInt32.self)
            }
        }
        job.limit = seal_limit(threshold: threshold, order: UInt32(order))
        return job
    }

    /// A job of `pow-register` after any chaining value.
    mutating func powRegisterJob(threshold: UInt64, order: Int) -> seal_job {
        var job = job(threshold: threshold, order: order)
        withUnsafeMutableBytes(of: &job.words) { bytes in
            for byte in bytes.indices { bytes[byte] = 0 }
            bytes.storeBytes(of: 131 * 8, toByteOffset: 14 * 4, as: UInt32.self)
        }
        return job
    }
}

extension SealKernel {
    /// The hits among the indices 0 ..< count, taken out of a buffer of `capacity` as often as it is full.
    fileprivate func hits(of job: seal_job, base: UInt32, count: UInt32, capacity: Int, tabled: Bool = false) throws
        -> [UInt32]
    {
        let search = try #require(tabled ? descriptor.pointee.search_tabled : descriptor.pointee.search)
        var hits: [UInt32] = []
        var tried: UInt32 = 0
        var buffer = [UInt32](repeating: .max, count: capacity)
        while tried < count {
            var found: UInt32 = 0
            let step = withUnsafePointer(to: job) {
                search($0, base &+ tried, count - tried, &buffer, UInt32(capacity), &found)
            }
            try #require(step > 0 && step <= count - tried && found <= min(step, UInt32(capacity)))
            hits += buffer.prefix(Int(found)).map { tried + $0 }
            tried += step
        }
        return hits
    }
}
