// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// `import SealBenchmark` brings what its signatures show: puzzles, kernels, cards, hashes.
@_exported public import ProofOfWork
@_exported public import SubstratePrimitives
