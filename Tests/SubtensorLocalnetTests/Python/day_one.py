# SPDX-FileCopyrightText: the swift-bittensor authors
# SPDX-License-Identifier: MIT

"""What one does on the first day with SDK 9.8.3, on a fresh chain of runtime 293.

    day_one.py ws://127.0.0.1:9944

Prints the steps that do not go as they do on a node of that runtime, and how many went well.
"""

import contextlib
import signal
import sys

from world import alice, bittensor, bob, chain, charlie, cold, eve, hot, sudo, wait_until_callable
from bittensor.core.chain_data import SubnetIdentity
from bittensor.utils.balance import Balance, tao

# Where a call fails for good, the SDK goes on to send it: no step takes so long otherwise.
SECONDS = 20


class Late(BaseException):
    """Not one that the SDK catches."""


# The SDK signs this with the coldkey, and gives the nonce of the hotkey.
EXPECTED = {"add liquidity"}

IDENTITY = SubnetIdentity(
    subnet_name="walk", github_repo="", subnet_contact="", subnet_url="", logo_url="", discord="", description="",
    additional="")


def alpha(amount):
    return Balance.from_tao(amount).set_unit(2)


def heads():
    """Three heads, one after the other."""
    seen = []

    def see(head):
        seen.append(head["header"]["number"])
        return True if len(seen) == 3 else None

    chain.substrate.subscribe_block_headers(see)
    return seen == list(range(seen[0], seen[0] + 3))


def by_root(function, **arguments):
    sudo("AdminUtils", function, **arguments)
    return True


def next_epoch():
    """Whatever is committed now can be revealed from its first block to its last."""
    return chain.wait_for_block(chain.get_next_epoch_start_block(2) + 1)


def serve():
    axon = bittensor.Axon(wallet=bob, ip="127.0.0.1", port=8091, external_ip="1.2.3.4")
    return chain.serve_axon(2, axon, wait_for_inclusion=True)


def late(*_):
    raise Late(f"not done in {SECONDS} s")


