// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import Foundation
import SubstrateClient
import SubstrateKeys
import SubstrateRPC
import TestVectors
import Testing

@testable import SubtensorLocalnet
@testable import btcli

extension ChainTests {
    /// A transaction is prepared on one machine, signed on another, and sent from a third: homes that share nothing but files.
    @Suite("Signing elsewhere")
    struct SigningElsewhereTests {
        static let transfer = "wallet transfer --dest \(WalletPaymentTests.bob) --amount 1.5 --no-prompt"
        static let alice = WalletReadingTests.alice

        /// Someone who prepares and sends, and knows Alice by her address.
        private let online: Home
        /// A machine without a network, where her key is.
        private let offline: Home

        init() throws {
            online = try Home()
            offline = try Home()
            try online.wallet().createColdkeyPublic(KeyPair(uri: "//Alice").publicKey)
            try offline.makeWallet("cold")
        }

        /// A chain that makes a block for each extrinsic, and where no signature can commit to metadata.
        private static func withPlainChain<Value: Sendable>(_ body: (String) async throws -> Value) async throws
            -> Value
        {
            let chain = try Localnet(LocalnetConfiguration(blockTime: nil, difficulty: 500, knowsMetadataHash: false))
            return try await RPCServer.with(handler: InstantNode(chain: chain)) { try await body($0.url) }
        }

        /// Has a transfer prepared, and returns the file.
        private func prepared(on url: String, _ options: String = "", name: String = "payment.json") async -> String {
            let file = "\(online.path)/\(name)"
            let run = await online.run("\(Self.transfer) --network \(url) --unsigned \(file) \(options)")
            #expect(run.status == .done, "\(run.talk)")
            return file
        }

        /// Has a file signed where the key is, and returns the signed one.
        private func signed(_ file: String, _ options: String = "") async -> String {
            let run = await offline.run("tx sign \(file) --no-prompt \(options)")
            #expect(run.status == .done, "\(run.talk)")
            return file.replacing(".json", with: ".signed.json")
        }

        @Test("Prepared, signed without a network, and sent once")
        func roundTrip() async throws {
            try await InstantNode.with { url in
                let file = "\(online.path)/payment.json"
                let run = await online.run("\(Self.transfer) --network \(url) --unsigned \(file)")
                #expect(run.status == .done)
                for part in [
                    "Balances.transfer_keep_alive", "τ1.5", WalletPaymentTests.bob, "no: it is to be signed",
                ] {
                    #expect(run.output.contains(part), "\(run.output)")
                }
                #expect(run.talk.contains("Action") && run.talk.contains("transfer"))
                #expect(try online.mode("payment.json") == 0o600)

                // It tells by itself what it does.
                let shown = await offline.run("tx show \(file) --json-output")
                #expect(shown.status == .done)
                let value1 = try shown.document["call"]
                #expect(value1 as? String == "Balances.transfer_keep_alive")
                let value2 = try shown.document["call_known_by"]
                #expect(value2 as? String == "proof")
                let value3 = try shown.document["signature"]
                #expect(value3 is NSNull)
                let arguments = try #require(try shown.document["arguments"] as? [String: any Sendable])
                #expect(arguments["value"] as? Int == 1_500_000_000)
                #expect("\(arguments["dest"] ?? "")".contains(WalletPaymentTests.bob))

                let asked = await offline.run("tx sign \(file)", typed: ["n"])
                #expect(asked.status == .no && asked.talk.contains("Sign it? [y/n]"))
                let signing = await offline.run("tx sign \(file)", typed: ["y"])
                #expect(signing.status == .done)
                #expect(signing.output.contains("Signed Balances.transfer_keep_alive"))
                #expect(signing.talk.contains(Self.alice))
                let signedFile = file.replacing(".json", with: ".signed.json")
                #expect(await offline.run("tx show \(signedFile)").output.contains("the signature fits"))

                let tried = await online.run("tx submit \(signedFile) --network \(url) --dry-run --json-output")
                let value4 = try tried.document["sent"]
                #expect(value4 as? Bool == false)
                let sent = await online.run("tx submit \(signedFile) --network \(url) --no-prompt --json-output")
                #expect(sent.status == .done, "\(sent.talk)\(sent.output)")
                let value5 = try sent.document["sent"]
                #expect(value5 as? Bool == true)
                let hash = try sent.document["extrinsic_hash"] as? String
                let journal = try await online.sent(on: url)
                #expect(journal.count == 1 && journal.first?["extrinsic_hash"] as? String == hash)
                #expect(journal.first?["state"] as? String == "succeeded")
                let balance = await online.run(
                    "w balance --ss58 \(WalletPaymentTests.bob) --network \(url) --json-output")
                let value6 = try balance.document["total_tao"]
                #expect(value6 as? String == "1000001.500000000")

                let again = await online.run("tx submit \(signedFile) --network \(url) --no-prompt")
                #expect(again.status == .refused)
                #expect(again.talk.contains("it was carried out in block 1"), "\(again.talk)")
            }
        }

