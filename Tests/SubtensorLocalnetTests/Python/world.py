# SPDX-FileCopyrightText: the swift-bittensor authors
# SPDX-License-Identifier: MIT

"""What the walks have in common: the SDK, connected to the node that the first argument names, and wallets of the development accounts."""

import os
import sys

import bittensor
from bittensor_wallet import Wallet
from bittensor_wallet.keypair import Keypair

# What a walk prints is compared.
bittensor.logging.off()


def wallet(name):
    """The wallet of a development account. Its hotkey has no money, as on a real machine."""
    made = Wallet(name=name.lower(), hotkey="hotkey", path=os.path.join(os.environ["HOME"], "wallets"))
    made.set_coldkey(Keypair.create_from_uri(f"//{name}"), encrypt=False, overwrite=True)
    made.set_coldkeypub(Keypair.create_from_uri(f"//{name}"), overwrite=True)
    made.set_hotkey(Keypair.create_from_uri(f"//{name}//hotkey"), encrypt=False, overwrite=True)
    return made


def cold(wallet):
    return wallet.coldkeypub.ss58_address


def hot(wallet):
    return wallet.hotkey.ss58_address


alice, bob, charlie, eve = map(wallet, ("Alice", "Bob", "Charlie", "Eve"))
chain = bittensor.Subtensor(network=sys.argv[1])


def call(pallet, function, **arguments):
    return chain.substrate.compose_call(pallet, function, arguments)


def send(call, key):
    """Sends a call, and waits for the block that takes it."""
    signed = chain.substrate.create_signed_extrinsic(call=call, keypair=key)
    receipt = chain.substrate.submit_extrinsic(signed, wait_for_inclusion=True)
    if not receipt.is_success:
        raise RuntimeError(f"{call.value}: {receipt.error_message}")


def sudo(pallet, function, **arguments):
    send(call("Sudo", "sudo", call=call(pallet, function, **arguments)), alice.coldkey)


def wait_until_callable():
    """Waits for as long as a new subnet has to before it may start."""
    wait(chain.query_constant("SubtensorModule", "DurationOfStartCall").value)


def wait(blocks):
    chain.wait_for_block(chain.block + blocks)
