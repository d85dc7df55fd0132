// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

// The functions of the runtime's own APIs that the SDK reads. Their results are laid out as in spec 343; a runtime that
// lays them out in another way is read by field names. Functions that are older than their description in metadata hid
// accounts and answers in byte strings.

extension RuntimeCall where Output == [NeuronInfo] {
    /// All neurons of a subnet with their weights and bonds.
    public static func neurons(_ netuid: NetUID) -> Self {
        Self("NeuronInfoRuntimeApi", "get_neurons", netuid.rawValue).opaqueWhereUndescribed
    }
}

extension RuntimeCall where Output == NeuronInfo? {
    /// One neuron with its weights and bonds; nil when the subnet has no such uid.
    public static func neuron(_ netuid: NetUID, uid: UInt16) -> Self {
        Self("NeuronInfoRuntimeApi", "get_neuron", netuid.rawValue, uid).opaqueWhereUndescribed
    }
}

extension RuntimeCall where Output == [NeuronInfoLite] {
    /// All neurons of a subnet.
    public static func neuronsLite(_ netuid: NetUID) -> Self {
        Self("NeuronInfoRuntimeApi", "get_neurons_lite", netuid.rawValue).opaqueWhereUndescribed
    }
}

extension RuntimeCall where Output == NeuronInfoLite? {
    /// One neuron; nil when the subnet has no such uid.
    public static func neuronLite(_ netuid: NetUID, uid: UInt16) -> Self {
        Self("NeuronInfoRuntimeApi", "get_neuron_lite", netuid.rawValue, uid).opaqueWhereUndescribed
    }
}

extension RuntimeCall where Output == SubnetInfo? {
    /// One subnet; nil when there is none of this number.
    public static func subnetInfo(_ netuid: NetUID) -> Self {
        Self("SubnetInfoRuntimeApi", "get_subnet_info_v2", netuid.rawValue)
    }
}

extension RuntimeCall where Output == [SubnetInfo?] {
    /// All subnets, by place; nil where there is none.
    public static var subnetsInfo: Self { Self("SubnetInfoRuntimeApi", "get_subnets_info_v2") }
}

extension RuntimeCall where Output == SubnetHyperparameters? {
    /// A subnet's parameters; nil when there is no such subnet.
    public static func subnetHyperparameters(_ netuid: NetUID) -> Self {
        Self("SubnetInfoRuntimeApi", "get_subnet_hyperparams_v2", netuid.rawValue)
    }

    /// A subnet's parameters as runtimes before `get_subnet_hyperparams_v2` know them.
    public static func olderSubnetHyperparameters(_ netuid: NetUID) -> Self {
        Self("SubnetInfoRuntimeApi", "get_subnet_hyperparams", netuid.rawValue).opaqueWhereUndescribed
    }
}

extension RuntimeCall where Output == DynamicInfo? {
    /// A subnet's market; nil when there is no such subnet.
    public static func dynamicInfo(_ netuid: NetUID) -> Self {
        Self("SubnetInfoRuntimeApi", "get_dynamic_info", netuid.rawValue)
    }
}

extension RuntimeCall where Output == [DynamicInfo?] {
    /// All subnets' markets, by place; nil where there is none.
    public static var allDynamicInfo: Self { Self("SubnetInfoRuntimeApi", "get_all_dynamic_info") }
}

extension RuntimeCall where Output == SubnetState? {
    /// All neurons of a subnet, column by column; nil when there is no such subnet.
    public static func subnetState(_ netuid: NetUID) -> Self {
        Self("SubnetInfoRuntimeApi", "get_subnet_state", netuid.rawValue)
    }
}

extension RuntimeCall where Output == MetagraphInfo? {
    /// A subnet and all its neurons; nil when there is no such subnet.
    public static func metagraph(_ netuid: NetUID) -> Self {
        Self("SubnetInfoRuntimeApi", "get_metagraph", netuid.rawValue)
    }

    /// A subnet and all its neurons, under one of its incentive mechanisms.
    public static func metagraph(_ netuid: NetUID, mechanism: UInt8) -> Self {
        Self("SubnetInfoRuntimeApi", "get_mechagraph", netuid.rawValue, mechanism)
    }
}

