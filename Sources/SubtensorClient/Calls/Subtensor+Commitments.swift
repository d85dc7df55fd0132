// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

/// What a hotkey committed on a subnet, and when.
public struct CommitmentRecord: Hashable, Sendable {
    /// When it was made.
    public let block: BlockNumber
    /// What was reserved for it.
    public let deposit: Balance
    /// Each field: its kind as the chain names it, such as `Raw12` or `TimelockEncrypted`, and its bytes.
    public let fields: [Field]

    /// One piece of a commitment.
    public struct Field: Hashable, Sendable {
        public let kind: String
        public let bytes: [UInt8]

        public init(kind: String, bytes: [UInt8]) {
            self.kind = kind
            self.bytes = bytes
        }
    }

    /// The bytes of all raw fields, one after the other, as text; what is not UTF-8 becomes U+FFFD.
    public var text: String {
        String(decoding: fields.filter { $0.kind.contains("Raw") }.flatMap(\.bytes), as: UTF8.self)
    }
}

extension CommitmentRecord {
    /// The record in a value of `Commitments.CommitmentOf`; nil when it is none.
    init?(_ value: ScaleValue) {
        guard let block = value["block"]?.uint64, let deposit = value["deposit"]?.uint64,
            let list = value["info"]?["fields"]?.list
        else { return nil }
        self.block = BlockNumber(block)
        self.deposit = Balance(rao: deposit)
        fields = list.map { field in
            let content = field["encrypted"] ?? field[0]
            return Field(kind: field.variantName ?? "", bytes: content?.bytes ?? [])
        }
    }
}

extension Subtensor {
    /// What a hotkey committed on a subnet; nil when it committed nothing.
    public func commitment(
        of hotkey: AccountID, on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> CommitmentRecord? {
        let query = StorageQuery("Commitments", "CommitmentOf", netuid, hotkey)
        guard let value = try await state(at: block).values([query])[0] else { return nil }
        return try Self.record(value)
    }

    /// What the hotkeys of a subnet committed.
    public func commitments(
        on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [AccountID: CommitmentRecord] {
        var records: [AccountID: CommitmentRecord] = [:]
        let found = try await state(at: block).dynamicEntries(
            of: "Commitments", "CommitmentOf", under: [netuid.scaleEncoded], key: AccountID.self)
        for (hotkey, value) in found { records[hotkey] = try Self.record(value) }
        return records
    }

    private static func record(_ value: ScaleValue) throws(ClientError) -> CommitmentRecord {
        guard let record = CommitmentRecord(value) else {
            throw ClientError(
                .malformedAnswer, "this runtime's commitments have other fields than deposit, block and info")
        }
        return record
    }
}
