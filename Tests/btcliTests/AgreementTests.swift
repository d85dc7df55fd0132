// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import BittensorWallet
import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC
import Synchronization
import Testing

@testable import SubtensorLocalnet
@testable import btcli

extension ChainTests {
    /// What was shown is what is signed, on the network that was meant.
    @Suite("What was agreed to")
    struct AgreementTests {
        static let mainGenesis = "0x2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03"
        static let transfer = "wallet transfer --dest \(WalletPaymentTests.bob) --amount 100"

        private func free(_ chain: Localnet, _ address: String = WalletPaymentTests.bob) async throws -> UInt64 {
            let account = try AccountID(ss58: address)
            return await chain.newestState[SystemPallet.account, account].free
        }

        @Test("a fee that rose beyond what was shown is asked about again", arguments: [["y", "n"], ["y", "y"]])
        func fee(answers: [String]) async throws {
            let home = try Home()
            try home.makeWallet()
            let asked = Mutex(0)
            try await LyingNode.with { _, method, params, truth in
                guard method == "state_call", params[0] == "TransactionPaymentApi_query_info" else { return truth }
                let isFirst = asked.withLock { count in
                    count += 1
                    return count == 1
                }
                // weight, class, fee
                return isFirst ? truth : .string(([0, 0, 0] + UInt64(5_000_000).scaleEncoded).hex)
            } _: { chain, url in
                let before = try await free(chain)
                let run = await home.run("\(Self.transfer) --network \(url)", typed: answers)
                #expect(run.status == (answers.last == "y" ? .done : .no), "\(run.talk)")
                #expect(try await free(chain) - before == (answers.last == "y" ? 100_000_000_000 : 0))
                #expect(run.talk.contains("is not what it was when you were asked"))
                #expect(run.talk.contains("the fee is 5000000"))
            }
        }

        @Test("a uid that changes hands while the question stands does not take the stake to somebody else")
        func uid() async throws {
            let home = try Home()
            try home.makeWallet()
            let bob = try KeyPair(uri: "//Bob")
            let (old, new) = (try KeyPair(uri: "//Bob//old"), try KeyPair(uri: "//Bob//new"))
            let hasSwapped = Mutex(false)
            try await LyingNode.with { chain, method, params, truth in
                // The preview is ready once its fee is known: then the owner of uid 0 swaps its hotkey.
                guard method == "state_call", params[0] == "TransactionPaymentApi_query_info" else { return truth }
                let isFirst = hasSwapped.withLock { isDone in
                    defer { isDone = true }
                    return !isDone
                }
                if isFirst {
                    await chain.carryOut(
                        Call(
                            "SubtensorModule", "swap_hotkey",
                            [
                                "hotkey": .account(old.accountID), "new_hotkey": .account(new.accountID),
                                "netuid": .variant("None", []),
                            ]),
                        by: bob)
                }
                return truth
            } _: { chain, url in
                await chain.carryOut(
                    Call(
                        "SubtensorModule", "burned_register",
                        ["netuid": .number(UInt16(1)), "hotkey": .account(old.accountID)]), by: bob)
                hasSwapped.withLock { $0 = false }
                let before = try await free(chain, WalletReadingTests.alice)
                let run = await home.run(
                    "stake add --netuid 1 --uid 0 --amount 5 --unsafe --network \(url)", typed: ["y", "n"])
                #expect(hasSwapped.withLock { $0 })
                #expect(run.status != .done)
                #expect(try await free(chain, WalletReadingTests.alice) == before, "\(run.talk)\(run.output)")
                #expect(!run.talk.contains(new.accountID.ss58()))
            }
        }

        @Test("the main network under another name is refused; under an address it is shown in capitals")
        func mainNetwork() async throws {
            let home = try Home()
            try home.makeWallet()
            try await LyingNode.with { _, method, params, truth in
                if method == "chain_getBlockHash", params[0] == 0 { return .string(Self.mainGenesis) }
                return method == "system_chain" ? "Bittensor Testnet" : truth
            } _: { chain, url in
                let before = try await free(chain)
                let named = await home.run(
                    "\(Self.transfer) --network local --no-prompt", environment: ["BT_CHAIN_ENDPOINT": url])
                #expect(named.status == .usage)
                #expect(named.talk.contains("THE MAIN NETWORK"))
                let shown = await home.run("\(Self.transfer) --network \(url)", typed: ["n"])
                #expect(shown.status == .no)
                #expect(shown.talk.contains("THE MAIN NETWORK, which the node calls 'Bittensor Testnet'"))
                #expect(try await free(chain) == before)
            }
        }

        @Test("a node that exchanges the names of calls gains nothing by the signature")
        func swappedCalls() async throws {
            let home = try Home()
            try home.makeWallet()
            func encoded(_ name: String) -> String {
                ([UInt8(name.utf8.count << 2)] + Array(name.utf8)).hex.dropFirst(2).description
            }
            let (one, other) = (encoded("transfer_keep_alive"), encoded("transfer_allow_death"))
            try await LyingNode.with { _, method, params, truth in
                guard method == "state_getMetadata" || params[0] == "Metadata_metadata_at_version",
                    let hex = truth.string
                else { return truth }
                return .string(
                    hex.replacing(one, with: "@@").replacing(other, with: one).replacing("@@", with: other))
            } _: { chain, url in
                let before = try await free(chain)
                let run = await home.run("\(Self.transfer) --network \(url) --no-prompt --json-output")
                #expect(run.status == .refusedAfterSending, "\(run.talk)\(run.output)")
                #expect(run.output.contains("describe the chain wrongly"))
                #expect(try await free(chain) == before)
            }
        }

