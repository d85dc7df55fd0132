# SPDX-FileCopyrightText: the swift-bittensor authors
# SPDX-License-Identifier: MIT

"""A node 100 ms away: a WebSocket server that delays what passes, and notes what a client asked for and when."""

import asyncio
import contextlib
import dataclasses
import json
import time

from websockets.asyncio.client import connect
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

SUBMISSIONS = {
    "author_submitExtrinsic", "author_submitAndWatchExtrinsic", "transaction_v1_broadcast",
    "transaction_unstable_broadcast", "transactionWatch_v1_submitAndWatch", "transactionWatch_unstable_submitAndWatch",
}


@dataclasses.dataclass
class Walk:
    """What one client did on the wire. Times are those of `time.monotonic`."""

    started: float
    connected: float | None = None
    connections: int = 0
    # (when, round, name) of each request, in the order of arrival.
    requests: list = dataclasses.field(default_factory=list)
    submitted: float | None = None
    # How many requests came before the submission, and its round.
    before: int = 0
    round: int = 0
    # The highest round of which an answer has reached the client.
    answered: int = 0
    in_block: float | None = None

    def opened(self):
        self.connections += 1
        if self.connected is None:
            self.connected = time.monotonic()

    def asked(self, rounds, message):
        """A message of the client has arrived."""
        now = time.monotonic()
        for request in each(message):
            if "method" not in request:
                continue
            number = self.answered + 1
            rounds[json.dumps(request.get("id"))] = number
            if request["method"] in SUBMISSIONS and self.submitted is None:
                self.submitted, self.before, self.round = now, len(self.requests), number
            self.requests.append((now, number, name(request)))

    def told(self, rounds, message):
        """A message of the node has reached the client."""
        for answer in each(message):
            if "method" not in answer:
                self.answered = max(self.answered, rounds.pop(json.dumps(answer.get("id")), 0))
            elif self.in_block is None and tells_block(answer.get("params", {}).get("result")):
                self.in_block = time.monotonic()


def each(message):
    return message if isinstance(message, list) else [message]


def name(request):
    """The method, with the function of a runtime call and the number of keys of a reading."""
    method, parameters = request["method"], request.get("params") or [""]
    if not isinstance(parameters, list):
        return method
    if method == "state_call":
        return f"{method} {parameters[0]}"
    return f"{method} {len(parameters[0])} keys" if isinstance(parameters[0], list) else method


def tells_block(status):
    """Whether a notice says that the extrinsic is in a block, in the words of either API."""
    return isinstance(status, dict) and ("inBlock" in status or status.get("event") == "bestChainBlockIncluded")


class DelayLine:
    """A WebSocket server in front of a node: every message arrives `delay` later, however many are under way.

    The handshake takes a round trip too. Those of TCP and TLS are left out.
    """

    def __init__(self, node, delay):
        self.node = node
        self.delay = delay
        self.walk = None

    @contextlib.asynccontextmanager
    async def listen(self):
        options = {"compression": None, "max_size": None, "ping_interval": None}

        async def handshake(connection, request):
            self.walk.opened()
            await asyncio.sleep(2 * self.delay)

        async def relay(client):
            walk, rounds = self.walk, {}
            async with connect(self.node, proxy=None, **options) as node:
                there = self.carry(client, node, lambda message: walk.asked(rounds, message), None)
                back = self.carry(node, client, None, lambda message: walk.told(rounds, message))
                tasks = [asyncio.create_task(there), asyncio.create_task(back)]
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                for task in tasks:
                    task.cancel()
                for result in await asyncio.gather(*tasks, return_exceptions=True):
                    if isinstance(result, Exception):
                        raise result

        async with serve(relay, "127.0.0.1", 0, process_request=handshake, **options) as server:
            yield f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}"

    async def carry(self, source, target, came, went):
        """One direction: `came` hears of a message when it arrives here, `went` when it has been handed on."""
        loop = asyncio.get_running_loop()
        queue = asyncio.Queue()

        async def deliver():
            while entry := await queue.get():
                due, data, message = entry
                await asyncio.sleep(max(0, due - loop.time()))
                if went:
                    went(message)
                await target.send(data)

        delivery = asyncio.create_task(deliver())
        try:
            async for data in source:
                due = loop.time() + self.delay
                message = json.loads(data)
                if came:
                    came(message)
                queue.put_nowait((due, data, message))
            # What was under way when the source closed still arrives.
            queue.put_nowait(None)
            await delivery
        except ConnectionClosed:
            pass
        finally:
            delivery.cancel()
            await asyncio.gather(delivery, return_exceptions=True)
