// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The checker's two stacks.

#include <stdlib.h>

#include "wasm_function.h"

static const char *type_name(uint8_t type) {
    static const char *const names[] = {"f64", "f32", "i64", "i32"};
    return type >= type_f64 && type <= type_i32 ? names[type - type_f64] : "an unknown type";
}

bool wasm_enlarge(wasm_translator *t, void **items, uint32_t *capacity, size_t size) {
    size_t wanted = *capacity < 64 ? 64 : (size_t)*capacity * 2;
    void *larger = wanted > UINT32_MAX / 2 ? NULL : realloc(*items, wanted * size);
    if (larger == NULL) {
        FAIL(t, wasm_out_of_memory, "no memory to translate function %u", t->callee->index);
        return false;
    }
    *items = larger;
    *capacity = (uint32_t)wanted;
    return true;
}

// MARK: Operands

static void fail_missing(wasm_translator *t, uint8_t type) {
    FAIL(t, wasm_invalid, "type mismatch: %s is wanted, and there is no operand", type_name(type));
}

static void check_type(wasm_translator *t, uint8_t found, uint8_t type) {
    t->checks++;
    if (found == type || found == type_unknown || type == type_unknown) return;
    FAIL(t, wasm_invalid, "type mismatch: %s is wanted and %s is there", type_name(type), type_name(found));
}

operand wasm_pop(wasm_translator *t, uint8_t type) {
    operand unknown = {.type = type_unknown, .place = in_slot, .position = (uint16_t)t->height};
    if (has_failed(t)) return unknown;
    const block *block = innermost(t);
    if (t->height == block->height) {
        if (!block->is_unreachable) fail_missing(t, type);
        return unknown;
    }
    operand operand = t->operands[--t->height];
    if (operand.place == in_local) t->uppermost[operand.value] = operand.below;
    if (t->settled > t->height) t->settled = t->height;
    check_type(t, operand.type, type);
    return operand;
}

void wasm_check_top(wasm_translator *t, const uint8_t *types, uint32_t count) {
    const block *block = innermost(t);
    for (uint32_t i = count, position = t->height; i > 0 && !has_failed(t); i--, position--) {
        if (position == block->height) {
            if (!block->is_unreachable) fail_missing(t, types[i - 1]);
            return;
        }
        check_type(t, t->operands[position - 1].type, types[i - 1]);
    }
}

void wasm_pop_all(wasm_translator *t, const uint8_t *types, uint32_t count) {
    for (uint32_t i = count; i > 0 && !has_failed(t); i--) {
        // Behind an unconditional branch all the others are there.
        if (t->height == innermost(t)->height && innermost(t)->is_unreachable) return;
        wasm_pop(t, types[i - 1]);
    }
}

void wasm_push(wasm_translator *t, uint8_t type, operand_place place, uint64_t value) {
    if (has_failed(t)) return;
    if (t->height >= t->operand_limit) {
        FAIL(t, wasm_over_limit, "more than %u operands at a time", t->operand_limit);
        return;
    }
    if (!wasm_make_room(t, (void **)&t->operands, t->height, &t->operand_capacity, sizeof *t->operands)) return;
    operand *operand = t->operands + t->height++;
    operand->type = type;
    operand->place = (uint8_t)place;
    operand->position = (uint16_t)(t->height - 1);
    operand->value = value;
    if (place == in_local) {
        operand->below = t->uppermost[value];
        t->uppermost[value] = t->height;
    }
    if (t->height > t->greatest_height) t->greatest_height = t->height;
}

void wasm_push_all(wasm_translator *t, const uint8_t *types, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) wasm_push(t, types[i], in_slot, 0);
}

uint16_t wasm_source(wasm_translator *t, operand operand) {
    if (operand.place == in_local) return (uint16_t)operand.value;
    uint16_t slot = slot_at(t, operand.position);
    if (operand.place == is_constant) wasm_emit_constant(t, slot, operand.type, operand.value);
    return slot;
}

// MARK: Settling

static void settle(wasm_translator *t, operand *operand) {
    if (operand->place == in_slot) return;
    wasm_emit_move(t, slot_at(t, operand->position), operand);
    if (operand->place == in_local) t->uppermost[operand->value] = operand->below;
    operand->place = in_slot;
}

void wasm_settle_locals(wasm_translator *t) {
    for (uint32_t i = t->settled; i < t->height; i++) {
        operand *operand = t->operands + i;
        if (operand->place != in_local) continue;
        wasm_emit_move(t, slot_at(t, i), operand);
        t->uppermost[operand->value] = 0;
        operand->place = in_slot;
    }
    t->settled = t->height;
}

void wasm_settle_local(wasm_translator *t, uint32_t local) {
    while (t->uppermost[local] != 0) settle(t, t->operands + t->uppermost[local] - 1);
}

// MARK: Blocks

void wasm_become_unreachable(wasm_translator *t) {
    if (has_failed(t)) return;
    block *block = innermost(t);
    while (t->height > block->height) wasm_pop(t, type_unknown);
    block->is_unreachable = true;
    t->is_live = false;
    wasm_place_label(t);
}

void wasm_open_block(wasm_translator *t, uint8_t opcode, wasm_function_type type) {
    if (has_failed(t)) return;
    if (t->depth >= t->module->limits.control_depth) {
        FAIL(t, wasm_over_limit, "more than %u blocks in each other", t->module->limits.control_depth);
        return;
    }
    if (!wasm_make_room(t, (void **)&t->blocks, t->depth, &t->block_capacity, sizeof *t->blocks)) return;
    t->blocks[t->depth++] = (block){
        .opcode = opcode,
        .was_live = t->is_live,
        .type = type,
        .height = t->height - type.parameter_count,
        .end_patch = nowhere,
        .else_patch = nowhere,
        .again = nowhere,
    };
}