        @Test("Amounts have their unit, where the chain's source calls them that", arguments: [1, 3])
        func amounts(index: Int) throws {
            let vectors = try JSONValue(
                parsing: VectorFile.bytes("signers.json"), limits: JSONLimits(maxBytes: 1 << 25))
            let file = try TransactionFile(try #require(vectors["cases"]?.array?[index]))
            let call = try #require(try TransactionMeaning(file, metadata: nil).call)
            let amount = try #require(call.arguments.first { ["value", "amount_staked"].contains($0.name) })
            #expect(amount.value.hasPrefix("τ"), "\(amount.value)")
        }

        @Test("One that waits for a block already is neither denied nor to be prepared anew; then its block is told")
        func waiting() async throws {
            let chain = try Localnet(LocalnetConfiguration(blockTime: nil, difficulty: 500))
            try await RPCServer.with(handler: NodeRPC(chain: chain)) { server in
                let file = await signed(await prepared(on: server.url))
                let read = try TransactionFile(try JSONValue(parsing: Array(Data(contentsOf: URL(filePath: file)))))
                let signature = try #require(read.signature)
                _ = try await chain.submit(try read.transaction.signed(with: signature).bytes)

                let line = "tx submit \(file) --network \(server.url) --no-prompt"
                let early = await online.run(line)
                #expect(early.status == .unknown, "\(early.talk)")
                #expect(early.talk.contains("do not prepare it anew"))
                #expect(!early.talk.contains("nothing was sent"))
                await chain.produceBlock()
                let late = await online.run(line)
                #expect(late.status == .refused)
                #expect(late.talk.contains("it was carried out in block 1"), "\(late.talk)")
                #expect(try await online.sent(on: server.url).isEmpty)
            }
        }

        @Test("A call inside that fails is a failure, though the extrinsic succeeds")
        func failureInside() async throws {
            try await InstantNode.with { url in
                let file = "\(online.path)/batch.json"
                let payment =
                    #"{"call":"Balances.transfer_keep_alive","args":{"dest":"\#(WalletPaymentTests.bob)","value":"99999999tao"}}"#
                let run = await online.run(
                    "call Utility.force_batch calls=[\(payment)] --network \(url) --unsigned \(file)")
                #expect(run.status == .done, "\(run.talk)")
                let sent = await online.run("tx submit \(await signed(file)) --network \(url) --no-prompt")
                #expect(sent.status == .refusedAfterSending, "\(sent.talk)\(sent.output)")
                #expect(!sent.output.contains("Carried out"))
            }
        }

        @Test("Someone is asked before it is sent, and sees all of it")
        func consent() async throws {
            try await InstantNode.with { url in
                let file = await signed(await prepared(on: url))
                let no = await online.run("tx submit \(file) --network \(url)", typed: ["n"])
                #expect(no.status == .no)
                for part in ["Balances.transfer_keep_alive", "τ1.5", "Fee", "Send it? [y/n]"] {
                    #expect(no.talk.contains(part))
                }
                let yes = await online.run("tx submit \(file) --network \(url)", typed: ["y"])
                #expect(yes.status == .done)
                #expect(yes.output.contains("✓ Carried out Balances.transfer_keep_alive in block 1, fee τ0."))
            }
        }

        @Test("An address is enough to prepare it, and what was written is never overwritten")
        func address() async throws {
            let home = try Home()
            try await InstantNode.with { url in
                let file = "\(home.path)/x.json"
                let line =
                    "\(Self.transfer) --network \(url) --unsigned \(file) --signer-address \(Self.alice) --json-output"
                let run = await home.run(line)
                #expect(run.status == .done, "\(run.talk)\(run.output)")
                let document = try run.document
                #expect(document["signer"] as? String == Self.alice)
                #expect(document["valid_until_block"] as? Int == 4095)
                #expect(document["metadata_proof"] as? Bool == true)
                let again = await home.run(line)
                #expect(again.status == .cannotCreate && again.output.contains("is there already"))
                let signedFile = await signed(file)
                let sent = await online.run("tx submit \(signedFile) --network \(url) --no-prompt")
                #expect(sent.status == .done)
            }
        }

        @Test("On a chain that does not check its metadata it is signed by a file of it, or knowingly blind")
        func blind() async throws {
            try await Self.withPlainChain { url in
                let file = await prepared(on: url)
                let refused = await offline.run("tx sign \(file) --no-prompt --json-output")
                #expect(refused.status == .usage)
                let value7 = try refused.error["code"]
                #expect(value7 as? String == "blind")
                let metadata = "\(online.path)/chain.scale"
                let written = await online.run("tx metadata \(metadata) --network \(url) --json-output")
                #expect(written.status == .done, "\(written)")
                let byteCount = try #require(try written.document["byte_count"] as? Int)
                #expect(FileManager.default.contents(atPath: metadata)?.count == byteCount)
                let known = await offline.run("tx show \(file) --metadata \(metadata) --json-output")
                let value8 = try known.document["call"]
                #expect(value8 as? String == "Balances.transfer_keep_alive")
                let value9 = try known.document["call_known_by"]
                #expect(value9 as? String == "file")
                let blind = await offline.run("tx sign \(file) --blind --output \(file).blind", typed: ["y"])
                #expect(blind.status == .done)
                #expect(blind.talk.contains("NOT KNOWN HERE") && blind.talk.contains("without knowing what it does?"))
                let signing = await offline.run("tx sign \(file) --no-prompt --metadata \(metadata) --json-output")
                let signedFile = try #require(try signing.document["signed_file"] as? String)
                #expect(try signing.document["call"] as? String == "Balances.transfer_keep_alive")
                #expect((try signing.document["signature"] as? String)?.count == 2 + 2 * 65)
                #expect(await online.run("tx submit \(signedFile) --network \(url) --no-prompt").status == .done)
            }
        }

        @Test("Whatever is changed in the file is found before it is signed, and before it is sent")
        func tampered() async throws {
            try await InstantNode.with { url in
                let file = await prepared(on: url)
                let signedFile = await signed(file)
                let changes: [(name: String, from: String, to: String)] = [
                    ("call_data", "0x05", "0x06"), ("nonce", "\"nonce\": 0", "\"nonce\": 1"),
                    ("genesis_hash", "\"genesis_hash\": \"0x", "\"genesis_hash\": \"0x00"),
                    ("period", "4096", "2048"),
                    ("spec_version", "\"spec_version\": 4", "\"spec_version\": 3"),
                    ("payload", "\"payload\": \"0x", "\"payload\": \"0x00"),
                    ("included", "\"included_in_extrinsic\": \"0x", "\"included_in_extrinsic\": \"0x00"),
                    ("crypto_type", "\"crypto_type\": 1", "\"crypto_type\": 0"),
                    ("proof", "\"metadata_proof\": \"0x", "\"metadata_proof\": \"0x00"),
                ]
                for (name, old, new) in changes {
                    for (original, line) in [(file, "tx sign"), (signedFile, "tx submit --network \(url)")] {
                        let text = try String(contentsOfFile: original, encoding: .utf8)
                        let place = try #require(text.range(of: old), "\(name)")
                        let changed = try online.write(
                            text.replacingCharacters(in: place, with: new), to: "changed.json")
                        let home = line == "tx sign" ? offline : online
                        let run = await home.run("\(line) \(changed) --no-prompt")
                        #expect(
                            [.dataError, .software].contains(run.status) && run.isOneLineError, "\(name): \(run.talk)")
                    }
                }
                // Another signature, by another key.
                let transaction = try TransactionFile(JSONValue(parsing: String(contentsOfFile: file, encoding: .utf8)))
                let other = try KeyPair(uri: "//Bob").sign(transaction.transaction.signedBytes)
                let run = await offline.run("tx sign \(file) --signature \(other.hex) --output \(file).other")
                #expect(run.status == .dataError && run.talk.contains("something else was signed"))
                #expect(await online.run("tx submit \(file) --network \(url) --no-prompt").status == .noInput)
            }
        }

