// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Loops over memory, and instructions on whole memories and tables.

#include "wasm_run.h"

// MARK: Loops

// A loop that moves values one by one: `move`, two additions, and the comparison of addresses with which it turns
// again. Its four cells are the move's two, the fields of the additions (a slot and 16 bits of what is added to it,
// each), and the slots that are compared with what a turn costs.
#define DEFINE_AGAIN_MOVE(bits)                                                                                  \
    RUN(again_move##bits) {                                                                                      \
        const wasm_operands fields = operands_of(pc);                                                            \
        const wasm_fields additions = THIRD_FIELDS, turn = ((const wasm_fields *)&THIRD)[1];                     \
        for (;;) {                                                                                               \
            TAKE(move##bits, &fields);                                                                           \
            slots[additions.d] = get_i32(slots[additions.d]) + (uint32_t)(int16_t)additions.a;                   \
            slots[additions.b] = get_i32(slots[additions.b]) + (uint32_t)(int16_t)additions.c;                   \
            if (get_i32(slots[turn.d]) >= get_i32(slots[turn.a])) GO(4);                                         \
            fuel -= turn.u;                                                                                      \
            if (UNLIKELY(fuel < 0)) STOP(fuel);                                                                  \
        }                                                                                                        \
    }
DEFINE_AGAIN_MOVE(8)
DEFINE_AGAIN_MOVE(32)
DEFINE_AGAIN_MOVE(64)

// MARK: The whole memory

RUN(memory_size) {
    slots[pc->d] = size / wasm_page_bytes;
    NEXT;
}

RUN(memory_grow) {
    slots[pc->d] = wasm_instance_grow(instance, (uint32_t)slots[pc->a]);
    size = instance->byte_count;
    NEXT;
}

// What bulk instructions cost beside themselves.
#define PAY_FOR_BYTES(count)                                                            \
    do {                                                                                \
        fuel -= (int64_t)((count) / 16);                                                \
        if (UNLIKELY(fuel < 0)) STOP(fuel);                                             \
    } while (0)

RUN(memory_copy) {
    uint64_t to = (uint32_t)slots[pc->d], from = (uint32_t)slots[pc->a], count = (uint32_t)slots[pc->b];
    if (UNLIKELY(to + count > size || from + count > size)) STOP(memory_bounds);
    PAY_FOR_BYTES(count);
    if (count > 0) memmove(memory + to, memory + from, count);
    NEXT;
}

RUN(memory_fill) {
    uint64_t to = (uint32_t)slots[pc->d], count = (uint32_t)slots[pc->b];
    if (UNLIKELY(to + count > size)) STOP(memory_bounds);
    PAY_FOR_BYTES(count);
    if (count > 0) memset(memory + to, (uint8_t)slots[pc->a], count);
    NEXT;
}

RUN(memory_init) {
    const wasm_data *data = instance->module->data + THIRD;
    uint64_t to = (uint32_t)slots[pc->d], from = (uint32_t)slots[pc->a], count = (uint32_t)slots[pc->b];
    uint64_t available = instance->dropped_data[THIRD] ? 0 : data->count;
    if (UNLIKELY(to + count > size || from + count > available)) STOP(memory_bounds);
    PAY_FOR_BYTES(count);
    if (count > 0) memcpy(memory + to, data->bytes + from, count);
    NEXT_AFTER_THREE;
}

RUN(data_drop) {
    instance->dropped_data[pc->u] = true;
    NEXT;
}

// MARK: The table

RUN(table_copy) {
    uint64_t to = (uint32_t)slots[pc->d], from = (uint32_t)slots[pc->a], count = (uint32_t)slots[pc->b];
    if (UNLIKELY(to + count > instance->table_count || from + count > instance->table_count)) STOP(table_bounds);
    PAY_FOR_BYTES(count * sizeof *instance->table);
    instance->has_changed_table = true;
    if (count > 0) memmove(instance->table + to, instance->table + from, count * sizeof *instance->table);
    NEXT;
}

RUN(table_init) {
    const wasm_module *module = instance->module;
    const wasm_elements *elements = module->elements + THIRD;
    uint64_t to = (uint32_t)slots[pc->d], from = (uint32_t)slots[pc->a], count = (uint32_t)slots[pc->b];
    uint64_t available = instance->dropped_elements[THIRD] ? 0 : elements->count;
    if (UNLIKELY(to + count > instance->table_count || from + count > available)) STOP(table_bounds);
    PAY_FOR_BYTES(count * sizeof *instance->table);
    instance->has_changed_table = true;
    for (uint64_t i = 0; i < count; i++) {
        instance->table[to + i] = module->callees + module->element_functions[elements->first + from + i];
    }
    NEXT_AFTER_THREE;
}

RUN(elements_drop) {
    instance->dropped_elements[pc->u] = true;
    NEXT;
}
