// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import Logging
import SDKTelemetry
public import SubstrateClient
import SubstratePrimitives
public import SubstrateRPC

/// A subtensor chain: subnets, neurons, balances, registration.
///
/// ```swift
/// try await withSubtensor(.finney) { subtensor in
///     print(try await subtensor.block(), try await subtensor.balance(of: account))
/// }
/// ```
public struct Subtensor: Sendable {
    /// The chain beneath: any storage item, runtime call or extrinsic.
    public let client: SubstrateClient
    /// The state that readings of the newest block are about; nil asks for the newest one each time.
    let pinned: ChainState?
    /// Whether what is prepared and sent is encrypted until its block.
    public let shielding: Shielding

    /// A subtensor over a client; throws `notSubtensor` for another kind of chain.
    public init(_ client: SubstrateClient) throws(BittensorError) {
        let runtime = client.runtime
        guard runtime.version.family != nil,
            runtime.metadata.pallets.contains(where: { $0.name == "SubtensorModule" })
        else {
            throw BittensorError(
                .notSubtensor,
                "the node serves \(excerpt(runtime.version.specName)), which is no subtensor chain: check the address")
        }
        self.client = client
        pinned = nil
        shielding = .usual
    }

    private init(_ client: SubstrateClient, pinned: ChainState?, _ shielding: Shielding) {
        self.client = client
        self.pinned = pinned
        self.shielding = shielding
    }

    /// The same chain, as it was after one block: all readings that name no block are of that one, and what was read once
    /// is not asked for again.
    public func pinned(to state: ChainState) -> Subtensor { Subtensor(client, pinned: state, shielding) }

    /// The same chain, with readings of the newest block there is.
    public var unpinned: Subtensor { Subtensor(client, pinned: nil, shielding) }

    /// The same chain, with another choice of what is encrypted.
    public func shielding(_ shielding: Shielding) -> Subtensor { Subtensor(client, pinned: pinned, shielding) }
}

/// Runs `body` with a connection to a subtensor chain, which is closed when `body` ends, throws or is cancelled.
///
/// The connection is kept up for as long as `body` runs: a lost one is made again, to the network's other endpoints if
/// need be, and what only reads goes on as if nothing had happened. A submission is never repeated.
/// - Parameters:
///   - verification: whether what the node says of a block's state is verified; nil believes it.
///   - logger: hears of connections, runtimes, searches for work and what becomes of extrinsics; of every request at the level `trace`.
public func withSubtensor<Value: Sendable>(
    _ network: Network, configuration: ResilientRPCConfiguration = ResilientRPCConfiguration(),
    verification: ReadVerification? = nil, logger: Logger = .silent, isolation: isolated (any Actor)? = #isolation,
    _ body: (Subtensor) async throws -> Value
) async throws -> Value {
    try await withRPCClient(
        endpoints: network.endpoints, configuration: configuration, logger: logger
    ) { client in
        let connection: any RPCConnection = verification?.verified(client) ?? client
        let subtensor = try Subtensor(try await SubstrateClient.connect(over: connection, logger: logger))
        try network.check(genesis: subtensor.client.genesisHash)
        do {
            return try await body(subtensor)
        } catch {
            throw subtensor.client.runtime.metadata.putInPlace(error)
        }
    }
}
