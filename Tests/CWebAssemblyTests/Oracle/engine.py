# SPDX-FileCopyrightText: the swift-bittensor authors
# SPDX-License-Identifier: MIT

"""wasmtime, as the tests' oracle: a module, its calls, and what came of them, in bits."""
import importlib.metadata
import struct

import wasmtime

version = {"wasmtime": importlib.metadata.version("wasmtime")}

# How the tests name the ends of a call; the words after "trap_" in the names of CWebAssembly's statuses.
traps = {
    wasmtime.TrapCode.UNREACHABLE: "unreachable", wasmtime.TrapCode.MEMORY_OUT_OF_BOUNDS: "memory_bounds",
    wasmtime.TrapCode.TABLE_OUT_OF_BOUNDS: "table_bounds", wasmtime.TrapCode.INDIRECT_CALL_TO_NULL: "null_function",
    wasmtime.TrapCode.BAD_SIGNATURE: "signature", wasmtime.TrapCode.INTEGER_DIVISION_BY_ZERO: "division_by_zero",
    wasmtime.TrapCode.INTEGER_OVERFLOW: "integer_overflow",
    wasmtime.TrapCode.BAD_CONVERSION_TO_INTEGER: "conversion", wasmtime.TrapCode.STACK_OVERFLOW: "stack",
}


def make_engine():
    config = wasmtime.Config()
    config.cranelift_nan_canonicalization = True
    # Only what CWebAssembly knows.
    config.wasm_simd = False
    config.wasm_relaxed_simd = False
    config.wasm_tail_call = False
    config.wasm_multi_memory = False
    config.wasm_memory64 = False
    return wasmtime.Engine(config)


def bits(kind, value):
    """The slot of a value, as CWebAssembly has it."""
    if kind in ("i32", "i64"):
        return value & (0xFFFFFFFF if kind == "i32" else 0xFFFFFFFFFFFFFFFF)
    if value != value:
        return 0x7FC00000 if kind == "f32" else 0x7FF8000000000000
    return int.from_bytes(struct.pack("<f" if kind == "f32" else "<d", value), "little")


def value(kind, slot):
    """The value of a slot. A float that is no number is not carried over truly: pass its bits as an integer instead."""
    if kind == "i32":
        return slot - (1 << 32) if slot >> 31 else slot
    if kind == "i64":
        return slot - (1 << 64) if slot >> 63 else slot
    if kind == "f32":
        return struct.unpack("<f", slot.to_bytes(4, "little"))[0]
    return struct.unpack("<d", slot.to_bytes(8, "little"))[0]


# What a module may import from "env", beside a memory: the same functions are in Engine.swift.
hosts = {
    "double": (["i64"], ["i64"], lambda number: value("i64", bits("i64", 2 * number))),
    "note": (["i32"], [], lambda number: None),
    "mix": (
        ["i32", "i64", "f32", "f64"], ["f64"], lambda a, b, c, d: float(a) + float(b % 1000) + c + d),
}
types = {
    "i32": wasmtime.ValType.i32, "i64": wasmtime.ValType.i64, "f32": wasmtime.ValType.f32, "f64": wasmtime.ValType.f64}


class Instance:
    def __init__(self, engine, module):
        self.store = wasmtime.Store(engine)
        imports = []
        self.memory = None
        for item in module.imports:
            if isinstance(item.type, wasmtime.MemoryType):
                self.memory = wasmtime.Memory(self.store, item.type)
                imports.append(self.memory)
            else:
                parameters, results, function = hosts[item.name]
                kind = wasmtime.FuncType([types[p]() for p in parameters], [types[r]() for r in results])
                imports.append(wasmtime.Func(self.store, kind, function))
        self.instance = wasmtime.Instance(self.store, module, imports)
        self.exports = self.instance.exports(self.store)
        if self.memory is None:
            self.memory = next((e for e in self.exports.values() if isinstance(e, wasmtime.Memory)), None)

    def call(self, name, slots):
        """The results' slots in hex, or "trap" and its name."""
        function = self.exports[name]
        kind = function.type(self.store)
        arguments = [value(str(k), slot) for k, slot in zip(kind.params, slots)]
        try:
            results = function(self.store, *arguments)
        except wasmtime.Trap as trap:
            return f"trap {traps[trap.trap_code]}"
        if results is None:
            results = []
        elif not isinstance(results, list):
            results = [results]
        return " ".join(f"{bits(str(k), result):x}" for k, result in zip(kind.results, results))
