# SPDX-FileCopyrightText: the swift-bittensor authors
# SPDX-License-Identifier: MIT

"""Times the decoders that `chain-decode` is compared with, turn by turn.

Reads lines `metadata COUNT` or `state COUNT`; answers each with one line of JSON: for every peer the milliseconds of
COUNT runs and a checksum of what they gave.
"""

import json
import pathlib
import sys
import time

import bittensor_core
import bt_decode

vectors = pathlib.Path(sys.argv[1])
option = (vectors / "metadata/metadata-v15-spec343.option-opaque.bin").read_bytes()
metadata = option[option.index(b"meta") :]
call = next(
    call
    for call in json.loads((vectors / "runtime_api_large.json").read_text())["recorded_calls"]
    if call["method"] == "get_subnet_state"
)
answer, type_name = bytes.fromhex(call["result"][2:]), f"scale_info::{call['output_type']}"

runtime = bittensor_core.Runtime(metadata, 343, 1)
registry = bt_decode.PortableRegistry.from_metadata_v15(bt_decode.MetadataV15.decode_from_metadata_option(option))


def timed(count, work, checksum):
    times = []
    for _ in range(count):
        start = time.perf_counter()
        result = work()
        times.append((time.perf_counter() - start) * 1000)
    return {"milliseconds": times, "checksum": checksum(result)}


def sum_of_state(state):
    return sum(state["emission"]) + sum(state["last_update"]) + sum(state["incentives"]) + sum(state["block_at_registration"])


def types_of(decoded):
    return len(json.loads(decoded.registry)["types"])


peers = {
    "metadata": {
        "bittensor-core": (
            lambda: bittensor_core.Runtime(metadata, 343, 1),
            lambda made: len(json.loads(made.registry_json())["types"]),
        ),
        "bt-decode": (
            lambda: bt_decode.PortableRegistry.from_metadata_v15(
                bt_decode.MetadataV15.decode_from_metadata_option(option)
            ),
            types_of,
        ),
        "bt-decode, without its registry": (
            lambda: bt_decode.MetadataV15.decode_from_metadata_option(option),
            lambda made: types_of(bt_decode.PortableRegistry.from_metadata_v15(made)),
        ),
    },
    "state": {
        "bittensor-core": (lambda: runtime.decode(type_name, answer), sum_of_state),
        "bt-decode": (lambda: bt_decode.decode(type_name, registry, answer), sum_of_state),
    },
}

for line in sys.stdin:
    what, count = line.split()
    print(json.dumps({name: timed(int(count), *parts) for name, parts in peers[what].items()}), flush=True)
