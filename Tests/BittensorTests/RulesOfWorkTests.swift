// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import ScaleCodec
import SubstrateClient
import Testing

@Suite("Rules of work")
struct RulesOfWorkTests {
    /// What a runtime is, and which work it takes.
    struct Row: Sendable, CustomTestStringConvertible {
        let spec: UInt32
        let calls: [String]
        var call: String?
        var order = SealByteOrder.little
        var signer = RulesOfWork.Signer.hotkey
        var warns = false

        var testDescription: String { "spec \(spec) with \(calls)" }

        var runtime: Runtime {
            let variants = calls.enumerated().map { TypeDefinition.Variant(name: $1, index: UInt8($0)) }
            let type = TypeID(0)
            return Runtime(
                version: RuntimeVersion(specName: "node-subtensor", specVersion: spec, transactionVersion: 1),
                metadata: RuntimeMetadata(
                    types: TypeRegistry(types: [TypeDefinition(shape: .variant(variants))]),
                    pallets: [PalletMetadata(name: "SubtensorModule", index: 7, calls: type)],
                    extrinsic: ExtrinsicMetadata(
                        version: 4, address: type, call: type, signature: type, extra: type, extensions: [])))
        }
    }

    static let registrations: [Row] = [
        Row(spec: 224, calls: ["register"], call: "register", order: .big),
        Row(spec: 277, calls: ["register"], call: "register", order: .big),
        Row(spec: 278, calls: ["register"], call: "register", warns: true),
        Row(spec: 279, calls: ["register"], call: "register"),
        Row(spec: 394, calls: ["register"], call: "register"),
        Row(spec: 395, calls: ["register"]),
        Row(spec: 425, calls: ["register"]),
        Row(spec: 475, calls: ["register"]),
        // The metadata decides, whatever the version.
        Row(spec: 475, calls: ["register", "pow_register"], call: "pow_register", signer: .coldkey),
        Row(spec: 425, calls: ["register", "pow_register"], call: "pow_register", signer: .coldkey),
        Row(spec: .max, calls: ["pow_register"], call: "pow_register", signer: .coldkey),
    ]

    @Test("of a registration", arguments: registrations)
    func registration(row: Row) throws {
        guard let call = row.call else {
            let error = #expect(throws: BittensorError.self) {
                try RulesOfWork(for: .registration(1), runtime: row.runtime)
            }
            #expect(error?.code == .workNotChecked)
            #expect(error?.reason.contains("\(row.spec)") == true)
            return
        }
        let rules = try RulesOfWork(for: .registration(1), runtime: row.runtime)
        #expect(rules.call == call)
        #expect(rules.scheme == (call == "register" ? .register : .powRegister))
        #expect(rules.order == row.order)
        #expect(rules.signer == row.signer)
        #expect(rules.specVersion == row.spec)
        #expect((rules.warning != nil) == row.warns)
    }

    @Test(
        "of the faucet",
        arguments: zip(
            [224, 277, 278, 279, 394, 395, 425, 475] as [UInt32], [true, true] + Array(repeating: false, count: 6)))
    func faucet(spec: UInt32, isBig: Bool) throws {
        for calls in [["faucet"], ["register", "pow_register", "faucet"]] {
            let rules = try RulesOfWork(for: .faucet, runtime: Row(spec: spec, calls: calls).runtime)
            #expect(rules.call == "faucet")
            #expect(rules.scheme == .register)
            #expect(rules.order == (isBig ? .big : .little))
            #expect(rules.signer == .coldkey)
        }
        let error = #expect(throws: BittensorError.self) {
            try RulesOfWork(for: .faucet, runtime: Row(spec: spec, calls: ["register"]).runtime)
        }
        #expect(error?.code == .noFaucet)
    }

    @Test("an order may be insisted on where chains differ; a scheme only where it is the runtime's")
    func overriding() throws {
        let little = try RulesOfWork(for: .registration(1), runtime: Row(spec: 394, calls: ["register"]).runtime)
        #expect(try little.overridden(scheme: nil, order: nil) == little)
        #expect(try little.overridden(scheme: .register, order: .little) == little)
        let big = try little.overridden(scheme: nil, order: .big)
        #expect(big.order == .big)
        #expect(big.warning?.contains("big") == true)
        let proof = try RulesOfWork(for: .registration(1), runtime: Row(spec: 475, calls: ["pow_register"]).runtime)
        #expect(try proof.overridden(scheme: .powRegister, order: .little) == proof)
        for refused in [
            { try little.overridden(scheme: .powRegister, order: nil) },
            { try proof.overridden(scheme: .register, order: nil) },
            { try proof.overridden(scheme: nil, order: .big) },
        ] {
            #expect(throws: BittensorError(.unsuitableRules, "")) { try refused() }
        }
    }

    @Test("work is offered up to a head age of 1, or of 3 for pow-register", arguments: SealScheme.allCases)
    func offering(scheme: SealScheme) throws {
        let hash = Hash256(unchecked: [UInt8](repeating: 1, count: 32))
        let account = AccountID(unchecked: [UInt8](repeating: 2, count: 32))
        let puzzle =
            scheme == .register
            ? SealPuzzle.register(
                blockNumber: 100, blockHash: hash, account: account,
                target: try SealTarget(difficulty: 1, order: .little))
            : try SealPuzzle.powRegister(
                blockNumber: 100, blockHash: hash, netuid: 1, hotkey: account, coldkey: account, difficulty: 1)
        let solution = try puzzle.solution(nonce: 0)
        let limit: UInt64 = scheme == .register ? 1 : 3
        #expect(!solution.isTooOldToOffer(head: 99))
        #expect(!solution.isTooOldToOffer(head: BlockNumber(100 + limit)))
        #expect(solution.isTooOldToOffer(head: BlockNumber(101 + limit)))
        #expect(solution.isTooOldToOffer(head: BlockNumber(UInt64.max)))
    }
}