        @Test("It is sent to its own chain, in its lifetime, in its place, and nowhere else")
        func place() async throws {
            let chain = try Localnet(LocalnetConfiguration(blockTime: nil, difficulty: 500))
            try await RPCServer.with(handler: InstantNode(chain: chain)) { server in
                let short = await signed(await prepared(on: server.url, "--period 4", name: "short.json"))
                let long = await signed(await prepared(on: server.url))
                try await InstantNode.with(difficulty: 501) { other in
                    let run = await online.run("tx submit \(long) --network \(other) --no-prompt")
                    #expect(run.status == .usage && run.talk.contains("connect to the other one"))
                }
                for _ in 0..<5 { _ = await chain.produceBlock() }
                let late = await online.run("tx submit \(short) --network \(server.url) --no-prompt")
                #expect(late.status == .refused && late.talk.contains("prepare it anew"), "\(late.talk)")
                // Somebody sends another one in between.
                let hot = try Home()
                try hot.makeWallet()
                await hot.carryOut("wallet transfer --dest \(WalletPaymentTests.bob) --amount 1", on: server.url)
                let used = await online.run("tx submit \(long) --network \(server.url) --no-prompt")
                #expect(used.status == .refused && used.talk.contains("another one has used its place"), "\(used.talk)")
            }
        }

