// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateClient
public import SubstrateFork
public import SubstratePrimitives
public import SubstrateRPC

/// Another network's chain, from one of its blocks on: its runtime, and its state, of which a node is asked for what is read.
///
/// The network hears nothing of what happens on the fork: it is only read. Whatever was read once is kept in the fork's state file,
/// where there is one, so that a chain goes on from there without a node for as long as it reads nothing new.
public struct ForkedChain: Sendable {
    /// Lets `use` have a connection to the network for as long as it runs.
    public typealias Opening =
        @Sendable (_ use: @escaping @Sendable (SubstrateClient) async throws -> Void) async throws -> Void

    /// Opens a connection, whenever something is read that is not here.
    public var open: Opening
    /// The block after which the fork goes on. A chain that is in a file already goes on as it is.
    public var block: BlockReference = .head
    /// What is put into the state after that block.
    public var plan = GenesisPlan()
    /// Where the network's runtime may be already, and where it is kept.
    public var codes: any CodeMemory = NoCodeMemory()
    /// How far the chain's clock is set forward from the time of its newest block.
    public var timeShift: Duration = .zero
    /// Whose signatures count as anybody's.
    public var impersonator: AccountID?
    /// How much of the network's state is kept.
    public var limits = ForkLimits()

    public init(open: @escaping Opening) { self.open = open }

    /// A fork of the chain that a node has.
    public init(of endpoint: RPCEndpoint) {
        self.init { use in
            try await withRPCClient(to: endpoint) { connection in
                try await use(try await SubstrateClient.connect(over: connection))
            }
        }
    }
}
