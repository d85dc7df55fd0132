// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
public import SubstratePrimitives

/// Looks for a signed extrinsic in the blocks that can hold it.
///
/// Statuses are what a node says; blocks are what the chain did. A no is given only with a proof: all blocks of its lifetime
/// are final and none holds it, or another extrinsic has used its nonce in a final block.
public struct Inquiry: Sendable {
    /// What a look found.
    public enum Finding: Sendable {
        /// A block holds it.
        case included(IncludedExtrinsic, isFinal: Bool)
        /// A block holds it, whose events the node has thrown away.
        case includedInForgottenBlock(BlockNumber, Hash256)
        /// No block holds it, and none ever will.
        case impossible(reason: String, isNonceTaken: Bool)
        /// No block up to this one holds it, and one may still.
        case open(newest: BlockNumber)
    }

    let client: SubstrateClient
    let trace: SubmissionTrace
    /// Whether the best chain is proof enough.
    let trustsBestChain: Bool
    /// The newest final block that was searched, with all before it.
    private var searched: BlockNumber

    /// - Parameter trustsBestChain: takes the newest block for a final one.
    public init(about trace: SubmissionTrace, on client: SubstrateClient, trustsBestChain: Bool = false) {
        self.client = client
        self.trace = trace
        self.trustsBestChain = trustsBestChain
        searched = trace.anchor
    }

    /// Blocks that are asked for at once.
    static let width: UInt64 = 16
    /// Blocks that one look searches at most: a lifetime has no more, and what never expires is looked for in steps.
    private static let depth: UInt64 = 65_536

    /// Searches the blocks that have come since the last look.
    ///
    /// - Throws: `wrongChain` on another chain than it was signed for; what the node answers.
    public mutating func look() async throws(ClientError) -> Finding {
        guard client.genesisHash == trace.genesisHash else {
            throw ClientError(
                .wrongChain,
                "\(trace.hash) was signed for the chain that begins with \(trace.genesisHash), and this one begins with "
                    + "\(client.genesisHash)")
        }
        async let asked = Result { [client] () async throws(ClientError) in try await client.header() }
        let finalized = try await client.state(at: trustsBestChain ? .head : .finalized)
        let head = try await asked.get()
        let newest = max(head.number, finalized.number)
        let last = min(newest, trace.lastBlock ?? newest, searched.advanced(by: Self.depth))
        var next = searched.advanced(by: 1)
        while next <= last {
            let end = min(last, next.advanced(by: Self.width - 1))
            if let (number, hash) = try await Self.holder(of: trace.hash, in: next...end, on: client) {
                return try await verdict(number, hash, isFinal: number <= finalized.number)
            }
            next = end.advanced(by: 1)
        }
        // What is not final may be replaced by blocks that were not searched.
        searched = max(searched, min(last, finalized.number))
        if let lastBlock = trace.lastBlock, finalized.number >= lastBlock, searched >= lastBlock {
            return .impossible(
                reason: "its lifetime ended with block \(lastBlock), which is final, and no block holds it",
                isNonceTaken: false)
        }
        if searched >= finalized.number, try await nonce(in: finalized) > trace.nonce {
            return .impossible(
                reason:
                    "its nonce \(trace.nonce) was used by another extrinsic, and block \(finalized.number), which is "
                    + "final, comes after that",
                isNonceTaken: true)
        }
        return .open(newest: newest)
    }

    /// The block among these, which are asked for at once, that holds an extrinsic.
    static func holder(
        of wanted: Hash256, in numbers: ClosedRange<BlockNumber>, on client: SubstrateClient
    ) async throws(ClientError) -> (BlockNumber, Hash256)? {
        let found = await withTaskGroup(of: Result<(BlockNumber, Hash256)?, ClientError>.self) { group in
            for number in numbers.lowerBound.rawValue...numbers.upperBound.rawValue {
                group.addTask {
                    await Result { () async throws(ClientError) in
                        let number = BlockNumber(number)
                        guard let hash = try await client.blockHash(number) else { return nil }
                        let isThere = try await client.extrinsics(at: hash).contains { $0.hash == wanted }
                        return isThere ? (number, hash) : nil
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var failure: ClientError?
        for result in found {
            switch result {
            case .success(let block?): return block
            case .success(nil): continue
            case .failure(let error): failure = error
            }
        }
        if let failure { throw failure }
        return nil
    }

    private func verdict(_ number: BlockNumber, _ hash: Hash256, isFinal: Bool) async throws(ClientError) -> Finding {
        do {
            return .included(try await client.outcome(of: trace.hash, in: hash), isFinal: isFinal)
        } catch  where error.code == .stateDiscarded {
            return .includedInForgottenBlock(number, hash)
        }
    }

    /// The account's nonce after a block: how many of its extrinsics are carried out.
    private func nonce(in state: ChainState) async throws(ClientError) -> UInt32 {
        // frame_system's AccountInfo begins with the nonce. No account has had no extrinsic.
        try await state.value(StorageAddress<AccountNonce>("System", "Account", trace.signer))?.nonce ?? 0
    }
}

/// The first field of frame_system's `AccountInfo`.
private struct AccountNonce: ScaleDecodable, Sendable {
    let nonce: UInt32

    init(from reader: inout ScaleReader) throws(ScaleError) {
        nonce = try reader.readInteger()
        try reader.skip(reader.remaining)
    }
}
