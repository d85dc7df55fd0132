// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension SealKernel {
    /// A kernel that this machine cannot run, and what a machine needs to run it.
    public struct Missing: Hashable, Sendable {
        public let name: String
        /// In words, such as `AVX2`.
        public let needs: String
    }

    /// The kernels that this machine cannot run, in the order of preference.
    public static var missing: [Missing] {
        let names = Set(available.map(\.name))
        return needs.filter { !names.contains($0.key) }.map { Missing(name: $0.key, needs: $0.value) }
    }

    /// What each kernel needs. The dispatcher knows only those that were compiled for its architecture.
    static let needs: KeyValuePairs = [
        "avx512": "x86-64 with AVX-512F and AVX-512BW",
        "shani-avx2": "x86-64 with the SHA extension and AVX2",
        "avx2": "x86-64 with AVX2",
        "shani": "x86-64 with the SHA extension",
        "neon-sha3": "arm64 with the SHA-2 and SHA-3 extensions",
        "neon-sha2": "arm64 with the SHA-2 extension",
        "neon": "arm64",
        "portable": "any processor",
    ]
}
