// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import ProofOfWork

/// Other libraries than the system's, for those who test drivers.
struct CardLibraryOptions: ParsableArguments {
    @Option(help: .hidden)
    var cudaLibrary: String?

    @Option(help: .hidden)
    var openclLibrary: String?

    var cuda: CUDALibrary { cudaLibrary.map { CUDALibrary(driver: $0, management: $0) } ?? .system }

    func opencl(_ console: Console) -> OpenCLLibrary {
        OpenCLProbe.guarding(openclLibrary.map { OpenCLLibrary(path: $0) } ?? .system, console)
    }
}
