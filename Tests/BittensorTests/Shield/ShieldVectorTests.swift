// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import MEVShield
import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import TestVectors
import Testing

@testable import SubtensorClient

private let vectors = VectorFile("mev_shield.json")
private let flow = vectors.root["flow"]
private let metadata = Result { try RuntimeMetadata(VectorFile.bytes("metadata/\(flow["metadata"].string)")) }

@Suite("Encrypted transactions, byte for byte")
struct ShieldVectorTests {
    /// Of the main network, for which the cases were signed.
    private static let genesis = "0x2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03"

    @Test("what is signed, encrypted and carried has the packages' bytes", arguments: flow["cases"].cases)
    func bytes(vector: Vector) throws {
        let metadata = try metadata.get()
        let call = try metadata.decodeCall(vector["call_data"].bytes)
        #expect("\(call)" == vector["inner"].string)
        let context = SigningContext(
            genesisHash: try Hash256(hex: Self.genesis), specVersion: UInt32(flow["spec_version"].uint64),
            transactionVersion: 1, nonce: UInt32(vector["inner_nonce"].uint64),
            era: Era(period: vectors.root["era_period"].uint64, current: vector["era"]["current"].uint64),
            eraBlockHash: try Hash256(vector["era_block_hash"].bytes))
        let unsigned = try metadata.extrinsic(call, context: context)
        #expect(unsigned.signedBytes == vector["inner_payload_to_sign"].bytes)
        let inner = unsigned.assembled(
            signer: try AccountID(vector["signer_public_key"].bytes),
            signature: try Signature(vector["signature"].bytes, scheme: .sr25519))
        #expect(inner.bytes == vector["inner_extrinsic"].bytes)
        #expect(inner.hash.bytes == vector["inner_extrinsic_hash"].bytes)

        let key = vectors.cases("keys")[Int(vector["key"].uint64)]
        let secret = try ShieldSecret(seed: SecretBytes(key["seed"].bytes))
        #expect(secret.decrypt(try ShieldedMessage(reading: vector["ciphertext"].bytes)) == inner.bytes)
        let carrier = Call("MevShield", "submit_encrypted", ["ciphertext": .bytes(vector["ciphertext"].bytes)])
        #expect(try metadata.encode(carrier) == vector["carrier_call"].bytes)
        // What a fee is asked for has the size of what is sent.
        let sample = try metadata.encode(ExtrinsicCarrier.shield().sampleCall(byteCount: inner.bytes.count))
        #expect(sample.count == vector["carrier_call"].bytes.count)
    }

    @Test("the key is read where the packages read it, and the runtime of the vectors takes what we send")
    func key() throws {
        let metadata = try metadata.get()
        #expect(metadata.hasShield)
        #expect(try metadata.storageKey("MevShield", "NextKey", keys: []).bytes == flow["next_key_storage_key"].bytes)
        #expect(ExtrinsicCarrier.shield().longestLifetime == vectors.root["era_period"].uint64)
    }

    @Test("older runtimes take nothing encrypted", arguments: [218, 293, 343])
    func olderRuntimes(spec: Int) throws {
        #expect(try !RuntimeMetadata(VectorFile.bytes("metadata/metadata-v14-spec\(spec).bin")).hasShield)
    }

    @Test("what is encrypted is what the SDK of Python encrypts", arguments: VectorFile("calls.json").cases("intents"))
    func policy(intent: Vector) throws {
        let expected: ShieldNeed =
            switch intent["mev_shield"].string {
            case "required": .required
            case "default": .useful
            default: .none
            }
        guard case .array(let wrapped) = intent["wraps"] else { return }
        // Python sends these with a stake trade, or for itself.
        let companions: Set = ["Utility.batch_all", "SubtensorModule.claim_root_with_hotkey", "Sudo.sudo"]
        for name in wrapped.map(\.string) where !companions.contains(name) {
            let parts = name.split(separator: ".").map(String.init)
            let call = Call(parts[0], parts[1])
            #expect(ShieldNeed(of: call) == expected, "\(name)")
            #expect(ShieldNeed(of: .batch([Call("System", "remark"), call])) == expected)
            let proxied = Call("Proxy", "proxy", ["real": .bytes([]), "call": call.value])
            #expect(ShieldNeed(of: proxied) == expected)
            #expect(ShieldNeed(of: Call("Sudo", "sudo", ["call": proxied.value])) == expected)
        }
    }
}
