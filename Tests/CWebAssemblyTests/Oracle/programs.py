#!/usr/bin/env python3
# SPDX-FileCopyrightText: the swift-bittensor authors
# SPDX-License-Identifier: MIT

"""Writes Tests/Vectors/wasm_programs.json: the programs of the folder Programs as modules, and what their calls come to,
by wasmtime.

    Tests/CWebAssemblyTests/Oracle/programs.py      (in a Python that has wasmtime, as scripts/python-peers makes one)

A line `;;= NAME ARGUMENT …` of a program is a call, with the arguments' bits; calls follow one another in one instance. A line
`;;= new` makes another instance.
"""
import hashlib
import json
import pathlib

import wasmtime

import engine as oracle

here = pathlib.Path(__file__).resolve().parent


def steps(engine, module, text):
    instance = oracle.Instance(engine, module)
    for line in text.splitlines():
        words = line.split()
        if words[:1] != [";;="]:
            continue
        if words[1] == "new":
            instance = oracle.Instance(engine, module)
            yield {"new": True}
            continue
        slots = [int(word, 0) for word in words[2:]]
        row = {"call": words[1], "arguments": [f"{slot:x}" for slot in slots], "outcome": instance.call(words[1], slots)}
        if instance.memory is not None:
            content = instance.memory.read(instance.store)
            row["memory"] = [len(content) // 65536, hashlib.sha256(content).hexdigest()[:16]]
        yield row


def main():
    engine = oracle.make_engine()
    rows = []
    for path in sorted(here.glob("Programs/*.wat")):
        text = path.read_text()
        code = bytes(wasmtime.wat2wasm(text))
        row = {"name": path.stem, "module": code.hex(), "steps": list(steps(engine, wasmtime.Module(engine, code), text))}
        rows.append(json.dumps(row, separators=(",", ":")))
    head = json.dumps({"produced_by": oracle.version, "made_with": "Tests/CWebAssemblyTests/Oracle/programs.py"})[1:-1]
    document = "{\n " + head + ',\n "programs": [\n  ' + ",\n  ".join(rows) + "\n ]\n}\n"
    (here.parents[1] / "Vectors/wasm_programs.json").write_text(document)


main()
