// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

extension Double {
    /// e to the power of this, minus 1: exact also where that is nearly 0.
    var exponentialMinusOne: Double { expm1(self) }
}
