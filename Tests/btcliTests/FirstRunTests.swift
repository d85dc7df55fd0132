// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import SubstrateKeys
import Testing

@testable import btcli

@Suite("btcli alone")
struct StartPageTests {
    @Test("is the help where no person is, and says at a terminal where one stands")
    func page() async throws {
        let home = try Home()
        #expect(await home.run("").output.contains("SUBCOMMANDS:"))
        let first = await home.run("", typed: [])
        #expect(first.status == .done)
        for part in ["none in ~/.bittensor/wallets/", "finney (the default)", "btcli tour", "btcli wallet create"] {
            #expect(first.output.contains(part), "\(first.output)")
        }
        #expect(!first.output.contains("Last sent"))
    }

    @Test("proposes what is likely by what there is")
    func steps() async throws {
        let home = try Home()
        try home.wallet("me").createColdkey(KeyPair(uri: "//Alice"), password: nil)
        try home.write("network: local\n", to: ".bittensor/config.yml")
        let coldkey = await home.run("", typed: [])
        for part in [
            "me (0 hotkeys)", "local (", "config.yml", "btcli wallet new-hotkey -w me", "btcli wallet balance -w me",
        ] {
            #expect(coldkey.output.contains(part), "\(coldkey.output)")
        }
        try home.wallet("me").createHotkey(KeyPair(uri: "//Bob"))
        let hotkey = await home.run("", typed: [])
        #expect(hotkey.output.contains("me (1 hotkey)"))
        #expect(!hotkey.output.contains("new-hotkey"))
        #expect(hotkey.output.contains("btcli subnets list"))
    }

    @Test("stands with settings that cannot be read, and without a home")
    func broken() async throws {
        let home = try Home()
        try home.write("network: [1\n", to: ".bittensor/config.yml")
        #expect(await home.run("", typed: []).status == .done)
        #expect(await Run([], typed: []).output.contains("Likely next:"))
    }
}

@Suite("btcli tour", .serialized)
struct TourTests {
    @Test("runs through without questions, and leaves nothing behind")
    func whole() async throws {
        let home = try Home()
        let run = await home.run("tour --block-time 0.05 --no-prompt --json-output", environment: ["BT_WALLET": "mine"])
        #expect(run.status == .done, "\(run.talk)")
        let steps = try run.rows("steps")
        #expect(steps.count == 10)
        for step in steps { #expect(step["exit_status"] as? Int == 0, "\(step)") }
        #expect(try run.document["folder"] is String == false)
        #expect(home.files.isEmpty)
    }

    @Test("shows each command before it is run, goes on at Enter, and ends at q")
    func asked() async throws {
        let home = try Home()
        let run = await home.run("tour --block-time 0.05", typed: ["", "", "q"])
        #expect(run.status == .done)
        for part in [
            "1/10", "$ btcli config set network ws://127.0.0.1:", "$ btcli wallet create", "3/10",
            "The tour ends here.",
        ] {
            #expect(run.talk.contains(part), "\(run.talk)")
        }
        #expect(!run.talk.contains("4/10"))
        #expect(run.output.contains("Coldkey"))
        #expect(home.files.isEmpty)
    }

    @Test("keeps wallet and chain where that is wanted, and takes no folder that is there")
    func kept() async throws {
        let home = try Home()
        let folder = "\(home.path)/tour"
        let run = await home.run("tour --keep \(folder)", typed: ["", "", "q"])
        #expect(run.status == .done)
        #expect(run.output.contains("btcli localnet start --state \(folder)/chain"))
        #expect(home.files.contains("tour/chain"))
        #expect(home.files.contains("tour/.bittensor/wallets/default/coldkey"))
        #expect(await home.run("tour --keep \(folder)", typed: []).status == .cannotCreate)
    }
}
