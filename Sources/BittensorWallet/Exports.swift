// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// `import BittensorWallet` brings what its signatures show: keys and accounts.
@_exported public import SubstrateKeys
@_exported public import SubstratePrimitives
