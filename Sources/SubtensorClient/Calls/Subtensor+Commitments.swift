// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec
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

extension CommitmentRecord: ScaleDescribed {
    public init(dynamic value: ScaleValue) throws(ScaleError) {
        guard let block = value["block"]?.uint64, let deposit = value["deposit"]?.uint64,
            let list = value["info"]?["fields"]?.list
        else { throw ScaleError(.mismatch, "commitments have other fields than deposit, block and info") }
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
        try await state(at: block).value(.commitment(netuid, hotkey))
    }

    /// What the hotkeys of a subnet committed.
    public func commitments(
        on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [AccountID: CommitmentRecord] {
        try await state(at: block).dictionary(.commitments(netuid))
    }

    /// What a neuron committed encrypted and the chain has opened since, the oldest first.
    ///
    /// - Throws: `notRegistered` for a uid that the subnet does not have.
    public func revealedCommitments(
        of neuron: NeuronReference, on netuid: NetUID, at block: BlockReference = .head
    ) async throws -> [RevealedCommitment] {
        let state = try await state(at: block)
        let hotkey = try await state.hotkey(of: neuron, on: netuid)
        return try await state.value(.revealedCommitments(netuid, hotkey)) ?? []
    }

    /// What the hotkeys of a subnet committed encrypted and the chain has opened since.
    public func revealedCommitments(
        on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [AccountID: [RevealedCommitment]] {
        try await state(at: block).dictionary(.revealedCommitments(netuid))
    }

    /// The block in which a neuron's commitment last reset its bonds; nil when none did.
    ///
    /// - Throws: `notRegistered` for a uid that the subnet does not have.
    public func lastBondsReset(
        of neuron: NeuronReference, on netuid: NetUID, at block: BlockReference = .head
    ) async throws -> BlockNumber? {
        let state = try await state(at: block)
        return try await state.value(.lastBondsReset(netuid, try await state.hotkey(of: neuron, on: netuid)))
    }

    /// The newest round of drand whose signature the chain has: what was encrypted for it can be opened.
    public func lastDrandRound(at block: BlockReference = .head) async throws(ClientError) -> UInt64 {
        try await state(at: block).value(.lastDrandRound) ?? 0
    }
}
