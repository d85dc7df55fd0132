# SPDX-FileCopyrightText: the swift-bittensor authors
# SPDX-License-Identifier: MIT

"""Calls every public read of SDK 9.8.3 or 10.5.0 on a fresh chain of runtime 293.

    reads.py ws://127.0.0.1:9944

Prints what does not go as it does on a node of that runtime, and how many reads were answered.
"""

import contextlib
import inspect
import sys

from world import alice, bittensor, bob, call, chain, cold, hot, send, sudo, wait, wait_until_callable
from bittensor.utils.balance import tao

# What is public and reads nothing of the chain.
NO_READS = {"add_args", "close", "config", "encode_params", "help", "serve_axon", "setup_config", "wait_for_block"}

ARGUMENTS = {
    "address": cold(bob), "coldkey_ss58": cold(bob), "coldkey_ss58s": [cold(alice), cold(bob)],
    "delegate_account_ss58": cold(bob), "dest": cold(alice), "destination_ss58": cold(alice),
    "real_account_ss58": cold(bob),
    "hotkey": hot(bob), "hotkey_ss58": hot(bob), "hotkey_ss58_address": hot(bob),
    "origin_coldkey_ss58": cold(bob), "origin_hotkey_ss58": hot(bob), "origin_netuid": 2,
    "destination_coldkey_ss58": cold(bob), "destination_hotkey_ss58": hot(bob), "destination_netuid": 1,
    "netuid": 2, "uid": 1, "crowdloan_id": 0, "proposal_hash": "0x" + 32 * "00", "param_name": "Tempo",
    "amount": tao(1), "value": tao(1), "wallet": bob, "keypair": bob.coldkeypub,
    "all_netuids": [0, 1, 2], "filter_for_netuids": [2], "all_hotkeys": [bob], "block": None,
    "call_module": "System", "call_function": "remark", "call_params": {"remark": "0x00"},
    "module_name": "Balances", "constant_name": "ExistentialDeposit", "module": "SubtensorModule", "name": "Tempo",
}

# Where a name alone does not tell what is asked for.
SPECIAL = {
    "query_module": {"module": "System", "name": "Number"},
    "query_subtensor": {"name": "Tempo", "params": [2]},
    "query_runtime_api": {"runtime_api": "SubnetInfoRuntimeApi", "method": "get_subnet_info", "params": [2]},
    "state_call": {"method": "Core_version", "data": "0x"},
}

# What the chain has been told, as the reads have it.
VALUES = {
    "commit_reveal_enabled": lambda enabled: not enabled,
    "does_hotkey_exist": lambda exists: exists,
    "filter_netuids_by_registered_hotkeys": lambda netuids: netuids == [2],
    "get_all_commitments": lambda commitments: commitments == {hot(bob): "hello"},
    "get_all_subnets_info": lambda subnets: [subnet.netuid for subnet in subnets] == [0, 1, 2],
    "get_all_subnets_netuid": lambda netuids: netuids == [0, 1, 2],
    "get_balance": lambda balance: 999_899 < balance.tao < 999_900,
    "get_balances": lambda balances: set(balances) == {cold(alice), cold(bob)},
    "get_commitment": lambda commitment: commitment == "hello",
    "get_existential_deposit": lambda deposit: deposit.rao == 500,
    "get_hotkey_owner": lambda owner: owner == cold(bob),
    "get_hotkey_stake": lambda stake: stake.tao > 80,
    "get_netuids_for_hotkey": lambda netuids: netuids == [2],
    "get_neuron_for_pubkey_and_subnet": lambda neuron: neuron.uid == 1,
    "get_owned_hotkeys": lambda hotkeys: hotkeys == [hot(bob)],
    "get_stake": lambda stake: stake.tao > 80,
    "get_stake_for_coldkey_and_hotkey": lambda stakes: stakes[2].stake.tao > 80,
    "get_subnet_hyperparameters": lambda parameters: (parameters.tempo, parameters.immunity_period) == (10, 5000),
    "get_subnet_owner_hotkey": lambda hotkey: hotkey == hot(alice),
    "get_subnet_price": lambda price: price.tao > 1,
    "get_subnet_validator_permits": lambda permits: permits[1],
    "get_subnets": lambda netuids: netuids == [0, 1, 2],
    "get_total_subnets": lambda count: count == 3,
    "get_transfer_fee": lambda fee: 100_000 < fee.rao < 200_000,
    "get_uid_for_hotkey_on_subnet": lambda uid: uid == 1,
    "is_hotkey_registered": lambda registered: registered,
    "is_subnet_active": lambda active: active,
    "metagraph": lambda graph: graph.hotkeys == [hot(alice), hot(bob)],
    "neuron_for_uid": lambda neuron: (neuron.axon_info.ip, neuron.axon_info.port) == ("1.2.3.4", 8091),
    "neurons": lambda neurons: [neuron.hotkey for neuron in neurons] == [hot(alice), hot(bob)],
    "neurons_lite": lambda neurons: [neuron.hotkey for neuron in neurons] == [hot(alice), hot(bob)],
    "subnet": lambda subnet: subnet.owner_hotkey == hot(alice),
    "subnet_exists": lambda exists: exists,
    "subnetwork_n": lambda count: count == 2,
    "tempo": lambda tempo: tempo == 10,
    "weights": lambda weights: weights == [(1, [(0, 21845), (1, 65535)])],
}

