import BittensorPrimitives
import ScaleCodec
import SubstrateClient
public import SubstratePrimitives

/// What an action is checked against: one state of the chain, and who signs.
struct ActionContext: Sendable {
    let subtensor: Subtensor
    let state: ChainState
    let signer: AccountID

    var metadata: RuntimeMetadata { state.runtimeAfter.metadata }

    /// The first form that the runtime has.
    ///
    /// - Parameter replacement: what to do instead where it has none, as the end of a sentence.
    func call(_ forms: CallForm..., replacement: String) throws(BittensorError) -> Call {
        for form in forms {
            if let call = form.call(in: metadata) { return call }
        }
        let version = state.runtimeAfter.version.specVersion
        throw BittensorError(
            .callMissing, "runtime \(version) has no \(forms.map(\.name).joined(separator: " or ")): \(replacement)")
    }

    // MARK: Checks

    func requireSubnet(_ netuid: NetUID) async throws {
        // Like the chain's own, for the root subnet was there before the list.
        if netuid == 0 { return }
        guard try await state.value(.networksAdded(netuid)) ?? false else {
            throw BittensorError(.subnetMissing, "the chain has no subnet \(netuid): look at the list of subnets")
        }
    }

    /// The uid of a hotkey.
    @discardableResult
    func requireRegistered(_ hotkey: AccountID, on netuid: NetUID) async throws -> UInt16 {
        try await requireSubnet(netuid)
        guard let uid = try await state.value(.uids(netuid, hotkey)) else {
            throw BittensorError(
                .notRegistered, "the hotkey \(hotkey) is not registered on subnet \(netuid): register it first")
        }
        return uid
    }

    func requireUnregistered(_ hotkey: AccountID, on netuid: NetUID) async throws {
        try await requireSubnet(netuid)
        if let uid = try await state.value(.uids(netuid, hotkey)) {
            throw BittensorError(.alreadyRegistered, "the hotkey \(hotkey) is uid \(uid) of subnet \(netuid) already")
        }
    }

    /// The coldkey that owns a hotkey, which the chain has to know.
    func owner(of hotkey: AccountID) async throws -> AccountID {
        guard let owner = try await state.value(.owner(of: hotkey))?.ifSet else {
            throw BittensorError(
                .notRegistered, "the chain does not know the hotkey \(hotkey): it is not registered on any subnet")
        }
        return owner
    }

    /// That the signer's coldkey owns the hotkey.
    func requireOwnership(of hotkey: AccountID) async throws {
        let owner = try await owner(of: hotkey)
        guard owner == signer else {
            throw BittensorError(
                .hotkeyOfAnotherColdkey, "the hotkey \(hotkey) belongs to the coldkey \(owner), not to \(signer)")
        }
    }

    /// The same, or that nobody owns it yet.
    func requireNoOtherOwner(of hotkey: AccountID) async throws {
        if let owner = try await state.value(.owner(of: hotkey))?.ifSet, owner != signer {
            throw BittensorError(
                .hotkeyOfAnotherColdkey,
                "the hotkey \(hotkey) belongs to the coldkey \(owner), not to \(signer): use that one, or a new hotkey")
        }
    }

    func requireSubnetOwnership(_ netuid: NetUID) async throws {
        try await requireSubnet(netuid)
        let address = StorageAddress<AccountID>("SubtensorModule", "SubnetOwner", netuid)
        guard let owner = try await state.value(address)?.ifSet, owner == signer else {
            throw BittensorError(.notOwner, "subnet \(netuid) does not belong to \(signer): only its owner may do this")
        }
    }

    // MARK: Readings

    /// The hotkey that is meant.
    func hotkey(_ neuron: NeuronReference, on netuid: NetUID) async throws -> AccountID {
        switch neuron {
        case .hotkey(let hotkey): return hotkey
        case .uid(let uid):
            try await requireSubnet(netuid)
            guard let hotkey = try await state.value(.hotkey(netuid, uid: uid))?.ifSet else {
                throw BittensorError(.notRegistered, "subnet \(netuid) has no uid \(uid)")
            }
            return hotkey
        }
    }

    /// What the signer has staked on a hotkey of a subnet: by the runtime's own function, else by storage.
    func stake(on hotkey: AccountID, _ netuid: NetUID) async throws(ClientError) -> Alpha {
        try await stake(of: signer, on: hotkey, netuid)
    }

    /// What a coldkey has staked there.
    func stake(
        of coldkey: AccountID, on hotkey: AccountID, _ netuid: NetUID
    ) async throws(ClientError) -> Alpha {
        do {
            return try await state.call(.stake(of: coldkey, on: hotkey, netuid))?.stake ?? .zero
        } catch  where error.code == .notInRuntime {
            return try await storedStake(of: coldkey, on: hotkey, netuid)
        }
    }

    private func storedStake(
        of coldkey: AccountID, on hotkey: AccountID, _ netuid: NetUID
    ) async throws(ClientError) -> Alpha {
        let found = try await state.values([
            StorageQuery("SubtensorModule", "Alpha", hotkey, coldkey, netuid),
            StorageQuery("SubtensorModule", "TotalHotkeyShares", hotkey, netuid),
            StorageQuery("SubtensorModule", "TotalHotkeyAlpha", hotkey, netuid),
            // Before subnets had stake of their own.
            StorageQuery("SubtensorModule", "Stake", hotkey, coldkey),
        ])
        // An amount in older runtimes, then a share of the hotkey's pool.
        guard let share = found[0]?["bits"]?.unsigned?.exactUInt128 else {
            return Alpha(rao: found[0]?.uint64 ?? found[3]?.uint64 ?? 0)
        }
        guard let all = found[1]?["bits"]?.unsigned?.exactUInt128, all > 0, share <= all, let total = found[2]?.uint64
        else { return .zero }
        let product = share.multipliedFullWidth(by: UInt128(total))
        return Alpha(rao: UInt64(clamping: all.dividingFullWidth(product).quotient))
    }

    /// A plain number of a subnet; nil where the runtime does not have it.
    func number(_ item: String, _ netuid: NetUID) async throws -> UInt64? {
        try await state.values([StorageQuery("SubtensorModule", item, netuid)])[0]?.uint64
    }

    func flag(_ item: String, _ netuid: NetUID) async throws -> Bool? {
        try await state.values([StorageQuery("SubtensorModule", item, netuid)])[0]?.bool
    }

    func balance() async throws -> Balance { try await state.value(.account(signer))?.free ?? .zero }
}

/// A neuron as a person names it.
public enum NeuronReference: Hashable, Sendable {
    case hotkey(AccountID)
    /// The hotkey that holds this uid on the subnet in question.
    case uid(UInt16)
}