        @Test("An ed25519 key signs too")
        func ed25519() async throws {
            let cold = try Home()
            let pair = try KeyPair(uri: "//Cold", scheme: .ed25519)
            try cold.wallet().createColdkey(pair, password: nil)
            let watcher = try Home()
            try watcher.wallet().createColdkeyPublic(pair.publicKey)
            let alice = try Home()
            try alice.makeWallet()
            try await InstantNode.with { url in
                await alice.carryOut("wallet transfer --dest \(pair.accountID.ss58()) --amount 10", on: url)
                let file = "\(watcher.path)/x.json"
                let run = await watcher.run("\(Self.transfer) --network \(url) --unsigned \(file) --json-output")
                let value10 = try run.document["crypto_type"]
                #expect(value10 as? Int == 0)
                let changed = try watcher.write(
                    try watcher.read("x.json").replacing("\"crypto_type\": 0", with: "\"crypto_type\": 1"), to: "y.json"
                )
                let refused = await cold.run("tx sign \(changed) --no-prompt")
                #expect(refused.status == .dataError && refused.isOneLineError, "\(refused)")
                #expect(
                    refused.talk.contains(
                        "'crypto_type' is not right: it says sr25519, and the key that signed is ed25519"), "\(refused)"
                )
                #expect(!watcher.files.contains("y.signed.json"))
                #expect(await cold.run("tx sign \(file) --no-prompt").status == .done)
                let sent = await watcher.run("tx submit \(watcher.path)/x.signed.json --network \(url) --no-prompt")
                #expect(sent.status == .done, "\(sent.talk)")
            }
        }

        @Test("The key of another account does not sign it, and one that can only be watched neither")
        func otherKey() async throws {
            let other = try Home()
            try other.makeWallet(coldkey: "//Bob")
            try await InstantNode.with { url in
                let file = await prepared(on: url)
                let run = await other.run("tx sign \(file) --no-prompt")
                #expect(run.status == .usage && run.talk.contains("whose key is not in the wallets of"))
                let watched = await online.run("tx sign \(file) --no-prompt")
                #expect(watched.status == .dataError && watched.talk.contains("can only be watched"))
            }
        }

        // MARK: Other signers