# What 293 has not got yet, by the words in which each read misses it.
MISSING = {
    "10.5.0": {
        "ActivityCutoffFactorMilli": ["get_activity_cutoff_factor_milli"],
        "AdminFreezeWindow": ["get_admin_freeze_window"],
        "AutoStakeDestination": ["get_auto_stakes"],
        "ColdkeySwapAnnouncementDelay": ["get_coldkey_swap_announcement_delay"],
        "ColdkeySwapAnnouncements": ["get_coldkey_swap_announcement", "get_coldkey_swap_announcements"],
        "ColdkeySwapDisputes": ["get_coldkey_swap_dispute", "get_coldkey_swap_disputes"],
        "ColdkeySwapReannouncementDelay": ["get_coldkey_swap_reannouncement_delay"],
        "DecayingLock": ["is_perpetual_lock"],
        "LastEpochBlock": ["get_epoch_schedule_state", "get_last_epoch_block"],
        "MaxActivityCutoffFactorMilli": ["get_max_activity_cutoff_factor_milli"],
        "MaxEpochsPerBlock": ["get_max_epochs_per_block"],
        "MaxTempo": ["get_max_tempo"],
        "MevShield": ["get_mev_shield_current_key", "get_mev_shield_next_key"],
        "MinActivityCutoffFactorMilli": ["get_min_activity_cutoff_factor_milli"],
        "MinTempo": ["get_min_tempo"],
        "OwnerHyperparamRateLimit": ["get_owner_hyperparam_rate_limit"],
        "PendingEpochAt": ["get_pending_epoch_at", "is_in_admin_freeze_window"],
        "ProxyFilterRuntimeApi": ["get_proxy_filter", "get_proxy_types"],
        "RootAlphaDividendsPerSubnet": ["get_root_alpha_dividends_per_subnet"],
        "RootClaimType": ["get_root_claim_type"],
        "RootClaimable": ["get_root_claimable_all_rates", "get_root_claimable_rate", "get_root_claimable_stake"],
        "RootClaimed": ["get_root_claimed"],
        "StartCallDelay": ["get_start_call_delay"],
        "SubnetEmaTaoFlow": ["get_all_ema_tao_inflow", "get_ema_tao_inflow"],
        "SubnetEpochIndex": ["get_subnet_epoch_index"],
        "SubtensorModule.Lock": ["get_stake_lock", "get_stake_locks"],
        "TimelockedWeightCommits": ["get_timelocked_weight_commits"],
        "get_coldkey_lock": ["get_coldkey_lock"],
        "get_hotkey_conviction": ["get_hotkey_conviction"],
        "get_most_convicted_hotkey_on_subnet": ["get_most_convicted_hotkey_on_subnet"],
        "get_next_epoch_start_block": ["blocks_until_next_epoch", "get_next_epoch_start_block"],
        "get_stake_availability_for_coldkeys": ["get_stake_availability_for_coldkeys"],
        "sim_swap": ["get_stake_add_fee", "get_stake_movement_fee", "get_unstake_fee", "sim_swap"],
        # Where a runtime has one metagraph for each subnet, the SDK gives the netuid as a list.
        "not 'list'": [
            "get_commitment", "get_last_commitment_bonds_reset_block", "get_metagraph_info", "get_revealed_commitment",
            "metagraph",
        ],
    }
}


