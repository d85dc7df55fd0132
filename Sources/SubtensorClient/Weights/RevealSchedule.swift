// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstrateClient
public import SubstratePrimitives

/// When the chain opens timelocked weights that are committed in the next block, as of one block.
public struct RevealSchedule: Hashable, Sendable {
    public let netuid: NetUID
    /// The block that this is about; the commitment is in the next one at the earliest.
    public let block: BlockNumber
    /// Blocks from one epoch to the next, less one by formula; 0 for a subnet without epochs.
    public let tempo: UInt16
    /// Epochs between the commitment and the reveal of weights.
    public let revealPeriod: UInt64
    public let epochs: Epochs

    /// How a runtime counts the epochs of a subnet.
    public enum Epochs: Hashable, Sendable {
        /// From block, subnet and tempo alone: up to spec 422.
        case byFormula
        /// By what it keeps in its state: since spec 423.
        case byState(EpochState)
    }

    /// What a runtime keeps of a subnet's epochs.
    public struct EpochState: Hashable, Sendable {
        /// The block of the last epoch.
        public let lastEpoch: UInt64
        /// The block of an epoch that the owner asked for; 0 when none is.
        public let pendingEpoch: UInt64
        /// How many epochs there were.
        public let index: UInt64
        public let blocksSinceLastStep: UInt64

        public init(lastEpoch: UInt64, pendingEpoch: UInt64, index: UInt64, blocksSinceLastStep: UInt64) {
            self.lastEpoch = lastEpoch
            self.pendingEpoch = pendingEpoch
            self.index = index
            self.blocksSinceLastStep = blocksSinceLastStep
        }
    }

    public init(netuid: NetUID, block: BlockNumber, tempo: UInt16, revealPeriod: UInt64, epochs: Epochs) {
        self.netuid = netuid
        self.block = block
        self.tempo = tempo
        self.revealPeriod = revealPeriod
        self.epochs = epochs
    }

    /// How many blocks after the first of the reveal's epoch the round is to be published: by then the chain has surely begun it.
    public static let securityOffset: UInt64 = 3

    /// The number of the epoch that a commitment in the next block belongs to.
    public var commitEpoch: UInt64 {
        switch epochs {
        case .byFormula: (block.rawValue.adding(1)).adding(offset) / length
        case .byState(let state): state.index.adding(isDue(state) ? 1 : 0)
        }
    }

    /// The first block of that epoch.
    public var commitEpochStart: BlockNumber {
        let next = block.rawValue.adding(1)
        switch epochs {
        case .byFormula:
            let first = (next.adding(offset) / length).multiplied(by: length)
            return BlockNumber(first > offset ? first - offset : 0)
        case .byState(let state): return BlockNumber(isDue(state) ? next : state.lastEpoch)
        }
    }

    /// Whether the chain opens what is committed in the next block: in the first two epochs of all it opens nothing.
    var isEverOpened: Bool { epochs != .byFormula || commitEpoch.adding(revealPeriod) > 1 }

    /// The first block of the epoch in which the chain opens the weights, as Python's packages reckon it.
    ///
    /// - Throws: `invalidWeights` for a subnet without epochs, and one whose reveal period is beyond reckoning.
    public func firstRevealBlock() throws(BittensorError) -> BlockNumber {
        guard tempo > 0 else {
            throw BittensorError(
                .invalidWeights,
                "subnet \(netuid) has no epochs, for its tempo is 0: nothing that is committed there is ever opened"
            )
        }
        guard revealPeriod <= Self.longestPeriod else {
            throw BittensorError(
                .invalidWeights,
                "subnet \(netuid) opens weights after \(revealPeriod) epochs: that is beyond all reckoning, wait until its owner "
                    + "has set a shorter period")
        }
        switch epochs {
        case .byFormula:
            let epoch = block.rawValue.adding(offset) / length
            let first = epoch.adding(revealPeriod).multiplied(by: length)
            return BlockNumber(first > offset ? first - offset : 0)
        case .byState(let state): return BlockNumber(firstBlock(after: state))
        }
    }

