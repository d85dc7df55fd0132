// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// An instance as the functions that run instructions see it.

#ifndef WASM_INSTANCE_H
#define WASM_INSTANCE_H

#include "wasm_code.h"

// One call that has not returned.
typedef struct wasm_frame {
    // The instruction that called, and its slots.
    const wasm_instruction *caller;
    uint64_t *caller_slots;
    const wasm_callee *callee;
} wasm_frame;

struct wasm_instance {
    const wasm_module *module;
    wasm_host_function host;
    void *context;

    wasm_mapping mapping;
    // Of the memory, now.
    uint64_t byte_count;

    uint64_t *stack, *stack_end;
    // The first is never a call: it is what the outermost call lies upon.
    wasm_frame *frames, *last_frame;

    const wasm_callee **table;
    uint32_t table_count;
    // Whether an instruction has changed it.
    bool has_changed_table;
    // Segments that were dropped.
    bool *dropped_data, *dropped_elements;

    // A call of a function, and what comes after it.
    uint64_t entry[3 + instruction_cells];
    bool is_running;

    // How the last call ended.
    int64_t fuel;
    wasm_error error;

    uint64_t globals[];
};

#endif
