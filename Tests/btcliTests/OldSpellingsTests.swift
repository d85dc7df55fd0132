// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import Testing

@testable import btcli

@Suite("Old spellings")
struct OldSpellingsTests {
    /// A tree with the names that matter here, whatever the program has at present.
    static let commands = CommandNames(
        name: "btcli",
        subcommands: [
            CommandNames(
                name: "wallet", aliases: ["w", "wallets"],
                subcommands: [
                    CommandNames(name: "new-coldkey"), CommandNames(name: "regen-coldkey"),
                    CommandNames(name: "transfer"),
                ]),
            CommandNames(name: "subnets", aliases: ["s", "subnet"], subcommands: [CommandNames(name: "pow-register")]),
            CommandNames(name: "pow", subcommands: [CommandNames(name: "solve")]),
            CommandNames(
                name: "stake", aliases: ["st"],
                subcommands: [
                    CommandNames(name: "add"), CommandNames(name: "remove"),
                    CommandNames(name: "child", subcommands: [CommandNames(name: "get"), CommandNames(name: "take")]),
                ]),
            CommandNames(name: "root", subcommands: [CommandNames(name: "senate-vote")]),
        ])

    @Test(
        "are rewritten",
        arguments: [
            // Commands.
            ("subnets pow_register", "subnets pow-register"),
            ("w new_coldkey", "w new-coldkey"),
            ("wallet new-coldkey", "wallet new-coldkey"),
            ("root senate_vote --proposal=0xab_cd", "root senate-vote --proposal=0xab_cd"),
            ("root senate_vote --proposal=--x_y", "root senate-vote --proposal=--x_y"),
            // README era.
            ("s pow_register --wallet.name a --wallet.hotkey b", "s pow-register --wallet-name a --wallet-hotkey b"),
            ("w transfer --wallet.path ~/my_wallets", "w transfer --wallet-path ~/my_wallets"),
            ("w transfer --subtensor.network local", "w transfer --network local"),
            ("w transfer --subtensor.chain_endpoint ws://h:1", "w transfer --network ws://h:1"),
            ("w transfer --no_prompt", "w transfer --no-prompt"),
            ("w transfer --wallet.hotkey_b b_b", "w transfer --new-hotkey b_b"),
            ("s pow_register --pow_register.num_processes 4", "s pow-register --threads 4"),
            ("s pow_register --pow_register.num_processes=4", "s pow-register --threads=4"),
            ("s pow_register -n 4 -u 5", "s pow-register -n 4 -u 5"),
            ("s pow_register --pow_register.update_interval 9", "s pow-register --update-interval 9"),
            ("s pow_register --pow_register.cuda.update_interval 9", "s pow-register --update-interval 9"),
            ("s pow_register --cuda.update_interval 9", "s pow-register --update-interval 9"),
            ("s pow_register --pow_register.no_output_in_place", "s pow-register --no-output-in-place"),
            ("s pow_register --no_output_in_place", "s pow-register --no-output-in-place"),
            ("s pow_register --pow_register.verbose", "s pow-register --verbose"),
            ("s pow_register --cuda.use_cuda --cuda.dev_id 0 1", "s pow-register --cuda --dev-id 0 1"),
            ("s pow_register --pow_register.cuda.use_cuda", "s pow-register --cuda"),
            ("s pow_register --cuda", "s pow-register --cuda"),
            (
                "s pow-register --pow-backend gpu --pow-device 1 --pow_device 0",
                "s pow-register --device gpu --dev-id 1 --dev-id 0"
            ),
            ("s pow_register --no_cuda", "s pow-register --no-cuda"),
            ("s pow_register --cuda.no_cuda", "s pow-register --no-cuda"),
            ("s pow_register --pow_register.cuda.tpb 256", "s pow-register --tpb 256"),
            ("w new_coldkey --faucet.num_processes 2", "w new-coldkey --threads 2"),
            ("w new_coldkey --faucet.cuda.dev_id 0", "w new-coldkey --dev-id 0"),
            ("w new_coldkey --n_words 24 --no_version_checking", "w new-coldkey --n-words 24"),
            ("w transfer --logging.debug", "w transfer --verbose"),
            ("--print-completion zsh", "--generate-completion-script zsh"),
            ("w regen_coldkey --json file_name", "w regen-coldkey --json file_name"),
            ("w regen_coldkey --mnemonic one_two three", "w regen-coldkey --mnemonic one_two three"),
            ("st add --hotkeys a_b --exclude_hotkeys c", "st add --hotkeys a_b --exclude-hotkeys c"),
            ("stake remove --hotkey_ss58address 5G --max_stake 1", "stake remove --hotkeys 5G --max-stake 1"),
            ("stake get_children --netuid 1", "stake child get --netuid 1"),
            ("st set_childkey_take --take 0.1", "st child take --take 0.1"),
            ("stake revoke-children", "stake child revoke"),
            ("w transfer --info get_children", "w transfer --description get_children"),
            // btcli 9.
            ("stake add --limit 0.1 -in a -ex b", "stake add --tolerance 0.1 --hotkeys a --exclude-hotkeys b"),
            ("st add --rate-tolerance 0.1 --no-slippage-protection", "st add --tolerance 0.1 --unsafe"),
            ("w transfer --limit 1 --coldkey 5G", "w transfer --limit 1 --ss58 5G"),
            ("pow solve --coldkey 5G", "pow solve --coldkey 5G"),
            ("w transfer --name a --wallet_hotkey b", "w transfer --wallet-name a --wallet-hotkey b"),
            ("w transfer --hotkey b_c -p d_e", "w transfer --wallet-hotkey b_c -p d_e"),
            ("w transfer --chain ws://h:1 --json-out --yes", "w transfer --network ws://h:1 --json-output --no-prompt"),
            ("s pow-register --processors 3 -tbp 512", "s pow-register --threads 3 --tpb 512"),
            ("s pow-register --threads-per-block 512", "s pow-register --tpb 512"),
            // SDK 11.
            ("w transfer --wallet a -w b -H c --json", "w transfer --wallet-name a -w b -H c --json-output"),
        ])
    func rewritten(_ old: String, _ new: String) {
        #expect(rewrite(old) == new)
    }

