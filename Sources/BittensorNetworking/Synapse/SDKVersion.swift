// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A version of the SDK as the integer that peers and the chain use.
///
/// Since 7.2.0 it is `major × 10⁶ + minor × 10³ + patch`; before, it was `100 × major + 10 × minor + patch`, which sorts
/// below.
public enum SDKVersion {
    /// From this version on nonces are nanoseconds since 1970.
    public static let wallClockNonces = 7_002_000

    /// What this package calls itself to peers: the Python release whose protocol it speaks.
    public static let current = 10_005_000

    /// The integer of a version of three parts below 1000 each, such as `9.12.2`; what follows a part's digits is ignored.
    public static func integer(_ text: String) throws(NetworkingError) -> Int {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { part in
            Int(part.prefix { ("0"..."9").contains($0) })
        }
        guard parts.count >= 3, let major = parts[0], let minor = parts[1], let patch = parts[2], major < 1000,
            minor < 1000, patch < 1000, case let value = major * 1_000_000 + minor * 1000 + patch, value <= Int32.max
        else {
            throw NetworkingError(.invalidVersion, "no version of three numbers below 1000: \(text.prefix(40))")
        }
        return value
    }
}
