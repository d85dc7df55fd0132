// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// How a call is sent in another's name, as things stand in one state.
struct ActingStanding: Sendable {
    let capacity: Capacity
    let signer: AccountID
    /// The call that is for the acting account.
    let inner: Call
    /// What is signed.
    let call: Call
    /// What acting for another takes to know and to pay, for a person.
    var effects: [ActionPreview.Effect] = []
    /// What is put aside from the signer's balance.
    var deposit = Balance.zero
    /// The account that pays the fee.
    let payer: AccountID
    /// The blocks between an announcement and what it announces.
    var delay: UInt32 = 0
    /// Whether the inner call is carried out in the same block: neither announced nor left to wait for approvals.
    var isLast = true

    var account: AccountID { capacity.account(of: signer) }
    /// The account that the chain takes for the sender of a proxy's call.
    var sender: AccountID { capacity.multisig?.account ?? signer }
    /// The call that members of an account of several keys approve.
    var approved: Call {
        guard capacity.multisig != nil, let value = call.arguments.first(where: { $0.name == "call" })?.value else {
            return inner
        }
        return Call(value) ?? inner
    }

    /// The call that whoever goes on with it needs: what members approve, else what is announced.
    func deferred(in metadata: RuntimeMetadata) throws(ClientError) -> DeferredCall {
        let call = (capacity.multisig?.threshold ?? 1) > 1 ? approved : inner
        return DeferredCall(
            call: call, bytes: try metadata.encode(call), account: capacity.multisig?.account ?? account)
    }

    /// That whoever signs can pay the fee and what is put aside, where that is not the acting account.
    func requireFunds(
        fee: Balance, of standing: SignerStanding, deposit: Balance, _ name: String
    ) throws(BittensorError) {
        guard signer != account else { return }
        let due = (payer == signer ? fee : .zero) + self.deposit
        let kept = max(standing.account.frozen, self.deposit > .zero ? deposit : .zero)
        guard due > .zero, due + kept > standing.account.free else { return }
        throw BittensorError(
            .insufficientBalance,
            "\(signer) owns \(standing.account.free) and signs '\(name)' for \(account): that takes a fee of \(fee)"
                + (self.deposit > .zero ? ", and \(self.deposit) are held" : ""))
    }

    /// In what another look differs in a way that whoever agreed has to know.
    func differences(from other: ActingStanding) -> [String] {
        var differences: [String] = []
        if isLast != other.isLast {
            differences.append(
                other.isLast ? "it is the last approval now, which carries it out" : "it is not the last approval now")
        }
        if call.arguments.count > 2, multisigTimepoint != other.multisigTimepoint {
            differences.append("another member has begun, carried out or cancelled it in the meantime")
        }
        if payer != other.payer { differences.append("\(other.payer) pays the fee instead of \(payer)") }
        if deposit < other.deposit { differences.append("\(other.deposit) are held instead of \(deposit)") }
        return differences
    }

    private var multisigTimepoint: ScaleValue? { call.arguments.first { $0.name == "maybe_timepoint" }?.value }
}

extension ActionContext {
    /// How a call is sent by a signer in another's name.
    ///
    /// - Throws: what keeps the chain from taking it: the signer is no proxy of the account, its right does not allow the
    ///   call or wants an announcement first, or it is no member.
    func standing(
        of signer: AccountID, in capacity: Capacity, for inner: Call
    ) async throws -> ActingStanding {
        var standing = ActingStanding(capacity: capacity, signer: signer, inner: inner, call: inner, payer: signer)
        let sender = capacity.multisig?.account ?? signer
        if let role = capacity.proxy {
            standing = try await wrapped(standing, by: role, of: sender)
        }
        if let multisig = capacity.multisig {
            standing = try await wrapped(standing, by: multisig)
        }
        return standing
    }

    func require(_ pallet: String, _ call: String) throws(BittensorError) {
        guard !metadata.hasCall(pallet, call) else { return }
        let runtime = state.runtimeAfter.version.title
        throw BittensorError(
            .callMissing, "\(runtime) has no \(pallet).\(call): sign with the account's own key")
    }

    // MARK: Calls

    /// The hash by which the chain knows a call that is announced or approved.
    func hash(of call: Call) throws(ClientError) -> Hash256 {
        Hash256(unchecked: Hashing.blake2b256(try metadata.encode(call)))
    }
}
