// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// `import Bittensor` brings the chain and the peers.
@_exported public import BittensorNetworking
@_exported public import SubtensorClient