    /// The first block of the epoch that opens a commitment in the next block.
    ///
    /// Where that begins an epoch, the formula of the packages, ``firstRevealBlock()``, is one epoch short: what was encrypted by it could be
    /// read for an epoch before the chain opens it.
    public func revealBlock() throws(BittensorError) -> BlockNumber {
        let first = try firstRevealBlock()
        return epochs == .byFormula && commitEpochStart > block ? BlockNumber(first.rawValue.adding(length)) : first
    }

    /// More than any chain takes: a hundred.
    private static let longestPeriod: UInt64 = 65_536

    // MARK: By formula

    private var length: UInt64 { UInt64(tempo) + 1 }
    private var offset: UInt64 { UInt64(netuid.rawValue) + 1 }

    // MARK: By state

    /// After more blocks than these without an epoch one is due, whatever the tempo.
    private static let longestEpoch: UInt64 = 50_400

    /// Whether the next block looks as if it began an epoch.
    private func isDue(_ state: EpochState) -> Bool {
        let next = block.rawValue.adding(1)
        return nextEpoch(from: next, state, longest: Self.longestEpoch) == next
    }

    /// The first block from `start` on in which an epoch is due, with the state after the block before `start`.
    private func nextEpoch(from start: UInt64, _ state: EpochState, longest: UInt64) -> UInt64 {
        let since = state.blocksSinceLastStep
        let left = since > longest ? 0 : longest + 1 - since
        let due = min(state.lastEpoch.adding(UInt64(tempo)), start.adding(left))
        return max(start, state.pendingEpoch > 0 ? min(due, state.pendingEpoch) : due)
    }

    /// Goes from epoch to epoch until it is the one that opens what the next block commits to.
    private func firstBlock(after state: EpochState) -> UInt64 {
        var state = state
        var place = block.rawValue.adding(1)
        // An epoch that begins in the commitment's own block counts for it.
        let epochs = revealPeriod + (isDue(state) ? 1 : 0)
        var first = place
        for _ in 0..<epochs {
            // A block counts itself when it decides whether the epoch before it was too long, and commitments are looked for before
            // that: those are opened one block later.
            let next = nextEpoch(from: place, state, longest: Self.longestEpoch - 1)
            first = nextEpoch(from: place, state, longest: Self.longestEpoch) == next ? next : next.adding(1)
            state = EpochState(lastEpoch: next, pendingEpoch: 0, index: state.index.adding(1), blocksSinceLastStep: 0)
            place = next.adding(1)
        }
        return first
    }
}

extension UInt64 {
    fileprivate func adding(_ other: UInt64) -> UInt64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }

    fileprivate func multiplied(by other: UInt64) -> UInt64 {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? .max : product
    }
}

extension Subtensor {
    /// When the chain opens timelocked weights that are committed on a subnet now.
    public func revealSchedule(
        on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> RevealSchedule {
        try await state(at: block).revealSchedule(on: netuid)
    }
}

extension ChainState {
    /// All of it by one request.
    func revealSchedule(on netuid: NetUID) async throws(ClientError) -> RevealSchedule {
        let last = StorageAddress<UInt64>.lastEpochBlock(netuid)
        let values = try await values([
            StorageQuery(StorageAddress<UInt16>.tempo(netuid)), StorageQuery(.revealPeriodEpochs(netuid)),
            StorageQuery(last), StorageQuery(.pendingEpochAt(netuid)), StorageQuery(.epochIndex(netuid)),
            StorageQuery(.blocksSinceLastStep(netuid)),
        ])
        func number(_ place: Int) -> UInt64 { values[place]?.uint64 ?? 0 }
        let state = RevealSchedule.EpochState(
            lastEpoch: number(2), pendingEpoch: number(3), index: number(4), blocksSinceLastStep: number(5))
        return RevealSchedule(
            netuid: netuid, block: self.number, tempo: UInt16(clamping: number(0)), revealPeriod: number(1),
            epochs: runtime.metadata.has(last) ? .byState(state) : .byFormula)
    }
}
