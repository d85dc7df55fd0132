// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubstrateRuntime

@testable import SubtensorLocalnet

/// A chain of a real runtime, block by block; each block that is made is run a second time by `Core_execute_block`.
struct PlannedChain {
    let code: RuntimeCode
    let metadata: RuntimeMetadata
    let genesisHash: Hash256
    private(set) var parent: RuntimeHeader
    private(set) var state: StateTrie

    private let slotMilliseconds: UInt64
    private var nonces: [AccountID: UInt32] = [:]
    private var version: StateVersion { code.version.stateVersion }

    init(_ code: RuntimeCode, from genesis: GenesisState, slotMilliseconds: UInt64) throws {
        self.code = code
        self.slotMilliseconds = slotMilliseconds
        metadata = try GenesisEditor(genesis, of: code).metadata
        state = genesis.trie(version: code.version.stateVersion)
        parent = GenesisState.header(of: state, version: code.version.stateVersion)
        genesisHash = parent.hash
    }

    /// Makes the next block of these calls, each signed by its key, and tells what became of each.
    mutating func add(_ calls: [(call: Call, signer: KeyPair)] = []) throws -> [Outcome] {
        let slot = 1_700_000_000_000 / slotMilliseconds + parent.number.rawValue
        let header = RuntimeHeader(
            parentHash: parent.hash, number: parent.number.advanced(by: 1), digest: [.aura(slot: slot)])
        var builder = try BlockBuilder(
            header, with: code, on: state, environment: StateRoots(of: state).environment)
        for extrinsic in try builder.inherentExtrinsics(
            InherentData(milliseconds: slot * slotMilliseconds, slot: slot))
        {
            let outcome = try builder.apply(extrinsic)
            guard outcome == .applied else { throw RuntimeError(.invalidBlock, "an inherent was \(outcome)") }
        }
        var outcomes: [Outcome] = []
        for (call, signer) in calls {
            let nonce = nonces[signer.accountID, default: 0]
            let context = SigningContext(
                genesisHash: genesisHash, specVersion: code.version.specVersion,
                transactionVersion: code.version.transactionVersion, nonce: nonce, era: .immortal,
                eraBlockHash: genesisHash)
            let outcome = try builder.apply(try metadata.extrinsic(call, context: context).signed(by: signer).bytes)
            if outcome.isIncluded { nonces[signer.accountID] = nonce + 1 }
            outcomes.append(Outcome(outcome, metadata))
        }
        let block = try builder.finish()
        let changes = try code.execute(
            block.header, block.extrinsics, on: state, environment: CallEnvironment(over: state))
        guard changes == block.changes else {
            throw RuntimeError(.invalidBlock, "the block changes something else when it is run again")
        }
        state = state.applying(block.changes, version: version)
        guard state.root == block.header.stateRoot else {
            throw RuntimeError(.invalidBlock, "the block's root is not the state's")
        }
        parent = block.header
        return outcomes
    }

    /// What became of a call, with the names that the runtime has for errors.
    enum Outcome: Hashable {
        case applied
        case failed(String)
        case refused(String)

        init(_ outcome: InclusionOutcome, _ metadata: RuntimeMetadata) {
            switch outcome {
            case .applied: self = .applied
            case .failed(let error):
                let named = error.count > 2 && error[0] == 3 ? metadata.error(pallet: error[1], index: error[2]) : nil
                self = .failed(named.map { "\($0.pallet).\($0.error.name)" } ?? error.hex)
            case .refused(let refusal): self = .refused("\(refusal)")
            }
        }
    }

    /// What the state has of an item, or what the runtime takes for it.
    func value(_ pallet: String, _ item: String, _ keys: ScaleValue...) throws -> ScaleValue? {
        let metadata = try metadata.storage(pallet, item)
        let key = try self.metadata.storageKey(pallet, item, values: keys)
        guard
            let bytes = state.value(for: key.bytes, in: nil)
                ?? (metadata.modifier == .default ? metadata.fallback : nil)
        else { return nil }
        return try self.metadata.types.decode(bytes, as: metadata.value)
    }

    func balance(of account: AccountID) throws -> UInt64 {
        try value("System", "Account", .account(account))?["data"]?["free"]?.uint64 ?? 0
    }

    /// Whether the newest block has an event of this name.
    func hasEvent(_ pallet: String, _ name: String) throws -> Bool {
        try value("System", "Events")?.list?.contains {
            $0["event"]?.variantName == pallet && $0["event"]?[0]?.variantName == name
        } ?? false
    }
}

extension PlannedChain {
    func transfer(_ amount: UInt64, to target: AccountID) -> Call {
        Call(
            "Balances", "transfer_keep_alive",
            ["dest": .variant("Id", .account(target)), "value": .number(amount)])
    }

    /// A registration by work upon the newest block, solved by the plain reference in the byte order of the runtime's time.
    func register(_ hotkey: AccountID, of coldkey: AccountID, on netuid: UInt16) throws -> Call {
        let difficulty = try value("SubtensorModule", "Difficulty", .number(netuid))?.unsigned ?? 0
        let order: SealByteOrder = code.version.specVersion <= 277 ? .big : .little
        let puzzle = SealPuzzle.register(
            blockNumber: parent.number, blockHash: parent.hash, account: hotkey,
            target: try SealTarget(difficulty: difficulty, order: order))
        var nonce: UInt64 = 0
        while !puzzle.target.accepts(puzzle.seal(of: nonce)) { nonce += 1 }
        let solution = try puzzle.solution(nonce: nonce)
        return Call(
            "SubtensorModule", "register",
            [
                "netuid": .number(netuid), "block_number": .number(parent.number.rawValue), "nonce": .number(nonce),
                "work": .bytes(solution.seal.bytes), "hotkey": .account(hotkey), "coldkey": .account(coldkey),
            ])
    }

    /// Stake, by the names and the number of arguments that the call has in this runtime.
    func addStake(_ amount: UInt64, to hotkey: AccountID, on netuid: UInt16) throws -> Call {
        let fields = try metadata.call("SubtensorModule", "add_stake").fields
        let members = fields.map { field in
            switch field.name {
            case "hotkey": ScaleValue.Member(field.name, .account(hotkey))
            case "netuid": ScaleValue.Member(field.name, .number(netuid))
            default: ScaleValue.Member(field.name, .number(amount))
            }
        }
        return Call("SubtensorModule", "add_stake", members: members)
    }
}
