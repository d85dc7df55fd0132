// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Where the limit of a trade comes from.
enum LimitSource<Limit: Sendable>: Sendable {
    /// It was given; nil takes any price.
    case given(Limit?)
    /// It follows the price at the time when the trade is prepared; nil takes any price.
    case following(PriceProtection?)

    /// - Parameter limit: the limit that a protection comes to.
    func resolved(_ limit: (PriceProtection) async throws -> Limit?) async throws -> Limit? {
        switch self {
        case .given(let limit): limit
        case .following(let protection): if let protection { try await limit(protection) } else { nil }
        }
    }
}