def populate():
    """A subnet with two neurons, stake, an axon, a commitment and weights."""
    sudo("AdminUtils", "sudo_set_network_rate_limit", rate_limit=0)
    send(call("SubtensorModule", "register_network", hotkey=hot(alice)), alice.coldkey)
    sudo("AdminUtils", "sudo_set_weights_set_rate_limit", netuid=2, weights_set_rate_limit=0)
    sudo("AdminUtils", "sudo_set_subtoken_enabled", netuid=1, subtoken_enabled=True)
    send(call("SubtensorModule", "burned_register", netuid=2, hotkey=hot(bob)), bob.coldkey)
    axon = {"version": 1, "ip": 0x01020304, "port": 8091, "ip_type": 4, "protocol": 4}
    send(call("SubtensorModule", "serve_axon", netuid=2, **axon, placeholder1=0, placeholder2=0), bob.hotkey)
    send(call("Commitments", "set_commitment", netuid=2, info={"fields": [[{"Raw5": b"hello"}]]}), bob.hotkey)
    wait_until_callable()
    send(call("SubtensorModule", "start_call", netuid=2), alice.coldkey)
    stake = {"hotkey": hot(bob), "netuid": 2, "amount_staked": tao(100).rao}
    send(call("SubtensorModule", "add_stake", **stake), bob.coldkey)
    # The next epoch gives the permit to set weights.
    wait(chain.tempo(2) + 1)
    send(call("SubtensorModule", "set_weights", netuid=2, dests=[0, 1], weights=[1, 3], version_key=0), bob.hotkey)


def reads():
    """The public reads, each with the arguments that it gets."""
    for name, function in inspect.getmembers(bittensor.Subtensor, callable):
        if name.startswith("_") or name in NO_READS:
            continue
        parameters = [it for it in inspect.signature(function).parameters.values() if it.name != "self"]
        if any(it.name == "wallet" for it in parameters) and not name.startswith(("get_", "is_")):
            continue
        listed = [cold(alice), cold(bob)] if any(it.kind == it.VAR_POSITIONAL for it in parameters) else []
        needed = [it.name for it in parameters if it.default is it.empty and it.kind != it.VAR_POSITIONAL]
        yield name, listed, SPECIAL.get(name) or {it: ARGUMENTS[it] for it in needed}


populate()
ARGUMENTS["call"] = call("System", "remark", remark="0x00")
expected = {
    read: words for words, missed in MISSING.get(bittensor.__version__, {}).items() for read in missed
}
asked = answered = 0
for name, listed, arguments in reads():
    asked += 1
    try:
        # Some print for their users.
        with contextlib.redirect_stdout(sys.stderr):
            value = getattr(chain, name)(*listed, **arguments)
            right = VALUES[name](value) if name in VALUES else True
    except Exception as error:
        words = f"{type(error).__name__}: {error}".replace("\n", " ")
        if name not in expected or expected[name] not in words:
            print(f"{name} fails: {words}")
        continue
    answered += 1
    if name in expected:
        print(f"{name} is answered: {value!r}")
    elif not right:
        print(f"{name} is wrong: {value!r}")
print(f"{answered} of {asked} reads answered")
