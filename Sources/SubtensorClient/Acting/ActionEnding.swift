// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

/// How an action ended that may have to wait for others.
public enum ActionEnding<Outcome: Sendable>: Sendable {
    case carriedOut(CompletedAction<Outcome>)
    /// It is announced or approved, and nothing is done yet.
    case waiting(WaitingAction)
}

/// An action that waits.
public struct WaitingAction: Hashable, Sendable {
    /// What it waits for.
    public enum Step: Hashable, Sendable {
        /// The delay of the proxy that announced it, which is over in this block.
        case announced(from: BlockNumber)
        /// More members.
        case approved(by: Int, of: UInt16)
    }

    public let step: Step
    /// What it will do.
    public let deferred: DeferredCall
    public let extrinsic: IncludedExtrinsic
}

/// A call that is announced or approved, and carried out later: the chain keeps its hash, and whoever goes on with it needs
/// the call.
public struct DeferredCall: Hashable, Sendable {
    public let call: Call
    /// Its encoding.
    public let bytes: [UInt8]
    /// The account that will act.
    public let account: AccountID

    /// The hash by which the chain knows it.
    public var hash: Hash256 { Hash256(unchecked: Hashing.blake2b256(bytes)) }
}

extension WaitingAction: CustomStringConvertible {
    public var description: String {
        switch step {
        case .announced(let block):
            "\(deferred.call) is announced for \(deferred.account): it can be carried out from block \(block) on"
        case .approved(let count, let threshold):
            "\(deferred.call) is approved by \(count) of \(threshold) members of \(deferred.account)"
        }
    }
}

/// What the events of an extrinsic say of the call in it.
enum ActingProgress: Sendable {
    /// With what it failed, if it did.
    case carriedOut(DispatchFailure?)
    case waiting(WaitingAction.Step)
}

extension ActionContext {
    /// What became of the inner call: an extrinsic succeeds even where the call in it fails.
    func progress(of acting: ActingStanding, _ events: [ChainEvent]) async throws -> ActingProgress {
        if let multisig = acting.capacity.multisig, multisig.threshold > 1 {
            guard let executed = events.last(where: { $0.matches("Multisig", "MultisigExecuted") }) else {
                let hash = try hash(of: acting.approved)
                let count = try await state.value(.multisig(multisig.account, hash))?.approvals.count
                return .waiting(.approved(by: count ?? 1, of: multisig.threshold))
            }
            if let failure = failure(in: executed["result"]) { return .carriedOut(failure) }
        }
        switch acting.capacity.proxy?.step {
        case nil:
            // What was composed before may have another's name in it.
            guard acting.inner.pallet == "Proxy", ["proxy", "proxy_announced"].contains(acting.inner.name) else {
                return .carriedOut(nil)
            }
            return .carriedOut(failure(in: events.last { $0.matches("Proxy", "ProxyExecuted") }?["result"]))
        case .announces:
            let announced = try await state.value(.proxyAnnouncements(acting.sender)) ?? .none
            let hash = try hash(of: acting.inner)
            let height = announced.announcements.last { $0.callHash == hash }?.height ?? state.number
            return .waiting(.announced(from: height.advanced(by: UInt64(acting.delay))))
        case .carriesOut, .carriesOutAnnounced:
            let executed = events.last { $0.matches("Proxy", "ProxyExecuted") }
            return .carriedOut(failure(in: executed?["result"]))
        }
    }

    /// The error in a result; nil for success.
    private func failure(in result: ScaleValue?) -> DispatchFailure? {
        guard let result else { return DispatchFailure(pallet: nil, name: "an event without a result") }
        guard result.variantName == "Err", let error = result[0] else { return nil }
        return state.runtime.metadata.dispatchFailure(error)
    }
}
