// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// `import Timelock` brings what its signatures show: hashes, the shape of errors.
@_exported public import SubstratePrimitives