        /// A program that signs with btcli, where the key is.
        private func script(_ body: String) throws -> String {
            try "sh '\(offline.write(body, to: "signer.sh"))'"
        }

        private func run(_ line: String, command: String) async -> Run {
            await Run(
                line.split(separator: " ").map(String.init) + ["--signer-command", command],
                environment: ["HOME": online.path, "BT_WALLET_PASSWORD": "secret"])
        }

        @Test("A program signs: it is given the transaction, and not the passwords")
        func command() async throws {
            let btcli = try #require(try ProgramTests.program([]).executableURL?.path)
            let command = try script(
                """
                cat > "\(offline.path)/asked.json"
                env > "\(offline.path)/environment"
                echo "look at the device" >&2
                HOME=\(offline.path) exec '\(btcli)' tx sign "\(offline.path)/asked.json" --no-prompt --json-output
                """)
            try await InstantNode.with { url in
                let run = await run("\(Self.transfer) --network \(url)", command: command)
                #expect(run.status == .done, "\(run.talk)")
                #expect(run.output.contains("✓ Sent τ1.5 to "))
                #expect(try !offline.read("environment").contains("secret"))
                let asked = try JSONValue(parsing: offline.read("asked.json"))
                #expect(try UnsignedTransaction(asked["unsigned"] ?? .null).lastBlock == 127)
            }
        }

        @Test("A program that does not sign, or signs something else, keeps it from being sent")
        func brokenCommands() async throws {
            let bob = try KeyPair(uri: "//Bob").sign([1, 2, 3]).hex
            try await InstantNode.with { url in
                for (body, status, words) in [
                    ("exit 3", ExitStatus.unavailable, "ended with status 3"),
                    ("echo no", .dataError, "is no signature"),
                    ("echo \(bob)", .dataError, "something else was signed"),
                    ("yes", .unavailable, "wrote more than 65536 bytes"),
                ] {
                    let run = await run("\(Self.transfer) --network \(url)", command: try script(body))
                    #expect(run.status == status && run.talk.contains(words), "\(body): \(run.talk)")
                }
                let missing = await run("\(Self.transfer) --network \(url)", command: "/no/such/program")
                #expect(missing.status == .unavailable && missing.talk.contains("cannot run /no/such/program"))
                #expect(try await online.sent(on: url).isEmpty)
            }
        }

        @Test("What such a program has started does not write on when nobody reads it any more")
        func childrenOfCommands() async throws {
            let pipe = "\(offline.path)/alive"
            try #require(mkfifo(pipe, 0o600) == 0)
            let alive = open(pipe, O_RDONLY | O_NONBLOCK)
            defer { close(alive) }
            try await InstantNode.with { url in
                // Whoever is left holds the pipe.
                let command = try script("exec 9> '\(pipe)'\nyes & wait")
                let run = await run("\(Self.transfer) --network \(url)", command: command)
                #expect(run.status == .unavailable && run.talk.contains("wrote more than 65536 bytes"), "\(run.talk)")
            }
            try #require(fcntl(alive, F_SETFL, 0) == 0)
            var byte: UInt8 = 0
            #expect(read(alive, &byte, 1) == 0)
        }

        @Test("A program that takes too long is ended")
        func slowCommand() async throws {
            try await InstantNode.with { url in
                let file = await prepared(on: url)
                let transaction = try TransactionFile(JSONValue(parsing: String(contentsOfFile: file, encoding: .utf8)))
                let signer = CommandSigner(
                    key: PublicKey(transaction.transaction.account), command: try CommandWords("sleep 1000"),
                    console: RecordedTerminal().console(), proof: { _ in nil }, timeLimit: .zero)
                let error = await #expect(throws: CLIError.self) { try await signer.sign(transaction.transaction) }
                #expect(error?.code == .signerFailed && error?.reason.contains("took longer") == true)
            }
        }

