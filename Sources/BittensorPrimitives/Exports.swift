// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// `import BittensorPrimitives` brings what its signatures show: the shape of its errors.
@_exported public import SubstratePrimitives
