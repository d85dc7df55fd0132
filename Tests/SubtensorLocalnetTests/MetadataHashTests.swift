// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC
import Testing

@testable import SubtensorLocalnet

@Suite("CheckMetadataHash on the embedded chain")
struct MetadataHashTests {
    private static let remark = Call("System", "remark", ["remark": .bytes([1, 2, 3])])

    /// The digest that a client computes from what the node told it.
    private static func digest(_ runtime: Runtime) throws -> Hash256 {
        try runtime.metadata.digest(
            for: MetadataDigest.Chain(
                specVersion: runtime.version.specVersion, specName: runtime.version.specName, ss58Prefix: 42,
                decimals: 9, tokenSymbol: "TAO"))
    }

    private static func signed(_ node: Node, _ digest: Hash256?, lifetime: SigningOptions.Lifetime = .blocks(32))
        async throws -> Extrinsic
    {
        let options = SigningOptions(lifetime: lifetime, metadataHash: digest)
        return try await node.client.signed(remark, by: try KeyPair(uri: "//Alice"), options: options).extrinsic
    }

    /// What the runtime says to an extrinsic, with its signature as it is or all zeros.
    private static func validity(_ node: Node, _ extrinsic: Extrinsic, isSigned: Bool = true) async throws -> [UInt8] {
        var bytes = extrinsic.bytes
        // Behind a byte count of two bytes: format, kind of address, account, kind of signature.
        if !isSigned { bytes.replaceSubrange(37..<101, with: [UInt8](repeating: 0, count: 64)) }
        let arguments = [2] + bytes + node.client.genesisHash.bytes
        return try await node.client.runtimeCall("TaggedTransactionQueue_validate_transaction", arguments)
    }

    @Test(
        "a signature over the digest of the node's metadata is taken, under every rule set", arguments: RuleSet.allCases
    )
    func accepted(rules: RuleSet) async throws {
        try await Node.with(rules) { node in
            let digest = try Self.digest(node.client.runtime)
            #expect(digest == node.chain.declared.metadataHash?.value)
            for lifetime in [SigningOptions.Lifetime.immortal, .blocks(8)] {
                let extrinsic = try await Self.signed(node, digest, lifetime: lifetime)
                _ = try await node.chain.submit(extrinsic.bytes)
                let block = await node.chain.produceBlock()
                #expect(try await node.client.outcome(of: extrinsic.hash, in: block.hash).failure == nil)
            }
        }
    }

    @Test("one over another digest, or over none, is a bad signature")
    func wrongDigest() async throws {
        try await Node.with { node in
            let wrong = try await Self.signed(node, Hash256(unchecked: [UInt8](repeating: 7, count: 32)))
            await #expect(throws: TransactionFault.badProof) { try await node.chain.submit(wrong.bytes) }
            #expect(try await node.chain.trial(of: wrong.bytes) == [1, 0, 4])
            #expect(try await Self.validity(node, wrong) == [1, 0, 4])
            // The mode is the last byte before the call; changed behind the signer's back.
            let plain = try await Self.signed(node, nil)
            let mode = plain.bytes.count - (try node.client.runtime.metadata.encode(Self.remark)).count - 1
            #expect(plain.bytes[mode] == 0)
            func changed(_ byte: UInt8) -> [UInt8] { plain.bytes[..<mode] + [byte] + plain.bytes[(mode + 1)...] }
            await #expect(throws: TransactionFault.badProof) { try await node.chain.submit(changed(1)) }
            let fault = await #expect(throws: TransactionFault.self) { try await node.chain.submit(changed(2)) }
            #expect(fault?.code == 1001)
        }
    }

    @Test("a runtime that does not know its digest cannot look it up, whatever was signed")
    func unknown() async throws {
        try await Node.with(knowsMetadataHash: false) { node in
            let right = try await Self.signed(node, try Self.digest(node.client.runtime))
            let error = await #expect(throws: RPCError(.remote(code: 1011), "")) {
                try await node.client.connection.request(
                    method: "author_submitExtrinsic", params: [.string(right.bytes.hex)])
            }
            #expect(error?.remoteError?.message == "Unknown Transaction Validity")
            #expect(
                error?.remoteError?.data == "Could not lookup information required to validate the transaction")
            #expect(try await node.chain.trial(of: right.bytes) == [1, 1, 0])
            // What commits to no digest goes through as ever.
            let plain = try await Self.signed(node, nil)
            #expect(try await Self.validity(node, plain).first == 0)
            _ = try await node.chain.submit(plain.bytes)
        }
    }

    @Test("whether it knows shows without a key", arguments: [true, false])
    func probe(knows: Bool) async throws {
        try await Node.with(knowsMetadataHash: knows) { node in
            let extrinsic = try await Self.signed(node, .zero, lifetime: .immortal)
            let answer = try await Self.validity(node, extrinsic, isSigned: false)
            #expect(answer == (knows ? [1, 0, 4] : [1, 1, 0]))
        }
    }
}
