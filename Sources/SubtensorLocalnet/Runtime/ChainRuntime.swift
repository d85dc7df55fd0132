// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRuntime

/// The rules by which a chain goes on: all that the node, its pool and its file ask of them.
///
/// A runtime is asked about a state, which is a value; it keeps none: a state that is held when the next block changes it is copied as a
/// whole. What it remembers, such as code that it has read, or a trie by its root, only makes it faster. It may change with the state:
/// an upgrade is a change like any other. Its calls take from 0.1 ms to some 100 ms, and the chain waits for them.
protocol ChainRuntime: Sendable {
    /// What the node says that it is.
    var identity: NodeIdentity { get }
    /// What a chain on file has to be of to go on with this runtime.
    var lineage: ChainLineage { get }

    /// The first block.
    func genesis() throws(RuntimeFault) -> FinishedBlock

    /// Whether the runtime could have stored this: what a file holds and it could not have is damage.
    func accepts(key: [UInt8], value: [UInt8]) -> Bool

    /// Whether its states are tries, so that the roots in headers prove single values.
    var provesState: Bool { get }

    /// The nodes that prove the values of these keys, or that there are none, where the runtime proves states.
    func proof(of keys: [[UInt8]], in child: [UInt8]?, on state: BlockState) throws(RuntimeFault) -> [[UInt8]]

    /// What `state_getRuntimeVersion` answers.
    func version(on state: BlockState) throws(RuntimeFault) -> RuntimeCode.Version

    /// What `state_getMetadata` answers.
    func metadata(on state: BlockState) throws(RuntimeFault) -> [UInt8]

    /// What the runtime says of itself, its functions included where it describes them.
    func description(on state: BlockState) throws(RuntimeFault) -> RuntimeMetadata

    /// Runs a function by its name, such as `AccountNonceApi_account_nonce`, and undoes what it changes.
    func call(_ function: String, _ input: [UInt8], on state: BlockState) throws(RuntimeFault) -> [UInt8]

    /// Whether the next block could take an extrinsic, which may have to wait for others.
    func validate(
        _ extrinsic: [UInt8], from source: TransactionSource, on state: BlockState
    ) throws(TransactionFault) -> ValidTransaction

    /// Begins the next block, with what comes into it before anything else.
    ///
    /// - Parameter time: Unix milliseconds; a runtime whose blocks have places in time may put it off to the next.
    func open(on state: BlockState, at time: UInt64) throws(RuntimeFault) -> any OpenBlock
}

/// A block that is being made. A copy goes on by itself: a trial is a block that is not finished.
protocol OpenBlock: Sendable {
    /// Carries out an extrinsic.
    ///
    /// Throws why it cannot come into the block, which is then as it was: `exhaustsResources` when the block has no room left, `future`
    /// when others have to come first.
    mutating func apply(_ extrinsic: [UInt8]) throws(TransactionFault) -> AppliedExtrinsic

    /// Ends the block.
    mutating func finish() throws(RuntimeFault) -> FinishedBlock
}

/// An extrinsic in a block.
struct AppliedExtrinsic: Hashable, Sendable {
    /// Why its call failed, as the runtime's encoded `DispatchError`; nil when it did what it says.
    var failure: [UInt8]?
    /// An extrinsic that it carried, which comes next.
    var content: [UInt8]?
}

/// A block that has been made, with what it changes in its parent's state, the events among that.
struct FinishedBlock: Sendable {
    let block: Block
    let changes: StateChanges
}

/// What a node says that it is, and how it writes addresses and money.
struct NodeIdentity: Sendable {
    let chain: String
    let name: String
    let version: String
    var ss58Format: UInt16 = SS58.bittensorFormat
    var tokenDecimals: UInt8 = 9
    var tokenSymbol = "TAO"
    /// Whose signatures count as anybody's.
    var impersonator: AccountID?
}

/// Why a runtime has no answer.
enum RuntimeFault: Error, Hashable, Sendable {
    /// There is no such function.
    case noFunction(String)
    /// It was stopped, or could not read what it was given.
    case failed(String)
    /// It could not take an extrinsic that it was asked about.
    case transaction(TransactionFault)

    var reason: String {
        switch self {
        case .noFunction(let name): "Exported method \(excerpt(name)) is not found"
        case .failed(let why): why
        case .transaction(let fault): [fault.message, fault.data].compactMap(\.self).joined(separator: ": ")
        }
    }
}

extension ChainRuntime {
    var provesState: Bool { false }

    func proof(of keys: [[UInt8]], in child: [UInt8]?, on state: BlockState) throws(RuntimeFault) -> [[UInt8]] {
        throw .failed("this state is no trie")
    }

    func metadata(on state: BlockState) throws(RuntimeFault) -> [UInt8] {
        let bytes = try call("Metadata_metadata", [], on: state)
        guard let metadata = try? [UInt8](scale: bytes) else {
            throw .failed("Metadata_metadata answers what is no metadata")
        }
        return metadata
    }
}
