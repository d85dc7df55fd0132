// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif
#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Error {
    /// Why a file cannot be read or written, in the system's words, such as "No space left on device".
    ///
    /// Foundation's own sentences need its tables of languages: half of a program's size.
    package var fileReason: String {
        guard let system = (self as? CocoaError)?.underlying as? POSIXError else { return "\(self)" }
        return systemErrorText(system.code.rawValue)
    }
}
