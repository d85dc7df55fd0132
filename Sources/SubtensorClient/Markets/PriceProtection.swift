// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// How far a price may move against whoever trades alpha, until the chain carries the trade out.
///
/// Others trade too, and a large trade moves the price itself. With a protection the price of the moment sets a limit, which
/// the chain holds; without one any price is taken.
///
/// ```swift
/// let action = Action.addStake(try Balance(tao: "10"), on: .uid(5), netuid: 1, protection: .tolerance(0.005))
/// ```
public struct PriceProtection: Hashable, Sendable {
    /// How far the price may move, as a part of it: 0.005 is half a percent. At least 0, and less than 1.
    public let tolerance: Double
    /// Whether the part of the trade that the tolerance allows is carried out; else nothing is.
    public let allowsPart: Bool
    /// Whether a runtime without calls that take a limit is an obstacle; else any price is taken there.
    public let isRequired: Bool

    public init(tolerance: Double, allowsPart: Bool = false, isRequired: Bool = true) {
        self.tolerance = tolerance
        self.allowsPart = allowsPart
        self.isRequired = isRequired
    }

    /// A protection that has to hold: a runtime that cannot limit a price refuses the trade.
    ///
    /// - Parameters:
    ///   - part: how far the price may move, as a part of it.
    ///   - allowsPart: whether the part of the trade that the tolerance allows is carried out; else nothing is.
    public static func tolerance(_ part: Double, allowsPart: Bool = false) -> PriceProtection {
        PriceProtection(tolerance: part, allowsPart: allowsPart)
    }

    /// Half a percent, where the runtime can limit a price: what Python's SDK and btcli 9 take.
    public static let usual = PriceProtection(tolerance: 0.005, isRequired: false)
}
