// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// What every function that runs an instruction is made of.

#ifndef WASM_RUN_H
#define WASM_RUN_H

#include "wasm_step.h"

#define RUN_ARGUMENTS pc, slots, memory, size, fuel, top, instance

// The function that runs an instruction. It ends with one of the macros below. Each begins a line of the processor's
// caches: most fit in one, and a jump to a line's end costs as much as an instruction.
#define RUN(name) WASM_CONVENTION __attribute__((aligned(64))) void wasm_run_##name(RUN_PARAMETERS)

#define LIKELY(condition) __builtin_expect(!!(condition), 1)
#define UNLIKELY(condition) __builtin_expect(!!(condition), 0)

// Goes on `cells` behind this instruction.
#define GO(cells)                                                              \
    do {                                                                       \
        pc = (const wasm_instruction *)((const uint64_t *)pc + (cells));       \
        __attribute__((musttail)) return pc->run(RUN_ARGUMENTS);               \
    } while (0)
#define NEXT GO(instruction_cells)
#define NEXT_AFTER_THREE GO(3)

// The third cell.
#define THIRD (((const uint64_t *)pc)[instruction_cells])

// A step with its fields.
#define TAKE(name, operands) \
    if (UNLIKELY(!wasm_step_##name(operands, &THIRD, slots, memory, size, instance))) STOP(memory_bounds)

#define THIRD_FIELDS (*(const wasm_fields *)&THIRD)

// Ends the call.
#define STOP(reason) __attribute__((musttail)) return wasm_stop_##reason(RUN_ARGUMENTS)

#define DECLARE_STOP(reason) WASM_CONVENTION __attribute__((cold, noinline)) void wasm_stop_##reason(RUN_PARAMETERS)
DECLARE_STOP(unreachable);
DECLARE_STOP(memory_bounds);
DECLARE_STOP(table_bounds);
DECLARE_STOP(null_function);
DECLARE_STOP(signature);
DECLARE_STOP(division_by_zero);
DECLARE_STOP(integer_overflow);
DECLARE_STOP(conversion);
DECLARE_STOP(stack);
DECLARE_STOP(fuel);
// With what the instance's error says.
DECLARE_STOP(error);

#define X(name) RUN(name);
ALL_CODE
#undef X

#endif
