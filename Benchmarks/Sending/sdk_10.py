# SPDX-FileCopyrightText: the swift-bittensor authors
# SPDX-License-Identifier: MIT

"""What one writes with the SDK 10.5.0 to send TAO or to stake it: sdk_10.py URL transfer|stake ADDRESS AMOUNT."""

import sys
import time

import bittensor
from bittensor.utils.balance import Balance

# The clock that all processes of a machine share: measure.py knows by it when the imports were done.
print(time.monotonic(), flush=True)
url, action, address, amount = sys.argv[1:]
wallet = bittensor.Wallet(name="alice", hotkey="h")
subtensor = bittensor.Subtensor(network=url)
amount = Balance.from_tao(float(amount))
if action == "transfer":
    response = subtensor.transfer(wallet=wallet, destination_ss58=address, amount=amount)
else:
    # Ours and 11.3.0 bound the price without being asked; this one when asked.
    response = subtensor.add_stake(
        wallet=wallet, netuid=1, hotkey_ss58=address, amount=amount, safe_staking=True, wait_for_finalization=False)
if not response.success:
    sys.exit(f"error: {response.message}")
