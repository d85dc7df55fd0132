// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
public import SubstratePrimitives

/// In whose name somebody signs: their own, that of an account whose proxy they are, or that of an account of several keys.
///
/// ```swift
/// let prepared = try await subtensor.prepare(
///     .addStake(nil, on: .uid(5), netuid: 1), for: account, as: .proxy(for: coldkey.accountID))
/// ```
///
/// Who signs pays the fee. What an action is about, its balance, stake and ownership, is the acting account's. A proxy of an
/// account can itself be an account of several keys: ``member(of:)`` and then ``acting(for:kind:)``.
public struct Capacity: Hashable, Sendable {
    /// How a proxy acts.
    public struct ProxyRole: Hashable, Sendable {
        /// The account that acts.
        public let real: AccountID
        /// The right by which it is done, where the proxy has several; nil takes the first that allows it.
        public let kind: ProxyKind?
        public let step: Step
    }

    /// Which step of acting for another it is.
    public enum Step: Hashable, Sendable {
        /// At once.
        case carriesOut
        /// Only the hash is told: after the proxy's delay the call can be carried out.
        case announces
        /// What this proxy has announced is carried out, whoever signs.
        case carriesOutAnnounced(by: AccountID)
    }

    public private(set) var proxy: ProxyRole?
    public private(set) var multisig: MultisigAccount?

    private init() {}

    /// In the signer's own name.
    public static let own = Capacity()

    /// As a proxy of an account.
    ///
    /// - Parameter kind: the right by which it is done; nil takes the first of the proxy's that allows the call.
    public static func proxy(for real: AccountID, kind: ProxyKind? = nil) -> Capacity {
        own.acting(for: real, kind: kind)
    }

    /// As a member of an account of several keys.
    public static func member(of multisig: MultisigAccount) -> Capacity {
        var capacity = Capacity()
        capacity.multisig = multisig
        return capacity
    }

    /// The same, as a proxy of another account.
    public func acting(for real: AccountID, kind: ProxyKind? = nil) -> Capacity {
        taking(.carriesOut, for: real, kind)
    }

    /// Announces as a proxy with a delay what is to be carried out later: only the call's hash is sent.
    public func announcing(for real: AccountID, kind: ProxyKind? = nil) -> Capacity {
        taking(.announces, for: real, kind)
    }

    /// Carries out what a proxy announced, once its delay has passed. Anyone may.
    public func carryingOutAnnounced(
        by delegate: AccountID, for real: AccountID, kind: ProxyKind? = nil
    ) -> Capacity {
        taking(.carriesOutAnnounced(by: delegate), for: real, kind)
    }

    private func taking(_ step: Step, for real: AccountID, _ kind: ProxyKind?) -> Capacity {
        var capacity = self
        capacity.proxy = ProxyRole(real: real, kind: kind, step: step)
        return capacity
    }

    /// The account that acts when this one signs.
    public func account(of signer: AccountID) -> AccountID { proxy?.real ?? multisig?.account ?? signer }
}
