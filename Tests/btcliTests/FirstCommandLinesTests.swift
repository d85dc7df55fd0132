// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import Testing

@testable import btcli

/// Every command of the btcli of SDK 6.9 and 7, with every option that it had.
@Suite("The first btcli's command lines")
struct FirstCommandLinesTests {
    /// What each of them took beside its own options.
    static let shared =
        "--wallet.name w --wallet.hotkey h --wallet.path /p --subtensor.network local --no_prompt --no_version_checking "
        + "--strict --config /c --logging.debug --logging.trace --logging.record_log --logging.logging_dir /d "
        + "--axon.port 8091 --priority.maxsize 10"

    static let lines = [
        "subnets list",
        "subnets metagraph --netuid 1",
        "s lock_cost",
        "s create",
        "s register --netuid 1",
        "s hyperparameters --netuid 1",
        "s pow_register --netuid 1 -n 2 -u 5 --pow_register.no_output_in_place --pow_register.verbose --pow_register.cuda.no_cuda",
        "subnet pow_register --netuid 1 --pow_register.cuda.use_cuda --pow_register.cuda.dev_id 0 1 --pow_register.cuda.tpb 256",
        "s pow_register --netuid 1 --cuda --cuda.dev_id 0 1 --cuda.tpb 256 --cuda.update_interval 9 --no_output_in_place",
        "root list",
        "root weights --netuids 1,2 --weights 0.5,0.5",
        "r get_weights",
        "root boost --netuid 1 --increase 0.1",
        "root slash --netuid 1 --decrease 0.1",
        "root senate_vote --proposal=0x1111111111111111111111111111111111111111111111111111111111111111",
        "roots senate",
        "root register",
        "root proposals",
        "root delegate --delegate_ss58key HOTKEY --amount 1",
        "root delegate --delegate_ss58 HOTKEY --all",
        "root undelegate --delegate_ss58key HOTKEY --all",
        "root my_delegates --all",
        "root list_delegates",
        "root nominate",
        "root set_take --take 0.1",
        "wallet list",
        "w overview --all --width 100 --sort_by stake --sort_order ascending --hotkeys a b --netuids 1 2",
        "wallet overview --exclude_hotkeys a",
        "wallet overview --all_hotkeys",
        "wallet transfer --dest HOTKEY --amount 1",
        "wallet inspect --all --netuids 1",
        "wallets balance --all",
        "wallet create --n_words 12 --no_password --overwrite_coldkey --overwrite_hotkey",
        "wallet new_hotkey --n_words 24 --use_password --overwrite_hotkey",
        "wallet new_coldkey --n_words 12 --no_password --overwrite_coldkey",
        "wallet regen_coldkey --mnemonic a b c d e f g h i j k l --no_password --overwrite_coldkey",
        "wallet regen_coldkey --seed 0x01 --use_password",
        "wallet regen_hotkey --json /x --json_password p --overwrite_hotkey",
        "wallet regen_coldkeypub --public_key 0x01 --overwrite_coldkeypub",
        "wallet regen_coldkeypub --pubkey 0x01",
        "wallet regen_coldkeypub --ss58_address HOTKEY",
        "wallet regen_coldkeypub --addr HOTKEY",
        "wallet faucet --faucet.num_processes 1 --faucet.cuda.use_cuda --faucet.cuda.dev_id 0 1 --faucet.cuda.tpb 256",
        "wallet update --all",
        "wallet swap_hotkey --wallet.hotkey_b n2",
        "wallet set_identity --display x",
        "wallet get_identity --key HOTKEY",
        "wallet history",
        "stake show --all",
        "stake add --all --uid 1",
        "st add --amount 1 --hotkeys a b",
        "stake add --max_stake 10 --all_hotkeys",
        "stake remove --amount 1 --hotkey_ss58address HOTKEY",
        "stake remove --all --exclude_hotkeys a",
        "stake get_children --netuid 1",
        "stake set_children --netuid 1 --children HOTKEY --proportions 0.5",
        "stake revoke_children --netuid 1",
        "stake set_childkey_take --take 0.1 --netuid 1",
        "stake get_childkey_take --netuid 1",
        "sudo set --netuid 1 --param tempo --value 10",
        "su get --netuid 1",
        "legacy update",
        "l faucet",
        "info autocomplete",
        "i autocomplete",
        "weights commit --netuid 1 --uids 1 2 --weights 0.1 0.2",
        "wt reveal --netuid 1 --uids 1,2 --weights 0.1,0.2 --salt 1,2",
    ]

    @Test("are understood, alone and with what every command took", arguments: lines)
    func parses(line: String) throws {
        let line = line.replacing("HOTKEY", with: ChainTests.WalletPaymentTests.bob)
        for line in [line, "\(line) \(Self.shared)"] {
            let arguments = OldSpellings.rewritten(
                line.split(separator: " ").map(String.init), commands: .btcli, options: Launcher.options(of:))
            #expect(try Btcli.parseAsRoot(arguments) is any ConsoleCommand)
        }
    }
}
