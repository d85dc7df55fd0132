// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import Testing

@testable import SubtensorLocalnet

@Suite("A chain on disk")
struct StateFileTests {
    /// Runs `body` with the path of a file that is not there yet, in a folder of its own.
    static func withFile<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "localnet-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder.appending(path: "chain.sqlite").path)
    }

    private static func chain(_ path: String, rules: RuleSet = .powRegister, retained: Int = 4096) throws
        -> Localnet
    {
        try Localnet(
            LocalnetConfiguration(rules: rules, blockTime: nil, retainedBlocks: retained, stateFile: path))
    }

    @Test("a chain goes on where it ended", arguments: RuleSet.allCases)
    func goesOn(rules: RuleSet) async throws {
        try await Self.withFile { path in
            let first = try Self.chain(path, rules: rules)
            await first.advance(by: 20)
            let (head, old) = (await first.head, await first.block(number: 7))
            #expect(await first.savingFailure == nil)
            await first.close()

            let second = try Self.chain(path, rules: rules)
            #expect(second.genesisHash == first.genesisHash)
            #expect(await second.head.hash == head.hash)
            #expect(await second.block(number: 7)?.hash == old?.hash)
            let prefix = StorageKey.prefix(pallet: "SubtensorModule", item: "SubnetTAO")
            for number in [BlockNumber(7), 20] {
                let stores = (await first.store, await second.store)
                let keys = stores.0.keys(withPrefix: [], at: number)
                #expect(keys == stores.1.keys(withPrefix: [], at: number))
                #expect(keys.contains { $0.bytes.starts(with: prefix) })
                for key in keys { #expect(stores.0.value(key, at: number) == stores.1.value(key, at: number)) }
            }
            let next = await second.produceBlock()
            #expect(next.number == 21)
            #expect(next.parentHash == head.hash)
        }
    }

    /// What a process that is killed leaves: the files as they are, whatever they hold, with nothing closed.
    @Test("a copy of the files at any moment is a chain")
    func crash() async throws {
        try await Self.withFile { path in
            let chain = try Self.chain(path)
            for count in 1...5 {
                await chain.advance(by: count)
                let copy = path + ".copy\(count)"
                for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
                    try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
                }
                // The end of the log may be torn.
                if count.isMultiple(of: 2), let log = FileHandle(forUpdatingAtPath: copy + "-wal") {
                    try log.truncate(atOffset: try log.seekToEnd() - 100)
                    try log.close()
                }
                let restored = try Self.chain(copy)
                let (mine, theirs) = (await chain.head.header.number, await restored.head.header.number)
                #expect(count.isMultiple(of: 2) ? theirs < mine && theirs > 0 : theirs == mine)
                #expect(await chain.block(number: theirs)?.hash == restored.head.hash)
                #expect(await restored.produceBlock().number == theirs.advanced(by: 1))
            }
        }
    }

    @Test("old states are forgotten on disk too, blocks are not")
    func forgets() async throws {
        try await Self.withFile { path in
            let first = try Self.chain(path, retained: 50)
            await first.advance(by: 300)
            let old = await first.block(number: 100)
            await first.close()
            let second = try Self.chain(path, retained: 50)
            #expect(await second.store.oldest == 250)
            #expect(await second.block(number: 100)?.hash == old?.hash)
            #expect(await second.block(number: 100)?.extrinsics.map(\.bytes) == old?.extrinsics.map(\.bytes))
            #expect(await second.block(number: 0)?.hash == first.genesisHash)
            #expect(await second.block(first.genesisHash)?.header.number == 0)
            #expect(await second.block(old?.hash)?.header == old?.header)
            #expect(await second.block(Hash256.zero) == nil)
            #expect(await second.block(number: 301) == nil)
            let key = SystemPallet.number.declaration.key([])
            #expect(await second.store.value(key, at: 250) == UInt32(250).scaleEncoded)
            // Forgetting goes on.
            await second.advance(by: 212)
            await second.close()
            let third = try Self.chain(path, retained: 50)
            #expect(await third.store.oldest == 462)
            #expect(await third.head.hash == second.head.hash)
        }
    }

    @Test("a file of other rules, and one that is no chain, are refused")
    func refusals() async throws {
        try await Self.withFile { path in
            let burning = try Self.chain(path, rules: .burn)
            await burning.close()
            #expect(throws: LocalnetError(.stateOfOtherChain, "")) { try Self.chain(path, rules: .powRegister) }
            for (genesis, isRight) in [(Hash256.zero, false), (burning.genesisHash, true)] {
                let file = try StateFile(path: path, lineage: ChainLineage(runtime: "burn", genesis: genesis))
                defer { file.close() }
                let head = Result { try file.load(accepts: { _, _ in true })?.head.hash }
                #expect(isRight ? (try? head.get()) == genesis : (try? head.get()) == nil)
            }
            let text = path + ".txt"
            try Data("this is no database, however long it may be".utf8).write(to: URL(filePath: text))
            #expect(throws: LocalnetError(.stateUnreadable, "")) { try Self.chain(text) }
            for name in [path + "/missing/chain.sqlite", "/", "", ":memory:"] {
                #expect(throws: LocalnetError(.stateUnreadable, "")) { try Self.chain(name) }
            }
        }
    }

    @Test("a file of an older version of this program is refused as that")
    func olderFiles() async throws {
        try await Self.withFile { path in
            let database = try SQLiteDatabase(path: path)
            for table in ["blocks", "chain", "history"] { try database.execute("CREATE TABLE \(table) (a)") }
            database.close()
            let error = #expect(throws: LocalnetError(.stateUnreadable, "")) { try Self.chain(path) }
            #expect(error?.reason.contains("older version") == true)
        }
    }

    @Test("a block with a digest, and changes of tries beside the state, come back as they were")
    func digests() async throws {
        try await Self.withFile { path in
            let lineage = ChainLineage(runtime: "test")
            let key = StorageKey(bytes: [1, 2])
            var blocks: [Block] = []
            let file = try StateFile(path: path, lineage: lineage)
            for number in UInt8(0)..<3 {
                let header = BlockHeader(
                    parentHash: blocks.last?.hash ?? .zero, number: BlockNumber(number), stateRoot: .zero,
                    extrinsicsRoot: .zero, digest: [[6, 97, number], [8]])
                blocks.append(Block(header: header, extrinsics: [Extrinsic(bytes: [number, 9])]))
                var changes: StateChanges = [key: [number]]
                changes.set([number + 10], at: StatePlace(key, in: [7]))
                changes.set(number == 1 ? nil : [5], at: StatePlace(key, in: []))
                let block = blocks[Int(number)]
                if number == 0 {
                    try file.begin(with: block, changes: changes)
                } else {
                    try file.save(block, changes: changes)
                }
            }
            file.close()
            let again = try StateFile(path: path, lineage: lineage)
            let saved = try #require(try again.load(accepts: { _, _ in true }))
            #expect(saved.head.header == blocks[2].header)
            for (number, block) in zip([BlockNumber(0), 1, 2], blocks) {
                #expect(again.block(number: number)?.header == block.header)
                #expect(again.block(hash: block.hash)?.extrinsics == block.extrinsics)
                #expect(saved.store.value(key, at: number) == [UInt8(number.rawValue)])
                #expect(saved.store.value(key, in: [7], at: number) == [UInt8(number.rawValue) + 10])
                #expect(saved.store.value(key, in: [], at: number) == (number == 1 ? nil : [5]))
            }
            #expect(saved.store.value(key, in: [8], at: 2) == nil)
        }
    }

    @Test("a file is one chain's at a time")
    func exclusive() async throws {
        try await Self.withFile { path in
            let first = try Self.chain(path)
            let error = #expect(throws: LocalnetError(.stateInUse, "")) { try Self.chain(path) }
            #expect(error?.reason.hasPrefix(path) == true)
            await first.advance(by: 3)
            await first.close()
            #expect(await first.produceBlock().number == 4)
            let second = try Self.chain(path)
            #expect(await second.head.header.number == 3)
        }
    }

    @Test("when there is no room for a block, the chain ends with an error, though its body sleeps")
    func full() async throws {
        try await Self.withFile { path in
            let (heads, tellHead) = AsyncStream.makeStream(of: Block.self)
            await #expect(throws: LocalnetError(.stateNotSaved, "")) {
                try await Localnet.with(LocalnetConfiguration(blockTime: nil, stateFile: path)) { running in
                    let pages = 40
                    try await running.chain.stateFile?.database.execute("PRAGMA max_page_count = \(pages)")
                    for _ in 0..<10_000 where await running.chain.savingFailure == nil {
                        await running.chain.produceBlock()
                    }
                    tellHead.yield(await running.chain.head)
                    tellHead.finish()
                    let (never, feed) = AsyncStream.makeStream(of: Void.self)
                    for await _ in never {}
                    feed.finish()
                }
            }
            // Nobody has heard of a block that is not in the file.
            for await head in heads {
                #expect(head.header.number > 0)
                let again = try Self.chain(path)
                #expect(await again.head.hash == head.hash)
            }
        }
    }

    @Test("a file that was taken away is not written to unseen")
    func takenAway() async throws {
        try await Self.withFile { path in
            let chain = try Self.chain(path)
            await chain.produceBlock()
            #expect(await chain.savingFailure == nil)
            try FileManager.default.moveItem(atPath: path, toPath: path + ".old")
            #expect(await chain.produceBlock().number == 1)
            #expect(await chain.savingFailure?.code == .stateNotSaved)
        }
    }

    @Test("a block on demand that cannot be written is an error to whoever asked for it")
    func fullOnDemand() async throws {
        try await Self.withFile { path in
            let chain = try Self.chain(path)
            try await chain.stateFile?.database.execute("PRAGMA max_page_count = 1")
            let head = await chain.advance(by: 10_000)
            let failure = try #require(await chain.savingFailure)
            #expect(failure.code == .stateNotSaved)
            #expect(failure.reason.hasPrefix("block \(head.number.advanced(by: 1)) cannot be written to \(path): "))
            #expect(!failure.reason.contains("\n"))
            #expect(await chain.produceBlock() == head)
        }
    }
}
