#!/usr/bin/env python3
# SPDX-FileCopyrightText: the swift-bittensor authors
# SPDX-License-Identifier: MIT

"""Writes Tests/Vectors/wasm_instructions.json: what every instruction of WebAssembly on numbers and on memory does to
operands at its borders, by wasmtime with canonical NaN.

    Tests/CWebAssemblyTests/Oracle/instructions.py      (in a Python that has wasmtime, as scripts/python-peers makes one)
"""
import json
import pathlib

import wasmtime

import engine as oracle

comparisons = "eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u".split()
integers = "add sub mul div_s div_u rem_s rem_u and or xor shl shr_s shr_u rotl rotr".split()
floats = "add sub mul div min max copysign".split()
roundings = "abs neg ceil floor trunc nearest sqrt".split()


def table():
    """Name, opcode, kinds of the operands, kind of the result."""
    for kind, first, single in (("i32", 0x45, 0x67), ("i64", 0x50, 0x79)):
        yield f"{kind}.eqz", [first], [kind], "i32"
        for number, name in enumerate(comparisons):
            yield f"{kind}.{name}", [first + 1 + number], [kind, kind], "i32"
        for number, name in enumerate(["clz", "ctz", "popcnt"]):
            yield f"{kind}.{name}", [single + number], [kind], kind
        for number, name in enumerate(integers):
            yield f"{kind}.{name}", [single + 3 + number], [kind, kind], kind
    for kind, first, single in (("f32", 0x5B, 0x8B), ("f64", 0x61, 0x99)):
        for number, name in enumerate("eq ne lt gt le ge".split()):
            yield f"{kind}.{name}", [first + number], [kind, kind], "i32"
        for number, name in enumerate(roundings):
            yield f"{kind}.{name}", [single + number], [kind], kind
        for number, name in enumerate(floats):
            yield f"{kind}.{name}", [single + 7 + number], [kind, kind], kind
    conversions = [
        "i32.wrap_i64", "i32.trunc_f32_s", "i32.trunc_f32_u", "i32.trunc_f64_s", "i32.trunc_f64_u", "i64.extend_i32_s",
        "i64.extend_i32_u", "i64.trunc_f32_s", "i64.trunc_f32_u", "i64.trunc_f64_s", "i64.trunc_f64_u",
        "f32.convert_i32_s", "f32.convert_i32_u", "f32.convert_i64_s", "f32.convert_i64_u", "f32.demote_f64",
        "f64.convert_i32_s", "f64.convert_i32_u", "f64.convert_i64_s", "f64.convert_i64_u", "f64.promote_f32",
        "i32.reinterpret_f32", "i64.reinterpret_f64", "f32.reinterpret_i32", "f64.reinterpret_i64", "i32.extend8_s",
        "i32.extend16_s", "i64.extend8_s", "i64.extend16_s", "i64.extend32_s"]
    saturating = [f"{i}.trunc_sat_{f}_{s}" for i in ("i32", "i64") for f in ("f32", "f64") for s in "su"]
    for number, name in enumerate(conversions):
        result, what = name.split(".")
        from_kind = next((word for word in what.split("_") if word in oracle.types), result)
        yield name, [0xA7 + number], [from_kind], result
    for number, name in enumerate(saturating):
        yield name, [0xFC, number], [name.split("_")[2]], name[:3]


def signed(bits, *numbers):
    return [number % (1 << bits) for number in numbers]


