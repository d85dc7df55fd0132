# SPDX-FileCopyrightText: the swift-bittensor authors
# SPDX-License-Identifier: MIT

"""Times a transfer and an added stake, from the start of the client to the submission's bytes at a node 100 ms away.

Every client has an unencrypted wallet and the same localnet behind a delay line. They take turns, so that whatever else
the machine does hits all alike. Nothing of the localnet is answered for it here. 11.3.0 stakes with --no-mev-shield: its
default encrypts to a key (MevShield.NextKey) that the localnet's runtime does not have. That saves it requests.
"""

import argparse
import asyncio
import collections
import contextlib
import json
import os
import pathlib
import platform
import shutil
import signal
import statistics
import sys
import tempfile
import time

from delay_line import SUBMISSIONS, DelayLine, Walk

HERE = pathlib.Path(__file__).resolve().parent
# The coldkey and the hotkey of the wallet, and who receives.
ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
BOB = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"
ACTIONS = ("transfer", "stake")
OURS, SDK_10, SDK_11 = "ours", "10.5.0", "11.3.0"
CLIENTS = (OURS, SDK_10, SDK_11)
# A client that has not ended by then is ended, and the measurement with it.
PATIENCE = 90


class Bench:
    def __init__(self, options, folder):
        self.options = options
        self.home = folder / "home"
        self.fresh = folder / "fresh"
        self.home.mkdir()
        # None of the caller's settings (BT_…) reach the clients.
        self.environment = {
            "HOME": str(self.home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "COLUMNS": "120"}
        # Python's imports are compiled, even with --cold: the first turn, which is not counted, sees to it.
        self.runs = collections.defaultdict(list)

    async def run(self, *command):
        """The output of a command, and its times of start and end."""
        started = time.monotonic()
        process = await asyncio.create_subprocess_exec(
            *map(str, command), env=self.environment, stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
        try:
            async with asyncio.timeout(PATIENCE):
                output, errors = await process.communicate()
        except TimeoutError:
            sys.exit(f"error: {' '.join(map(str, command))} took more than {PATIENCE} s")
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        ended = time.monotonic()
        if process.returncode != 0:
            said = (errors or output).decode(errors="replace")[-2000:]
            sys.exit(f"error: {' '.join(map(str, command))} ended with {process.returncode}: {said}")
        return output.decode(), started, ended

    @contextlib.asynccontextmanager
    async def localnet(self):
        node = await asyncio.create_subprocess_exec(
            self.options.btcli, "localnet", "start", "--port", "0", "--json-output",
            "--block-time", str(self.options.block_time),
            env=self.environment, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL)
        try:
            document = b""
            while b"}" not in document:
                line = await node.stdout.readline()
                if not line:
                    sys.exit("error: the localnet does not start")
                document += line
            yield json.loads(document)["url"]
        finally:
            if node.returncode is None:
                node.terminate()
            await node.wait()

    def command(self, client, action, url):
        amount = "0.1"
        if client == OURS:
            wallet = ["--wallet-name", "alice", "--wallet-hotkey", "h", "--network", url, "--no-prompt"]
            if action == "transfer":
                return [self.options.btcli, "wallet", "transfer", "--dest", BOB, "--amount", amount, *wallet]
            return [self.options.btcli, "stake", "add", "--netuid", "1", "--amount", amount, *wallet]
        if client == SDK_10:
            whom = BOB if action == "transfer" else ALICE
            return [self.options.sdk_10, HERE / "sdk_10.py", url, action, whom, amount]
        program = [self.options.sdk_11, HERE / "sdk_11.py"]
        wallet = ["--network", url, "--wallet", "alice", "--wallet-hotkey", "h", "--no-prompt"]
        if action == "transfer":
            return [*program, *wallet, "wallet", "transfer", "--dest", BOB, "--amount", amount]
        return [*program, *wallet, "stake", "add", "--netuid", "1", "--amount", amount, "--no-mev-shield"]

    async def turn(self, line, url, client, action, counts):
        if self.options.cold:
            shutil.rmtree(self.home)
            shutil.copytree(self.fresh, self.home)
        line.walk = walk = Walk(started=time.monotonic())
        output, walk.started, ended = await self.run(*self.command(client, action, url))
        if walk.submitted is None:
            sys.exit(f"error: {client} sent nothing of {action}")
        if not counts:
            return
        # Python's clients say when their imports were done; ours counts whole.
        imported = walk.started if client == OURS else float(output.splitlines()[0])
        self.runs[client, action].append({
            "submitted": walk.submitted - walk.started,
            "after_start": walk.submitted - imported,
            "after_connection": walk.submitted - walk.connected,
            "in_block": walk.in_block and walk.in_block - walk.started,
            "ended": ended - walk.started,
            "requests": walk.before,
            "all_requests": len(walk.requests),
            "rounds": walk.round - 1,
            "connections": walk.connections,
            "log": [(when - walk.started, number, method) for when, number, method in walk.requests],
        })

    async def measure(self):
        wallet = ["--wallet-name", "alice", "--wallet-hotkey", "h"]
        await self.run(
            self.options.btcli, "wallet", "create", "--uri", "//Alice", *wallet, "--no-password", "--no-prompt")
        async with self.localnet() as node:
            await self.run(
                self.options.btcli, "subnets", "register", "--netuid", "1", *wallet, "--network", node, "--no-prompt")
            shutil.copytree(self.home, self.fresh)
            line = DelayLine(node, self.options.rtt / 2000)
            async with line.listen() as url:
                for number in range(-1, self.options.runs):
                    # Each turn begins with another client.
                    order = [CLIENTS[(number + place) % len(CLIENTS)] for place in range(len(CLIENTS))]
                    for action in ACTIONS:
                        for client in order:
                            await self.turn(line, url, client, action, counts=number >= 0)
                    say(f"turn {number + 1} of {self.options.runs}")

    def rows(self):
        for action in ACTIONS:
            ours = summary(self.runs[OURS, action])
            for client in CLIENTS:
                row = {"action": action, "client": client, **summary(self.runs[client, action])}
                for key in ("submitted", "after_start", "after_connection"):
                    row[key]["ratio"] = row[key]["median"] / ours[key]["median"]
                yield row


def summary(runs):
    result = {}
    for key in ("submitted", "after_start", "after_connection", "in_block", "ended"):
        values = [run[key] for run in runs if run[key] is not None]
        result[key] = values and {"median": statistics.median(values), "min": min(values), "max": max(values)} or None
    for key in ("requests", "rounds", "all_requests", "connections"):
        values = [run[key] for run in runs]
        result[key] = {"median": statistics.median_low(values), "min": min(values), "max": max(values)}
    return result


def say(text):
    print(text, file=sys.stderr, flush=True)


def processor():
    with contextlib.suppress(OSError):
        for row in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
            if row.startswith("model name"):
                return row.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def seconds(value):
    return f"{value['median']:.2f} ({value['min']:.2f} … {value['max']:.2f})" if value else "–"


def count(value):
    least, most = value["min"], value["max"]
    return str(least) if least == most else f"{value['median']} ({least} … {most})"


def table(document):
    least, most = sorted(document["load"])
    yield (f"{document['processor']}, {document['cores']} cores, load {least:.1f} … {most:.1f}; "
           f"RTT {document['rtt_ms']:g} ms; a block every {document['block_time']:g} s; medians of {document['runs']}, s")
    yield ""
    yield ("| action | client | start → submission | × | imports done → submission | × | connection → submission | × "
           "| requests | rounds | → in a block | → end |")
    yield "|---|---|---|---|---|---|---|---|---|---|---|---|"
    for row in document["rows"]:
        cells = [row["action"], row["client"]]
        for key in ("submitted", "after_start", "after_connection"):
            shown = key != "after_start" or row["client"] != OURS
            cells += [seconds(row[key]) if shown else "", f"{row[key]['ratio']:.1f}" if row["client"] != OURS else ""]
        cells += [count(row["requests"]), count(row["rounds"]), seconds(row["in_block"]), seconds(row["ended"])]
        yield f"| {' | '.join(cells)} |"


def logs(runs):
    """The requests of each client's last run, with their times and rounds."""
    for (client, action), walks in sorted(runs.items()):
        yield ""
        yield f"{client}, {action}: {walks[-1]['connections']} connections"
        for when, number, method in walks[-1]["log"]:
            yield f"  {when:7.3f} s  round {number:2}  {method}{'   <<<' if method in SUBMISSIONS else ''}"


def arguments():
    root = HERE.parents[1]
    parser = argparse.ArgumentParser(prog="Sending/measure", description=__doc__.split("\n\n")[0])
    parser.add_argument("--btcli", default=os.environ.get("BTCLI", root / ".build/release/btcli"), type=pathlib.Path,
                        help="ours; BTCLI without it, or .build/release/btcli of the package")
    parser.add_argument("--sdk-10", required=True, type=pathlib.Path, help=argparse.SUPPRESS)
    parser.add_argument("--sdk-11", required=True, type=pathlib.Path, help=argparse.SUPPRESS)
    parser.add_argument("--runs", type=int, default=10, help="turns that count, 1 to 50 (default: 10)")
    parser.add_argument("--rtt", type=float, default=100, help="milliseconds there and back (default: 100)")
    parser.add_argument("--block-time", type=float, default=3, help="seconds (default: 3)")
    parser.add_argument("--cold", action="store_true", help="take away before each run what a client kept from the last")
    parser.add_argument("--factor", type=float, default=3, help="what --check asks for (default: 3)")
    parser.add_argument("--check", action="store_true", help="fail where ours is not that many times faster")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--log", action="store_true", help="print the requests too")
    options = parser.parse_args()
    if not 1 <= options.runs <= 50:
        parser.error("--runs is from 1 to 50")
    options.btcli = options.btcli.absolute()
    if not os.access(options.btcli, os.X_OK):
        parser.error(f"there is no program {options.btcli}: swift build -c release --product btcli")
    return options


async def main():
    options = arguments()
    task = asyncio.current_task()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    folder = pathlib.Path(tempfile.mkdtemp())
    load = [os.getloadavg()[0]]
    try:
        bench = Bench(options, folder)
        await bench.measure()
    except asyncio.CancelledError:
        sys.exit("error: stopped")
    finally:
        shutil.rmtree(folder)
    load.append(os.getloadavg()[0])
    rows = list(bench.rows())
    document = {
        "processor": processor(), "cores": os.cpu_count(), "load": load, "rtt_ms": options.rtt,
        "block_time": options.block_time, "cold": options.cold, "runs": options.runs, "rows": rows}
    if options.json:
        if options.log:
            document["logs"] = {f"{client} {action}": runs[-1]["log"] for (client, action), runs in bench.runs.items()}
        print(json.dumps(document, indent=2))
    else:
        print("\n".join([*table(document), *(logs(bench.runs) if options.log else [])]))
    slow = [row for row in rows if row["client"] != OURS and row["submitted"]["ratio"] < options.factor]
    if options.check and slow:
        for row in slow:
            say(f"error: our {row['action']} is {row['submitted']['ratio']:.2f} times as fast as {row['client']}'s, "
                f"less than {options.factor:g}")
        sys.exit(1)


asyncio.run(main())