extension RuntimeCall where Output == [MetagraphInfo?] {
    /// All subnets and all their neurons, by place; nil where there is none.
    public static var allMetagraphs: Self { Self("SubnetInfoRuntimeApi", "get_all_metagraphs") }
}

extension RuntimeCall where Output == SelectiveMetagraph? {
    /// Some columns of a subnet, by their places in `SelectiveMetagraph`; nil when there is no such subnet.
    public static func selectiveMetagraph(_ netuid: NetUID, columns: [UInt16]) -> Self {
        Self("SubnetInfoRuntimeApi", "get_selective_metagraph", netuid.rawValue, columns)
    }

    /// Some columns of a subnet, under one of its incentive mechanisms.
    public static func selectiveMetagraph(_ netuid: NetUID, mechanism: UInt8, columns: [UInt16]) -> Self {
        Self("SubnetInfoRuntimeApi", "get_selective_mechagraph", netuid.rawValue, mechanism, columns)
    }

    /// Some columns of a subnet, by name; nil when there is no such subnet.
    public static func selectiveMetagraph(_ netuid: NetUID, columns: [SelectiveMetagraphIndex]) -> Self {
        selectiveMetagraph(netuid, columns: columns.map(\.rawValue))
    }
}

extension RuntimeCall where Output == [HyperparameterEntry]? {
    /// A subnet's parameters by name; nil when there is no such subnet.
    public static func namedHyperparameters(_ netuid: NetUID) -> Self {
        Self("SubnetInfoRuntimeApi", "get_subnet_hyperparams_v3", netuid.rawValue)
    }
}

extension RuntimeCall where Output == BlockNumber? {
    /// The block of a subnet's next epoch; nil when it has none.
    public static func nextEpochStart(_ netuid: NetUID) -> Self {
        Self("SubnetInfoRuntimeApi", "get_next_epoch_start_block", netuid.rawValue)
    }
}

extension RuntimeCall where Output == AccountID? {
    /// The hotkey with the most conviction on a subnet; nil when nobody has locked stake there.
    public static func mostConvictedHotkey(_ netuid: NetUID) -> Self {
        Self("StakeInfoRuntimeApi", "get_most_convicted_hotkey_on_subnet", netuid.rawValue)
    }

    /// The hotkey on which a coldkey's earnings of a subnet are staked; nil when it chose none.
    public static func automaticStakeHotkey(of coldkey: AccountID, _ netuid: NetUID) -> Self {
        Self("SubnetInfoRuntimeApi", "get_coldkey_auto_stake_hotkey", coldkey, netuid.rawValue)
    }
}

extension RuntimeCall where Output == UInt16? {
    /// The netuid of the subnet that a new one would replace; nil when there is room.
    public static var subnetToPrune: Self { Self("SubnetInfoRuntimeApi", "get_subnet_to_prune") }
}

extension RuntimeCall where Output == [StakeInfo] {
    /// All stake of a coldkey.
    public static func stakes(of coldkey: AccountID) -> Self {
        Self("StakeInfoRuntimeApi", "get_stake_info_for_coldkey", coldkey).opaqueWhereUndescribed
    }
}

extension RuntimeCall where Output == [ScalePair<AccountID, [StakeInfo]>] {
    /// All stake of several coldkeys.
    public static func stakes(of coldkeys: [AccountID]) -> Self {
        Self("StakeInfoRuntimeApi", "get_stake_info_for_coldkeys", coldkeys).opaqueWhereUndescribed
    }
}

extension RuntimeCall where Output == [SubnetStake] {
    /// All stake of a coldkey, in runtimes of the time when subnets first had stake of their own.
    static func subnetStakes(of coldkey: AccountID) -> Self {
        Self("StakeInfoRuntimeApi", "get_all_subnet_stake_info_for_coldkey", coldkey)
    }
}

extension RuntimeCall where Output == StakeInfo? {
    /// The stake of one coldkey on one hotkey on one subnet.
    public static func stake(of coldkey: AccountID, on hotkey: AccountID, _ netuid: NetUID) -> Self {
        Self(
            "StakeInfoRuntimeApi", "get_stake_info_for_hotkey_coldkey_netuid", hotkey, coldkey, netuid.rawValue)
    }
}

