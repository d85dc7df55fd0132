// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// `import SubstrateRPC` brings what its signatures show: the shape of its errors, and the logger that says nothing.
@_exported public import SDKTelemetry
@_exported public import SubstratePrimitives
