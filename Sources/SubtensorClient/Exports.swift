// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// `import SubtensorClient` brings what its signatures show: the chain's client, wallets, keys, puzzles, accounts, values.
@_exported public import BittensorPrimitives
@_exported public import BittensorWallet
@_exported public import ProofOfWork
@_exported public import SDKTelemetry
@_exported public import ScaleCodec
@_exported public import SubstrateClient
@_exported public import SubstrateFork
@_exported public import SubstrateKeys
@_exported public import SubstratePrimitives
@_exported public import SubstrateRPC
@_exported public import SubstrateRuntime
@_exported public import Timelock
