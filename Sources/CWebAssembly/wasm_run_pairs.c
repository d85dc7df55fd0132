// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Two instructions that run as one: to find what runs the next one takes longer than most of them do.

#include "wasm_pairs.h"
#include "wasm_run.h"

#define SECOND_OF(first) ((const wasm_instruction *)((const uint64_t *)pc + wasm_cells_of(op_##first)))
#define NONE
#define NO_FIRST(first)

#define DEFINE_STEPS(name, first, second, ...)                                            \
    static RUN(name) {                                                                    \
        const wasm_operands one = operands_of(pc);                                        \
        wasm_operands other = operands_of(SECOND_OF(first));                              \
        __VA_ARGS__;                                                                      \
        TAKE(first, &one);                                                                \
        pc = SECOND_OF(first);                                                            \
        TAKE(second, &other);                                                             \
        GO(wasm_cells_of(op_##second));                                                   \
    }
#define DEFINE_STEP_PAIR(first, second) DEFINE_STEPS(first##_and_##second, first, second)
// The operand is what was just computed, and need not be read.
#define DEFINE_THEN(first, second, operand) \
    DEFINE_STEPS(first##_then_##second, first, second, other.operand = one.d)
#define DEFINE_EITHER(first, second, operand) \
    DEFINE_STEP_PAIR(first, second)           \
    DEFINE_THEN(first, second, operand)
#define DEFINE_LEAVE(first, second)                                                       \
    static RUN(first##_and_##second) {                                                    \
        const wasm_operands one = operands_of(pc);                                        \
        TAKE(first, &one);                                                                \
        pc = SECOND_OF(first);                                                            \
        __attribute__((musttail)) return wasm_run_##second(RUN_ARGUMENTS);                \
    }
PAIRS(NO_FIRST, DEFINE_STEP_PAIR, DEFINE_THEN, DEFINE_EITHER, DEFINE_LEAVE, NONE)

wasm_handler wasm_pair(const wasm_instruction *one, const wasm_instruction *other) {
#define FIRST(first) case op_##first: switch (other->operation) {
#define BOTH(first, second) case op_##second: return wasm_run_##first##_and_##second;
#define THEN(first, second, operand) \
    case op_##second: return other->operand == one->d ? wasm_run_##first##_then_##second : NULL;
#define EITHER(first, second, operand)                                                   \
    case op_##second: return other->operand == one->d ? wasm_run_##first##_then_##second \
                                                      : wasm_run_##first##_and_##second;
#define END default: return NULL; }
    switch (one->operation) {
        PAIRS(FIRST, BOTH, THEN, EITHER, BOTH, END)
    default: return NULL;
    }
}
