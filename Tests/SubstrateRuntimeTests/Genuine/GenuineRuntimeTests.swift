// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateKeys
import SubstratePrimitives
import SubstrateRuntime
import TestRuntimes
import Testing

@Suite("Runtimes of real chains", .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
struct GenuineRuntimeTests {
    @Test(
        "Each tells its version and its metadata, and lacks no host function but those of a node",
        arguments: RealRuntime.allCases)
    func metadata(runtime: RealRuntime) throws {
        let code = try RuntimeCode(try runtime.specification().code)
        #expect(code.version.specName == "node-subtensor" && code.version.specVersion == runtime.specVersion)
        #expect(code.version.transactionVersion == 1 && code.version.stateVersion == .v1)
        var overlay = StorageOverlay(over: StateTrie())
        let metadata = try [UInt8](scale: try code.call("Metadata_metadata", on: &overlay))
        #expect(metadata.starts(with: Array("meta".utf8) + [14]) && metadata.count > 40_000)
        #expect(try code.call("Core_version", on: &overlay) == code.version.scaleEncoded)
        #expect(overlay.changes == StorageChanges())
        for name in code.missingHostFunctions {
            let isOfNode =
                ["ext_offchain_", "ext_benchmarking_"].contains { name.hasPrefix($0) }
                || ["_generate_", "_sign_", "_public_keys_"].contains { name.contains($0) }
            #expect(isOfNode, "\(name)")
        }
    }

    @Test("The public test network's genesis has the hash that everybody knows")
    func genesisHash() throws {
        let (code, state) = try RealRuntime.testfinney103.chain()
        let trie = state.trie(version: code.version.stateVersion)
        let header = GenesisState.header(of: trie, version: code.version.stateVersion)
        #expect(header.hash.hex == "0x8f9cf856bf558a14440e75569c9e58594757048d7b3a84b5d25f6bd978263105")
    }

    @Test(
        "Blocks that it builds are blocks that it takes, and their roots are the state's",
        arguments: RealRuntime.allCases)
    func blocks(runtime: RealRuntime) throws {
        var chain = try TestChain(runtime)
        for _ in 0..<4 {
            let block = try chain.build()
            #expect(block.extrinsics.count == 1)
            try chain.check(block)
            chain.adopt(block)
        }
        #expect(chain.parent.number == 4)
    }

    @Test("A block that was changed is not taken", arguments: [RealRuntime.testfinney103, .dev293])
    func changedBlocks(runtime: RealRuntime) throws {
        let chain = try TestChain(runtime)
        let block = try chain.build()
        var header = block.header
        header.stateRoot = .zero
        let other = BuiltBlock(header: header, extrinsics: block.extrinsics, changes: block.changes)
        let error = #expect(throws: RuntimeError(.invalidBlock, "")) { try chain.check(other) }
        #expect(error?.reason.contains("block 1 is not taken") == true)
        let short = BuiltBlock(header: block.header, extrinsics: [], changes: block.changes)
        #expect(throws: RuntimeError(.invalidBlock, "")) { try chain.check(short) }
    }

    @Test("A transfer that is signed is valid, applied, paid for and taken; a second time it is stale")
    func transfer() throws {
        var chain = try TestChain(.dev293)
        chain.adopt(try chain.build())
        let bob = try KeyPair(uri: "//Bob").publicKey.accountID
        let amount: UInt64 = 5_000_000_000
        let transfer = try chain.transfer(amount, to: bob, from: "//Alice", nonce: 0)
        guard case .valid(let validity) = try chain.validity(of: transfer) else {
            Issue.record("the transfer is not valid")
            return
        }
        #expect(
            validity.requires.isEmpty && validity.provides.count == 1 && validity.longevity > 0 && validity.propagates)
        let before = try chain.balance(of: bob)
        var builder = try chain.open()
        #expect(try builder.apply(transfer) == .applied)
        let stale = try builder.apply(transfer)
        #expect(stale == .refused(TransactionRefusal(isUnknown: false, index: 3)))
        #expect(builder.extrinsics.count == 2)
        let block = try builder.finish()
        try chain.check(block)
        chain.adopt(block)
        #expect(try chain.balance(of: bob) == before + amount)

        // Signed by somebody else, and of an account that has nothing.
        let forged = try chain.transfer(amount, to: bob, from: "//Alice", nonce: 1, signedBy: "//Bob")
        #expect(try chain.validity(of: forged) == .refused(TransactionRefusal(isUnknown: false, index: 4)))
        let poor = try chain.transfer(amount, to: bob, from: "//nobody", nonce: 0)
        #expect(try chain.validity(of: poor) == .refused(TransactionRefusal(isUnknown: false, index: 1)))
        // A call that fails is in the block, and the runtime says why.
        let tooMuch = try chain.transfer(.max >> 2, to: bob, from: "//Alice", nonce: 1)
        var second = try chain.open()
        let outcome = try second.apply(tooMuch)
        guard case .failed(let error) = outcome else {
            Issue.record("the transfer did not fail: \(outcome)")
            return
        }
        #expect(!error.isEmpty)
    }

    @Test("What is no extrinsic is an error of that call alone, and the block goes on")
    func garbage() throws {
        let chain = try TestChain(.dev293)
        var builder = try chain.open()
        let extrinsics = builder.extrinsics
        for bytes in [[], [0], [8, 1, 2], [UInt8](repeating: 0xff, count: 100)] as [[UInt8]] {
            #expect(throws: RuntimeError(.trapped, "")) { try builder.apply(bytes) }
        }
        #expect(builder.extrinsics == extrinsics)
        try chain.check(try builder.finish())
    }
}
