// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// An amount of money in rao; 1 TAO is 10⁹ rao.
public struct Balance: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// 10⁹ rao make one TAO.
    public static let raoPerTAO: UInt64 = 1_000_000_000
    /// No money.
    public static let zero = Balance(rao: 0)

    /// The amount as the chain counts it.
    public let rao: UInt64

    public init(rao: UInt64) { self.rao = rao }

    /// The amount that a person typed in TAO: digits with at most nine behind the point.
    public init(tao text: some StringProtocol) throws(AmountError) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        func refusal(_ why: String) -> AmountError {
            AmountError(.invalidAmount, "\(excerpt(text, limit: 40)) is no amount of TAO: \(why)")
        }
        let isDigits = parts.allSatisfy { $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }
        guard let whole = parts.first, isDigits, !(whole.isEmpty && parts.count == 1),
            !(parts.count == 2 && parts[1].isEmpty)
        else { throw refusal("write it like 1.5") }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard fraction.count <= 9 else {
            throw refusal("one rao is the ninth digit behind the point, there is nothing smaller")
        }
        let padded = fraction + String(repeating: "0", count: 9 - fraction.count)
        guard let tao = UInt64(whole.isEmpty ? "0" : whole), let rest = UInt64(padded) else {
            throw refusal("it is too large")
        }
        let (product, tooLarge) = tao.multipliedReportingOverflow(by: Self.raoPerTAO)
        let (sum, alsoTooLarge) = product.addingReportingOverflow(rest)
        guard !tooLarge, !alsoTooLarge else { throw refusal("it is too large") }
        rao = sum
    }

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
