// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ProofOfWork
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

extension SubtensorPallet {
    static func registrationCalls(_ rules: RuleSet) -> [CallDeclaration] {
        var calls: [CallDeclaration] = [
            CallDeclaration(
                "register", 6,
                [
                    "netuid": "u16", "block_number": "u64", "nonce": "u64", "work": "Vec<u8>", "hotkey": "AccountId32",
                    "coldkey": "AccountId32",
                ], fee: rules.registerChecksWork ? .free : .paid, check: roomThisInterval(rules)
            ) { rules.registerChecksWork ? try $0.register($1) : try $0.burnedRegister($1) },
            CallDeclaration(
                "burned_register", 7, ["netuid": "u16", "hotkey": "AccountId32"], fee: rules.tradeFee,
                check: roomThisInterval(rules)
            ) { try $0.burnedRegister($1) },
            CallDeclaration("faucet", 60, ["block_number": "u64", "nonce": "u64", "work": "Vec<u8>"], fee: .free) {
                try $0.faucet(work: try SubmittedWork($1, block: "block_number"), coldkey: try $1.signer())
            },
            CallDeclaration("root_register", 62, ["hotkey": "AccountId32"]) { try $0.rootRegister($1) },
        ]
        if !rules.registerChecksWork {
            calls.append(
                CallDeclaration(
                    "register_limit", 134, ["netuid": "u16", "hotkey": "AccountId32", "limit_price": "u64"]
                ) { try $0.burnedRegister($1, limit: try $1("limit_price")) })
        }
        if rules == .powRegister {
            calls.append(
                CallDeclaration(
                    "pow_register", 152,
                    [
                        "netuid": "u16", "work_block": "u64", "nonce": "u64", "work": "[u8; 32]",
                        "hotkey": "AccountId32",
                    ],
                    fee: .freeWithoutTip, check: { try $0.checkPowRegister($1) }
                ) { try $0.powRegister($1) })
        }
        return calls
    }

    /// Where registrations are counted by interval, the pool counts too.
    private static func roomThisInterval(_ rules: RuleSet) -> CallDeclaration.Check? {
        guard rules.limitsBurnedRegistrations else { return nil }
        return { try $0.requireRoomThisInterval(try $1("netuid")) }
    }
}

/// How a neuron joins a subnet: the checks of the real pallet, in its order.
extension Execution {
    /// `register` of the first two eras: signed by the hotkey itself.
    fileprivate mutating func register(_ call: CallArguments) throws(DispatchFailure) {
        let netuid: UInt16 = try call("netuid")
        let (hotkey, coldkey): (AccountID, AccountID) = (try call("hotkey"), try call("coldkey"))
        let work = try SubmittedWork(call, block: "block_number")
        guard try call.signer() == hotkey else { throw .subtensor("TransactorAccountShouldBeHotKey") }
        try requireSubnet(netuid)
        guard state[SubtensorPallet.powRegistrationAllowed, netuid] else {
            throw .subtensor("SubNetRegistrationDisabled")
        }
        try requireRoomThisBlock(netuid)
        try requireRoomThisInterval(netuid)
        try requireUnregistered(hotkey, netuid)
        try requireRecent(work)
        try requireDifficulty(state[SubtensorPallet.difficulty, netuid], work)
        try requireSeal(work, account: hotkey)
        try requirePairing(hotkey, coldkey)
        try join(netuid: netuid, hotkey: hotkey, coldkey: coldkey)
        state[SubtensorPallet.usedWork, work.seal.bytes] = block.rawValue
        count(SubtensorPallet.powRegistrationsThisInterval, netuid)
        count(SubtensorPallet.registrationsThisInterval, netuid)
        count(SubtensorPallet.registrationsThisBlock, netuid)
    }

