# SPDX-FileCopyrightText: the swift-bittensor authors
# SPDX-License-Identifier: MIT

"""The other side of the live tests: an axon or a dendrite of the Python SDK.

    peer.py axon                        serves until its input ends; prints {"port": …}
    peer.py dendrite PORT SS58          calls an axon; prints one line of JSON per call
"""

import asyncio
import json
import os
import socket
import sys
import time
import typing

os.environ.setdefault("BT_NO_PARSE_CLI_ARGS", "1")
sys.argv, ARGS = sys.argv[:1], sys.argv[1:]

import bittensor
import numpy
import pydantic
from bittensor.core import tensor
from bittensor.utils import networking

networking.get_external_ip = lambda: "203.0.113.7"
bittensor.logging.off()
# The SDK asks for torch even to read numpy's names, unless it has torch's already.
tensor.dtypes.torch = True


class IntSynapse(bittensor.Synapse):
    input: int = 1
    output: typing.Optional[int] = None


class HashedSynapse(bittensor.Synapse):
    text: str = ""
    numbers: typing.List[int] = []
    scale: float = 1.0
    result: typing.Optional[str] = None
    required_hash_fields: typing.ClassVar[typing.Tuple[str, ...]] = ("text", "numbers", "scale")


class RequiredSynapse(bittensor.Synapse):
    count: int
    label: str
    tags: typing.List[str]
    options: dict
    ratio: float
    flag: bool
    answer: typing.Optional[str] = None


class StatusSynapse(bittensor.Synapse):
    code: int = 200
    message: typing.Optional[str] = None


class GateSynapse(bittensor.Synapse):
    input: int = 1
    output: typing.Optional[int] = None


class BoomSynapse(bittensor.Synapse):
    kind: str = "runtime"
    out: typing.Optional[str] = None


class WhoSynapse(bittensor.Synapse):
    seen_hotkey: typing.Optional[str] = None
    seen_ip: typing.Optional[str] = None
    seen_nonce: typing.Optional[int] = None
    seen_timeout: typing.Optional[float] = None


class Topk(bittensor.Synapse):
    topk: int = 2
    input: bittensor.Tensor = pydantic.Field(..., frozen=True)
    v: typing.Optional[bittensor.Tensor] = None
    i: typing.Optional[bittensor.Tensor] = None


class TensorEcho(bittensor.Synapse):
    x: typing.Optional[bittensor.Tensor] = None
    y: typing.Optional[bittensor.Tensor] = None


class StreamSynapse(bittensor.StreamingSynapse):
    prompt: str = ""
    parts: int = 3
    gap: float = 0.0
    fail_after: int = -1
    completion: str = ""

    async def process_streaming_response(self, response):
        async for chunk in response.content.iter_any():
            self.completion += chunk.decode()
            yield chunk.decode()

    def extract_response_json(self, response):
        return {"prompt": self.prompt, "parts": self.parts, "gap": self.gap, "fail_after": self.fail_after,
                "completion": self.completion}

    def deserialize(self):
        return self


def say(value):
    print(json.dumps(value), flush=True)


async def add_one(synapse: IntSynapse) -> IntSynapse:
    synapse.output = synapse.input + 1
    return synapse


async def hashed(synapse: HashedSynapse) -> HashedSynapse:
    synapse.result = f"{synapse.text}|{sum(synapse.numbers)}|{synapse.scale}"
    return synapse


async def required(synapse: RequiredSynapse) -> RequiredSynapse:
    synapse.answer = f"{synapse.count}:{synapse.label}:{','.join(synapse.tags)}:{len(synapse.options)}:{synapse.ratio}:{synapse.flag}"
    return synapse


async def topk(synapse: Topk) -> Topk:
    numbers = synapse.input.deserialize()
    order = numpy.argsort(-numbers, kind="stable")[: synapse.topk]
    synapse.v, synapse.i = bittensor.Tensor.serialize(numbers[order]), bittensor.Tensor.serialize(order)
    return synapse


async def gate(synapse: GateSynapse) -> GateSynapse:
    return synapse


async def closed(synapse: GateSynapse) -> typing.Tuple[bool, str]:
    return True, "hotkey is on the list"


async def boom(synapse: BoomSynapse) -> BoomSynapse:
    raise RuntimeError("boom")


async def stream(synapse: StreamSynapse):
    async def streamer(send):
        for n in range(synapse.parts):
            await send({"type": "http.response.body", "body": f"{synapse.prompt}-{n};".encode(), "more_body": True})
            await asyncio.sleep(synapse.gap)

    return synapse.create_streaming_response(streamer)


# Its annotation cannot name what the SDK's own check does not know.
stream.__annotations__ = {"synapse": StreamSynapse, "return": bittensor.StreamingSynapse.BTStreamingResponse}


def axon():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = bittensor.Axon(wallet=keypair_wallet("//WireAxon"), port=port, ip="127.0.0.1", external_ip="127.0.0.1")
    server.attach(add_one).attach(hashed).attach(required).attach(topk).attach(boom).attach(stream)
    server.attach(gate, blacklist_fn=closed)
    server.start()
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    say({"port": port})
    sys.stdin.read()
    os._exit(0)


def keypair_wallet(uri):
    """A wallet whose hotkey is a development key."""
    class Holder(bittensor.Wallet):
        @property
        def hotkey(self):
            return bittensor.Keypair.create_from_uri(uri)
    return Holder(name="live", hotkey="test")


async def dendrite(port, hotkey):
    target = bittensor.AxonInfo(version=10005000, ip="127.0.0.1", port=port, ip_type=4, hotkey=hotkey, coldkey=hotkey)
    calls = [
        bittensor.Synapse(),
        IntSynapse(input=41),
        HashedSynapse(text="naïve ☃ it's \"q\"", numbers=[1, -2], scale=1e-05),
        RequiredSynapse(count=3, label="x", tags=["a", "b"], options={"k": [1]}, ratio=0.25, flag=True),
        StatusSynapse(code=418, message="teapot"),
        StatusSynapse(code=403, message="déjà ☃"),
        BoomSynapse(kind="runtime"),
        BoomSynapse(kind="http"),
        WhoSynapse(),
        TensorEcho(x=bittensor.Tensor.serialize(numpy.array([[1.5, -2.0]], dtype="float32"))),
    ]
    for uri, chosen in (("//WireCaller", calls), ("//WireBlocked", [GateSynapse()])):
        async with bittensor.Dendrite(wallet=bittensor.Keypair.create_from_uri(uri)) as caller:
            for synapse in chosen:
                answer = await caller.call(target, synapse, timeout=12, deserialize=False)
                own = {k: v for k, v in answer.model_dump().items() if k not in bittensor.Synapse.model_fields}
                say({"class": type(synapse).__name__, "status": answer.dendrite.status_code,
                     "message": answer.dendrite.status_message, "fields": own})
            if uri == "//WireCaller":
                chunks, last = [], None
                async for part in caller.call_stream(target, StreamSynapse(prompt="p"), timeout=12, deserialize=False):
                    if isinstance(part, str):
                        chunks.append(part)
                    else:
                        last = part
                say({"class": "StreamSynapse", "status": last.dendrite.status_code,
                     "message": last.dendrite.status_message,
                     "fields": {"completion": last.completion}})


if ARGS[0] == "axon":
    axon()
else:
    asyncio.run(dendrite(int(ARGS[1]), ARGS[2]))
