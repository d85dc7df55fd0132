// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import ProofOfWork

/// What a benchmark measures.
enum BenchmarkDevice: String, CaseIterable, ExpressibleByArgument {
    case cpu
    case cuda
}

/// Which NVIDIA cards, and how they are used.
struct CardChoice: ParsableArguments {
    @Option(parsing: .upToNextOption, help: ArgumentHelp("Which GPUs, by number. (default: all)", valueName: "n"))
    var devId: [Int] = []

    @Option(
        help: ArgumentHelp(
            "CUDA threads per block, a multiple of 32. (default: what suits the GPU)", valueName: "n"))
    var tpb: Int?

    var isEmpty: Bool { devId.isEmpty && tpb == nil }

    var options: CUDAOptions { CUDAOptions(deviceIDs: devId.isEmpty ? nil : devId, threadsPerBlock: tpb) }
}
