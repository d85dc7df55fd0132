// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Instructions on memory, tables and globals.

#include "wasm_run.h"

// MARK: Single values

// The bytes that `type` has at a 32-bit address and offset; stops where they are not all in memory.
#define ADDRESS(type, slot, offset) AT(type, (uint64_t)(uint32_t)slots[slot] + (offset))
#define AT(type, address)                                                               \
    ({                                                                                  \
        uint64_t at = (address);                                                        \
        if (UNLIKELY(at + sizeof(type) > size)) STOP(memory_bounds);                    \
        memory + at;                                                                    \
    })

#define DEFINE_LOAD(name, opcode, stored, type, extended)                               \
    RUN(name) {                                                                         \
        stored value;                                                                   \
        memcpy(&value, ADDRESS(stored, pc->a, pc->u), sizeof value);                    \
        slots[pc->d] = (extended)value;                                                 \
        NEXT;                                                                           \
    }                                                                                   \
    RUN(name##_at_sum) {                                                                \
        stored value;                                                                   \
        uint32_t sum = get_i32(slots[pc->a]) + get_i32(slots[pc->b]);                   \
        memcpy(&value, AT(stored, (uint64_t)sum + pc->c), sizeof value);                \
        slots[pc->d] = (extended)value;                                                 \
        NEXT;                                                                           \
    }                                                                                   \
    RUN(name##_at_k) {                                                                  \
        stored value;                                                                   \
        memcpy(&value, AT(stored, (uint64_t)pc->u), sizeof value);                      \
        slots[pc->d] = (extended)value;                                                 \
        NEXT;                                                                           \
    }
LOAD(DEFINE_LOAD)

#define DEFINE_STORE(name, opcode, stored, type)                                        \
    RUN(name) {                                                                         \
        stored value = (stored)slots[pc->a];                                            \
        memcpy(ADDRESS(stored, pc->d, pc->u), &value, sizeof value);                    \
        NEXT;                                                                           \
    }                                                                                   \
    RUN(name##_k) {                                                                     \
        stored value = (stored)(int64_t)(int16_t)pc->a;                                 \
        memcpy(ADDRESS(stored, pc->d, pc->u), &value, sizeof value);                    \
        NEXT;                                                                           \
    }
STORE(DEFINE_STORE)

// A load and the store of what it loaded.
#define DEFINE_MOVE(bits)                                                               \
    RUN(move##bits) {                                                                   \
        uint##bits##_t value;                                                           \
        memcpy(&value, ADDRESS(uint##bits##_t, pc->a, pc->c), sizeof value);            \
        memcpy(ADDRESS(uint##bits##_t, pc->d, pc->b), &value, sizeof value);            \
        NEXT;                                                                           \
    }
DEFINE_MOVE(8)
DEFINE_MOVE(16)
DEFINE_MOVE(32)
DEFINE_MOVE(64)

// A loop that moves values one by one: `move`, two additions, and the comparison of addresses with which it turns
// again. Its four cells are the move's two, the fields of the additions (a slot and 16 bits of what is added to it,
// each), and the slots that are compared with what a turn costs.
#define DEFINE_AGAIN_MOVE(bits)                                                                                  \
    RUN(again_move##bits) {                                                                                      \
        const wasm_fields additions = THIRD_FIELDS, turn = ((const wasm_fields *)&THIRD)[1];                     \
        for (;;) {                                                                                               \
            uint##bits##_t value;                                                                                \
            memcpy(&value, ADDRESS(uint##bits##_t, pc->a, pc->c), sizeof value);                                 \
            memcpy(ADDRESS(uint##bits##_t, pc->d, pc->b), &value, sizeof value);                                 \
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

// MARK: Globals

RUN(global_get) {
    slots[pc->d] = instance->globals[pc->u];
    NEXT;
}

// What a function does first and last with the global that points to its part of the memory.
RUN(global_get_sum) {
    slots[pc->d] = get_i32(instance->globals[pc->a]) + pc->u;
    NEXT;
}

RUN(global_set_sum) {
    instance->globals[pc->a] = get_i32(slots[pc->d]) + pc->u;
    NEXT;
}

RUN(global_add) {
    slots[pc->d] = instance->globals[pc->a] = get_i32(instance->globals[pc->a]) + pc->u;
    NEXT;
}

RUN(global_set) {
    instance->globals[pc->u] = slots[pc->d];
    NEXT;
}