def operands(binary):
    i32 = signed(32, 0, 1, 2, 7, 31, 32, 33, 0x7F, 0x80, 0xFFFF, 0x12345678, 0x7FFFFFFF, -(1 << 31), -(1 << 31) + 1, -2, -1)
    i64 = signed(
        64, 0, 1, 2, 31, 63, 64, 65, 0xFF, 1 << 31, 0xFFFFFFFF, 0x123456789ABCDEF0, (1 << 63) - 1, -(1 << 63),
        -(1 << 63) + 1, -(1 << 31), -1)
    # Zeros, ones, the smallest and largest, infinities, NaN quiet and not, halves that round to even.
    f32 = [
        0, 0x80000000, 0x3F800000, 0xBF800000, 1, 0x80000001, 0x007FFFFF, 0x00800000, 0x7F7FFFFF, 0xFF7FFFFF, 0x7F800000,
        0xFF800000, 0x7FC00000, 0xFFC00000, 0x7FA00001, 0x3F000000, 0x40490FDB, 0x4B000001]
    f64 = [
        0, 1 << 63, 0x3FF0000000000000, 0xBFF0000000000000, 1, 0x8000000000000001, 0x000FFFFFFFFFFFFF, 0x0010000000000000,
        0x7FEFFFFFFFFFFFFF, 0xFFEFFFFFFFFFFFFF, 0x7FF0000000000000, 0xFFF0000000000000, 0x7FF8000000000000,
        0xFFF8000000000000, 0x7FF4000000000001, 0x3FE0000000000000, 0x400921FB54442D18, 0x4330000000000001]
    if binary:
        return {"i32": i32, "i64": i64, "f32": f32, "f64": f64}
    more32 = [0.5, -0.5, 1.5, -1.5, 2.5, -2.5, 3.5, -0.99999994, 0.99999994, 4194303.5, 8388607.5, -8388607.5, 16777217.0,
              127.0, 128.0, 2147483520.0, 2147483648.0, -2147483648.0, -2147483904.0, 4294967040.0, 4294967296.0,
              9.223371487098962e18, 9.223372036854775808e18, -9.223372036854775808e18, -9.223373136366404e18,
              1.8446742974197924e19, 1.8446744073709551616e19, 65504.0, 1e-40, -1e-40]
    more64 = more32 + [
        2147483647.0, 2147483647.9, 2147483648.5, -2147483648.9, -2147483649.0, 4294967295.0, 4294967295.9, 4503599627370495.5,
        4503599627370496.5, 9007199254740993.0, 9.223372036854774784e18, -9.223372036854777856e18,
        1.8446744073709549568e19, 3.4028234663852886e38, 3.4028235677973366e38, 1.401298464324817e-45, 7e-46, 1e-300,
        1.0000000596046448, 1.0000001788139343]
    i32 += signed(32, 3, 100, 0x80, 0x8000, -0x80, -0x8000, 0x00FF00FF, 16777217, 16777219, 0x7FFFFF80, 0x7FFFFFC0, -0x7FFFFF80)
    i64 += signed(
        64, 3, 0x80, 0x8000, 0x80000000, -0x80, -0x8000, 16777217, 9007199254740993, 9007199254740995, 0x7FFFFFFFFFFFFC00,
        0x7FFFFFFFFFFFFDFF, 0x7FFFFFFFFFFFFE00, -9007199254740993, 0x8000008000000001, 0xFFFFFF7FFFFFFFFF, 0x20000020000001)
    f32 = f32 + [oracle.bits("f32", number) for number in more32]
    f64 = f64 + [oracle.bits("f64", number) for number in more64]
    return {"i32": i32, "i64": i64, "f32": f32, "f64": f64}


carriers = {"i32": "i32", "i64": "i64", "f32": "i32", "f64": "i64"}


def in_bits(kind, text):
    return f"({kind}.reinterpret_{carriers[kind]} {text})" if kind[0] == "f" else text


def out_bits(kind, text):
    return f"({carriers[kind]}.reinterpret_{kind} {text})" if kind[0] == "f" else text


def numbers(engine):
    for name, opcode, kinds, result in table():
        parameters = " ".join(carriers[kind] for kind in kinds)
        values = " ".join(in_bits(kind, f"(local.get {number})") for number, kind in enumerate(kinds))
        text = (f'(module (func (export "f") (param {parameters}) (result {carriers[result]})'
                f' {out_bits(result, f"({name} {values})")}))')
        instance = oracle.Instance(engine, wasmtime.Module(engine, wasmtime.wat2wasm(text)))
        pool = operands(len(kinds) == 2)
        first = pool[kinds[0]]
        pairs = [[a, b] for a in first for b in pool[kinds[1]]] if len(kinds) == 2 else [[a] for a in first]
        yield {
            "name": name, "opcode": bytes(opcode).hex(), "operands": kinds, "result": result,
            "results": [instance.call("f", pair) for pair in pairs]}


