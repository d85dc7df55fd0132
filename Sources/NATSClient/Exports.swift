// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// `import NATSClient` brings what its signatures show: the shape of its errors, secrets, trust roots, the logger that says nothing.
@_exported public import SDKTelemetry
@_exported public import SubstrateKeys
@_exported public import SubstratePrimitives
@_exported public import SubstrateRPC
