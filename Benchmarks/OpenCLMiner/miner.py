# SPDX-FileCopyrightText: the swift-bittensor authors
# SPDX-License-Identifier: MIT

"""The OpenCL miner of SDK 11.3, for compare: a line "SECONDS ATTEMPTS" on the input gets its hashes per second."""

import random
import sys
import time

import bittensor_core

miner = bittensor_core.PowGpuMiner([0])
numbers = random.Random(7)
# Domain, netuid, block hash, hotkey, coldkey.
prefix = b"subtensor-pow-register-v1" + numbers.randbytes(2 + 3 * 32)
print(miner.devices(), flush=True)
for line in sys.stdin:
    seconds, attempts = float(line.split()[0]), int(line.split()[1])
    tried, begin = 0, time.monotonic()
    while time.monotonic() - begin < seconds:
        # Nothing will be found.
        miner.mine(prefix, 2**63, numbers.randrange(2**64), attempts)
        tried += attempts
    print(tried / (time.monotonic() - begin), flush=True)
