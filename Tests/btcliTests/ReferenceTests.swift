// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import Foundation
import SubtensorLocalnet
import Testing

@testable import btcli

@Suite("Manual, completions, info")
struct ReferenceTests {
    @Test("The command reference that is checked in is the one of this program")
    func reference() throws {
        let files = try ManualFiles(version: Release.version)
        let text = try #require(files.texts.first { $0.name == "commands.md" }?.text)
        try Snapshot.check(text, "../../../docs/commands.md")
    }

    @Test("Every command has a page, and the hidden one has none")
    func pages() throws {
        let names = try ManualFiles(version: "1").texts.map(\.name)
        for name in ["btcli", "btcli-wallet", "btcli-wallet-list", "btcli-subnets-pow-register", "btcli-doctor"] {
            #expect(names.contains("man/\(name).1"))
        }
        #expect(!names.contains("man/btcli-manual.1"))
        #expect(!names.contains { $0.contains("help") })
    }

    @Test("manual writes the folder, and takes pages of old commands out of it")
    func write() async throws {
        let home = try Home()
        try home.write("old", to: "docs/man/btcli-gone.1")
        try home.write("mine", to: "docs/man/other.1")
        let run = await home.run("manual --out \(home.path)/docs")
        #expect(run.status == .done)
        #expect(!home.files.contains("docs/man/btcli-gone.1"))
        #expect(home.files.contains("docs/man/other.1"))
        #expect(try home.read("docs/commands.md").hasPrefix("# Commands\n"))
        #expect(await home.run("manual --out /dev/null/x").status == .cannotCreate)
    }

    @Test("groff and man take the pages without a word", .enabled(if: Program.find("groff") != nil))
    func roff() throws {
        let groff = try #require(Program.find("groff"))
        for (name, text) in try ManualFiles(version: "1").texts where name.hasPrefix("man/") {
            let result = try Program.run(groff, ["-man", "-ww", "-Tutf8", "-rLL=78n", "-P-cbou"], input: text)
            #expect(result.status == 0)
            #expect(result.errors.isEmpty, "\(name): \(result.errors)")
            #expect(result.output.contains("NAME"))
        }
    }

    @Test("Completion scripts parse", arguments: ["bash", "zsh", "fish"])
    func completions(shell: String) async throws {
        let run = await Run("completion \(shell)")
        #expect(run.status == .done)
        #expect(run.output.contains("---complete \(shell)"))
        guard let path = Program.find(shell) else { return }
        let result = try Program.run(path, ["-n"], input: run.output)
        #expect(result.status == 0)
        #expect(result.errors.isEmpty)
    }

    @Test("Completion scripts have the spellings of all tools, and a document")
    func completionSpellings() async throws {
        let document = try await Run("completion fish --json-output").document
        #expect(document["shell"] as? String == "fish")
        let script = try #require(document["script"] as? String).trimmingCharacters(in: .newlines)
        #expect(!script.isEmpty)
        for line in ["--print-completion fish", "--generate-completion-script fish", "info autocomplete fish"] {
            let other = await Run(line)
            #expect(other.status == .done)
            #expect(other.output.trimmingCharacters(in: .newlines) == script)
        }
    }

    @Test("The shell may come from the environment, and must be one")
    func shell() async {
        let run = await Run(["info", "autocomplete"], environment: ["SHELL": "/usr/bin/fish"])
        #expect(run.output.contains("complete -c 'btcli'"))
        #expect(await Run(["completion"], environment: ["SHELL": "/bin/dash"]).status == .usage)
        #expect(await Run("completion").status == .usage)
        #expect(await Run("completion dash").status == .usage)
    }

    @Test("info shows versions, paths and machine")
    func info() async throws {
        let home = try Home()
        let text = await home.run("info", environment: ["BT_NETWORK": "test", "BT_WALLET_PATH": "/w"])
        #expect(text.status == .done)
        for part in [Release.version, "portable", "\(home.path)/.bittensor/config.yml", "/w", "test"] {
            #expect(text.output.contains(part))
        }
        let run = await Run("i --json-output")
        #expect(
            run.memberNames == [
                "version", "build", "compiler", "platform", "processor", "processors", "kernels", "executable",
                "configuration", "wallets", "network",
            ])
        #expect(run.output.contains("\"configuration\": null"))
    }

    @Test("legacy update says how to update what was built from its source")
    func update() async throws {
        let run = await Run("l update")
        #expect(run.status == .done)
        #expect(run.output.contains("btcli \(Release.version), built from its source"))
        #expect(run.output.hasSuffix("  git pull\n  make\n  sudo make install\n"))
        let document = await Run("legacy update --json-output")
        #expect(document.memberNames == ["version", "newest", "installed_by", "updated", "steps"])
    }

    @Test("legacy keeps the first btcli's faucet")
    func legacy() async throws {
        let home = try Home()
        try home.makeWallet()
        let paid = try await InstantNode.with(.registerLittleEndian) { url in
            await home.run("legacy faucet --network \(url) --faucet.num_processes 1 --json-output")
        }
        #expect(paid.memberNames == ["network", "coldkey", "balance_tao", "payments"])
    }
}
