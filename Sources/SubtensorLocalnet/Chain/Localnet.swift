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
    private(set) var stateFile: StateFile?
    /// Why a block could not be written to the state file: no block has been made since. Nil where all went well.
    public private(set) var savingFailure: LocalnetError?
    private nonisolated let savingFailures: AsyncStream<LocalnetError>
    private let tellSavingFailure: AsyncStream<LocalnetError>.Continuation
    /// What the chain's clock has been set forward by, in milliseconds.
    private var timeShift: Int64 = 0

    private(set) var store = VersionedStore()
    /// The blocks of a chain that no file keeps.
    private var blocks = BlockLog()
    private(set) var head: Block
    private(set) var pool = TransactionPool()
    var subscriptions = Subscriptions()

    /// The chain with its block 0, or as its state file has it. It makes further blocks when asked to, or as `with` runs
    /// it.
    ///
    /// The state file is this chain's alone until ``close()``, or until the chain is gone.
    public init(_ configuration: LocalnetConfiguration = LocalnetConfiguration()) throws(LocalnetError) {
        self.configuration = configuration
        do {
            runtime = try LocalRuntime(
                rules: configuration.rules, isDifficultyPinned: configuration.isDifficultyPinned,
                startsWithCommitReveal: configuration.commitReveal, blockTime: configuration.blockTime ?? .seconds(12),
                knowsMetadataHash: configuration.knowsMetadataHash, takesEncrypted: configuration.takesEncrypted)
        } catch {
            throw LocalnetError(.runtime, error.reason)
        }
        (savingFailures, tellSavingFailure) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        stateFile = try configuration.stateFile.map { path throws(LocalnetError) in
            try StateFile(path: path, lineage: ChainLineage(runtime: configuration.rules.rawValue))
        }
        if let saved = try stateFile?.load(accepts: runtime.accepts) {
            (store, head, genesisHash) = (saved.store, saved.head, saved.genesisHash)
            return
        }
        var genesis = Execution.genesis(runtime, configuration)
        genesis.announceShieldKey()
        let changes = StateChanges(genesis.state.changes)
        head = Block(parent: nil, extrinsics: [], changes: changes)
        genesisHash = head.hash
        store.commit(changes, at: 0)
        if let stateFile { try stateFile.save(head, changes: changes) } else { blocks.append(head) }
    }

    // MARK: - Blocks

    /// Makes the next block from what waits in the pool, and tells everyone who listens.
    ///
    /// A block is written to the state file before anybody hears of it. One that cannot be written is not made, and none
    /// after it: ``savingFailure`` says why, and this returns the head as it is.
    @discardableResult
    public func produceBlock() -> BlockHeader {
        guard savingFailure == nil else { return head.header }
        let (block, changes, included) = nextBlock()
        let forgotten = forgetOldStates(at: block.header.number)
        do {
            try stateFile?.save(block, changes: changes, forgetting: forgotten)
        } catch {
            savingFailure = error
            tellSavingFailure.yield(error)
            return head.header
        }
        store.commit(changes, at: block.header.number)
        if stateFile == nil { blocks.append(block) }
        head = block
        announce(block, changes: changes, included: included)
        return block.header
    }

    /// The next block, what it changes, and the hashes of the extrinsics that it took from the pool.
    private func nextBlock() -> (Block, StateChanges, [Hash256]) {
        var execution = nextExecution()
        execution.state[SystemPallet.parentHash] = head.hash
        execution.state[SystemPallet.number] = UInt32(clamping: execution.block.rawValue)
        execution.beginBlock()
        execution.announceShieldKey()
        let time = now
        execution.applyTimestamp(time)
        var extrinsics = [inherent(time)]
        let included = includeWaiting(&execution, from: extrinsics.count)
        extrinsics += included.map(\.extrinsic)

        var changes = StateChanges(execution.state.changes)
        changes.set(execution.encodedEvents, at: StatePlace(SystemPallet.events.key([])))
        return (Block(parent: head, extrinsics: extrinsics, changes: changes), changes, included.map(\.hash))
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
                let failure = execution.apply(extrinsic, index: UInt32(first + included.count))
                included.append(extrinsic)
                byteCount += extrinsic.byteCount
                pool.remove(extrinsic.hash)
                if failure == nil, let content = execution.content(of: extrinsic) {
                    next = content
                    continue
                }
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

    /// Forgets the state of the block that is too old when block `number` comes.
    private func forgetOldStates(at number: BlockNumber) -> ForgottenStates? {
        let retained = UInt64(max(configuration.retainedBlocks, 1))
        guard number.rawValue > retained else { return nil }
        return store.prune(before: BlockNumber(number.rawValue - retained))
    }

    // MARK: - The state file

    /// Throws as soon as a block cannot be written to the state file; returns when the task is cancelled.
    func watchSaving() async throws(LocalnetError) {
        for await failure in savingFailures { throw failure }
    }

    /// Lets the state file go, so that another chain can go on from it. Blocks made after this are in memory only; those before are
    /// the file's, but for the newest.
    public func close() {
        guard let file = stateFile else { return }
        file.close()
        stateFile = nil
        blocks.append(head)
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
            guard savingFailure == nil else { break }
            timeShift = timeShift.addingReportingOverflow(step).partialValue
            produceBlock()
        }
        return head.header
    }

    // MARK: - Looking things up

    func block(_ hash: Hash256?) -> Block? {
        guard let hash, hash != head.hash else { return head }
        return stateFile.map { $0.block(hash: hash) } ?? blocks[hash]
    }

    func block(number: BlockNumber) -> Block? {
        guard number != head.header.number else { return head }
        return stateFile.map { $0.block(number: number) } ?? blocks[number]
    }

    /// How many extrinsics wait for a block.
    public var waitingExtrinsics: Int { pool.count }

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
