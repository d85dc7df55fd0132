#!/usr/bin/env python3
# SPDX-FileCopyrightText: the swift-bittensor authors
# SPDX-License-Identifier: MIT

"""Says what wasmtime makes of modules: differential.py FOLDER reads its tasks.json, a list of modules with calls, and
prints as JSON a list of outcomes for each, of a module without calls "refused" or "taken". What the memory of NAME.wasm holds
in the end becomes NAME.memory."""
import json
import pathlib
import sys

import wasmtime

import engine as oracle


def outcomes(engine, folder, task):
    code = (folder / task["module"]).read_bytes()
    try:
        wasmtime.Module.validate(engine, code)
    except wasmtime.WasmtimeError:
        return ["refused"]
    if not task["calls"]:
        return ["taken"]
    module = wasmtime.Module(engine, code)
    instance = oracle.Instance(engine, module)
    found = [instance.call(call["name"], [int(slot, 16) for slot in call["arguments"]]) for call in task["calls"]]
    if instance.memory is not None:
        (folder / task["module"]).with_suffix(".memory").write_bytes(instance.memory.read(instance.store))
    return found


def main():
    folder = pathlib.Path(sys.argv[1])
    engine = oracle.make_engine()
    tasks = json.loads((folder / "tasks.json").read_text())
    print(json.dumps([outcomes(engine, folder, task) for task in tasks]))


main()
