// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSealKernels
import SealBenchmark

/// What one kernel did in all its slices.
struct Measurement {
    let kernel: UnsafePointer<seal_kernel>
    /// Nonces in each slice: about as long for every kernel.
    let slice: UInt64
    private(set) var tried: UInt64 = 0
    /// Cycles per hash, one per slice.
    private(set) var cycles: [Double] = []
    /// Millions of hashes per second of thread CPU time, one per slice.
    private(set) var rates: [Double] = []
    /// The indices of its candidates.
    private(set) var candidates: [UInt64] = []

    private static let sliceSeconds = 0.004

    /// Times a first slice, which also warms the kernel up, to find how many nonces fill one.
    init(_ kernel: UnsafePointer<seal_kernel>, walk: Walk, puzzle: seal_puzzle) {
        self.kernel = kernel
        let trial: UInt64 = 4096
        let time = CycleClock.measure { walk.search(0..<trial, of: puzzle, kernel: kernel) { _ in } }.time
        let seconds = max(time / .seconds(1), 1e-6)
        slice = max(1, UInt64(Double(trial) * Self.sliceSeconds / seconds) / 64) * 64
    }

    /// Searches one slice.
    mutating func takeSlice(of walk: Walk, puzzle: seal_puzzle) {
        let use = CycleClock.measure {
            walk.search(tried..<(tried + slice), of: puzzle, kernel: kernel) { candidates.append($0) }
        }
        tried += slice
        cycles.append(use.cycles / Double(slice))
        rates.append(Double(slice) / (use.time / .microseconds(1)))
    }

    /// FNV-1a over the candidates among the first `count` nonces: the same for every kernel that did its work.
    func checksum(ofFirst count: UInt64) -> UInt64 {
        candidates.prefix { $0 < count }.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ $1) &* 0x100_0000_01b3 }
    }
}

extension [Double] {
    /// The value that `fraction` of the values do not exceed.
    func quantile(_ fraction: Double) -> Double {
        isEmpty ? .nan : sorted()[Int(Double(count - 1) * fraction)]
    }
}
