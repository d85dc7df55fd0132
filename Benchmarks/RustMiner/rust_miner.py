# SPDX-FileCopyrightText: the swift-bittensor authors
# SPDX-License-Identifier: MIT

"""Times `pow_mine_cpu` of bittensor-core, for `seal-kernels measure --rust-miner`.

A line "PREFIX DIFFICULTY START ATTEMPTS" on the input (PREFIX in hex) gets a line "SECONDS NONCE" for an answer: how much
processor time the search took, and the first nonce that it found or "none".
"""

import sys
import time

import bittensor_core

for line in sys.stdin:
    prefix, difficulty, start, attempts = line.split()
    arguments = bytes.fromhex(prefix), int(difficulty), int(start), int(attempts)
    begin = time.thread_time()
    found = bittensor_core.pow_mine_cpu(*arguments)
    seconds = time.thread_time() - begin
    print(f"{seconds:.9f}", "none" if found is None else found[0], flush=True)
