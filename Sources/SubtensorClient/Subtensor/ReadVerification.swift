// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateFork
import SubstrateRPC

/// How a node's answers are verified, see `ProvenConnection`: balances, registrations and rules of work come with a proof that the header
/// of their block binds them, or not at all.
public struct ReadVerification: Sendable {
    /// Where the code of runtimes is kept from one time to the next; a runtime has more than a megabyte.
    public var codes: any CodeMemory

    public init(codes: any CodeMemory = NoCodeMemory()) { self.codes = codes }

    func verified(_ connection: any RPCConnection) -> any RPCConnection {
        ProvenConnection(over: connection, codes: codes)
    }
}
