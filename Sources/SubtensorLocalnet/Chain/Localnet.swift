// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

/// A subtensor chain inside this process: blocks, state, transaction pool, subscriptions.
///
/// ```swift
/// try await Localnet.with(LocalnetConfiguration(blockTime: .seconds(1))) { localnet in
///     // any client: localnet.url
/// }
/// ```
public actor Localnet {
    /// The hash of block 0.
    public nonisolated let genesisHash: Hash256
    nonisolated let runtime: LocalRuntime
    private let configuration: LocalnetConfiguration
    private let stateFile: StateFile?
    /// Why the newest block is not in the state file; nil when it is, or when there is none.
    public private(set) var savingFailure: LocalnetError?
    /// What the chain's clock has been set forward by, in milliseconds.
    private var timeShift: Int64 = 0

    private(set) var store = VersionedStore()
    private var blocks: [BlockNumber: Block] = [:]
    private var numbers: [Hash256: BlockNumber] = [:]
    private(set) var head: Block
    private(set) var pool = TransactionPool()
    var subscriptions = Subscriptions()

    /// The chain with its block 0, or as its state file has it. It makes further blocks when asked to, or as `with` runs
    /// it.
    public init(_ configuration: LocalnetConfiguration = LocalnetConfiguration()) throws(LocalnetError) {
        self.configuration = configuration
        do {
            runtime = try LocalRuntime(
                rules: configuration.rules, isDifficultyPinned: configuration.isDifficultyPinned,
                blockTime: configuration.blockTime ?? .seconds(12), knowsMetadataHash: configuration.knowsMetadataHash)
        } catch {
            throw LocalnetError(.runtime, error.reason)
        }
        stateFile = try configuration.stateFile.map { path throws(LocalnetError) in
            try StateFile(path: path, rules: configuration.rules)
        }
        if let saved = try stateFile?.load(), let first = saved.blocks.first, let last = saved.blocks.last {
            (store, head, genesisHash) = (saved.store, last, first.hash)
            for block in saved.blocks {
                blocks[block.header.number] = block
                numbers[block.hash] = block.header.number
            }
            return
        }
        let genesis = Execution.genesis(runtime, configuration)
        head = Block(parent: nil, extrinsics: [], changes: genesis.state.changes)
        genesisHash = head.hash
        store.commit(genesis.state.changes, at: 0)
        blocks[0] = head
        numbers[head.hash] = 0
        try stateFile?.save(head, changes: genesis.state.changes, oldest: nil)
    }

    // MARK: - Blocks

    /// Makes the next block from what waits in the pool, and tells everyone who listens.
    @discardableResult
    public func produceBlock() -> BlockHeader {
        var execution = nextExecution()
        execution.state[SystemPallet.parentHash] = head.hash
        execution.state[SystemPallet.number] = UInt32(clamping: execution.block.rawValue)
        execution.beginBlock()
        let time = now
        execution.applyTimestamp(time)
        var extrinsics = [inherent(time)]
        let included = includeWaiting(&execution, from: extrinsics.count)
        extrinsics += included.map(\.extrinsic)

        var changes = execution.state.changes
        changes.updateValue(execution.encodedEvents, forKey: SystemPallet.events.key([]))
        let block = Block(parent: head, extrinsics: extrinsics, changes: changes)
        store.commit(changes, at: execution.block)
        blocks[execution.block] = block
        numbers[block.hash] = execution.block
        head = block
        save(block, changes, oldest: forgetOldBlocks())
        announce(block, changes: changes, included: included.map(\.hash))
        return block.header
    }

    /// A block on top of the head, with the head's hash known to it.
    func nextExecution() -> Execution {
        let parent = head.header.number
        var execution = Execution(
            runtime: runtime, block: parent.advanced(by: 1), state: StateOverlay(store: store, at: parent))
        execution.state[SystemPallet.blockHash, UInt32(clamping: parent.rawValue)] = head.hash
        if let expired = UInt32(exactly: parent.rawValue).map({ Int64($0) - Int64(SystemPallet.blockHashCount) }),
            expired > 0
        {
            execution.state.remove(SystemPallet.blockHash, UInt32(expired))
        }
        return execution
    }

    /// Carries out what waits, in the order in which it came; an extrinsic that is ahead of its account's nonce goes
    /// behind those before it, or stays.
    private func includeWaiting(_ execution: inout Execution, from first: Int) -> [SignedExtrinsic] {
        var included: [SignedExtrinsic] = []
        var byteCount = 0
        var early: [TransactionPool.Tag: SignedExtrinsic] = [:]
        for candidate in pool.waiting {
            var next: SignedExtrinsic? = candidate
            while var extrinsic = next {
                next = nil
                do {
                    try execution.validate(&extrinsic, genesisHash: genesisHash)
                } catch {
                    pool.remove(extrinsic.hash)
                    announce(.invalid, of: extrinsic.hash)
                    continue
                }
                guard extrinsic.nonce == execution.state[SystemPallet.account, extrinsic.signer].nonce else {
                    early[.nonce(extrinsic.nonce, of: extrinsic.signer)] = extrinsic
                    continue
                }
                guard byteCount + extrinsic.byteCount <= SignedExtrinsic.maximumBytes else { continue }
                execution.apply(extrinsic, index: UInt32(first + included.count))
                included.append(extrinsic)
                byteCount += extrinsic.byteCount
                pool.remove(extrinsic.hash)
                let follower = execution.state[SystemPallet.account, extrinsic.signer].nonce
                next = early.removeValue(forKey: .nonce(follower, of: extrinsic.signer))
            }
        }
        return included
    }

    private func inherent(_ time: UInt64) -> Extrinsic {
        let call = Call("Timestamp", "set", ["now": .number(time)])
        guard let callData = try? runtime.metadata.encode(call) else {
            preconditionFailure("Timestamp.set is declared above")
        }
        return Extrinsic(bytes: ([4] + callData).scaleEncoded)
    }

    /// Writes a block to the state file. Once that has failed, nothing more is written: the file ends with a block that
    /// was whole.
    private func save(_ block: Block, _ changes: [StorageKey: [UInt8]?], oldest: BlockNumber?) {
        guard let stateFile, savingFailure == nil else { return }
        do {
            try stateFile.save(block, changes: changes, oldest: oldest)
        } catch {
            savingFailure = error
        }
    }

    /// Forgets the state of blocks that are too old, and returns the oldest that is kept when something was forgotten.
    private func forgetOldBlocks() -> BlockNumber? {
        let number = head.header.number.rawValue
        let retained = UInt64(max(configuration.retainedBlocks, 1))
        // Pruning walks the whole store: once in a while is enough.
        guard number > retained, number.isMultiple(of: 256) else { return nil }
        let oldest = BlockNumber(number - retained)
        store.prune(before: oldest)
        for (old, block) in blocks where old < oldest && old != 0 {
            blocks[old] = nil
            numbers[block.hash] = nil
        }
        return oldest
    }

    // MARK: - Time

    /// The chain's time in Unix milliseconds.
    public var now: UInt64 { UInt64(clamping: Int128(configuration.now()) + Int128(timeShift)) }

    /// Sets the chain's clock, which goes on from there.
    public func setTime(_ milliseconds: UInt64) {
        timeShift = Int64(clamping: Int128(milliseconds) - Int128(configuration.now()))
    }

    /// Makes `count` blocks at once, each a block time after the one before it, and returns the last one's header.
    ///
    /// Everything that blocks bring happens: epochs, emission, falling prices, ended limits.
    @discardableResult
    public func advance(by count: Int) -> BlockHeader {
        let step = Int64((configuration.blockTime ?? .seconds(12)) / .milliseconds(1))
        for _ in 0..<max(count, 0) {
            timeShift = timeShift.addingReportingOverflow(step).partialValue
            produceBlock()
        }
        return head.header
    }

    // MARK: - Looking things up

    func block(_ hash: Hash256?) -> Block? {
        guard let hash else { return head }
        return numbers[hash].flatMap { blocks[$0] }
    }

    func block(number: BlockNumber) -> Block? { blocks[number] }

    // MARK: - Extrinsics

    /// Takes an extrinsic into the pool.
    func submit(_ bytes: [UInt8]) throws(TransactionFault) -> SignedExtrinsic {
        var extrinsic = try SignedExtrinsic(bytes, runtime: runtime)
        try nextExecution().validate(&extrinsic, genesisHash: genesisHash)
        for usurped in try pool.insert(extrinsic) { announce(.usurped(extrinsic.hash), of: usurped) }
        return extrinsic
    }

    /// The nonce of the account's next extrinsic, those in the pool counted in.
    func nextNonce(of account: AccountID) -> UInt32 {
        let state = StateOverlay(store: store, at: head.header.number)
        return pool.nextNonce(of: account, after: state[SystemPallet.account, account].nonce)
    }
}
