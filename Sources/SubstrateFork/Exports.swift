// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// `import SubstrateFork` brings what its signatures show: the client of the chain, and its runtime.
@_exported public import SubstrateClient
@_exported public import SubstrateRuntime