    @Test(
        "touch no value",
        arguments: [
            "wallet new-coldkey --wallet-name my_wallet",
            "wallet new-coldkey --wallet-name new_coldkey",
            "wallet new-coldkey --wallet-name=my_wallet",
            "wallet transfer pow_register wallet",
            "wallet transfer -1 my_dest",
            "wallet transfer -- --wallet.name --no_prompt",
            "no_such_command",
        ])
    func values(_ line: String) {
        #expect(rewrite(line) == line)
    }

    @Test("leave --hotkey to the offline tools, where it is a key")
    func offlineTools() {
        #expect(rewrite("pow solve --hotkey 5G --json") == "pow solve --hotkey 5G --json-output")
    }

    @Test(
        "let an endpoint overrule a network name, in either order",
        arguments: [
            "s pow_register --subtensor.network local --subtensor.chain_endpoint ws://h:1 --netuid 1",
            "s pow_register --subtensor.chain_endpoint ws://h:1 --subtensor.network local --netuid 1",
            "s pow_register --subtensor.network=local --subtensor.chain_endpoint ws://h:1 --netuid 1",
        ])
    func endpoint(_ line: String) {
        #expect(rewrite(line) == "s pow-register --network ws://h:1 --netuid 1")
    }

    @Test("change nothing the second time", arguments: OldSpellings.table.map(\.old))
    func idempotent(_ old: String) {
        let once = rewrite("wallet transfer --\(old) x_y")
        #expect(rewrite(once) == once)
    }

    private func rewrite(_ line: String) -> String {
        OldSpellings.rewritten(line.split(separator: " ").map(String.init), commands: Self.commands)
            .joined(separator: " ")
    }

    @Test(
        "that every command took are left out where they mean nothing",
        arguments: [
            ("w transfer --logging.logging_dir /d --dest x", "w transfer --dest x"),
            ("w transfer --logging.record_log --dest x", "w transfer --dest x"),
            ("w transfer --axon.port 8091 --priority.max_workers=3 --dest x", "w transfer --dest x"),
            ("w transfer --wallet.hotkey h --wallet.name w --dest x", "w transfer --wallet-name w --dest x"),
            ("w transfer --subtensor.network --dest x", "w transfer --dest x"),
            ("w transfer --subtensor._mock --dest x", "w transfer --subtensor--mock --dest x"),
            ("w transfer --walet.hotkey h", "w transfer --walet-hotkey h"),
        ])
    func shared(line: String, expected: String) {
        let rewritten = OldSpellings.rewritten(
            line.split(separator: " ").map(String.init), commands: Self.commands
        ) { $0 == ["wallet", "transfer"] ? ["--dest", "--wallet-name"] : nil }
        #expect(rewritten.joined(separator: " ") == expected)
    }
}
