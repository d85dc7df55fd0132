// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// From the operations of a function's cells to what runs them.

#include "wasm_pairs.h"

static uint32_t cells_at(const uint64_t *cells) {
    const wasm_instruction *instruction = (const wasm_instruction *)cells;
    uint32_t count = wasm_cells_of((wasm_operation)instruction->operation);
    // The distances of a branch table.
    if (instruction->operation == op_go_by_table) count += instruction->u / 2 + 1;
    return count;
}

void wasm_link(uint64_t *cells, uint32_t count) {
    for (uint32_t at = 0, next; at < count; at = next) {
        wasm_instruction *instruction = (wasm_instruction *)(cells + at);
        next = at + cells_at(cells + at);
        // A branch may still go to the second of a pair: its cells are as they would be alone.
        wasm_handler pair = next < count ? wasm_pair(instruction, (const wasm_instruction *)(cells + next)) : NULL;
        instruction->run = pair != NULL ? pair : wasm_handlers[instruction->operation];
    }
}
