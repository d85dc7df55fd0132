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

    /// The state from which the chain goes on, where another network keeps that.
    nonisolated let upstream: Upstream?
    /// Whether the last block could not be made because that network did not answer.
    private var isUpstreamSilent = false
    private(set) var store: VersionedStore
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
        let file = try configuration.stateFile.map { path throws(LocalnetError) in
            try StateFile(path: path, lineage: runtime.lineage)
        }
        if let saved = try file?.load(accepts: runtime.accepts) {
            self.init(configuration, runtime, nil, file, saved)
            return
        }
        let first: FinishedBlock
        do throws(RuntimeFault) {
            first = try runtime.genesis()
        } catch {
            throw LocalnetError(.runtime, "the runtime makes no first block: \(error.reason)")
        }
        var store = VersionedStore()
        store.commit(first.changes, at: 0)
        try file?.begin(with: first.block, changes: first.changes)
        self.init(
            configuration, runtime, nil, file,
            SavedChain(genesisHash: first.block.hash, head: first.block, store: store))
    }

    /// A chain as it is.
    init(
        _ configuration: LocalnetConfiguration, _ runtime: any ChainRuntime, _ upstream: Upstream?, _ file: StateFile?,
        _ chain: SavedChain
    ) {
        self.configuration = configuration
        self.runtime = runtime
        self.upstream = upstream
        (savingFailures, tellSavingFailure) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        (arrivals, tellArrival) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        stateFile = file
        (store, head, genesisHash) = (chain.store, chain.head, chain.genesisHash)
        if file == nil { blocks.append(head) }
    }

    // MARK: - Blocks

    /// Makes the next block from what waits in the pool, and tells everyone who listens.
    ///
    /// A block is written to the state file before anybody hears of it. One that cannot be made or written is not made, and none
    /// after it: ``savingFailure`` says why, and this returns the head as it is. Where only the network does not answer from which the
    /// chain goes on, the next attempt may go well.
    @discardableResult
    public func produceBlock() async -> BlockHeader {
        do throws(LocalnetError) {
            let header = try await makeBlock()
            isUpstreamSilent = false
            return header
        } catch {
            if error.code == .upstreamSilent, !isUpstreamSilent {
                isUpstreamSilent = true
                configuration.upstreamFailure(error)
            }
            return head.header
        }
    }

    /// Makes the next block, or throws why there is none.
    func makeBlock() async throws(LocalnetError) -> BlockHeader {
        if let savingFailure { throw savingFailure }
        do throws(LocalnetError) {
            return try await settled(
                { view throws(LocalnetError) in try nextBlock(on: headState(over: view)) },
                then: { made throws(LocalnetError) in try take(made) })
        } catch {
            if error.code != .upstreamSilent, savingFailure == nil {
                savingFailure = error
                tellSavingFailure.yield(error)
            }
            throw error
        }
    }

    /// Makes a block the newest.
    private func take(_ made: MadeBlock) throws(LocalnetError) -> BlockHeader {
        let (block, changes) = (made.finished.block, made.finished.changes)
        let forgotten = forgetOldStates(at: block.header.number)
        try stateFile?.save(block, changes: changes, forgetting: forgotten)
        store.commit(changes, at: block.header.number)
        if stateFile == nil { blocks.append(block) }
        head = block
        announce(block, changes: changes, included: made.included.map(\.hash))
        clearPool(after: made)
        return block.header
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
    public func advance(by count: Int) async -> BlockHeader {
        let step = Int64((configuration.blockTime ?? .seconds(12)) / .milliseconds(1))
        for _ in 0..<max(count, 0) {
            guard savingFailure == nil else { break }
            timeShift = timeShift.addingReportingOverflow(step).partialValue
            await produceBlock()
        }
        return head.header
    }

    // MARK: - Looking things up

    /// The state after the newest block.
    ///
    /// - Parameter view: What it lies over, where it is not all here.
    func headState(over view: SpeculativeState?) -> BlockState { BlockState(store, over: view, after: head) }

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
    ///
    /// - Parameter taken: Hears of it before a block can take it.
    @discardableResult
    func submit(
        _ bytes: [UInt8], taken: (Hash256) -> Void = { _ in }
    ) async throws(TransactionFault) -> Extrinsic {
        let extrinsic = Extrinsic(bytes: bytes)
        try await settled(
            { view throws(TransactionFault) in
                try pool.admit(extrinsic.hash, at: now)
                return try runtime.validate(bytes, from: .external, on: headState(over: view))
            },
            then: { validity throws(TransactionFault) in
                for usurped in try pool.insert(extrinsic, validity, head: head.header.number) {
                    announce(.usurped(extrinsic.hash), of: usurped)
                }
                taken(extrinsic.hash)
                if pool.isReady(extrinsic.hash) { tellArrival.yield() }
            })
        return extrinsic
    }
}
