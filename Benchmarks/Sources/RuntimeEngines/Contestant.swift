// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import CWasmtime
import Foundation
import SubtensorLocalnet

/// A chain of a genuine runtime, run by one engine, which everything is measured upon.
struct Contestant {
    enum Measure: String, CaseIterable {
        case call = "Core_version"
        case block
        case execute
        case validate
        case apply
        case epoch
        case executeEpoch = "execute epoch"
    }

    /// A block with the epoch of a full subnet in it, and what it stands on.
    private struct Epoch {
        let ground: Ground
        let block: BuiltBlock
    }

    let name: String
    let code: RuntimeCode
    /// Milliseconds from `:code` to the module's bytes, and from there to the first answer.
    let unpacking: Double
    let start: Double
    private let ground: Ground
    private var transfers: [[UInt8]] = []
    private var epoch: Epoch?

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
        ground = try Ground(genesis, of: code)
        guard code.version.specVersion == 293 else { return }
        let bob = try KeyPair(uri: "//Bob").accountID
        let alice = try KeyPair(uri: "//Alice")
        transfers = (0..<count).map { number in
            transfer(1_000_000, to: bob, from: alice, nonce: UInt32(number), genesis: ground.genesisHash)
        }
        epoch = try Self.epoch(upon: genesis, of: code)
    }

    /// The roots that this engine has come to.
    var roots: [Hash256?] { [ground.state.root, epoch?.block.header.stateRoot] }

    private static func epoch(upon genesis: GenesisState, of code: RuntimeCode) throws -> Epoch {
        var nothing = StorageOverlay(over: StateTrie())
        let metadata = try RuntimeMetadata([UInt8](scale: code.call("Metadata_metadata", on: &nothing)))
        // Due in block 2.
        let subnet = FullSubnet(netuid: 7, tempo: 10)
        let plan = GenesisPlan(
            openSubnets: [NetUID(subnet.netuid): 1_000_000], storage: try subnet.storage(by: metadata))
        let ground = try Ground(try plan.applied(to: genesis, of: code), of: code)
        let block = try ground.open().finish()
        let bonds = FullSubnet.bonds(in: block.changes)
        guard bonds == Int(FullSubnet.validators) else {
            throw RuntimeError(.invalidBlock, "no epoch: \(bonds) neurons have got bonds")
        }
        return Epoch(ground: ground, block: block)
    }

    /// CPU time in milliseconds.
    static func clock(_ clock: clockid_t = CLOCK_THREAD_CPUTIME_ID) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }

    /// What one of a measure takes, in milliseconds; nil where this chain has nothing of the kind.
    func time(_ measure: Measure) throws -> Double? {
        switch measure {
        case .call:
            var overlay = StorageOverlay(over: ground.state)
            return try timed(each: 20) { for _ in 0..<20 { _ = try code.call("Core_version", on: &overlay) } }
        case .block:
            return try timed(each: 5) { for _ in 0..<5 { _ = try ground.open().finish() } }
        case .execute:
            let block = try ground.open().finish()
            return try timed(each: 5) { for _ in 0..<5 { try ground.execute(block) } }
        case .validate:
            guard !transfers.isEmpty else { return nil }
            return try timed(each: transfers.count) {
                for transfer in transfers {
                    _ = try code.validity(
                        of: transfer, from: .external, on: ground.state, after: ground.parent.hash)
                }
            }
        case .apply:
            guard !transfers.isEmpty else { return nil }
            var builder = try ground.open()
            return try timed(each: transfers.count) {
                for transfer in transfers {
                    guard try builder.apply(transfer) == .applied else {
                        throw RuntimeError(.invalidBlock, "a transfer was not applied")
                    }
                }
            }
        case .epoch:
            return try epoch.map { epoch in try timed(each: 1) { _ = try epoch.ground.open().finish() } }
        case .executeEpoch:
            return try epoch.map { epoch in try timed(each: 1) { try epoch.ground.execute(epoch.block) } }
        }
    }

    private func timed(each count: Int, _ work: () throws -> Void) rethrows -> Double {
        let begin = Self.clock()
        try work()
        return (Self.clock() - begin) / Double(count)
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
