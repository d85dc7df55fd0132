// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC
import SubtensorClient
import SubtensorLocalnet
import TestVectors
import Testing

@testable import btcli

@Suite("btcli root: the senate", .serialized)
struct SenateTests {
    /// A member of the root in the senate, and a proposal to vote on.
    private func withProposal(_ body: (RootScene, Hash256) async throws -> Void) async throws {
        try await RootScene.with { scene in
            #expect(await scene.run("root delegate --delegate-ss58 \(scene.hotkey) --amount 9 -y").status == .done)
            let hotkey = try AccountID(ss58: scene.hotkey)
            let motion = Call(
                "AdminUtils", "sudo_set_tempo", ["netuid": .number(UInt16(1)), "tempo": .number(UInt16(77))])
            let calls = [
                Call("SubtensorModule", "adjust_senate", ["hotkey": .account(hotkey)]),
                Call(
                    "Triumvirate", "propose",
                    ["proposal": motion.value, "length_bound": .number(UInt32(100)), "duration": .number(UInt32(50))]),
            ]
            let hash = try await withSubtensor(try Network(scene.url)) { subtensor in
                for call in calls {
                    let included = try await subtensor.client.include(call, signedBy: try KeyPair(uri: "//Alice"))
                    #expect(included.failure == nil)
                }
                return try await subtensor.proposals()[0].hash
            }
            try await body(scene, hash)
        }
    }

    @Test("proposals and senate tell who voted how, in every form")
    func reading() async throws {
        try await withProposal { scene, hash in
            let json = await scene.run("root proposals --json-output")
            #expect(json.memberNames == ["network", "block", "proposals"])
            let proposal = try #require(json["proposals"] as? [[String: any Sendable]]).first
            #expect(proposal?["hash"] as? String == hash.hex)
            #expect(proposal?["call"] as? String == "AdminUtils.sudo_set_tempo(netuid: 1, tempo: 77)")
            #expect(proposal?["threshold"] as? Int == 1)
            #expect(proposal?["ayes"] as? [String] == [])
            let text = await scene.run("sudo proposals")
            for part in [hash.hex, "Ends", "sudo_set_tempo"] { #expect(text.output.contains(part)) }
            #expect(await scene.run("root proposals --csv").csvLines.first == "hash,threshold,ayes,nays,end_block,call")

            #expect(await scene.run("root senate_vote --proposal=\(hash.hex) --vote-aye -y").status == .done)
            let senate = await scene.run("root senate --json-output")
            #expect(senate.memberNames == ["network", "block", "open_proposals", "senate"])
            let member = try #require(senate["senate"] as? [[String: any Sendable]]).first
            #expect(member?["hotkey"] as? String == scene.hotkey)
            #expect(member?["ayes"] as? [String] == [hash.hex])
            #expect(await scene.run("su senate").output.contains("\(hash.hex.prefix(10))…"))
            let csv = await scene.run("root senate --csv").csvLines
            #expect(csv.first == "name,hotkey,coldkey,ayes,nays")
            #expect(csv.last == ",\(scene.hotkey),\(WalletReadingTests.alice),\(hash.hex),")
        }
    }

    @Test("senate-vote asks what is missing, and counts")
    func vote() async throws {
        try await withProposal { scene, hash in
            let run = await scene.run("root senate-vote", typed: [hash.hex, "perhaps", "nay", "y"])
            #expect(run.status == .done)
            #expect(
                run.says(
                    inOrder: "Enter proposal hash: ", "Desired vote for proposal [aye/nay]: ",
                    "please answer aye or nay", "Desired vote for proposal [aye/nay]: ", "Send it? [y/n]: "))
            let again = await scene.run("root senate-vote --proposal \(hash.hex) --vote-nay --no-prompt")
            #expect(again.status == .usage)
            #expect(again.isOneLineError)
            let other = await scene.run("sudo senate-vote --proposal \(hash.hex) --vote-aye --no-prompt --json-output")
            #expect(other.outcome["ayes"] as? Int == 1)
            #expect(other.outcome["nays"] as? Int == 0)
            let no = await scene.run("root senate-vote --proposal \(hash.hex) --vote-nay", typed: ["n"])
            #expect(no.status == .no)
            for line in ["--vote-aye", "--proposal \(hash.hex)", "--proposal 0x12 --vote-aye"] {
                #expect(await scene.run("root senate-vote \(line) --no-prompt").status == .usage)
            }
            let unknown = await scene.run("root senate-vote --proposal \(Hash256.zero.hex) --vote-aye --no-prompt")
            #expect(unknown.talk.contains("there is no proposal"))
        }
    }

    @Test("nobody sits in an empty senate")
    func empty() async throws {
        #expect(await Run("root senate --network embedded").output.hasSuffix("Nobody sits in the senate.\n"))
        #expect(await Run("root proposals --network embedded").output.hasSuffix("There are no proposals.\n"))
    }

    @Test("a runtime without senate says so", arguments: ["senate", "proposals", "senate-vote"])
    func gone(command: String) async throws {
        let home = try Home()
        try home.makeWallet()
        let chain = try Localnet(LocalnetConfiguration(blockTime: nil))
        let run = try await RPCServer.with(handler: NewRuntimeNode(node: InstantNode(chain: chain))) { server in
            await home.run(
                "root \(command) --network \(server.url)", typed: command == "senate-vote" ? [] : nil)
        }
        #expect(run.status == .config)
        #expect(run.says(inOrder: "error: runtime 343 has no senate"))
        #expect(!run.talk.contains("Enter"))
    }
}

/// A node that tells the metadata of mainnet's spec 343, which has no senate.
private struct NewRuntimeNode: RPCHandler {
    let node: InstantNode
    private static let metadata = VectorFile.bytes(
        "metadata/\(VectorFile("runtime_api.json").cases("groups")[0]["metadata"].string)")

    func handle(method: String, params: JSONValue, session: RPCSession) async -> Swift.Result<JSONValue, RPCFault> {
        switch method {
        case "state_getRuntimeVersion":
            return .success(["specName": "node-subtensor", "specVersion": 343, "transactionVersion": 1])
        case "state_call" where params[0]?.string == "Metadata_metadata_at_version":
            return .success(.string(Self.metadata.hex))
        default: return await node.handle(method: method, params: params, session: session)
        }
    }
}
