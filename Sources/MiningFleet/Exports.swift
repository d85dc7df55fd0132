// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// `import MiningFleet` brings what its signatures show: puzzles, solvers, the broker's client.
@_exported public import NATSClient
@_exported public import ProofOfWork
@_exported public import SDKTelemetry
