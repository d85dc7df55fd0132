// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives

@testable import SubtensorLocalnet

/// Feeds extrinsics to an embedded chain: the first byte chooses the rules and whether the rest is a whole extrinsic or a
/// call, which is then signed well.
///
/// A call that is read is written as the same bytes: what a wallet shows is what it signs. The chain carries out what it
/// takes, or says why not, and stays as it was.
@_cdecl("fuzzExtrinsics")
public func fuzzExtrinsics(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let first = input.first else { return 0 }
    let node = nodes[Int(first >> 1) % nodes.count]
    let rest = Array(input.dropFirst())
    let metadata = node.metadata
    if let call = try? metadata.decodeCall(rest) {
        precondition((try? metadata.encode(call)) == rest, "a call is written as something else")
    }
    let bytes = first.isMultiple(of: 2) ? node.signed(rest) : rest
    waiting {
        let answer = try? await node.chain.trial(of: bytes)
        precondition(answer.map { $0.count >= 2 } ?? false, "a trial without a result")
    }
    return 0
}

private let nodes = RuleSet.allCases.map(Node.init)

/// A chain after its first blocks, and who signs there.
private struct Node: Sendable {
    let chain: Localnet
    let metadata: RuntimeMetadata
    private let signer: KeyPair
    private let template: UnsignedExtrinsic

    init(_ rules: RuleSet) {
        do {
            let signer = try KeyPair(uri: "//Alice")
            let configuration = LocalnetConfiguration(
                rules: rules, blockTime: nil, difficulty: 1, isDifficultyPinned: true, now: { 1_700_000_000_000 })
            let runtime = try ImitatedRuntime(configuration)
            let chain = try Localnet(configuration, runtime: runtime)
            let metadata = runtime.declarations.metadata
            func template(nonce: UInt32, _ call: Call) throws -> UnsignedExtrinsic {
                try metadata.extrinsic(
                    call,
                    context: SigningContext(
                        genesisHash: chain.genesisHash, specVersion: rules.specVersion, transactionVersion: 1,
                        nonce: nonce, era: .immortal, eraBlockHash: chain.genesisHash))
            }
            let registering = try template(
                nonce: 0,
                Call(
                    "SubtensorModule", "burned_register",
                    ["netuid": .number(UInt16(1)), "hotkey": .bytes(signer.accountID.bytes)])
            ).signed(by: signer)
            waiting {
                _ = try? await chain.submit(registering.bytes)
                await chain.advance(by: 3)
            }
            self.template = try template(nonce: 1, Call("System", "remark", ["remark": .bytes([])]))
            (self.chain, self.metadata, self.signer) = (chain, metadata, signer)
        } catch {
            preconditionFailure("a chain: \(error)")
        }
    }

    func signed(_ callData: [UInt8]) -> [UInt8] {
        UnsignedExtrinsic(callData: callData, extra: template.extra, additionalSigned: template.additionalSigned)
            .signed(by: signer).bytes
    }
}