extension RuntimeCall where Output == [ScalePair<AccountID, [ScalePair<NetUID, StakeAvailability>]>] {
    /// What some coldkeys have on subnets, and how much of it can be taken out; on all of them for nil.
    public static func stakeAvailability(of coldkeys: [AccountID], on netuids: [NetUID]?) -> Self {
        Self(
            "StakeInfoRuntimeApi", "get_stake_availability_for_coldkeys", coldkeys, netuids.map { $0.map(\.rawValue) })
    }
}

extension RuntimeCall where Output == StakeLock? {
    /// What a coldkey has locked on a subnet, brought forward to the block; nil when it has nothing locked.
    public static func coldkeyLock(_ coldkey: AccountID, _ netuid: NetUID) -> Self {
        Self("StakeInfoRuntimeApi", "get_coldkey_lock", coldkey, netuid.rawValue)
    }
}

extension RuntimeCall where Output == U64F64 {
    /// What the locks on a hotkey of a subnet count for, brought forward to the block, in the smallest unit of alpha.
    public static func conviction(of hotkey: AccountID, _ netuid: NetUID) -> Self {
        Self("StakeInfoRuntimeApi", "get_hotkey_conviction", hotkey, netuid.rawValue)
    }
}

extension RuntimeCall where Output == [ProxyTypeInfo] {
    /// The kinds of proxies.
    public static var proxyTypes: Self { Self("ProxyFilterRuntimeApi", "get_proxy_types") }
}

extension RuntimeCall where Output == [ProxyFilterInfo] {
    /// What proxies may do: of one kind, or of each for nil.
    public static func proxyFilter(_ type: UInt8?) -> Self { Self("ProxyFilterRuntimeApi", "get_proxy_filter", type) }
}

extension RuntimeCall where Output == [DelegateInfo] {
    /// All delegates.
    public static var delegates: Self { Self("DelegateInfoRuntimeApi", "get_delegates").opaqueWhereUndescribed }
}

extension RuntimeCall where Output == DelegateInfo? {
    /// The delegate with this hotkey; nil when it is none.
    public static func delegate(_ hotkey: AccountID) -> Self {
        Self("DelegateInfoRuntimeApi", "get_delegate", hotkey).opaqueWhereUndescribed
    }
}

extension RuntimeCall where Output == [DelegatedInfo] {
    /// The delegates to which a coldkey gave stake.
    public static func delegated(by coldkey: AccountID) -> Self {
        Self("DelegateInfoRuntimeApi", "get_delegated", coldkey).opaqueWhereUndescribed
    }
}

extension RuntimeCall where Output == UInt64 {
    /// What registering a subnet costs now, in rao.
    public static var subnetRegistrationCost: Self {
        Self("SubnetRegistrationRuntimeApi", "get_network_registration_cost")
    }

    /// The price of a subnet's alpha, in rao for one alpha.
    public static func alphaPrice(_ netuid: NetUID) -> Self {
        Self("SwapRuntimeApi", "current_alpha_price", netuid.rawValue)
    }
}

extension RuntimeCall where Output == [AlphaPriceEntry] {
    /// The price of each subnet's alpha.
    public static var alphaPrices: Self { Self("SwapRuntimeApi", "current_alpha_price_all") }
}

extension RuntimeCall where Output == SwapSimulation {
    /// What `tao` would buy of a subnet's alpha.
    public static func swap(_ tao: Balance, forAlphaOf netuid: NetUID) -> Self {
        Self("SwapRuntimeApi", "sim_swap_tao_for_alpha", netuid.rawValue, tao.rao)
    }

    /// What `alpha` of a subnet would give in TAO.
    public static func swap(_ alpha: Alpha, of netuid: NetUID) -> Self {
        Self("SwapRuntimeApi", "sim_swap_alpha_for_tao", netuid.rawValue, alpha.rao)
    }
}

extension RuntimeCall where Output == UInt32 {
    /// The nonce of an account's next extrinsic, those that wait in the pool left out.
    public static func accountNonce(_ account: AccountID) -> Self {
        Self("AccountNonceApi", "account_nonce", account)
    }
}