        @Test("Polkadot Vault is shown codes until it has answered")
        func vault() async throws {
            try await InstantNode.with { url in
                let file = await prepared(on: url)
                let transaction = try TransactionFile(JSONValue(parsing: String(contentsOfFile: file, encoding: .utf8)))
                let count = transaction.transaction.vaultFrames(with: transaction.proof).count
                let signature = try KeyPair(uri: "//Alice").sign(transaction.transaction.signedBytes)
                let answer = try offline.write("\(signature.hex)\n", to: "answer.txt")
                let run = await offline.run("tx sign \(file) --vault", typed: ["y", "", "yes", answer])
                #expect(run.status == .done, "\(run.talk)")
                #expect(
                    run.talk.contains("Code 1 of \(count); Enter shows the next.")
                        && run.talk.contains("Code 2 of \(count)"))
                #expect(run.talk.contains("█") && run.talk.contains("is no signature"))
                let sent = await online.run(
                    "tx submit \(file.replacing(".json", with: ".signed.json")) --network \(url) --no-prompt")
                #expect(sent.status == .done)

                // On the way to the chain: without an answer nothing is sent.
                let none = await online.run(
                    "\(Self.transfer.replacing(" --no-prompt", with: "")) --network \(url) --vault --qr-picture "
                        + "\(online.path)/codes.pbm", typed: ["y", ""])
                #expect(none.status != .done && none.talk.contains("there was a signature"), "\(none.talk)")
                #expect(try online.read("codes.pbm").hasPrefix("P1\n"))
            }
        }

        @Test("Codes are kept as a picture")
        func picture() async throws {
            try await InstantNode.with { url in
                let file = await prepared(on: url, "--qr-picture \(online.path)/a.svg")
                let run = await online.run("tx show \(file) --qr-picture \(online.path)/b.svg")
                #expect(run.status == .done)
                let pictures = try [online.read("a.svg"), online.read("b.svg")]
                #expect(pictures[0] == pictures[1] && pictures[0].hasPrefix("<svg"))
            }
        }

        @Test(
            "Options that contradict each other, and devices that are not spoken with, are told in a line",
            arguments: [
                ("--unsigned x.json --vault", "contradict each other"),
                ("--vault --signer-command x", "contradict each other"),
                ("--signer-address \(alice)", "add --unsigned"), ("--qr-picture x.svg", "add --vault"),
                ("--vault --qr-picture x.png", ".svg or .pbm"), ("--signer ledger", "--signer-command"),
                ("--signer extension", "--unsigned FILE"), ("--signer moon", "there is no signer"),
                ("--signer-command '", "quotation marks"), ("--vault", "nobody can be asked"),
                ("--signer vault", "nobody can be asked"),
            ])
        func options(options: String, words: String) async throws {
            let run = await online.run("\(Self.transfer) --network ws://127.0.0.1:1 \(options)")
            #expect(run.status == .usage, "\(run.talk)")
            #expect(run.talk.contains(words), "\(run.talk)")
        }

        @Test(
            "It is signed where there is no network at all",
            .enabled(if: NoNetwork.isThere, "this machine lets nobody make a namespace without a network"))
        func namespace() async throws {
            let btcli = try #require(try ProgramTests.program([]).executableURL?.path)
            try await InstantNode.with { url in
                let file = await prepared(on: url)
                let run = try NoNetwork.run([btcli, "tx", "sign", file, "--no-prompt"], home: offline.path)
                #expect(run.status == 0, "\(run.errors)")
                // Nothing is reached from there.
                let reached = try NoNetwork.run(
                    [
                        btcli, "tx", "submit", file.replacing(".json", with: ".signed.json"), "--network", url,
                        "--retry-time", "0", "--no-prompt",
                    ],
                    home: offline.path)
                #expect(reached.status == ExitStatus.unavailable.rawValue)
                let sent = await online.run(
                    "tx submit \(file.replacing(".json", with: ".signed.json")) --network \(url) --no-prompt")
                #expect(sent.status == .done)
            }
        }
    }
}

/// A namespace of the kernel's without any network, not even the machine's own.
private enum NoNetwork {
    static let unshare = Program.find("unshare")
    static let isThere = (try? run(["/bin/true"], home: "/"))?.status == 0

    static func run(_ command: [String], home: String) throws -> (status: Int32, output: String, errors: String) {
        try Program.run(try #require(unshare), ["-rn"] + command, environment: ["HOME": home])
    }
}
