// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// What hotkeys publish about themselves on a subnet.
enum CommitmentsPallet {
    private static let key: KeyValuePairs<StorageHasher, String> = [.identity: "u16", .twox64Concat: "AccountId32"]

    static let commitmentOf = OptionalStorageItem(
        "Commitments", "CommitmentOf", key, "Registration", of: EncodedStruct.self)
    static let lastCommitment = OptionalStorageItem("Commitments", "LastCommitment", key, "u32", of: UInt32.self)
    static let usedSpaceOf = OptionalStorageItem(
        "Commitments", "UsedSpaceOf", key, "UsageTracker", of: EncodedStruct.self)
    static let maxSpace = StorageItem("Commitments", "MaxSpace", "u32", default: UInt32(3100))

    /// How many fields a commitment may have.
    static let maximumFields = 3

    static let declaration = PalletDeclaration(
        name: "Commitments", index: 18,
        storage: [
            commitmentOf.declaration, lastCommitment.declaration, usedSpaceOf.declaration, maxSpace.declaration,
        ],
        calls: [
            CallDeclaration("set_commitment", 0, ["netuid": "u16", "info": "CommitmentInfo"], fee: .free) {
                try $0.setCommitment($1)
            }
        ],
        events: [
            .named("Commitment", 0, ["netuid": "u16", "who": "AccountId32"]),
            .named("TimelockCommitment", 1, ["netuid": "u16", "who": "AccountId32", "reveal_round": "u64"]),
        ],
        errors: [
            .error("TooManyFieldsInCommitmentInfo", 0, "Account passed too many additional fields to their commitment"),
            .error("AccountNotAllowedCommit", 1, "Account is not allowed to make commitments to the chain"),
            .error("SpaceLimitExceeded", 2, "Space Limit Exceeded for the current interval"),
        ])
}

extension Execution {
    fileprivate mutating func setCommitment(_ call: CallArguments) throws(DispatchFailure) {
        func failure(_ name: String) -> DispatchFailure { DispatchFailure(pallet: "Commitments", name: name) }
        let (hotkey, netuid) = (try call.signer(), try call("netuid", as: UInt16.self))
        guard state[SubtensorPallet.uids, netuid, hotkey] != nil else { throw failure("AccountNotAllowedCommit") }
        let info = try call.value("info")
        let fields = info["fields"]?.list ?? info["fields"]?[0]?.list ?? []
        guard fields.count <= CommitmentsPallet.maximumFields else { throw failure("TooManyFieldsInCommitmentInfo") }
        let registration = ScaleValue.record([
            .init("deposit", .number(UInt64(0))), .init("block", .number(UInt32(clamping: block.rawValue))),
            .init("info", info),
        ])
        guard let bytes = try? runtime.encode(registration, as: CommitmentsPallet.commitmentOf) else { throw .other }
        // Each epoch has room for so many bytes of a hotkey.
        let epoch = block.rawValue / (UInt64(state[SubtensorPallet.tempo, netuid]) + 1)
        var used: UInt64 = 0
        if let tracker = state[CommitmentsPallet.usedSpaceOf, netuid, hotkey]?.bytes,
            let pair = try? ScalePair<UInt64, UInt64>(scale: tracker), pair.first == epoch
        {
            used = pair.second
        }
        used += UInt64(bytes.count)
        guard used <= UInt64(state[CommitmentsPallet.maxSpace]) else { throw failure("SpaceLimitExceeded") }
        state[CommitmentsPallet.usedSpaceOf, netuid, hotkey] = EncodedStruct(bytes: ScalePair(epoch, used).scaleEncoded)
        state[CommitmentsPallet.commitmentOf, netuid, hotkey] = EncodedStruct(bytes: bytes)
        state[CommitmentsPallet.lastCommitment, netuid, hotkey] = UInt32(clamping: block.rawValue)
        let who: [ScaleValue.Member] = [.init("netuid", .number(netuid)), .init("who", .account(hotkey))]
        let sealed = fields.first { $0.variantName == "TimelockEncrypted" }
        guard let round = sealed?["reveal_round"] else { return emit("Commitments", "Commitment", who) }
        emit("Commitments", "TimelockCommitment", who + [.init("reveal_round", round)])
    }
}
