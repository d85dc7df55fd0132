// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// `import SubstrateClient` brings what its signatures show: values, keys, accounts, connections.
@_exported public import SDKTelemetry
@_exported public import ScaleCodec
@_exported public import SubstrateKeys
@_exported public import SubstratePrimitives
@_exported public import SubstrateRPC
