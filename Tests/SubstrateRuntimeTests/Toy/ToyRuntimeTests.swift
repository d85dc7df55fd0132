// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateKeys
import SubstratePrimitives
import SubstrateRuntime
import Testing

@Suite(
    "A runtime in C",
    .enabled(if: ToyRuntime.canBeCompiled, "the toolchain's clang cannot compile for wasm32 here"))
struct ToyRuntimeTests {
    private let code: RuntimeCode
    private let alice: KeyPair
    private let bob: KeyPair

    init() throws {
        code = try RuntimeCode(try ToyRuntime.code.get())
        alice = try KeyPair(uri: "//Alice")
        bob = try KeyPair(uri: "//Bob")
    }

    private func bytes(_ amount: UInt64) -> [UInt8] { amount.scaleEncoded }

    private func transfer(_ amount: UInt64, from sender: KeyPair, to receiver: KeyPair, nonce: UInt32) throws -> [UInt8]
    {
        let content = sender.accountID.bytes + receiver.accountID.bytes + bytes(amount) + nonce.scaleEncoded
        return content + sender.sign(content).bytes
    }

    private func endowed() throws -> StorageOverlay {
        var overlay = StorageOverlay(over: StateTrie())
        let issued = try code.call("Toy_endow", alice.accountID.bytes + bytes(1000), on: &overlay)
        #expect(issued == bytes(1000))
        return overlay
    }

    @Test("says its version")
    func version() {
        #expect(code.version.specName == "toy" && code.version.specVersion == 7)
        #expect(code.version.stateVersion == .v1)
        #expect(code.missingHostFunctions.isEmpty)
    }

    @Test("moves coins, and refuses to, with a transaction that is rolled back")
    func transfers() throws {
        var overlay = try endowed()
        #expect(try code.call("Toy_transfer", transfer(300, from: alice, to: bob, nonce: 0), on: &overlay) == [0])
        #expect(try code.call("Toy_transfer", transfer(300, from: alice, to: bob, nonce: 0), on: &overlay) == [3])
        #expect(try code.call("Toy_transfer", transfer(701, from: alice, to: bob, nonce: 1), on: &overlay) == [4])
        var forged = try transfer(1, from: alice, to: bob, nonce: 1)
        forged[70] ^= 1
        #expect(try code.call("Toy_transfer", forged, on: &overlay) == [2])
        #expect(try code.call("Toy_transfer", [1, 2, 3], on: &overlay) == [1])
        #expect(try code.call("Toy_transfer", transfer(20, from: bob, to: alice, nonce: 0), on: &overlay) == [0])
        let records = [
            (alice.accountID.bytes, bytes(720) + UInt32(1).scaleEncoded),
            (bob.accountID.bytes, bytes(280) + UInt32(1).scaleEncoded),
        ]
        let sorted = records.sorted { $0.0.lexicographicallyPrecedes($1.0) }.flatMap { $0.0 + $0.1 }
        #expect(try code.call("Toy_accounts", on: &overlay) == sorted)
        // Two transfers are in the log, the refused ones are not.
        let log = try code.call("Toy_log", on: &overlay)
        #expect(log.first == 1)
        #expect(log.dropFirst(3).first == 2 << 2)
        #expect(log.count == 3 + 1 + 2 * 76)
        #expect(overlay.depth == 0)
    }

    @Test("hashes as we do")
    func hashes() throws {
        var overlay = StorageOverlay(over: StateTrie())
        let input = Array("a runtime in C".utf8)
        let expected =
            Hashing.blake2b256(input) + Hashing.twox128(input) + Hashing.keccak256(input) + Hashing.sha256(input)
        #expect(try code.call("Toy_hashes", input, on: &overlay) == expected)
    }

    @Test("asks for roots, which are those of the state that it has written")
    func roots() throws {
        var overlay = try endowed()
        let base = StateTrie()
        let environment = CallEnvironment(over: base)
        let root = try code.call("Toy_root", on: &overlay, environment: environment)
        #expect(root == base.applying(overlay.changes, version: .v1).root.bytes)
        let items: [[UInt8]] = [[1], [2, 3], Array(repeating: 4, count: 40)]
        var encoded = ScaleWriter()
        encoded.write(count: items.count)
        for item in items {
            encoded.write(count: item.count)
            encoded.write(bytes: item)
        }
        let ordered = try code.call("Toy_ordered_root", encoded.bytes, on: &overlay, environment: environment)
        #expect(ordered == StateTrie.orderedRoot(of: items, version: .v1).bytes)
    }

    @Test("clears a prefix")
    func forgets() throws {
        var overlay = try endowed()
        // All are gone, and how many that were: in the overlay, so none of them counts.
        let answer = try code.call("Toy_forget", on: &overlay)
        #expect(answer.first == 0 && answer.count == 5)
        #expect(try code.call("Toy_accounts", on: &overlay) == [])
        #expect(try overlay.value(for: Array("issued".utf8), in: nil) == bytes(1000))
    }

    @Test(
        "that panics, loops, recurses, hungers or lies ends with an error, and leaves nothing behind",
        arguments: ["Toy_panic", "Toy_forever", "Toy_recursion", "Toy_hunger", "Toy_lie", "Toy_endow", "Toy_nothing"])
    func failures(_ method: String) throws {
        var overlay = try endowed()
        let before = overlay.changes
        let environment = CallEnvironment(fuel: 50_000_000)
        do {
            _ = try code.call(method, Array("no such amount".utf8), on: &overlay, environment: environment)
            Issue.record("\(method) ended well")
        } catch {
            #expect(!"\(error)".isEmpty && !"\(error)".contains("\n"))
        }
        #expect(overlay.changes == before)
        #expect(overlay.depth == 0)
        // The instance is as good as new.
        #expect(try code.call("Toy_transfer", transfer(1, from: alice, to: bob, nonce: 0), on: &overlay) == [0])
    }
}
