import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import TestVectors

/// A client over a node whose answers a test scripts; the runtime is mainnet's of spec 343.
struct ScriptedChain: Sendable {
    let connection = MockRPCConnection()
    let client: SubstrateClient

    static let version: JSONValue = ["specName": "node-subtensor", "specVersion": 343, "transactionVersion": 1]
    static let metadata: JSONValue = .string(VectorFile.bytes("metadata/metadata-v14-spec343.bin").hex)
    static let genesis = Hash256(unchecked: [UInt8](repeating: 1, count: 32))

    init() async throws {
        connection.reply(to: "chain_getBlockHash", with: .string(Self.genesis.hex))
        connection.reply(to: "state_getRuntimeVersion", with: Self.version)
        connection.reply(to: "state_getMetadata", with: Self.metadata)
        client = try await SubstrateClient.connect(over: connection)
    }

    /// Answers a method in this way from now on.
    func answer(_ method: String, _ value: JSONValue) {
        connection.respond(to: method) { _ in value }
    }
}
