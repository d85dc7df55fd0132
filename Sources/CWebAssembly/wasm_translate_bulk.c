// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Instructions on whole memories and tables.

#include "wasm_function.h"

// An index that can only be 0.
static void read_zero(wasm_translator *t, const char *what, bool exists) {
    uint32_t index = read_u32(&t->reader);
    if (!has_failed(t) && (index != 0 || !exists)) FAIL(t, wasm_invalid, "unknown %s %u", what, index);
}

static uint32_t read_index(wasm_translator *t, const char *what, uint32_t count) {
    uint32_t index = read_u32(&t->reader);
    if (!has_failed(t) && index >= count) FAIL(t, wasm_invalid, "unknown %s %u", what, index);
    return index;
}

static uint32_t read_data_index(wasm_translator *t) {
    if (!t->module->has_data_count) FAIL(t, wasm_malformed, "data count section required");
    return read_index(t, "data segment", t->module->data_count);
}

// Three operands of 32 bits: where to, where from or with what, how many.
static void translate_three(wasm_translator *t, wasm_operation operation, bool has_segment, uint32_t segment) {
    operand count = wasm_pop(t, type_i32), from = wasm_pop(t, type_i32), to = wasm_pop(t, type_i32);
    if (has_failed(t)) return;
    uint16_t d = wasm_source(t, to), a = wasm_source(t, from), b = wasm_source(t, count);
    wasm_emit_slots(t, operation, d, a, b, 0);
    if (has_segment) wasm_emit_cell(t, segment);
}

static void translate_memory_size(wasm_translator *t, uint32_t opcode) {
    read_zero(t, "memory", t->module->has_memory);
    if (opcode == 0x3f) {
        wasm_emit_result(t, op_memory_size, slot_at(t, t->height), 0, 0);
    } else {
        operand pages = wasm_pop(t, type_i32);
        if (has_failed(t)) return;
        uint16_t from = wasm_source(t, pages);
        wasm_emit_result(t, op_memory_grow, slot_at(t, pages.position), from, 0);
    }
    wasm_push(t, type_i32, in_slot, 0);
}

bool wasm_translate_bulk(wasm_translator *t, uint32_t opcode) {
    const wasm_module *module = t->module;
    switch (opcode) {
    case 0x3f: case 0x40: translate_memory_size(t, opcode); return true;
    case 0xfc08: {
        uint32_t segment = read_data_index(t);
        read_zero(t, "memory", module->has_memory);
        translate_three(t, op_memory_init, true, segment);
        return true;
    }
    case 0xfc09: wasm_emit(t, op_data_drop, 0, 0, read_data_index(t)); return true;
    case 0xfc0a:
        read_zero(t, "memory", module->has_memory);
        read_zero(t, "memory", module->has_memory);
        translate_three(t, op_memory_copy, false, 0);
        return true;
    case 0xfc0b:
        read_zero(t, "memory", module->has_memory);
        translate_three(t, op_memory_fill, false, 0);
        return true;
    case 0xfc0c: {
        uint32_t segment = read_index(t, "element segment", module->element_count);
        read_zero(t, "table", module->has_table);
        translate_three(t, op_table_init, true, segment);
        return true;
    }
    case 0xfc0d:
        wasm_emit(t, op_elements_drop, 0, 0, read_index(t, "element segment", module->element_count));
        return true;
    case 0xfc0e:
        read_zero(t, "table", module->has_table);
        read_zero(t, "table", module->has_table);
        translate_three(t, op_table_copy, false, 0);
        return true;
    default: return false;
    }
}
