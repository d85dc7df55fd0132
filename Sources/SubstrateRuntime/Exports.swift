// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// `import SubstrateRuntime` brings what its signatures show: SCALE, hashes, block numbers, the shape of errors.
@_exported public import ScaleCodec
@_exported public import SubstratePrimitives
