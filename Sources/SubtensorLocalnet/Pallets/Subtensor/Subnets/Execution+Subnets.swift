// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

extension SubtensorPallet {
    /// Making subnets, starting them, and naming them.
    static func subnetCalls(_ rules: RuleSet) -> [CallDeclaration] {
        [
            CallDeclaration("register_network", 59, ["hotkey": "AccountId32"], fee: rules.tradeFee) {
                _ = try $0.registerNetwork($1)
            },
            CallDeclaration(
                "set_subnet_identity", 78,
                [
                    "netuid": "u16", "subnet_name": "Vec<u8>", "github_repo": "Vec<u8>", "subnet_contact": "Vec<u8>",
                    "subnet_url": "Vec<u8>", "discord": "Vec<u8>", "description": "Vec<u8>", "logo_url": "Vec<u8>",
                    "additional": "Vec<u8>",
                ]
            ) { try $0.setSubnetIdentity($1) },
            CallDeclaration(
                "register_network_with_identity", 79,
                ["hotkey": "AccountId32", "identity": "Option<SubnetIdentityV3>"], fee: rules.tradeFee
            ) { try $0.registerNetworkWithIdentity($1) },
            CallDeclaration("start_call", 92, ["netuid": "u16"]) { try $0.startCall($1) },
            CallDeclaration("update_symbol", 112, ["netuid": "u16", "symbol": "Vec<u8>"]) { try $0.updateSymbol($1) },
        ]
    }

    /// The key of `LastRateLimitedBlock` under which the newest subnet's block is kept.
    fileprivate static let networkLastRegistered: UInt8 = 2
}

extension Execution {
    /// What a new subnet costs now, in rao: twice what the last one did, falling by that price over
    /// `NetworkLockReductionInterval` blocks, and never below `NetworkMinLockCost`.
    var networkLockCost: UInt64 {
        let (last, least) = (
            state[SubtensorPallet.networkLastLockCost], state[SubtensorPallet.networkMinLockCost]
        )
        let lastBlock = state[SubtensorPallet.lastRateLimitedBlock, SubtensorPallet.networkLastRegistered]
        let interval = max(state[SubtensorPallet.networkLockReductionInterval], 1)
        let elapsed = block.rawValue.saturatingSubtracting(lastBlock)
        let start = lastBlock == 0 ? last : last.saturatingAdding(last)
        return max(start.saturatingSubtracting(last.scaled(by: elapsed, over: interval)), least)
    }

    fileprivate mutating func registerNetworkWithIdentity(_ call: CallArguments) throws(DispatchFailure) {
        let netuid = try registerNetwork(call)
        let given = try call.value("identity")
        guard let fields = given[0] ?? (given.variantName == nil ? given : nil) else { return }
        state[SubtensorPallet.subnetIdentities, netuid] = try subnetIdentity { name throws(DispatchFailure) in
            guard let text = fields[name]?.bytes else { throw .other }
            return text
        }
        emit("SubnetIdentitySet", .number(netuid))
    }

    /// Makes a subnet for the lock cost, with the hotkey as its first neuron.
    fileprivate mutating func registerNetwork(_ call: CallArguments) throws(DispatchFailure) -> UInt16 {
        let (coldkey, hotkey) = (try call.signer(), try call("hotkey", as: AccountID.self))
        try requirePairing(hotkey, coldkey)
        let last = state[SubtensorPallet.lastRateLimitedBlock, SubtensorPallet.networkLastRegistered]
        guard last == 0 || block.rawValue - last >= state[SubtensorPallet.networkRateLimit] else {
            throw .subtensor("NetworkTxRateLimitExceeded")
        }
        let netuid = state[SubtensorPallet.totalNetworks]
        guard netuid <= state[SubtensorPallet.subnetLimit], netuid < .max else {
            throw .subtensor(rules == .registerBigEndian ? "AllNetworksInImmunity" : "SubnetLimitReached")
        }
        let cost = networkLockCost
        guard state[SystemPallet.account, coldkey].free >= cost.saturatingAdding(BalancesPallet.existentialDeposit)
        else {
            throw .subtensor(rules == .registerBigEndian ? "NotEnoughBalanceToStake" : "CannotAffordLockCost")
        }
        withdraw(cost, from: coldkey)
        state[SubtensorPallet.networkLastLockCost] = cost
        state[SubtensorPallet.lastRateLimitedBlock, SubtensorPallet.networkLastRegistered] = block.rawValue
        addSubnet(netuid, owner: coldkey, hotkey: hotkey)
        // The pool begins with the least lock cost, at one TAO for an alpha; the rest of the lock is gone.
        let seed = min(cost, state[SubtensorPallet.networkMinLockCost])
        seedPool(netuid, with: seed)
        state[SubtensorPallet.subnetLocked, netuid] = cost
        state[SubtensorPallet.recycled, netuid] = cost - seed
        seat(hotkey, at: 0, netuid: netuid, coldkey: coldkey)
        state[SubtensorPallet.subnetworkN, netuid] = 1
        emit("NetworkAdded", .number(netuid), .number(UInt16(1)))
        return netuid
    }

