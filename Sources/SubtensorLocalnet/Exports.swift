// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// `import SubtensorLocalnet` brings what its signatures show: hashes, accounts, connections, calls, runtimes.
@_exported public import BittensorPrimitives
@_exported public import SubstrateClient
@_exported public import SubstrateFork
@_exported public import SubstratePrimitives
@_exported public import SubstrateRPC
@_exported public import SubstrateRuntime
