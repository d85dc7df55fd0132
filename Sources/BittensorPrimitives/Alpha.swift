// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// An amount of a subnet's own token, in rao; 1 alpha is 10⁹ rao. Every subnet's alpha has its own price in TAO.
public struct Alpha: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// No alpha.
    public static let zero = Alpha(rao: 0)

    /// The amount as the chain counts it.
    public let rao: UInt64

    public init(rao: UInt64) { self.rao = rao }

    /// The amount that a person typed in alpha, or that was printed: as ``Balance/init(tao:)`` reads one of TAO, with `α`
    /// for `τ`.
    public init(alpha text: some StringProtocol) throws(AmountError) { rao = try AmountText(text).rao(of: .alpha) }

    /// The amount in alpha with all nine digits behind the point, exact.
    public var alphaText: String { Balance(rao: rao).taoText }

    /// The amount with the symbol that the Python tools print, such as `α1.500000000`.
    public var description: String { "α" + alphaText }

    public static func < (lhs: Alpha, rhs: Alpha) -> Bool { lhs.rao < rhs.rao }
}
