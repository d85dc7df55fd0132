// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
import SubstrateClient
public import SubstratePrimitives

/// A transfer that was carried out.
public struct TransferReceipt: Hashable, Sendable {
    public let from: AccountID
    public let to: AccountID
    /// What arrived.
    public let amount: Balance
    /// What the sender owns freely afterwards.
    public let balance: Balance
}

extension Action where Outcome == TransferReceipt {
    /// Sends TAO to an account.
    ///
    /// - Parameter allowDeath: whether the sender's account may end with it; else it keeps the existential deposit.
    public static func transfer(_ amount: Balance, to receiver: AccountID, allowDeath: Bool = false) -> Self {
        Self("transfer") { context in
            guard amount > .zero else { throw BittensorError(.invalidAmount, "a transfer of nothing: give an amount") }
            try await context.requireExistence(of: receiver, with: amount)
            let arguments: [CallForm.Argument] = [
                .init("dest", is: .account(receiver)), .init("value", is: .number(amount.rao)),
            ]
            let call = try context.call(
                CallForm(
                    "Balances", allowDeath ? "transfer_allow_death" : "transfer_keep_alive", arguments[0], arguments[1]),
                // Before transfer_allow_death had its name.
                CallForm("Balances", allowDeath ? "transfer" : "transfer_keep_alive", arguments[0], arguments[1]),
                replacement: "this chain moves no TAO")
            return ActionPlan(
                call: call,
                effects: [.init("Send", amount), .init("To", receiver)]
                    + (allowDeath ? [.init("Account", "may end with it")] : []),
                cost: .exactly(amount), returned: receiver == context.signer ? amount : .zero, keepsAlive: !allowDeath
            ) { included, after in try await after.receipt(included, to: receiver) }
        }
    }

    /// Sends all TAO of an account that can be sent.
    ///
    /// - Parameter keepAlive: whether the sender's account keeps the existential deposit; else it ends.
    public static func transferAll(to receiver: AccountID, keepAlive: Bool = false) -> Self {
        Self("transfer all") { context in
            let call = try context.call(
                CallForm(
                    "Balances", "transfer_all", .init("dest", is: .account(receiver)),
                    .init("keep_alive", is: .bool(keepAlive))),
                replacement: "send an amount with transfer")
            return ActionPlan(
                call: call,
                effects: [
                    .init("Send", keepAlive ? "everything but the existential deposit" : "everything"),
                    .init("To", receiver),
                ], cost: .everything, keepsAlive: keepAlive
            ) { included, after in try await after.receipt(included, to: receiver) }
        }
    }
}

extension ActionContext {
    /// That an account exists, or comes into being with an amount.
    fileprivate func requireExistence(of receiver: AccountID, with amount: Balance) async throws {
        let deposit = try subtensor.existentialDeposit()
        guard amount < deposit else { return }
        guard try await state.value(.account(receiver)) ?? .zero != .zero else {
            throw BittensorError(
                .invalidAmount,
                "\(receiver) does not exist yet, and it takes \(deposit) to exist: send that much or more")
        }
    }

    fileprivate func receipt(_ included: IncludedExtrinsic, to receiver: AccountID) async throws -> TransferReceipt {
        let moved = included.events.last { $0.matches("Balances", "Transfer") && $0[1]?.account == receiver }
        return TransferReceipt(
            from: signer, to: receiver, amount: Balance(rao: moved?[2]?.uint64 ?? 0), balance: try await balance())
    }
}
