// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// `import BittensorNetworking` brings what its signatures show: subnets, keys, accounts.
@_exported public import BittensorPrimitives
@_exported public import SDKTelemetry
@_exported public import SubstrateKeys
@_exported public import SubstratePrimitives
