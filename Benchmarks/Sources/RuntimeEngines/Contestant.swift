// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import CWasmtime
import Foundation
import SubstrateRuntime

/// A chain of a genuine runtime, run by one engine: its genesis and a first block, upon which everything is measured.
struct Contestant {
    enum Measure: String, CaseIterable {
        case call = "Core_version"
        case block
        case execute
        case validate
        case apply

        func isPossible(_ contestant: Contestant) -> Bool {
            switch self {
            case .call, .block, .execute: true
            case .validate, .apply: !contestant.transfers.isEmpty
            }
        }
    }

    let name: String
    let code: RuntimeCode
    /// Milliseconds from `:code` to the module's bytes, and from there to the first answer.
    let unpacking: Double
    let start: Double
    let rootAfterBlock: Hash256
    private let state: StateTrie
    private let parent: RuntimeHeader
    private let slotMilliseconds: UInt64
    private var transfers: [[UInt8]] = []

    init(_ name: String, _ specification: ChainSpecification, transfers count: Int) throws {
        self.name = name
        // wasmtime compiles in threads of its own.
        let begin = Self.clock(CLOCK_PROCESS_CPUTIME_ID)
        code = try RuntimeCode(specification.code)
        var nothing = StorageOverlay(over: StateTrie())
        _ = try code.call("Core_version", on: &nothing)
        start = Self.clock(CLOCK_PROCESS_CPUTIME_ID) - wasmtime_last_module_came()
        unpacking = wasmtime_last_module_came() - begin
        let genesis = try specification.genesisState(builtBy: code)
        let version = code.version.stateVersion
        let first = genesis.trie(version: version)
        let header = GenesisState.header(of: first, version: version)
        var overlay = StorageOverlay(over: first)
        let duration = try code.call("AuraApi_slot_duration", on: &overlay)
        slotMilliseconds = try UInt64(scale: duration)
        let block = try Self.open(code, on: first, after: header, slotMilliseconds).finish()
        state = first.applying(block.changes, version: version)
        parent = block.header
        rootAfterBlock = state.root
        guard code.version.specVersion == 293 else { return }
        let bob = try KeyPair(uri: "//Bob").accountID
        let alice = try KeyPair(uri: "//Alice")
        transfers = (0..<count).map { number in
            transfer(1_000_000, to: bob, from: alice, nonce: UInt32(number), genesis: header.hash)
        }
    }

    /// CPU time in milliseconds.
    static func clock(_ clock: clockid_t = CLOCK_THREAD_CPUTIME_ID) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }

    /// What one of a measure takes, in milliseconds.
    func time(_ measure: Measure) throws -> Double {
        switch measure {
        case .call:
            var overlay = StorageOverlay(over: state)
            return try timed(each: 20) { for _ in 0..<20 { _ = try code.call("Core_version", on: &overlay) } }
        case .block:
            return try timed(each: 5) { for _ in 0..<5 { _ = try open().finish() } }
        case .execute:
            let block = try open().finish()
            return try timed(each: 5) {
                for _ in 0..<5 {
                    _ = try code.execute(
                        block.header, block.extrinsics, on: state, environment: CallEnvironment(over: state))
                }
            }
        case .validate:
            return try timed(each: transfers.count) {
                for transfer in transfers {
                    _ = try code.validity(of: transfer, from: .external, on: state, after: parent.hash)
                }
            }
        case .apply:
            var builder = try open()
            return try timed(each: transfers.count) {
                for transfer in transfers {
                    guard try builder.apply(transfer) == .applied else {
                        throw RuntimeError(.invalidBlock, "a transfer was not applied")
                    }
                }
            }
        }
    }

    private func timed(each count: Int, _ work: () throws -> Void) rethrows -> Double {
        let begin = Self.clock()
        try work()
        return (Self.clock() - begin) / Double(count)
    }

    private func open() throws -> BlockBuilder { try Self.open(code, on: state, after: parent, slotMilliseconds) }

    /// A block with its inherents.
    private static func open(
        _ code: RuntimeCode, on state: StateTrie, after parent: RuntimeHeader, _ slotMilliseconds: UInt64
    ) throws -> BlockBuilder {
        let slot = 1_700_000_000_000 / slotMilliseconds + parent.number.rawValue
        let header = RuntimeHeader(
            parentHash: parent.hash, number: parent.number.advanced(by: 1), digest: [.aura(slot: slot)])
        var builder = try BlockBuilder(header, with: code, on: state, environment: StateRoots(of: state).environment)
        let data = InherentData(milliseconds: slot * slotMilliseconds, slot: slot)
        for inherent in try builder.inherentExtrinsics(data) { _ = try builder.apply(inherent) }
        return builder
    }

    /// A transfer of spec 293, `Balances.transfer_keep_alive`, immortal and without a tip.
    private func transfer(
        _ amount: UInt64, to target: AccountID, from sender: KeyPair, nonce: UInt32, genesis: Hash256
    ) -> [UInt8] {
        var call = ScaleWriter()
        call.write(bytes: [5, 3, 0])
        target.encode(to: &call)
        call.write(compact: UInt128(amount))
        var extra = ScaleWriter()
        extra.write(byte: 0)
        extra.write(compact: UInt128(nonce))
        extra.write(compact: 0)
        extra.write(byte: 0)
        var implicit = ScaleWriter()
        implicit.write(integer: code.version.specVersion)
        implicit.write(integer: code.version.transactionVersion)
        for _ in 0..<2 { genesis.encode(to: &implicit) }
        implicit.write(byte: 0)
        var body = ScaleWriter()
        body.write(bytes: [0x84, 0])
        sender.accountID.encode(to: &body)
        body.write(byte: 1)
        body.write(bytes: sender.sign(call.bytes + extra.bytes + implicit.bytes).bytes)
        body.write(bytes: extra.bytes + call.bytes)
        return body.bytes.scaleEncoded
    }
}
