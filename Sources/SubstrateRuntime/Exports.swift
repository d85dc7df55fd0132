// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

@_exported public import ScaleCodec
@_exported public import SubstratePrimitives
