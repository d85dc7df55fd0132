// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// An amount of money in rao; 1 TAO is 10⁹ rao.
public struct Balance: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// 10⁹ rao make one TAO.
    public static let raoPerTAO: UInt64 = 1_000_000_000
    /// No money.
    public static let zero = Balance(rao: 0)

    /// The amount as the chain counts it.
    public let rao: UInt64

    public init(rao: UInt64) { self.rao = rao }

    /// The amount that a person typed in TAO, or that the Python tools printed: `1.5`, `τ1.5`, `1.5 TAO`, `1500 rao`,
    /// `1e-05`, `τ1,234.500000000`.
    ///
    /// - Throws: `invalidAmount` for what is finer than a rao or does not fit 64 bits, for a unit that is none of TAO's,
    ///   and for a comma that may be the point of a fraction.
    public init(tao text: some StringProtocol) throws(AmountError) { rao = try AmountText(text).rao(of: .tao) }

    /// The amount in TAO with all nine digits behind the point, exact.
    public var taoText: String {
        let fraction = String(rao % Self.raoPerTAO)
        return "\(rao / Self.raoPerTAO)." + String(repeating: "0", count: 9 - fraction.count) + fraction
    }

    /// The amount with the symbol that the Python tools print, such as `τ1.500000000`.
    public var description: String { "τ" + taoText }

    public static func < (lhs: Balance, rhs: Balance) -> Bool { lhs.rao < rhs.rao }

    /// The sum; the largest amount there is when it would be more.
    public static func + (lhs: Balance, rhs: Balance) -> Balance {
        let (sum, overflow) = lhs.rao.addingReportingOverflow(rhs.rao)
        return Balance(rao: overflow ? .max : sum)
    }
}
