// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The form in which functions run: instructions over the slots of a frame.
//
// A frame has the function's slots: its parameters and locals, then one for each depth of WebAssembly's operand
// stack. What an instruction of WebAssembly pushes and the next one pops is a slot here; locals and small constants
// are operands by themselves and are never pushed. An instruction is two cells: the function that runs it, and its
// fields. Some have a third cell. Where two of them often stand one behind the other, the first one's function runs
// both (`wasm_pairs.h`); the second one keeps its own, for what branches to it.

#ifndef WASM_CODE_H
#define WASM_CODE_H

#include "wasm_module.h"
#include "wasm_operations.h"

// MARK: Names of instructions

// Those that no list of `wasm_operations.h` has. A `k` is a constant instead of the last operand.
#define OTHER_CODE(X)                                                                                             \
    X(i32_add_twice) X(again_move8) X(again_move32) X(again_move64) X(global_get_sum) X(global_set_sum)                \
    X(global_add) X(back_with_global)                                                                             \
    X(copy) X(copy2) X(copy3) X(copy_many) X(constant) X(constant_signed) X(constant_wide) X(select)              \
    X(global_get) X(global_set) X(memory_size) X(memory_grow) X(memory_copy) X(memory_fill) X(memory_init)        \
    X(data_drop) X(table_copy) X(table_init) X(elements_drop) X(move8) X(move16) X(move32) X(move64)              \
    X(go) X(go_again) X(go_by_table) X(call) X(call_host) X(call_indirect) X(back) X(back_with) X(back_with_many) \
    X(unreachable) X(leave) X(translate) X(imported)

#define ONE(name, ...) X(name)
#define WITH_K(name, ...) X(name) X(name##_k)
#define LOAD_FROM(name, ...) X(name) X(name##_at_sum) X(name##_at_k)
#define BRANCH(name, ...) X(if_##name) X(if_##name##_k) X(again_if_##name) X(again_if_##name##_k)

// X(name) for everything that can run; X has to be defined where this is used.
#define ALL_CODE                                                                                       \
    I32_BINARY(WITH_K) I64_BINARY(WITH_K) I32_COMPARE(WITH_K) I64_COMPARE(WITH_K) I32_COMPARE(BRANCH)  \
    I64_COMPARE(BRANCH) DIVISION(ONE) UNARY(ONE) TRUNCATION(ONE) FLOAT_BINARY(ONE) LOAD(LOAD_FROM)     \
    STORE(WITH_K) OTHER_CODE(ONE)

// Those that always go on to the one behind them.
#define STEP_CODE                                                                                                 \
    I32_BINARY(WITH_K) I64_BINARY(WITH_K) I32_COMPARE(WITH_K) I64_COMPARE(WITH_K) UNARY(ONE) FLOAT_BINARY(ONE)    \
    LOAD(LOAD_FROM) STORE(WITH_K) X(i32_add_twice) X(copy) X(copy2) X(copy3) X(constant) X(constant_signed)       \
    X(constant_wide) X(select) X(move8) X(move16) X(move32) X(move64) X(global_get) X(global_set)                 \
    X(global_get_sum) X(global_set_sum) X(global_add)

typedef enum wasm_operation {
#define X(name) op_##name,
    ALL_CODE
#undef X
    operation_count
} wasm_operation;

// MARK: Layout

// The functions that run instructions call each other last, with everything they need in registers: none of them
// returns before the call ends.
#if defined(__has_attribute) && __has_attribute(preserve_none)
#define WASM_CONVENTION __attribute__((preserve_none))
#else
#define WASM_CONVENTION
#endif

struct wasm_instruction;
struct wasm_frame;

#define RUN_PARAMETERS                                                                                       \
    const struct wasm_instruction *pc, uint64_t *slots, uint8_t *memory, uint64_t size, int64_t fuel,        \
        struct wasm_frame *top, struct wasm_instance *instance

typedef WASM_CONVENTION void (*wasm_handler)(RUN_PARAMETERS);

#define INSTRUCTION_FIELDS                                                                       \
    /* The slot of the result, or of an operand where there is none. */                          \
    uint16_t d;                                                                                  \
    uint16_t a;                                                                                  \
    union {                                                                                      \
        struct {                                                                                 \
            uint16_t b, c;                                                                       \
        };                                                                                       \
        uint32_t u;                                                                              \
        int32_t i;                                                                               \
    };

typedef struct __attribute__((may_alias)) wasm_instruction {
    union {
        wasm_handler run;
        // Until the function is whole: a wasm_operation.
        uint64_t operation;
    };
    INSTRUCTION_FIELDS
} wasm_instruction;

// A third cell, where it has fields.
typedef struct __attribute__((may_alias)) wasm_fields {
    INSTRUCTION_FIELDS
} wasm_fields;

enum { instruction_cells = sizeof(wasm_instruction) / sizeof(uint64_t) };

typedef struct wasm_code {
    // What a call of it needs: slots, the first of them to be zeroed and how many.
    uint32_t frame_slots;
    uint32_t zero_from, zero_count;
    // Fuel.
    uint32_t cost;
    // How many operands were checked to translate it.
    uint64_t checks;
    uint64_t cells[];
} wasm_code;

// By operation.
extern const wasm_handler wasm_handlers[operation_count];

// How many cells an instruction has, but for a branch table's distances.
static inline uint32_t wasm_cells_of(wasm_operation operation) {
    // Branches are numbered in fours: two that go on, and two that turn a loop again and pay for that.
    if (operation >= op_if_i32_eq && operation <= op_again_if_i64_ge_u_k) {
        return instruction_cells + ((uint32_t)(operation - op_if_i32_eq) >> 1 & 1);
    }
    switch (operation) {
    case op_i32_add_twice: case op_constant_wide: case op_memory_init: case op_table_init: case op_go_again:
    case op_call: case op_call_host: case op_call_indirect: return instruction_cells + 1;
    case op_again_move8: case op_again_move32: case op_again_move64: return instruction_cells + 2;
    default: return instruction_cells;
    }
}

// Gives each instruction of a whole function what runs it.
void wasm_link(uint64_t *cells, uint32_t count);

// Frees what was translated.
void wasm_code_free(const wasm_code *code);

#endif
