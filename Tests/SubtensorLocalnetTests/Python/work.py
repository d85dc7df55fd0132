# SPDX-FileCopyrightText: the swift-bittensor authors
# SPDX-License-Identifier: MIT

"""Registers by work with SDK 8.5.2's own solver, on a chain of runtime 218 with registration open on subnet 1.

    work.py ws://127.0.0.1:9944

That runtime reads a seal as a big-endian number.
"""

import contextlib
import sys
import types

# The solver for processors needs no torch, but does not begin without one.
sys.modules["torch"] = types.ModuleType("torch")

from world import alice, chain, cold, hot

# The solver tells how it goes on.
with contextlib.redirect_stdout(sys.stderr):
    registered = chain.register(alice, 1, num_processes=1, output_in_place=False, wait_for_inclusion=True)
print(registered)
uid = chain.get_uid_for_hotkey_on_subnet(hot(alice), 1)
print(chain.get_hotkey_owner(hot(alice)) == cold(alice), chain.metagraph(1).hotkeys[uid] == hot(alice))
# These come by methods that only nodes of subtensor have.
neuron = chain.neuron_for_uid(uid, 1)
print(neuron.hotkey == hot(alice), neuron.coldkey == cold(alice), neuron.uid == uid)
print(chain.get_delegates(), chain.get_delegate_by_hotkey(hot(alice)), chain.is_hotkey_delegate(hot(alice)))