    /// `burned_register`, and `register` since spec 395: the signer pays and is the coldkey.
    ///
    /// `register_limit` is the same with a highest price.
    fileprivate mutating func burnedRegister(_ call: CallArguments, limit: UInt64 = .max) throws(DispatchFailure) {
        let (netuid, hotkey): (UInt16, AccountID) = (try call("netuid"), try call("hotkey"))
        let coldkey = try call.signer()
        try requireSubnet(netuid)
        guard state[SubtensorPallet.registrationAllowed, netuid] else { throw .subtensor("SubNetRegistrationDisabled") }
        if rules.limitsBurnedRegistrations {
            try requireRoomThisBlock(netuid)
            try requireRoomThisInterval(netuid)
        }
        try requireUnregistered(hotkey, netuid)
        let price = state[SubtensorPallet.burn, netuid]
        guard price <= limit else { throw .subtensor("RegistrationPriceLimitExceeded") }
        guard state[SystemPallet.account, coldkey].free >= price.saturatingAdding(BalancesPallet.existentialDeposit)
        else {
            throw .subtensor("NotEnoughBalanceToStake")
        }
        try requirePairing(hotkey, coldkey)
        withdraw(price, from: coldkey)
        state[SubtensorPallet.recycled, netuid] = state[SubtensorPallet.recycled, netuid].saturatingAdding(price)
        try join(netuid: netuid, hotkey: hotkey, coldkey: coldkey)
        count(SubtensorPallet.registrationsThisBlock, netuid)
        if rules.limitsBurnedRegistrations {
            count(SubtensorPallet.burnRegistrationsThisInterval, netuid)
            count(SubtensorPallet.registrationsThisInterval, netuid)
        } else {
            raiseBurn(netuid)
        }
    }

    fileprivate mutating func powRegister(_ call: CallArguments) throws(DispatchFailure) {
        let (netuid, hotkey): (UInt16, AccountID) = (try call("netuid"), try call("hotkey"))
        let coldkey = try call.signer()
        let work = try SubmittedWork(call, block: "work_block")
        try checkPowRegister(call)
        try join(netuid: netuid, hotkey: hotkey, coldkey: coldkey)
        state[SubtensorPallet.lastPowRegistrationBlock, hotkey] = work.block
        count(SubtensorPallet.registrationsThisBlock, netuid)
        raiseDifficulty(netuid)
    }

    private mutating func count(_ counter: StorageItem<UInt16>, _ netuid: UInt16) {
        state[counter, netuid] = state[counter, netuid].saturatingAdding(1)
    }

    /// The checks of `pow_register`, which the transaction pool makes as well as the block.
    fileprivate func checkPowRegister(_ call: CallArguments) throws(DispatchFailure) {
        let (netuid, hotkey): (UInt16, AccountID) = (try call("netuid"), try call("hotkey"))
        let (coldkey, work) = (try call.signer(), try SubmittedWork(call, block: "work_block"))
        try requireSubnet(netuid)
        guard state[SubtensorPallet.registrationAllowed, netuid], state[SubtensorPallet.powRegistrationAllowed, netuid]
        else { throw .subtensor("SubNetRegistrationDisabled") }
        try requireUnregistered(hotkey, netuid)
        guard state[SubtensorPallet.maxAllowedUids, netuid] > 0 else { throw .subtensor("NoNeuronIdAvailable") }
        try requireRoomThisBlock(netuid)
        // The newest block hash that the runtime knows is its parent's; five blocks are young enough.
        let hash = state[SystemPallet.blockHash, UInt32(clamping: work.block)]
        guard work.block < block.rawValue, block.rawValue - work.block <= SealScheme.powRegister.maximumHeadAge + 1,
            state[SubtensorPallet.lastPowRegistrationBlock, hotkey].map({ work.block > $0 }) ?? true, hash != .zero
        else { throw .subtensor("InvalidWorkBlock") }
        let message = SealMessage.powRegister(
            blockHash: hash, netuid: NetUID(netuid), hotkey: hotkey, coldkey: coldkey)
        guard message.seal(of: work.nonce) == work.seal else { throw .subtensor("InvalidSeal") }
        let difficulty = SealTarget.effectiveDifficulty(
            value: state[SubtensorPallet.difficulty, netuid], minimum: state[SubtensorPallet.minDifficulty, netuid],
            maximum: state[SubtensorPallet.maxDifficulty, netuid])
        try requireDifficulty(difficulty, work)
        guard !SubtensorPallet.isSubnetAccount(hotkey) else { throw .subtensor("CannotUseSystemAccount") }
        try requirePairing(hotkey, coldkey)
        try requireRoomForHotkey(hotkey, coldkey)
    }

    fileprivate mutating func faucet(work: SubmittedWork, coldkey: AccountID) throws(DispatchFailure) {
        try requireRecent(work)
        try requireDifficulty(SubtensorPallet.faucetDifficulty, work)
        try requireSeal(work, account: coldkey)
        credit(coldkey, SubtensorPallet.faucetAmount)
        issue(SubtensorPallet.faucetAmount)
        state[SubtensorPallet.usedWork, work.seal.bytes] = block.rawValue
        emit("Faucet", .account(coldkey), .number(SubtensorPallet.faucetAmount))
    }
}

extension SubtensorPallet {
    /// The faucet's fixed difficulty and what it pays: 1000 TAO, in rao.
    static let faucetDifficulty: UInt64 = 1_000_000
    static let faucetAmount: UInt64 = 1_000_000_000_000

