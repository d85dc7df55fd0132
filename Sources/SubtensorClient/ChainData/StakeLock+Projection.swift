// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
public import SubstratePrimitives

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension StakeLock {
    /// What the lock comes to at a later block when nobody touches it, as the chain reckons: what is locked decays, unless
    /// for good, and conviction grows towards what is locked.
    ///
    /// In doubles: the chain's own numbers differ in the last digits.
    public func advanced(to block: BlockNumber, by rates: LockRates, decays: Bool) -> (
        locked: Double, conviction: Double
    ) {
        let blocks = Double(lastUpdate.age(at: block))
        let mass = Double(locked.rao)
        let (unlock, maturity) = (Double(rates.unlock), Double(rates.maturity))
        let kept = Self.decay(blocks, unlock)
        let immature = Self.decay(blocks, maturity)
        let grown: Double
        if !decays {
            grown = 1 - immature
        } else if unlock == maturity {
            grown = maturity > 0 ? blocks / maturity * immature : 0
        } else if unlock > 0, maturity > 0 {
            grown = max(0, unlock * (kept - immature) / (unlock - maturity))
        } else {
            grown = 0
        }
        return (decays ? mass * kept : mass, conviction.doubleValue * immature + mass * grown)
    }

    private static func decay(_ blocks: Double, _ rate: Double) -> Double {
        if blocks <= 0 { return 1 }
        // The chain's own bound of the exponent.
        return rate > 0 ? exp(-min(blocks / rate, 40)) : 0
    }
}
