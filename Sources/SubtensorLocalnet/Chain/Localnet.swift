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
    nonisolated let runtime: any ChainRuntime
    private let configuration: LocalnetConfiguration
    private(set) var stateFile: StateFile?
    /// Why a block could not be made, or not be written to the state file: no block has been made since. Nil where all went well.
    public private(set) var savingFailure: LocalnetError?
    private nonisolated let savingFailures: AsyncStream<LocalnetError>
    private let tellSavingFailure: AsyncStream<LocalnetError>.Continuation
    /// That extrinsics have come which a block can take, once for those that nobody has heard of yet.
    nonisolated let arrivals: AsyncStream<Void>
    private let tellArrival: AsyncStream<Void>.Continuation
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
        if let chain = configuration.genuine {
            try self.init(configuration, runtime: try GenuineRuntime(chain))
        } else {
            try self.init(configuration, runtime: try ImitatedRuntime(configuration))
        }
    }

    /// A chain of any runtime.
    init(_ configuration: LocalnetConfiguration, runtime: any ChainRuntime) throws(LocalnetError) {
        self.configuration = configuration
        self.runtime = runtime
        (savingFailures, tellSavingFailure) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        (arrivals, tellArrival) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        stateFile = try configuration.stateFile.map { path throws(LocalnetError) in
            try StateFile(path: path, lineage: runtime.lineage)
        }
        if let saved = try stateFile?.load(accepts: runtime.accepts) {
            (store, head, genesisHash) = (saved.store, saved.head, saved.genesisHash)
            return
        }
        let first: FinishedBlock
        do throws(RuntimeFault) {
            first = try runtime.genesis()
        } catch {
            throw LocalnetError(.runtime, "the runtime makes no first block: \(error.reason)")
        }
        head = first.block
        genesisHash = head.hash
        store.commit(first.changes, at: 0)
        if let stateFile { try stateFile.save(head, changes: first.changes) } else { blocks.append(head) }
    }

    // MARK: - Blocks

    /// Makes the next block from what waits in the pool, and tells everyone who listens.
    ///
    /// A block is written to the state file before anybody hears of it. One that cannot be made or written is not made, and none
    /// after it: ``savingFailure`` says why, and this returns the head as it is.
    @discardableResult
    public func produceBlock() -> BlockHeader {
        guard savingFailure == nil else { return head.header }
        do {
            let made = try nextBlock()
            let (block, changes) = (made.finished.block, made.finished.changes)
            let forgotten = forgetOldStates(at: block.header.number)
            try stateFile?.save(block, changes: changes, forgetting: forgotten)
            store.commit(changes, at: block.header.number)
            if stateFile == nil { blocks.append(block) }
            head = block
            announce(block, changes: changes, included: made.included.map(\.hash))
            clearPool(after: made)
        } catch {
            savingFailure = error
            tellSavingFailure.yield(error)
        }
        return head.header
    }

    /// Takes out of the pool what a block has taken or refused, and what it has made impossible.
    private func clearPool(after made: MadeBlock) {
        for hash in made.refused { pool.ban(hash, at: now) }
        for hash in made.lost { pool.remove(hash) }
        var gone = made.refused + made.lost
        for (hash, provides) in made.included { gone += pool.settle(provides).filter { $0 != hash } }
        gone += pool.expire(at: head.header.number)
        for hash in gone { announce(.invalid, of: hash) }
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

    /// The state after the newest block.
    var headState: BlockState { BlockState(store, after: head) }

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
    func submit(_ bytes: [UInt8]) throws(TransactionFault) -> Extrinsic {
        let extrinsic = Extrinsic(bytes: bytes)
        try pool.admit(extrinsic.hash, at: now)
        let validity = try runtime.validate(bytes, from: .external, on: headState)
        for usurped in try pool.insert(extrinsic, validity, head: head.header.number) {
            announce(.usurped(extrinsic.hash), of: usurped)
        }
        if pool.isReady(extrinsic.hash) { tellArrival.yield() }
        return extrinsic
    }
}
