// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import Logging
import SDKTelemetry
import ScaleCodec
public import SubstratePrimitives
public import SubstrateRPC
import Synchronization

/// Any Substrate chain, seen through one connection to a node.
///
/// It holds the chain's genesis hash and its current runtime; everything else is asked for. Reads take an optional
/// block hash and read the newest block without one.
public final class SubstrateClient: Sendable {
    /// The connection that every request goes through.
    public let connection: any RPCConnection
    /// The hash of block 0, by which chains are told apart.
    public let genesisHash: Hash256
    /// Hears of runtimes and of what becomes of extrinsics.
    public let logger: Logger
    /// The newest block when the connection was made, where its runtime is certain.
    private let firstHead: BlockHeader?
    /// The newest runtime seen; replaced with each state of the head that is looked at.
    private let current: Mutex<Runtime>
    /// What the node calls its chain, once it was asked.
    private let name = Mutex<String?>(nil)
    /// Of which runtimes the chain checks the digest.
    let digests = DigestMemory()
    let library: RuntimeLibrary
    let nonces = NonceTracker()
    let node: Node

    private init(node: Node, genesisHash: Hash256, runtime: Runtime, head: BlockHeader?, logger: Logger) {
        self.node = node
        self.logger = logger
        connection = node.connection
        self.genesisHash = genesisHash
        firstHead = head
        current = Mutex(runtime)
        library = RuntimeLibrary(node: node, first: runtime, head: head)
    }

    /// A client of a chain whose runtime is known by another way: asks for nothing.
    package convenience init(reading connection: any RPCConnection, genesisHash: Hash256, runtime: Runtime) {
        self.init(
            node: Node(connection: connection, missing: MissingMethods()), genesisHash: genesisHash, runtime: runtime,
            head: nil, logger: .silent)
    }

    /// Reads what every use of a chain needs: genesis hash, head, runtime version and metadata, all at the same time.
    ///
    /// - Parameter logger: hears of runtimes and of what becomes of extrinsics; of requests the connection's own.
    /// - Throws: `malformedAnswer` and `node` for something that is no Substrate node, `unsupportedMetadata`,
    ///   `connection`.
    public static func connect(
        over connection: any RPCConnection, logger: Logger = .silent
    ) async throws(ClientError) -> SubstrateClient {
        let node = Node(connection: connection, missing: MissingMethods())
        let genesisHash = try await node.genesisHash()
        let (runtime, head) = try await node.runtime()
        logger.debug(
            "chain connected",
            metadata: .of([.genesis: genesisHash, .specVersion: Int(runtime.version.specVersion)]))
        return SubstrateClient(
            node: node, genesisHash: genesisHash, runtime: runtime, head: head, logger: logger)
    }

    /// The state of the block that was the newest when the connection was made. As a rule it takes no question.
    public func stateAtConnection() async throws(ClientError) -> ChainState {
        guard let firstHead else { return try await state() }
        return try await state(of: firstHead)
    }

    /// What the node calls its chain: its word, which proves nothing. Asked for once.
    public func chainName() async throws(ClientError) -> String {
        if let known = name.withLock({ $0 }) { return known }
        let answer = try await node.text("system_chain") ?? "unnamed"
        name.withLock { $0 = answer }
        return answer
    }

    /// The highest block that the node has heard of, which it may still have to fetch: its word, which proves nothing. Nil where
    /// it does not say; public nodes may refuse to tell.
    public func highestBlockHeardOf() async throws(ClientError) -> BlockNumber? {
        try await node.request("system_syncState")["highestBlock"]?.uint64.map { BlockNumber($0) }
    }

    /// The newest runtime that this client has seen.
    public var runtime: Runtime { current.withLock { $0 } }

    /// The head of the chain has this runtime.
    func note(newest runtime: Runtime) {
        let isOther = current.withLock { current in
            guard current.version != runtime.version else { return false }
            current = runtime
            return true
        }
        guard isOther else { return }
        logger.info("runtime changed", metadata: .of([.specVersion: Int(runtime.version.specVersion)]))
    }
}
