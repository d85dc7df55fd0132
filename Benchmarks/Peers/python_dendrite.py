# SPDX-FileCopyrightText: the swift-bittensor authors
# SPDX-License-Identifier: MIT

"""The Python SDK's dendrite calls one server as so many targets: `python_dendrite.py PORT TARGETS`."""

import asyncio
import os
import resource
import statistics
import sys
import time
import typing

os.environ.setdefault("BT_NO_PARSE_CLI_ARGS", "1")
port, targets = int(sys.argv[1]), int(sys.argv[2])
sys.argv = sys.argv[:1]

import bittensor
from bittensor.utils import networking

networking.get_external_ip = lambda: "203.0.113.7"
bittensor.logging.off()


class IntSynapse(bittensor.Synapse):
    input: int = 1
    output: typing.Optional[int] = None


async def main():
    hotkey = bittensor.Keypair.create_from_uri("//WireAxon").ss58_address
    axons = [
        bittensor.AxonInfo(version=10005000, ip=f"127.0.{n // 250}.{n % 250 + 1}", port=port, ip_type=4,
                           hotkey=hotkey, coldkey=hotkey)
        for n in range(targets)
    ]
    times = []
    used = resource.getrusage(resource.RUSAGE_SELF)
    async with bittensor.Dendrite(wallet=bittensor.Keypair.create_from_uri("//WireCaller")) as dendrite:
        for _ in range(5):
            start = time.time()
            answers = await dendrite(axons, IntSynapse(), timeout=60, deserialize=False)
            times.append(time.time() - start)
            assert all(answer.dendrite.status_code == 200 for answer in answers), answers[0].dendrite
    now = resource.getrusage(resource.RUSAGE_SELF)
    cpu = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    print(f"{targets} targets, median {statistics.median(times):.3f} s, "
          f"client CPU {cpu * 1000 / 5 / targets:.3f} ms/request, client memory at most {now.ru_maxrss / 1e3:.0f} MB")


asyncio.run(main())
