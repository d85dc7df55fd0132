# SPDX-FileCopyrightText: the swift-bittensor authors
# SPDX-License-Identifier: MIT

"""Times our btcli and Python's, turn by turn: what a person waits for."""

import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ours, pythons, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
NEURONS = 256
# Of the development account //Alice, which every development chain funds: public knowledge.
ALICE = "0xe5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a"
chain = pathlib.Path(".build/chain-256.sqlite")
home = tempfile.mkdtemp()
environment = {"HOME": home, "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}


def run(*command):
    """Milliseconds, and the most memory at a time in MiB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    took = (time.perf_counter() - start) * 1000
    if process.returncode != 0:
        sys.exit(f"error: {' '.join(command)} ended with {process.returncode}")
    return took, usage.ru_maxrss / 1024, output


@contextlib.contextmanager
def localnet(state, *options):
    node = subprocess.Popen(
        [ours, "localnet", "start", "--port", "0", "--state", str(state), "--json-output", *options],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        document = ""
        while "}" not in document:
            document += node.stdout.readline()
        yield json.loads(document)["url"]
    finally:
        node.terminate()
        node.wait()


def fill(state):
    """A subnet full of hotkeys that Alice pays for."""
    wallet = ["--wallet-name", "alice", "--wallet-hotkey"]
    subprocess.run(
        [ours, "wallet", "regen-coldkey", "--wallet-name", "alice", "--seed", ALICE, "--no-password", "--quiet"],
        env=environment, check=True, capture_output=True)
    with localnet(state, "--block-time", "0.05") as url:
        for number in range(NEURONS):
            for command in (
                ["wallet", "new-hotkey", *wallet, str(number), "--no-prompt"],
                ["subnets", "register", "--netuid", "1", *wallet, str(number), "--network", url, "--no-prompt"],
            ):
                subprocess.run([ours, *command], env=environment, check=True, capture_output=True)


def row(name, runs):
    times = sorted(took for took, _, _ in runs)
    memory = sorted(memory for _, memory, _ in runs)
    middle = len(runs) // 2
    print(f"| {name} | {times[middle]:.1f} | {times[0]:.1f} … {times[-1]:.1f} | {memory[middle]:.1f} |")


try:
    if not chain.exists():
        draft = chain.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        fill(draft)
        draft.rename(chain)
    print("| command | ms (median) | least … most | MiB |")
    print("|---|---|---|---|")
    helps, pythons_helps = [], []
    for turn in range(rounds):
        helps.append(run(ours, "--help"))
        # It takes a hundred times as long.
        if turn % 4 == 0:
            pythons_helps.append(run(pythons, "--help"))
    row("`btcli --help`", helps)
    row("Python's `btcli --help`", pythons_helps)
    copy = shutil.copy(chain, home)
    with localnet(copy, "--block-time", "12") as url:
        command = [ours, "subnets", "metagraph", "--netuid", "1", "--network", url]
        runs = [run(*command) for _ in range(rounds)]
        neurons = len(json.loads(run(*command, "--json-output")[2])["neurons"])
        if neurons != NEURONS:
            sys.exit(f"error: the metagraph has {neurons} neurons")
        row("`btcli subnets metagraph`, 256 neurons", runs)
finally:
    shutil.rmtree(home)
