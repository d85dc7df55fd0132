// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

extension Execution {
    mutating func transfer(_ call: CallArguments, keepAlive: Bool) throws(DispatchFailure) {
        try transfer(try call("value"), from: try call.signer(), to: try call.address("dest"), keepAlive: keepAlive)
    }

    mutating func transferAll(_ call: CallArguments) throws(DispatchFailure) {
        let (sender, receiver) = (try call.signer(), try call.address("dest"))
        let keepAlive: Bool = try call("keep_alive")
        let free = state[SystemPallet.account, sender].free
        let kept = keepAlive ? BalancesPallet.existentialDeposit : 0
        try transfer(free >= kept ? free - kept : 0, from: sender, to: receiver, keepAlive: keepAlive)
    }

    /// Moves money; the existential deposit keeps accounts alive, and less than that is no account.
    private mutating func transfer(
        _ amount: UInt64, from sender: AccountID, to receiver: AccountID, keepAlive: Bool
    ) throws(DispatchFailure) {
        let balance = state[SystemPallet.account, sender].free
        guard balance >= amount else { throw DispatchFailure(pallet: nil, name: "Token.FundsUnavailable") }
        if sender != receiver {
            let deposit = BalancesPallet.existentialDeposit
            let isHolding = state[SystemPallet.account, sender].reserved > 0
            guard !keepAlive && !isHolding || balance - amount >= deposit else {
                throw DispatchFailure(pallet: nil, name: "Token.NotExpendable")
            }
            let (sum, overflow) = state[SystemPallet.account, receiver].free.addingReportingOverflow(amount)
            guard !overflow else { throw DispatchFailure(pallet: nil, name: "Arithmetic.Overflow") }
            guard sum >= deposit else { throw DispatchFailure(pallet: nil, name: "Token.BelowMinimum") }
            debit(sender, amount)
            credit(receiver, amount)
        }
        emit(
            "Balances", "Transfer",
            [.init("from", .account(sender)), .init("to", .account(receiver)), .init("amount", .number(amount))])
    }

    /// Adds money to an account, which begins to exist with it.
    mutating func credit(_ account: AccountID, _ amount: UInt64) {
        var info = state[SystemPallet.account, account]
        if info.providers == 0, amount > 0 {
            info.providers = 1
            emit("System", "NewAccount", [.init("account", .account(account))])
            emit("Balances", "Endowed", [.init("account", .account(account)), .init("free_balance", .number(amount))])
        }
        info.free = info.free.saturatingAdding(amount)
        state[SystemPallet.account, account] = info
    }

    /// Takes money that the caller knows to be there; what falls below the existential deposit is lost with its account.
    mutating func debit(_ account: AccountID, _ amount: UInt64) {
        var info = state[SystemPallet.account, account]
        info.free = info.free.saturatingSubtracting(amount)
        if info.providers > 0, info.reserved == 0, info.free < BalancesPallet.existentialDeposit {
            let dust = info.free
            if dust > 0 {
                emit("Balances", "DustLost", [.init("account", .account(account)), .init("amount", .number(dust))])
            }
            info.free = 0
            info.providers = 0
            emit("System", "KilledAccount", [.init("account", .account(account))])
            destroy(dust)
        }
        state[SystemPallet.account, account] = info
    }

    /// Puts money of an account aside, which has to stay alive beside it.
    mutating func reserve(_ amount: UInt64, of account: AccountID) throws(DispatchFailure) {
        guard amount > 0 else { return }
        var info = state[SystemPallet.account, account]
        guard info.free >= amount.saturatingAdding(BalancesPallet.existentialDeposit) else {
            throw DispatchFailure(pallet: "Balances", name: "InsufficientBalance")
        }
        info.free -= amount
        info.reserved = info.reserved.saturatingAdding(amount)
        state[SystemPallet.account, account] = info
        emit("Balances", "Reserved", [.init("who", .account(account)), .init("amount", .number(amount))])
    }

    /// Gives money back that was put aside.
    mutating func unreserve(_ amount: UInt64, of account: AccountID) {
        var info = state[SystemPallet.account, account]
        let returned = min(amount, info.reserved)
        guard returned > 0 else { return }
        info.reserved -= returned
        info.free = info.free.saturatingAdding(returned)
        state[SystemPallet.account, account] = info
        emit("Balances", "Unreserved", [.init("who", .account(account)), .init("amount", .number(returned))])
    }

    /// Puts aside as much more, or gives back as much, as a deposit has changed by.
    mutating func hold(_ deposit: UInt64, insteadOf old: UInt64, of account: AccountID) throws(DispatchFailure) {
        try reserve(deposit.saturatingSubtracting(old), of: account)
        unreserve(old.saturatingSubtracting(deposit), of: account)
    }

    /// Counts new money.
    mutating func issue(_ amount: UInt64) {
        state[BalancesPallet.totalIssuance] = state[BalancesPallet.totalIssuance].saturatingAdding(amount)
    }

    /// Counts money that has gone out of the world.
    mutating func destroy(_ amount: UInt64) {
        state[BalancesPallet.totalIssuance] = state[BalancesPallet.totalIssuance].saturatingSubtracting(amount)
    }

    /// Takes money out of an account and out of the world: fees and burns.
    mutating func withdraw(_ amount: UInt64, from account: AccountID) {
        guard amount > 0 else { return }
        debit(account, amount)
        destroy(amount)
        emit("Balances", "Withdraw", [.init("who", .account(account)), .init("amount", .number(amount))])
    }
}
