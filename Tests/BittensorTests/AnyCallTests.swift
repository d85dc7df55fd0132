// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import TestVectors
import Testing

@Suite("Any call as an action")
struct AnyCallTests {
    private static func call(_ world: ActionWorld) throws -> Call {
        try world.node.metadata.call(
            named: "Balances.transfer_keep_alive",
            arguments: ["dest": .text(world.stranger.accountID.ss58()), "value": "1.5tao"], spelled: .subtensor)
    }

    @Test("the preview tells the arguments in their units, and that its cost is not known", arguments: [218, 343, 424])
    func preview(spec: Int) async throws {
        let world = try await ActionWorld(spec: spec)
        let call = try Self.call(world)
        let preview = try await world.subtensor.preview(.call(call), for: world.coldkey.accountID)
        #expect(preview.callBytes == (try world.node.metadata.encode(call)))
        #expect(preview.effects.map(\.label) == ["dest", "value"])
        #expect(preview.effects.map(\.value) == [world.stranger.accountID.ss58(), "τ1.500000000"])
        #expect(!preview.knowsCost && preview.cost == .zero)
        #expect(preview.description.contains("Cost: what the call itself takes"))
        let batch = try await world.subtensor.preview(.call(.batch([call, call])), for: world.coldkey.accountID)
        #expect(batch.effects.map(\.label) == ["Call 1", "Call 2"])
        #expect(batch.effects[0].value.hasPrefix("Balances.transfer_keep_alive(dest: \(world.stranger.accountID)"))
        #expect(!world.node.hasSent)
    }

    @Test("what the runtime does not have, what only its root may, and what nobody can pay is refused before")
    func refused() async throws {
        let world = try await ActionWorld(spec: 424)
        let call = try Self.call(world)
        let unknown = Call("Balances", "transfer_keep_alve", members: call.arguments)
        let error = await #expect(throws: ClientError(.notInRuntime, "")) {
            try await world.subtensor.preview(.call(unknown), for: world.coldkey.accountID)
        }
        #expect(error?.reason.contains("did you mean Balances.transfer_keep_alive?") == true)
        await #expect(throws: BittensorError(.notOwner, "")) {
            try await world.subtensor.preview(.call(call.asRoot), for: world.stranger.accountID)
        }
        await #expect(throws: BittensorError(.insufficientBalance, "")) {
            try await world.subtensor.preview(.call(call), for: world.stranger.accountID)
        }
        await #expect(throws: ClientError(.encoding, "")) {
            try await world.subtensor.preview(
                .call(Call("Balances", "transfer_keep_alive")), for: world.coldkey.accountID)
        }
    }

    @Test("after an upgrade between preview and signature the call is encoded anew, and is not what was agreed to")
    func upgrade() async throws {
        let world = try await ActionWorld(spec: 343)
        let node = world.node
        let prepared = try await world.subtensor.prepare(.call(try Self.call(world)), for: world.coldkey.accountID)
        guard case .same = try await world.subtensor.renewed(prepared) else {
            Issue.record("nothing has changed yet")
            return
        }
        let next = ActionNode.header(100_001)
        node.connection.respond(to: "chain_getBlockHash") { params in
            .string((params[0]?.uint64.map(ActionNode.header) ?? next).hash.hex)
        }
        node.connection.respond(to: "chain_getHeader") { _ in next.json }
        node.connection.respond(to: "state_getRuntimeVersion") { _ in
            ["specName": "node-subtensor", "specVersion": 424, "transactionVersion": 1]
        }
        node.answer(
            "Metadata_metadata_at_version",
            bytes: [1] + VectorFile.bytes("metadata/metadata-v15-spec424.from-v16.bin").scaleEncoded)
        guard case .changed(let now, let differences) = try await world.subtensor.renewed(prepared) else {
            Issue.record("the runtime is another")
            return
        }
        #expect(differences.contains { $0.hasPrefix("the runtime is 424") })
        #expect(now.preview.specVersion == 424)
        #expect(now.preview.call == prepared.preview.call)
        let newer = try RuntimeMetadata(VectorFile.bytes("metadata/metadata-v16-spec424.bin"))
        #expect(now.preview.callBytes == (try newer.encode(prepared.preview.call)))
        // What was agreed to cannot be signed for it.
        #expect(throws: ClientError(.changed, "")) { try now.transaction.agreed(under: prepared.agreement) }
        #expect(!node.hasSent)
    }

    @Test(
        "money is what the runtime calls so, in every era",
        arguments: [
            ("value", "T::Balance", "tao"), ("cap", "BalanceOf<T>", "tao"),
            ("limit_price", "Option<TaoBalance>", "tao"),
            ("alpha_amount", "AlphaCurrency", "alpha"), ("amount_staked", "u64", "tao"),
            ("amount_unstaked", "u64", "alpha"),
            ("version_key", "u64", nil), ("value", "u64", nil), ("netuid", "NetUid", nil), ("ip", "u128", nil),
        ] as [(String, String, String?)])
    func money(field: String, type: String, unit: String?) throws {
        let money = Spellings.money(field, type)
        #expect(money.map { $0.example.hasSuffix(unit ?? "?") } == unit.map { _ in true })
        if let money {
            #expect(try money.amount(money.example) == 1_500_000_000)
            #expect(try money.amount(money.text(1_500_000_000)) == 1_500_000_000)
            #expect(throws: ScaleError.self) { try money.amount(unit == "tao" ? "1alpha" : "1tao") }
        }
    }

    @Test("a failure that only an event tells is found by the event's type", arguments: [218, 343, 424])
    func innerFailures(spec: Int) async throws {
        let metadata = try await ActionWorld(spec: spec).node.metadata
        let error = ScaleValue.variant("BadOrigin")
        let failed = ScaleValue.variant("Err", error)
        func event(_ pallet: String, _ name: String, _ fields: (String, ScaleValue)...) -> ChainEvent {
            ChainEvent(
                pallet: pallet, name: name, fields: fields.map { .init($0.0, $0.1) }, extrinsicIndex: 1)
        }
        let done = [
            event("System", "ExtrinsicSuccess"), event("Sudo", "Sudid", ("sudo_result", .variant("Ok", .list([])))),
            event("Utility", "ItemCompleted"), event("Nowhere", "Nothing", ("x", failed)),
        ]
        #expect(metadata.innerFailure(in: done) == nil)
        for told in [
            event("Sudo", "Sudid", ("sudo_result", failed)), event("Proxy", "ProxyExecuted", ("result", failed)),
            event("Utility", "ItemFailed", ("error", error)),
            event("Utility", "BatchInterrupted", ("index", .number(UInt32(1))), ("error", error)),
        ] {
            #expect(metadata.innerFailure(in: done + [told])?.name == "BadOrigin", "\(told)")
            #expect(metadata.text(told).hasPrefix("\(told.pallet).\(told.name)("))
        }
    }
}
