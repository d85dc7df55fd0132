// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import ProofOfWork

/// The option that chooses a kernel.
struct KernelOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Which search kernel to use; without it, the one that won a race on this machine.", valueName: "name"))
    var kernel: String?

    /// The kernel; nil for whichever is fastest, and then the races have been run, or are remembered.
    ///
    /// - Throws: `unknownKernel` when this machine has none of that name; what the races throw.
    func chosen(_ console: Console) async throws -> SealKernel? {
        if let kernel { return try .named(kernel) }
        try await KernelFile(console.environment).settle(console)
        return nil
    }
}
