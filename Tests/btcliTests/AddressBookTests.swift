// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import btcli

@Suite("The address book")
struct AddressBookTests {
    private static let bob = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"
    private static let file = ".bittensor/address_book.json"

    @Test("Names are added, shown, changed and taken out, in a file for its owner only")
    func round() async throws {
        let home = try Home()
        let added = await home.run("addr add bob \(Self.bob) --note friend --json-output")
        #expect(added.status == .done, "\(added.talk)")
        #expect(try added.document["kind"] as? String == "account")
        #expect(try home.mode(Self.file) == 0o600)
        #expect(await home.run("addr add bob \(WalletReadingTests.alice)").status == .usage)
        #expect(await home.run("addr add bob \(WalletReadingTests.alice) --overwrite").status == .done)
        let updated = await home.run("addr update bob --note \"x\" --json-output")
        #expect(try updated.document["address"] as? String == WalletReadingTests.alice)
        let list = await home.run("addr list --json-output")
        #expect(try list.rows("addresses").map { $0["name"] as? String } == ["bob"])
        let shown = await home.run("addr show bob --json-output")
        #expect(try shown.document["note"] as? String == "\"x\"")
        #expect(await home.run("addr remove bob --json-output").status == .done)
        #expect(await home.run("addr show bob").status == .usage)
        #expect(try home.read(Self.file) == "[\n\n]\n")
    }

    @Test("The commands for proxies of older command lines keep theirs here")
    func oldSpellings() async throws {
        let home = try Home()
        let added = await home.run(
            "config add-proxy --name vault --address \(Self.bob) --proxy-type Staking --delay 5 --spawner \(WalletReadingTests.alice)"
        )
        #expect(added.status == .done, "\(added.talk)")
        #expect(await home.run("proxy book add --name plain --address \(Self.bob) --proxy-type Any").status == .done)
        let list = await home.run("conf proxies --json-output")
        #expect(try list.rows("addresses").map { $0["name"] as? String } == ["plain", "vault"])
        #expect(try list.rows("addresses").last?["delay"] as? Int == 5)
        #expect(await home.run("config update-proxy --name vault --delay 7").status == .done)
        #expect(await home.run("config remove-proxy --name vault").status == .done)
        #expect(await home.run("proxy book clear --no-prompt").status == .done)
        #expect(try await home.run("addr list --json-output").rows("addresses").isEmpty)
    }

    @Test("Words that are no names, and names that are addresses")
    func names() async throws {
        let home = try Home()
        for name in ["a/b", "a,b", Self.bob, String(repeating: "x", count: 65)] {
            let run = await home.run("addr add \(name) \(Self.bob)")
            #expect(run.status == .usage, "\(name)")
        }
        #expect(!home.files.contains(Self.file))
    }

    @Test(
        "A file that cannot be believed is refused in one line",
        arguments: [
            "{}", "[1]", "[{\"name\":\"a\"}]", "[{\"name\":\"a\",\"address\":\"5Fnonsense\"}]", "\u{0}", "[",
            "[{\"name\":\"a b\",\"address\":\"\(bob)\"}]",
            "[{\"name\":\"a\",\"address\":\"\(bob)\"},{\"name\":\"a\",\"address\":\"\(bob)\"}]",
            "[{\"name\":\"a\",\"address\":\"\(bob)\",\"delay\":-1,\"proxy_type\":\"Any\"}]",
            "[{\"name\":\"a\",\"address\":\"\(bob)\",\"threshold\":1,\"signatories\":[\"\(bob)\",\"\(WalletReadingTests.alice)\"]}]",
        ])
    func damaged(text: String) async throws {
        let home = try Home()
        try home.write(text, to: Self.file)
        for line in ["addr list", "addr add carol \(Self.bob)", "wallet transfer --dest nobody --amount 1 --no-prompt"]
        {
            let run = await home.run(line)
            #expect(run.status == .dataError, "\(line): \(run.talk)")
            #expect(run.talk.contains("the address book"), "\(line): \(run.talk)")
            #expect(run.isOneLineError, "\(line): \(run.talk)")
        }
        #expect(try home.read(Self.file) == text)
    }

    @Test("A name that is a wallet's and another account's is not guessed")
    func ambiguous() async throws {
        let home = try Home()
        try home.makeWallet("bob")
        #expect(await home.run("addr add bob \(Self.bob)").status == .done)
        let run = await home.run("wallet transfer -w bob --dest bob --amount 1 --no-prompt --network embedded")
        #expect(run.status == .usage)
        #expect(run.talk.contains("give the address"))
    }
}
