// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// `import ProofOfWork` brings what its signatures show: subnets, hashes, accounts, block numbers.
@_exported public import BittensorPrimitives
@_exported public import SDKTelemetry
@_exported public import SubstratePrimitives
