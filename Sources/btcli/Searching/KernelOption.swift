// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import ProofOfWork

/// The option that chooses a kernel.
struct KernelOption: ParsableArguments {
    @Option(help: ArgumentHelp("Which search kernel to use; without it, the fastest one.", valueName: "name"))
    var kernel: String?

    /// The kernel; throws `unknownKernel` when this machine has none of that name.
    func chosen() throws(ProofOfWorkError) -> SealKernel {
        guard let kernel else { return .best }
        return try .named(kernel)
    }
}
