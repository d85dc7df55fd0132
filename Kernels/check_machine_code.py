# SPDX-FileCopyrightText: the swift-bittensor authors
# SPDX-License-Identifier: MIT

"""Compiles the committed PTX for some cards and compares what comes out with limits.json; see check-machine-code.

Instructions are counted per hash: every instruction of the loop over nonces, those of the loop over Keccak's rounds as
often as it runs, and a column's own shared by its nonces. Which pipe takes which instruction is known from NVIDIA's and others' measurements, not from a manual:
  ALU  logic, shifts, sums of three, comparisons, byte permutations
  FMA  IMAD and XMAD in all their forms
  wide the part of FMA whose products have 64 bits
"""

import collections
import json
import re
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sysconfig.get_path("purelib")) / "nvidia"
LIMITS = json.loads((ROOT / "Kernels/limits.json").read_text())
# Rounds 1 to 22 run in a loop that takes two at a time.
INNER_LOOPS = 11
# How many nonces a thread tries of a column, whose start it works out once (seal_launch.h).
GRID_ROWS = 32
ALU = {"LOP3", "SHF", "IADD", "IADD3", "VIADD", "LEA", "PRMT", "ISETP", "SEL", "MOV", "SHL", "SHR", "BFE"}


def ptx() -> str:
    source = (ROOT / "Sources/CSealKernels/seal_cuda_ptx.c").read_text()
    lines = re.findall(r'^    "(.*)\\n"$', source, re.MULTILINE)
    return "".join(line.replace('\\"', '"').replace("\\\\", "\\") + "\n" for line in lines)


def compile_for(card: str, folder: Path) -> dict:
    """What each kernel uses, by the assembler's own account. Leaves the code in `folder`."""
    (folder / "seal.ptx").write_text(ptx())
    log = run(TOOLS / "cuda_nvcc/bin/ptxas", "-v", f"-arch={card}", folder / "seal.ptx", "-o", folder / "seal.cubin")[1]
    usage = {}
    for part in log.split("Compiling entry function '")[1:]:
        numbers = re.search(r"(\d+) bytes stack frame, (\d+) bytes spill stores, (\d+) bytes spill loads", part)
        registers = re.search(r"Used (\d+) registers", part)
        usage[part.split("'")[0]] = {
            "registers": int(registers[1]), "stack": int(numbers[1]), "spills": int(numbers[2]) + int(numbers[3]),
        }
    return usage


def disassemble(folder: Path) -> str:
    return run(TOOLS / "cu13/bin/nvdisasm", "-c", folder / "seal.cubin")[0]


def run(*command) -> tuple[str, str]:
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"{Path(command[0]).name} failed:\n{result.stderr}")
    return result.stdout, result.stderr


def instructions(assembly: str) -> dict[str, list]:
    """For each kernel its labels, as (None, name), and instructions, as (name, operands)."""
    kernels, current = {}, None
    for line in assembly.splitlines():
        if section := re.match(r"//-+ \.text\.(\S+)", line):
            current = kernels.setdefault(section[1], [])
        elif current is None:
            continue
        elif label := re.match(r"(\.L_\S+):", line):
            current.append((None, label[1]))
        elif code := re.match(r"\s+(?:\{\s*)?/\*[0-9a-f]+\*/\s+(?:\{\s*)?(?:@!?U?P\w+\s+)?([A-Z][\w.]*)(.*);", line):
            current.append((code[1], code[2]))
    return kernels


def per_hash(code: list, is_grid: bool) -> dict[str, int]:
    labels = {operands: index for index, (name, operands) in enumerate(code) if name is None}
    loops = []
    for index, (name, operands) in enumerate(code):
        target = re.search(r"`\((\S+)\)", operands) if name and name.startswith("BRA") else None
        # The endless loop behind a kernel's end goes back to itself.
        if target and index - 20 > labels.get(target[1], index):
            loops.append((labels[target[1]], index))
    loops.sort(key=lambda loop: loop[1] - loop[0])
    if len(loops) < 2:
        return {}
    # Keccak's rounds within the thread's nonces. What a column takes stands before its nonces; a search has a few
    # instructions there, which count for nothing.
    counts = collections.Counter()
    for index, (name, _) in enumerate(code[: loops[1][1] + 1]):
        if name is None:
            continue
        depth = sum(1 for begin, end in loops if begin <= index <= end)
        times = (1 / GRID_ROWS if is_grid else 0, 1, INNER_LOOPS)[depth]
        stem = name.split(".")[0]
        counts["total"] += times
        counts["alu"] += times * (stem in ALU)
        counts["fma"] += times * (stem in ("IMAD", "XMAD"))
        counts["wide"] += times * name.startswith("IMAD.WIDE")
    return {name: round(count) for name, count in counts.items()}


def main():
    failures = 0
    for card, kernels in LIMITS.items():
        with tempfile.TemporaryDirectory() as folder:
            usage = compile_for(card, Path(folder))
            # The disassembler knows no cards before Turing any more: their instructions are not counted.
            is_counted = any("total" in limits for limits in kernels.values())
            listing = instructions(disassemble(Path(folder))) if is_counted else {}
        for kernel, limits in kernels.items():
            found = usage[kernel] | per_hash(listing.get(kernel, []), "grid" in kernel)
            over = [name for name, limit in limits.items() if name not in found or found[name] > limit]
            failures += len(over)
            figures = ", ".join(f"{name} {value}" for name, value in found.items())
            print(f"{card} {kernel}: {figures}" + (f": OVER {', '.join(over)}" if over else ""))
    sys.exit(1 if failures else 0)


main()
