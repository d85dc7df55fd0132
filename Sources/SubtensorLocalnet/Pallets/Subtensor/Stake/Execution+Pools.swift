// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstrateClient
import SubstratePrimitives

/// What alpha costs.
///
/// Dynamic subnets have a pool of TAO and alpha whose product a swap leaves as it was, rounded in the pool's favour;
/// swaps cost nothing besides. On the others, root among them, alpha and TAO are one to one.
extension Execution {
    func isDynamic(_ netuid: UInt16) -> Bool { state[SubtensorPallet.subnetMechanism, netuid] == 1 }

    /// The pool of a dynamic subnet.
    func pool(_ netuid: UInt16) -> LiquidityPool? {
        guard isDynamic(netuid) else { return nil }
        return LiquidityPool(
            tao: state[SubtensorPallet.subnetTAO, netuid], alpha: state[SubtensorPallet.subnetAlphaIn, netuid])
    }

    /// Rao for 10^9 units of alpha.
    func alphaPrice(_ netuid: UInt16) -> UInt64 {
        pool(netuid).map { LiquidityPool.scale.scaled(by: $0.tao, over: $0.alpha) } ?? LiquidityPool.scale
    }

    /// The alpha that TAO buys.
    func alpha(for tao: UInt64, _ netuid: UInt16) -> UInt64 { pool(netuid).map { $0.alpha(for: tao) } ?? tao }

    /// The TAO that alpha brings.
    func tao(for alpha: UInt64, _ netuid: UInt16) -> UInt64 { pool(netuid).map { $0.tao(for: alpha) } ?? alpha }

    /// Puts TAO into a subnet and takes out the alpha that it buys.
    mutating func buyAlpha(for tao: UInt64, _ netuid: UInt16) throws(DispatchFailure) -> UInt64 {
        let alpha = alpha(for: tao, netuid)
        guard alpha > 0 else { throw .subtensor("InsufficientLiquidity") }
        if isDynamic(netuid) { state[SubtensorPallet.subnetAlphaIn, netuid] -= alpha }
        let reserve = state[SubtensorPallet.subnetTAO, netuid]
        state[SubtensorPallet.subnetTAO, netuid] = reserve.saturatingAdding(tao)
        let out = state[SubtensorPallet.subnetAlphaOut, netuid]
        state[SubtensorPallet.subnetAlphaOut, netuid] = out.saturatingAdding(alpha)
        state[SubtensorPallet.totalStake] = state[SubtensorPallet.totalStake].saturatingAdding(tao)
        countVolume(tao, netuid)
        return alpha
    }

    /// Gives alpha back to a subnet and takes out the TAO that it brings.
    mutating func sellAlpha(_ alpha: UInt64, _ netuid: UInt16) throws(DispatchFailure) -> UInt64 {
        let tao = tao(for: alpha, netuid)
        guard tao > 0, tao <= state[SubtensorPallet.subnetTAO, netuid] else {
            throw .subtensor("InsufficientLiquidity")
        }
        if isDynamic(netuid) {
            let reserve = state[SubtensorPallet.subnetAlphaIn, netuid]
            state[SubtensorPallet.subnetAlphaIn, netuid] = reserve.saturatingAdding(alpha)
        }
        state[SubtensorPallet.subnetTAO, netuid] -= tao
        let out = state[SubtensorPallet.subnetAlphaOut, netuid]
        state[SubtensorPallet.subnetAlphaOut, netuid] = out.saturatingSubtracting(alpha)
        state[SubtensorPallet.totalStake] = state[SubtensorPallet.totalStake].saturatingSubtracting(tao)
        countVolume(tao, netuid)
        return tao
    }

    private mutating func countVolume(_ tao: UInt64, _ netuid: UInt16) {
        let volume = state[SubtensorPallet.subnetVolume, netuid]
        state[SubtensorPallet.subnetVolume, netuid] = volume.saturatingAdding(UInt128(tao))
    }
}

/// A constant-product pool of TAO and alpha, in rao of each.
struct LiquidityPool: Hashable, Sendable {
    /// What prices are multiplied by.
    static let scale: UInt64 = 1_000_000_000

    var tao: UInt64
    var alpha: UInt64

    func alpha(for added: UInt64) -> UInt64 { alpha.scaled(by: added, over: tao.saturatingAdding(added)) }
    func tao(for added: UInt64) -> UInt64 { tao.scaled(by: added, over: alpha.saturatingAdding(added)) }

    /// The pool after so much TAO has gone in.
    func buying(for added: UInt64) -> LiquidityPool {
        LiquidityPool(tao: tao.saturatingAdding(added), alpha: alpha - alpha(for: added))
    }

    /// The pool after so much alpha has gone in.
    func selling(_ added: UInt64) -> LiquidityPool {
        LiquidityPool(tao: tao - tao(for: added), alpha: alpha.saturatingAdding(added))
    }

    /// Whether an alpha costs at most, or at least, so many rao.
    func costs(atMost price: UInt64) -> Bool { compare(price) { $0 <= $1 } }
    func costs(atLeast price: UInt64) -> Bool { compare(price) { $0 >= $1 } }

    private func compare(_ price: UInt64, _ areOrdered: (UInt128, UInt128) -> Bool) -> Bool {
        areOrdered(UInt128(tao) * UInt128(Self.scale), UInt128(price) * UInt128(alpha))
    }
}
