// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Command lines that show how commands are used: help, manual pages and the reference have them.
enum CommandExamples {
    /// By the words that call the command.
    static let lines: [String: [String]] = [
        "btcli call": [
            "btcli call SubtensorModule.start_call netuid=2 -w me",
            "btcli call Balances.transfer_keep_alive dest=savings value=1.5tao -w me --dry-run",
            "btcli call System.remark remark=hello Balances.transfer_keep_alive dest=savings value=100rao -w me",
            "btcli call SubtensorModule.set_weights --args-file weights.json --signed-by hotkey -w me -H validator",
            "btcli call add-stake --metadata runtime.scale --args-file stake.json --json-output",
        ],
        "btcli config set": ["btcli config set network local"],
        "btcli legacy faucet": ["btcli legacy faucet -w me --network local"],
        "btcli addr add": ["btcli addr add exchange 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"],
        "btcli localnet runtime diff": ["btcli localnet runtime diff finney upgrade.wasm"],
        "btcli localnet runtime save": [
            "btcli localnet runtime save finney --network finney",
            "btcli localnet runtime save old.wasm --network archive --at 5000000",
        ],
        "btcli localnet runtime show": [
            "btcli localnet runtime show finney",
            "btcli localnet runtime show upgrade.wasm --pallet SubtensorModule",
        ],
        "btcli multisig add": ["btcli multisig add treasury --threshold 2 --signatories me,bob,carol"],
        "btcli multisig approve": ["btcli multisig approve treasury -w bob"],
        "btcli multisig cancel": ["btcli multisig cancel treasury -w me"],
        "btcli multisig execute": ["btcli multisig execute treasury -w bob"],
        "btcli proxy add": ["btcli proxy add -w me --delegate staker --proxy-type Staking"],
        "btcli proxy announce": ["btcli proxy announce -w staker --real me --call-hex 0x00003c646f6e65"],
        "btcli proxy create": ["btcli proxy create -w me --proxy-type Any --name vault"],
        "btcli proxy execute": [
            "btcli proxy execute -w staker --real me --call-hash "
                + "0x1f8b2c6d4e5a7091b3c2d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6071829"
        ],
        "btcli proxy kill": ["btcli proxy kill vault -w me"],
        "btcli proxy reject": [
            "btcli proxy reject -w me --delegate staker --call-hash "
                + "0x1f8b2c6d4e5a7091b3c2d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6071829"
        ],
        "btcli proxy remove": ["btcli proxy remove -w me --delegate staker"],
        "btcli proxy withdraw": [
            "btcli proxy withdraw -w staker --real me --call-hash "
                + "0x1f8b2c6d4e5a7091b3c2d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6071829"
        ],
        "btcli root boost": ["btcli root boost -w me -H validator --netuid 1 --increase 0.1"],
        "btcli root delegate": [
            "btcli root delegate -w me --amount 10",
            "btcli root delegate -w me --delegate-ss58key 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty --amount 10",
        ],
        "btcli root nominate": ["btcli root nominate -w me -H validator"],
        "btcli root register": ["btcli root register -w me -H validator"],
        "btcli root senate-vote": ["btcli root senate-vote -w me -H validator --vote-aye"],
        "btcli root set-take": ["btcli root set-take -w me -H validator --take 18%"],
        "btcli root slash": ["btcli root slash -w me -H validator --netuid 1 --decrease 0.1"],
        "btcli root undelegate": ["btcli root undelegate -w me --all"],
        "btcli root weights": ["btcli root weights -w me -H validator --netuids 1,2 --weights 0.6,0.4"],
        "btcli stake add": [
            "btcli stake add -w me -H validator --netuid 1 --amount 10",
            "btcli stake add -w me --all-hotkeys --netuid 1 --amount 10 --tolerance 0.02",
        ],
        "btcli stake child revoke": ["btcli stake child revoke -w me -H parent --netuid 1"],
        "btcli stake child set": [
            "btcli stake child set -w me -H parent --netuid 1 --children first second --proportions 0.25 0.5"
        ],
        "btcli stake child take": [
            "btcli stake child take -w me -H child --netuid 1",
            "btcli stake child take -w me -H child --netuid 1 --take 9%",
        ],
        "btcli block": ["btcli block 6012345"],
        "btcli extrinsic": ["btcli extrinsic 6012345-3"],
        "btcli events": ["btcli events --follow --only SubtensorModule.NeuronRegistered"],
        "btcli diff": ["btcli diff 6000000 head", "btcli diff 6000000 head SubnetOwner"],
        "btcli watch": ["btcli watch SubtensorModule.Burn 1"],
        "btcli stake move": [
            "btcli stake move -w me --origin-hotkey miner --dest-hotkey validator --netuid 1 --amount 5"
        ],
        "btcli stake remove": [
            "btcli stake remove -w me -H validator --netuid 1 --amount 5",
            "btcli stake remove -w me -H validator --netuid 1 --all",
        ],
        "btcli stake swap": ["btcli stake swap -w me -H validator --origin-netuid 1 --dest-netuid 2 --amount 5"],
        "btcli stake transfer": ["btcli stake transfer -w me -H validator --dest savings --netuid 1 --amount 5"],
        "btcli stake unstake-all": ["btcli stake unstake-all -w me --all-hotkeys --dry-run"],
        "btcli stake unstake-all-alpha": ["btcli stake unstake-all-alpha -w me -H validator"],
        "btcli subnets create": ["btcli subnets create -w me -H owner"],
        "btcli subnets mechanisms set": ["btcli subnets mechanisms set -w me --netuid 2 --count 2"],
        "btcli subnets mechanisms split": ["btcli subnets mechanisms split -w me --netuid 2 --split 3,1"],
        "btcli subnets metagraph": ["btcli subnets metagraph --netuid 1 --sort stake"],
        "btcli subnets pow-register": [
            "btcli subnets pow-register -w me -H miner --netuid 1",
            "btcli subnets pow-register -w me -H miner --netuid 1 --threads 8 --network local",
        ],
        "btcli subnets register": [
            "btcli subnets register -w me -H miner --netuid 1",
            "btcli subnets register -w me -H miner --netuid 1 --max-price 0.5 --wait",
        ],
        "btcli subnets start": ["btcli subnets start -w me --netuid 2"],
        "btcli sudo senate-vote": ["btcli sudo senate-vote -w me -H validator --vote-nay"],
        "btcli sudo set": [
            "btcli sudo set -w me --netuid 2 --param tempo --value 400",
            "btcli sudo set -w me --netuid 2 --param min_burn --value 0.1tao",
        ],
        "btcli sudo set-take": ["btcli sudo set-take -w me -H validator --take 18%"],
        "btcli sudo trim": ["btcli sudo trim -w me --netuid 2 --max 128"],
        "btcli tx metadata": ["btcli tx metadata subtensor.scale"],
        "btcli tx show": ["btcli tx show payment.json"],
        "btcli tx sign": [
            "btcli tx sign payment.json",
            "btcli tx sign payment.json --signature 0x01…",
        ],
        "btcli tx submit": ["btcli tx submit payment.signed.json"],
        "btcli wallet announce-coldkey-swap": [
            "btcli wallet announce-coldkey-swap -w me --new-coldkey 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"
        ],
        "btcli wallet associate-hotkey": ["btcli wallet associate-hotkey -w me -H miner"],
        "btcli wallet create": ["btcli wallet create -w me -H miner"],
        "btcli wallet faucet": ["btcli wallet faucet -w me --network local"],
        "btcli wallet new-coldkey": [
            "btcli wallet new-coldkey -w me",
            "btcli wallet new-coldkey -w me --n-words 24 --clear-screen",
        ],
        "btcli wallet new-hotkey": ["btcli wallet new-hotkey -w me -H miner"],
        "btcli wallet regen-coldkey": ["btcli wallet regen-coldkey -w me"],
        "btcli wallet set-identity": [
            "btcli wallet set-identity -w me --display \"Some Name\" --url https://example.org"
        ],
        "btcli wallet swap-coldkey": [
            "btcli wallet swap-coldkey -w me --new-coldkey 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"
        ],
        "btcli wallet swap-hotkey": ["btcli wallet swap-hotkey -w me -H miner --new-hotkey miner2"],
        "btcli wallet transfer": [
            "btcli wallet transfer -w me --dest 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty --amount 1.5",
            "btcli wallet transfer -w me --dest savings --all --dry-run",
            "btcli wallet transfer -w me --dest savings --amount 5 --unsigned payment.json",
        ],
        "btcli weights commit": ["btcli weights commit -w me -H validator --netuid 1 --uids 0,1 --weights 0.7,0.3"],
        "btcli weights reveal": ["btcli weights reveal -w me -H validator --netuid 1"],
        "btcli weights set": ["btcli weights set -w me -H validator --netuid 1 --uids 0,1,2 --weights 0.5,0.3,0.2"],
        "btcli weights watch": ["btcli weights watch -w me -H validator --netuid 1 --file weights.txt"],
    ]
}
