// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives

/// What one alpha of a subnet costs, before anyone's trade moves it.
///
/// Amounts are whole rao, rounded down; what would be more than there can be is the largest amount.
public struct AlphaPrice: Hashable, Sendable {
    /// The price on the root, where alpha is TAO.
    public static let root = AlphaPrice(tao: Balance(rao: Balance.raoPerTAO))

    /// TAO for one alpha.
    public let tao: Balance

    /// The price of a pool; 0 for an empty one, and that of the root for the root.
    public init(_ market: DynamicInfo) {
        guard market.netuid != 0 else {
            self = .root
            return
        }
        self.init(pool: market.taoIn, market.alphaIn)
    }

    /// The price of a pool of so much TAO and so much alpha; 0 for an empty one.
    init(pool tao: Balance, _ alpha: Alpha) {
        self.init(tao: Balance(rao: Self.product(tao.rao, Balance.raoPerTAO, over: alpha.rao)))
    }

    /// - Parameter tao: TAO for one alpha.
    public init(tao: Balance) { self.tao = tao }

    /// What so much alpha is worth.
    public func value(of alpha: Alpha) -> Balance {
        Balance(rao: Self.product(alpha.rao, tao.rao, over: Balance.raoPerTAO))
    }

    /// How much alpha is worth so much; none at a price of nothing.
    public func alpha(worth value: Balance) -> Alpha {
        Alpha(rao: Self.product(value.rao, Balance.raoPerTAO, over: tao.rao))
    }

    /// The part of a stake beyond what is worth so much.
    public func surplus(of stake: Alpha, above most: Balance) -> Alpha {
        // Not by its alpha alone: at a price of nothing no stake is worth more.
        guard value(of: stake) > most else { return .zero }
        return Alpha(rao: stake.rao - min(stake.rao, alpha(worth: most).rao))
    }

    /// Rounded down; the largest number where it is more, 0 over 0.
    private static func product(_ first: UInt64, _ second: UInt64, over divisor: UInt64) -> UInt64 {
        guard divisor > 0 else { return 0 }
        return UInt64(clamping: UInt128(first) * UInt128(second) / UInt128(divisor))
    }
}

extension DynamicInfo {
    /// What one alpha costs by the pool; on the root, where alpha is TAO, 1 TAO.
    public var price: AlphaPrice { AlphaPrice(self) }
}