STEPS = {
    "new heads": heads,
    "balance": lambda: chain.get_balance(cold(bob)) == tao(1_000_000),
    "transfer": lambda: chain.transfer(alice, cold(bob), tao(5)),
    "transfer once more": lambda: chain.transfer(alice, cold(bob), tao(5)),
    "transfer that may end the account": lambda: chain.transfer(alice, cold(bob), tao(5), keep_alive=False),
    "balance after": lambda: chain.get_balance(cold(bob)) == tao(1_000_015),
    "transfer of all": lambda: chain.transfer(eve, cold(bob), chain.get_balance(cold(eve)), transfer_all=True),
    "fee": lambda: chain.get_transfer_fee(alice, cold(bob), tao(1)).rao > 0,
    "networks at any time": lambda: by_root("sudo_set_network_rate_limit", rate_limit=0),
    "create subnet": lambda: chain.register_subnet(alice, wait_for_inclusion=True),
    "burned register": lambda: chain.burned_register(bob, 2, wait_for_inclusion=True),
    "uid": lambda: chain.get_uid_for_hotkey_on_subnet(hot(bob), 2) == 1,
    "start": lambda: wait_until_callable() or chain.start_call(alice, 2),
    "active": lambda: chain.is_subnet_active(2),
    "other subnet's token": lambda: by_root("sudo_set_subtoken_enabled", netuid=1, subtoken_enabled=True),
    "stake": lambda: chain.add_stake(bob, hot(bob), 2, tao(100)),
    "stake safely": lambda: chain.add_stake(bob, hot(bob), 2, tao(10), safe_staking=True, rate_tolerance=0.5),
    "stake on two": lambda: chain.add_stake_multiple(bob, [hot(bob), hot(alice)], [2, 2], [tao(3), tao(4)]),
    "stakes": lambda: chain.get_stake(cold(bob), hot(bob), 2).tao > 90,
    "unstake": lambda: chain.unstake(bob, hot(bob), 2, alpha(1)),
    "unstake safely": lambda: chain.unstake(bob, hot(bob), 2, alpha(1), safe_staking=True, rate_tolerance=0.5),
    "move stake": lambda: chain.move_stake(bob, hot(bob), 2, hot(alice), 2, alpha(1)),
    "swap stake": lambda: chain.swap_stake(bob, hot(bob), 2, 1, alpha(1)),
    "transfer stake": lambda: chain.transfer_stake(bob, cold(charlie), hot(bob), 2, 2, alpha(1)),
    "unstake all": lambda: chain.unstake_all(bob, hot(alice), 2, rate_tolerance=0.5),
    "root register": lambda: chain.root_register(bob, wait_for_inclusion=True),
    "weights at any time": lambda: by_root("sudo_set_weights_set_rate_limit", netuid=2, weights_set_rate_limit=0),
    "epoch": next_epoch,
    "permit": lambda: chain.metagraph(2).validator_permit.tolist()[1],
    "set weights": lambda: chain.set_weights(bob, 2, [0, 1], [0.25, 0.75], wait_for_inclusion=True),
    "weights": lambda: chain.weights(2) == [(1, [(0, 21845), (1, 65535)])],
    "commit first": lambda: by_root("sudo_set_commit_reveal_weights_enabled", netuid=2, enabled=True),
    "commit weights": lambda: chain.commit_weights(bob, 2, [1, 2], [0, 1], [30, 10], wait_for_inclusion=True),
    "next epoch": next_epoch,
    "reveal weights": lambda: chain.reveal_weights(bob, 2, [0, 1], [30, 10], [1, 2], wait_for_inclusion=True),
    "weights revealed": lambda: chain.weights(2) == [(1, [(0, 65535), (1, 21845)])],
    "weights under a time lock": lambda: chain.set_weights(bob, 2, [0, 1], [0.5, 0.5], wait_for_inclusion=True),
    "serve axon": serve,
    "axon": lambda: chain.neuron_for_uid(1, 2).axon_info.ip == "1.2.3.4",
    "commit": lambda: chain.commit(bob, 2, "hello"),
    "commitment": lambda: chain.get_commitment(2, 1) == "hello",
    "commit under a time lock": lambda: chain.set_reveal_commitment(bob, 2, "later", 3, 0.25),
    "subnet identity": lambda: chain.set_subnet_identity(alice, 2, IDENTITY, wait_for_inclusion=True),
    "named": lambda: chain.subnet(2).subnet_identity.subnet_name == "walk",
    "take": lambda: chain.set_delegate_take(bob, hot(bob), 0.1),
    "child": lambda: chain.set_children(bob, hot(bob), 2, [(0.5, hot(charlie))]),
    "child pending": lambda: chain.get_children_pending(hot(bob), 2)[0] == [(0.5, hot(charlie))],
    "metagraph": lambda: chain.metagraph(2, lite=False).hotkeys == [hot(alice), hot(bob)],
    "metagraph before": lambda: chain.metagraph(2, block=chain.block - 5).hotkeys == [hot(alice), hot(bob)],
    "hyperparameters": lambda: chain.get_subnet_hyperparameters(2).commit_reveal_weights_enabled,
    "add liquidity": lambda: chain.add_liquidity(alice, 2, tao(1), tao(0.01), tao(2)),
    "allow liquidity": lambda: chain.toggle_user_liquidity(alice, 2, True),
}

signal.signal(signal.SIGALRM, late)
good = 0
for name, step in STEPS.items():
    signal.alarm(SECONDS)
    try:
        with contextlib.redirect_stdout(sys.stderr):
            answer = step()
    except (Exception, Late) as error:
        answer = (False, f"{type(error).__name__}: {error}")
    signal.alarm(0)
    well, words = (answer[0], answer[1]) if isinstance(answer, tuple) else (bool(answer), repr(answer))
    good += well
    if well and name in EXPECTED:
        print(f"{name} goes well")
    if not well and name not in EXPECTED:
        print(f"{name} fails: {words}")
print(f"{good} of {len(STEPS)} steps went well")