    /// A subnet with the settings of a new one.
    mutating func addSubnet(_ netuid: UInt16, owner: AccountID, hotkey: AccountID) {
        state[SubtensorPallet.totalNetworks] = max(state[SubtensorPallet.totalNetworks], netuid + 1)
        state[SubtensorPallet.networksAdded, netuid] = true
        state[SubtensorPallet.networkRegisteredAt, netuid] = block.rawValue
        if block > 0 { restartEpoch(netuid) }
        state[SubtensorPallet.subnetOwner, netuid] = owner
        if hotkey != SubtensorPallet.noAccount { state[SubtensorPallet.subnetOwnerHotkey, netuid] = hotkey }
        state[SubtensorPallet.registrationAllowed, netuid] = true
        state[SubtensorPallet.powRegistrationAllowed, netuid] = rules != .powRegister
        state[SubtensorPallet.maxAllowedUids, netuid] = 256
        state[SubtensorPallet.maxAllowedValidators, netuid] = 64
        state[SubtensorPallet.minAllowedWeights, netuid] = 1
        state[SubtensorPallet.commitRevealEnabled, netuid] = runtime.startsWithCommitReveal
        state[SubtensorPallet.tokenSymbol, netuid] = Self.symbol(netuid)
    }

    mutating func seedPool(_ netuid: UInt16, with tao: UInt64) {
        state[SubtensorPallet.subnetMechanism, netuid] = 1
        state[SubtensorPallet.subnetTAO, netuid] = tao
        state[SubtensorPallet.subnetAlphaIn, netuid] = tao
        state[SubtensorPallet.totalStake] = state[SubtensorPallet.totalStake].saturatingAdding(tao)
    }

    /// Tau for root, then the Greek letters, over again.
    static func symbol(_ netuid: UInt16) -> [UInt8] {
        guard netuid > 0 else { return Array("Τ".utf8) }
        return Array(String(symbols[(Int(netuid) - 1) % symbols.count]).utf8)
    }

    /// The symbols that this chain knows for alpha. Real ones know hundreds.
    private static let symbols = Array("αβγδεζηθικλμνξοπρστυφχψω")

    /// Gives a subnet another symbol, one that no other subnet has.
    fileprivate mutating func updateSymbol(_ call: CallArguments) throws(DispatchFailure) {
        let (netuid, symbol): (UInt16, [UInt8]) = (try call("netuid"), try call("symbol"))
        try requireSubnetExists(netuid)
        guard try call.signer() == state[SubtensorPallet.subnetOwner, netuid] else {
            throw .subtensor("NotSubnetOwner")
        }
        guard Self.symbols.contains(where: { Array(String($0).utf8) == symbol }) else {
            throw .subtensor("SymbolDoesNotExist")
        }
        guard !netuids.contains(where: { $0 != netuid && state[SubtensorPallet.tokenSymbol, $0] == symbol }) else {
            throw .subtensor("SymbolAlreadyInUse")
        }
        state[SubtensorPallet.tokenSymbol, netuid] = symbol
        emit(
            SubtensorPallet.name, "SymbolUpdated",
            [.init("netuid", .number(netuid)), .init("symbol", .bytes(symbol))])
    }

    /// Lets emission and staking begin. Real chains have owners wait a week first.
    fileprivate mutating func startCall(_ call: CallArguments) throws(DispatchFailure) {
        let netuid: UInt16 = try call("netuid")
        try requireSubnetExists(netuid)
        guard try call.signer() == state[SubtensorPallet.subnetOwner, netuid] else {
            throw .subtensor("NotSubnetOwner")
        }
        guard state[SubtensorPallet.firstEmissionBlockNumber, netuid] == nil else {
            throw .subtensor("FirstEmissionBlockNumberAlreadySet")
        }
        start(netuid)
        emit("FirstEmissionBlockNumberSet", .number(netuid), .number(block.rawValue + 1))
    }

    mutating func start(_ netuid: UInt16) {
        state[SubtensorPallet.firstEmissionBlockNumber, netuid] = block.rawValue + 1
        state[SubtensorPallet.subtokenEnabled, netuid] = true
    }
}