        @Test(
            "where a build checks no metadata, that is said on a private chain, and refused on the main network",
            arguments: [false, true])
        func unchecked(isMain: Bool) async throws {
            let home = try Home()
            try home.makeWallet()
            try await LyingNode.with(knowsMetadataHash: false) { _, method, params, truth in
                isMain && method == "chain_getBlockHash" && params[0] == 0 ? .string(Self.mainGenesis) : truth
            } _: { chain, url in
                let run = await home.run("\(Self.transfer) --network \(url) --dry-run")
                #expect(run.status == (isMain ? .config : .done))
                #expect((run.talk + run.output).contains(isMain ? "nothing was signed" : "does not check that"))
            }
        }

        @Test(
            "a head that no chain reaches is a line of words", arguments: ["0xffffffffffffffff", "0xfffffffffffffff0"])
        func impossibleHead(number: String) async throws {
            let home = try Home()
            try home.makeWallet()
            try await LyingNode.with { _, method, _, truth in
                guard method == "chain_getHeader", var header = truth.object else { return truth }
                header["number"] = .string(number)
                return .object(header)
            } _: { chain, url in
                let run = await home.run("\(Self.transfer) --network \(url) --dry-run")
                #expect(run.status == .software)
                #expect(run.isOneLineError)
            }
        }

        @Test("a fee beyond all money is refused in words, before anything is signed")
        func impossibleFee() async throws {
            let home = try Home()
            try home.makeWallet()
            try await LyingNode.with { _, method, params, truth in
                guard method == "state_call", params[0] == "TransactionPaymentApi_query_info" else { return truth }
                return .string(([0, 0, 0] + UInt64.max.scaleEncoded).hex)
            } _: { chain, url in
                let run = await home.run("\(Self.transfer) --network \(url) --no-prompt")
                #expect(run.status == .refused)
                #expect(run.isOneLineError)
                #expect(await chain.pool.isEmpty)
            }
        }

        @Test(
            "a signature for ever, or for long, is pointed out",
            arguments: [("0", "EVER"), ("5000", "8192 blocks"), ("32", "")])
        func lifetime(period: String, words: String) async throws {
            let home = try Home()
            try home.makeWallet()
            try await InstantNode.with { url in
                let run = await home.run("\(Self.transfer) --network \(url) --period \(period)", typed: ["n"])
                #expect(run.talk.contains("Good for") == !words.isEmpty)
                #expect(run.talk.contains(words) || words == "8192 blocks")
            }
        }

        @Test("a price is limited on the chain, by half a percent or by what was named")
        func priceLimit() async throws {
            let home = try Home()
            try home.makeWallet()
            try await InstantNode.with { url in
                for (option, least) in [("", 1.0), ("--max-price 77", 77.0)] {
                    let run = await home.run(
                        "subnets register --netuid 1 \(option) --network \(url) --dry-run --json-output")
                    let document = try run.document
                    #expect(document["call"] as? String == "SubtensorModule.register_limit")
                    let cost = try #require(Double(document["cost_tao"] as? String ?? ""))
                    let most = try #require(Double(document["highest_cost_tao"] as? String ?? ""))
                    #expect(most == (option.isEmpty ? (cost * 1.005 * 1e9).rounded(.up) / 1e9 : least))
                }
                let dear = await home.run("subnets register --netuid 1 --max-price 0.000001 --network \(url) -y")
                #expect(dear.status == .config)
                let alone = await home.run("subnets register --netuid 1 --wait --network \(url) -y")
                #expect(alone.status == .usage)
            }
        }

        @Test("what does not fit is named and left out; the others go as one extrinsic")
        func oneUnfit() async throws {
            let home = try Home()
            try home.makeWallet()
            try await InstantNode.with { url in
                for hotkey in ["k1", "k2", "k3"] {
                    try home.wallet(hotkey: hotkey).createHotkey(KeyPair(mnemonic: .generate(.twelve)))
                    if hotkey != "k2" { await home.carryOut("subnets register --netuid 1 -H \(hotkey)", on: url) }
                }
                let line = "--netuid 1 --unsafe --no-prompt --json-output --network \(url) --hotkeys k1,k2,k3"
                let added = await home.run("stake add --amount 5 \(line)")
                #expect(added.status == .done, "\(added.talk)\(added.output)")
                let rows = try added.rows("transactions")
                #expect(rows.map { $0["sent"] as? Bool } == [true, false, true])
                #expect(rows[1]["skipped"] as? Bool == true)
                #expect(Set(rows.compactMap { $0["extrinsic_hash"] as? String }).count == 1)
                let removed = await home.run("stake remove --amount 0.1 \(line)")
                #expect(removed.status == .done, "\(removed.talk)\(removed.output)")
                #expect(try removed.rows("transactions").map { $0["sent"] as? Bool } == [true, false, true])
            }
        }
    }
}

extension Localnet {
    /// Signs a call, carries it out in a block of its own, and requires that it succeeds.
    fileprivate func carryOut(_ call: Call, by key: KeyPair) async {
        do {
            let version = try runtime.version(on: headState(over: nil))
            let context = SigningContext(
                genesisHash: genesisHash, specVersion: version.specVersion,
                transactionVersion: version.transactionVersion, nonce: try await nextNonce(of: key.accountID),
                era: .immortal,
                eraBlockHash: genesisHash)
            let metadata = try RuntimeMetadata(runtime.metadata(on: headState(over: nil)))
            let extrinsic = try metadata.extrinsic(call, context: context).signed(by: key)
            try await submit(extrinsic.bytes)
            await produceBlock()
        } catch {
            Issue.record(error)
        }
    }
}
