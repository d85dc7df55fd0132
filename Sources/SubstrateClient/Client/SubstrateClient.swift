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
    /// The newest runtime seen; replaced by `refreshRuntime()`.
    private let current: Mutex<Runtime>
    let library: RuntimeLibrary
    let nonces = NonceTracker()

    private init(connection: any RPCConnection, genesisHash: Hash256, runtime: Runtime) {
        self.connection = connection
        self.genesisHash = genesisHash
        current = Mutex(runtime)
        library = RuntimeLibrary(node: Node(connection: connection), first: runtime)
    }

    /// Reads what every use of a chain needs: genesis hash, runtime version, metadata.
    ///
    /// - Throws: `malformedAnswer` and `node` for something that is no Substrate node, `unsupportedMetadata`,
    ///   `connection`.
    public static func connect(over connection: any RPCConnection) async throws(ClientError) -> SubstrateClient {
        let node = Node(connection: connection)
        let genesisHash = try await node.genesisHash()
        return SubstrateClient(connection: connection, genesisHash: genesisHash, runtime: try await node.runtime())
    }

    /// The newest runtime that this client has seen.
    public var runtime: Runtime { current.withLock { $0 } }

    /// Asks for the chain's current runtime version and reads the metadata anew when it has changed.
    ///
    /// Does nothing but ask one question while the runtime stays the same, so that it may be called before whatever
    /// depends on the rules of the day.
    @discardableResult
    public func refreshRuntime() async throws(ClientError) -> Runtime {
        let known = runtime
        guard try await node.runtimeVersion(at: nil) != known.version else { return known }
        guard let head = try await node.hash("chain_getBlockHash", []) else {
            throw ClientError(.malformedAnswer, "the node has no newest block")
        }
        // Asked again of that block: the one before may have been another.
        let fresh = try await library.runtime(of: try await node.runtimeVersion(at: head), at: head)
        current.withLock { $0 = fresh }
        return fresh
    }

    var node: Node { Node(connection: connection) }
}
