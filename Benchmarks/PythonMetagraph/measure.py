# SPDX-FileCopyrightText: the swift-bittensor authors
# SPDX-License-Identifier: MIT

"""Times `metagraph.sync` of the Python SDK against the node of metagraph-sync."""

import resource
import subprocess
import sys
import time

program, neurons, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
node = subprocess.Popen([program, "--serve", "--neurons", neurons], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
try:
    url = node.stdout.readline().strip()
    before = time.monotonic()
    import bittensor

    subtensor = bittensor.Subtensor(network=url)
    started = time.monotonic() - before
    for lite in (True, False):
        times = []
        for _ in range(rounds + 1):
            start = time.monotonic()
            metagraph = subtensor.metagraph(1, lite=lite)
            times.append((time.monotonic() - start) * 1000)
            assert metagraph.n.item() == int(neurons)
        first, times = times[0], sorted(times[1:])
        print(f"{neurons} neurons{'' if lite else ' with weights and bonds'}")
        print(f"first    {first:.1f} ms")
        print(f"median   {times[len(times) // 2]:.1f} ms")
        print(f"slowest  {times[-1]:.1f} ms")
    print(f"memory   {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most, without the node")
    print(f"start    {started:.1f} s to import the SDK and to connect")
finally:
    node.stdin.close()
    node.wait()