    /// How many hotkeys a coldkey may own and stake to when a free registration adds one (`MAX_STAKING_HOTKEYS`).
    static let maximumStakingHotkeys = 256

    /// Whether an account is that of a subnet: `modl`, the pallet's id and the netuid, filled up with zeros.
    static func isSubnetAccount(_ account: AccountID) -> Bool {
        let prefix = [UInt8]("modlsubtensr".utf8)
        return account.bytes.starts(with: prefix) && account.bytes.dropFirst(prefix.count + 2).allSatisfy { $0 == 0 }
    }
}

/// Work as a call carries it.
struct SubmittedWork: Sendable {
    let block: UInt64
    let nonce: UInt64
    let seal: Seal

    /// The real runtime turns `work` into a hash without checking its length, and traps; here it is refused.
    init(_ arguments: CallArguments, block name: String) throws(DispatchFailure) {
        block = try arguments(name)
        nonce = try arguments("nonce")
        guard let seal = try? Seal(try arguments("work", as: [UInt8].self)) else { throw .subtensor("InvalidSeal") }
        self.seal = seal
    }
}

// MARK: - The checks one by one

extension Execution {
    func requireSubnet(_ netuid: UInt16) throws(DispatchFailure) {
        guard netuid != 0 else { throw .subtensor("RegistrationNotPermittedOnRootSubnet") }
        guard state[SubtensorPallet.networksAdded, netuid] else { throw .subtensor(rules.subnetMissing) }
    }

    private func requireRoomThisBlock(_ netuid: UInt16) throws(DispatchFailure) {
        let limit = state[SubtensorPallet.maxRegistrationsPerBlock, netuid]
        guard state[SubtensorPallet.registrationsThisBlock, netuid] < limit else {
            throw .subtensor("TooManyRegistrationsThisBlock")
        }
    }

    fileprivate func requireRoomThisInterval(_ netuid: UInt16) throws(DispatchFailure) {
        let limit = 3 * UInt32(state[SubtensorPallet.targetRegistrationsPerInterval, netuid])
        guard UInt32(state[SubtensorPallet.registrationsThisInterval, netuid]) < limit else {
            throw .subtensor("TooManyRegistrationsThisInterval")
        }
    }

    func requireUnregistered(_ hotkey: AccountID, _ netuid: UInt16) throws(DispatchFailure) {
        guard state[SubtensorPallet.uids, netuid, hotkey] == nil else {
            throw .subtensor("HotKeyAlreadyRegisteredInSubNet")
        }
    }

    /// `register` and `faucet`: at most two blocks before the one that includes them.
    private func requireRecent(_ work: SubmittedWork) throws(DispatchFailure) {
        guard work.block <= block.rawValue, block.rawValue - work.block < 3 else {
            throw .subtensor("InvalidWorkBlock")
        }
    }

    private func requireDifficulty(_ difficulty: UInt64, _ work: SubmittedWork) throws(DispatchFailure) {
        // A difficulty of 0 accepts everything, as the pallet's product rule does.
        guard let target = try? SealTarget(difficulty: UInt256(difficulty), order: rules.sealOrder) else { return }
        guard target.accepts(work.seal) else { throw .subtensor("InvalidDifficulty") }
    }

    private func requireSeal(_ work: SubmittedWork, account: AccountID) throws(DispatchFailure) {
        let hash = state[SystemPallet.blockHash, UInt32(clamping: work.block)]
        let message = SealMessage.register(blockHash: hash, account: account)
        guard message.seal(of: work.nonce) == work.seal else { throw .subtensor("InvalidSeal") }
    }

    func requirePairing(_ hotkey: AccountID, _ coldkey: AccountID) throws(DispatchFailure) {
        let owner = state[SubtensorPallet.owner, hotkey]
        guard owner == SubtensorPallet.owner.fallback || owner == coldkey else {
            throw .subtensor("NonAssociatedColdKey")
        }
    }

    private func requireRoomForHotkey(_ hotkey: AccountID, _ coldkey: AccountID) throws(DispatchFailure) {
        guard state[SubtensorPallet.owner, hotkey] == SubtensorPallet.owner.fallback else { return }
        let limit = SubtensorPallet.maximumStakingHotkeys
        guard state[SubtensorPallet.ownedHotkeys, coldkey].count < limit,
            state[SubtensorPallet.stakingHotkeys, coldkey].count < limit
        else { throw .subtensor("TooManyStakingHotkeys") }
    }
}
