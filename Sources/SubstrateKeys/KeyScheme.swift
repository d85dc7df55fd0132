// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A signature scheme. The raw value is the wallets' `cryptoType` and the variant of a chain's `MultiSignature`.
public enum KeyScheme: UInt8, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    case ed25519 = 0
    case sr25519 = 1

    public var description: String {
        switch self {
        case .ed25519: "ed25519"
        case .sr25519: "sr25519"
        }
    }
}