accesses = [
    ("i32.load", 0x28, "i32", 4), ("i64.load", 0x29, "i64", 8), ("f32.load", 0x2A, "f32", 4), ("f64.load", 0x2B, "f64", 8),
    ("i32.load8_s", 0x2C, "i32", 1), ("i32.load8_u", 0x2D, "i32", 1), ("i32.load16_s", 0x2E, "i32", 2),
    ("i32.load16_u", 0x2F, "i32", 2), ("i64.load8_s", 0x30, "i64", 1), ("i64.load8_u", 0x31, "i64", 1),
    ("i64.load16_s", 0x32, "i64", 2), ("i64.load16_u", 0x33, "i64", 2), ("i64.load32_s", 0x34, "i64", 4),
    ("i64.load32_u", 0x35, "i64", 4), ("i32.store", 0x36, "i32", 4), ("i64.store", 0x37, "i64", 8),
    ("f32.store", 0x38, "f32", 4), ("f64.store", 0x39, "f64", 8), ("i32.store8", 0x3A, "i32", 1),
    ("i32.store16", 0x3B, "i32", 2), ("i64.store8", 0x3C, "i64", 1), ("i64.store16", 0x3D, "i64", 2),
    ("i64.store32", 0x3E, "i64", 4)]
# The first bytes of the memory, and its last. Among them are a NaN that is not quiet, and signs at every width.
pattern = bytes.fromhex("0123456789abcdef8081828384858687a00100a07f010000f47f0180ff7f00807fffffff00000080ffffffffffffff7f")
stored = {"i32": 0x91A2B3C4, "i64": 0x91A2B3C4D5E6F708, "f32": 0x7FA00001, "f64": 0x7FF4000000000001}


def memory(engine):
    size = 65536
    for name, opcode, kind, width in accesses:
        isLoad = "load" in name
        cases = []
        places = [(number, 0) for number in range(24)] + [(0, 7), (3, 13), (13, 3)]
        places += [(size - width - 1, 0), (size - width, 0), (size - width + 1, 0), (size - 1, 0), (size, 0), (0, size - width),
                   (0, size - width + 1), (size - width, 1), (1, size - width), (2, size - 2), (0xFFFFFFFF, 0),
                   (0xFFFFFFFF, 1), (0xFFFFFFFF, 0xFFFFFFFF), (0, 0xFFFFFFFF), (1, 0xFFFFFFFF), (0x80000000, 0x80000000),
                   (0xFFFFFFF8, 8), (0x10000, 0xFFFF0000)]
        for address, offset in places:
            ends = "".join(f"\\{byte:02x}" for byte in pattern)
            value = in_bits(kind, f"({carriers[kind]}.const {stored[kind]})")
            access = f"{name} offset={offset} align=1 (local.get 0)"
            body = (f"(result {carriers[kind]}) {out_bits(kind, f'({access})')}" if isLoad else f"({access} {value})")
            text = (f'(module (memory (export "memory") 1) (data (i32.const 0) "{ends}")'
                    f' (data (i32.const {size - len(pattern)}) "{ends}") (func (export "f") (param i32) {body}))')
            instance = oracle.Instance(engine, wasmtime.Module(engine, wasmtime.wat2wasm(text)))
            before = bytes(instance.memory.read(instance.store))
            outcome = instance.call("f", [address])
            after = bytes(instance.memory.read(instance.store))
            changed = [place for place in range(size) if before[place] != after[place]] if before != after else []
            if changed:
                outcome = f"{changed[0]:x} {after[changed[0]:changed[-1] + 1].hex()}"
            cases.append([address, offset, outcome])
        yield {"name": name, "opcode": f"{opcode:02x}", "kind": kind, "width": width, "cases": cases}


def main():
    engine = oracle.make_engine()
    document = {
        "produced_by": oracle.version, "made_with": "Tests/CWebAssemblyTests/Oracle/instructions.py",
        "what": "numbers: the results in hex, of every operand of `single` or of every pair of `pairs`, first operand "
                "outermost. memory: address, offset, and what was loaded, or where and what the bytes became.",
        "pairs": {kind: [f"{slot:x}" for slot in slots] for kind, slots in operands(True).items()},
        "single": {kind: [f"{slot:x}" for slot in slots] for kind, slots in operands(False).items()},
        "numbers": list(numbers(engine)), "pattern": pattern.hex(),
        "stored": {kind: f"{slot:x}" for kind, slot in stored.items()}, "memory": list(memory(engine))}
    path = pathlib.Path(__file__).resolve().parents[2] / "Vectors/wasm_instructions.json"
    parts = []
    for key, item in document.items():
        if isinstance(item, list):
            rows = ",\n  ".join(json.dumps(row, separators=(",", ":")) for row in item)
            parts.append(f'"{key}": [\n  {rows}\n ]')
        else:
            parts.append(f'"{key}": {json.dumps(item)}')
    path.write_text("{\n " + ",\n ".join(parts) + "\n}\n")


main()
