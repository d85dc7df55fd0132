// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// `import SubtensorLocalnet` brings what its signatures show: hashes, accounts, connections, calls.
@_exported public import SubstrateClient
@_exported public import SubstratePrimitives
@_exported public import SubstrateRPC
