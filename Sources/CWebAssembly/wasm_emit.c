// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Cells of a translated function. Nothing is emitted where nothing can be reached.

#include <string.h>

#include "wasm_function.h"

typedef int32_t __attribute__((may_alias)) distance;

// Two additions become one instruction, once nothing will change the second one.
static void join_additions(wasm_translator *t) {
    if (t->before == nowhere || t->before_operation != op_i32_add_k || t->tail_operation != op_i32_add_k) return;
    wasm_instruction *first = wasm_instruction_at(t, t->before);
    wasm_instruction second = *wasm_instruction_at(t, t->tail);
    first->operation = op_i32_add_twice;
    wasm_fields fields = {second.d, second.a, {.u = second.u}};
    memcpy(t->cells + t->before + instruction_cells, &fields, sizeof fields);
    t->count = t->before + instruction_cells + 1;
    t->tail = t->before;
    t->tail_operation = op_i32_add_twice;
    t->before = nowhere;
}

static uint32_t emit_instruction(wasm_translator *t, wasm_operation operation, wasm_instruction instruction) {
    t->last = nowhere;
    if (!t->is_live || has_failed(t)) return t->count;
    if (t->tail != nowhere) join_additions(t);
    t->before = t->tail;
    t->before_operation = t->tail_operation;
    t->tail = t->count;
    t->tail_operation = operation;
    uint64_t cells[instruction_cells];
    memcpy(cells, &instruction, sizeof cells);
    for (uint32_t i = 0; i < instruction_cells; i++) wasm_emit_cell(t, cells[i]);
    return t->tail;
}

void wasm_emit_cell(wasm_translator *t, uint64_t cell) {
    if (!t->is_live || has_failed(t)) return;
    if (!wasm_make_room(t, (void **)&t->cells, t->count, &t->capacity, sizeof *t->cells)) return;
    t->cells[t->count++] = cell;
}

uint32_t wasm_emit(wasm_translator *t, wasm_operation operation, uint32_t d, uint32_t a, uint32_t u) {
    wasm_instruction instruction = {.operation = operation, .d = (uint16_t)d, .a = (uint16_t)a};
    instruction.u = u;
    return emit_instruction(t, operation, instruction);
}

uint32_t wasm_emit_slots(wasm_translator *t, wasm_operation operation, uint32_t d, uint32_t a, uint32_t b, uint32_t c) {
    wasm_instruction instruction = {.operation = operation, .d = (uint16_t)d, .a = (uint16_t)a};
    instruction.b = (uint16_t)b;
    instruction.c = (uint16_t)c;
    return emit_instruction(t, operation, instruction);
}

static void has_result(wasm_translator *t, wasm_operation operation, uint32_t cell) {
    if (!t->is_live || has_failed(t)) return;
    t->last = cell;
    t->last_operation = operation;
}

void wasm_emit_result(wasm_translator *t, wasm_operation operation, uint32_t d, uint32_t a, uint32_t u) {
    has_result(t, operation, wasm_emit(t, operation, d, a, u));
}

void wasm_emit_slots_result(wasm_translator *t, wasm_operation operation, uint32_t d, uint32_t a, uint32_t b,
                            uint32_t c) {
    has_result(t, operation, wasm_emit_slots(t, operation, d, a, b, c));
}

wasm_instruction *wasm_instruction_at(const wasm_translator *t, uint32_t cell) {
    return (wasm_instruction *)(t->cells + cell);
}

// MARK: The last instruction

bool wasm_is_last(const wasm_translator *t, const operand *operand) {
    return t->last != nowhere && t->is_live && !has_failed(t) && operand->place == in_slot &&
           t->last_operation != op_copy2 && t->last_operation != op_copy3 &&
           wasm_instruction_at(t, t->last)->d == slot_at(t, operand->position);
}

wasm_instruction wasm_take_back(wasm_translator *t) {
    wasm_instruction instruction = *wasm_instruction_at(t, t->last);
    t->count = t->last;
    t->last = nowhere;
    t->tail = t->before;
    t->tail_operation = t->before_operation;
    t->before = nowhere;
    return instruction;
}

// MARK: Copies and constants

void wasm_emit_copy(wasm_translator *t, uint32_t to, uint32_t from) {
    if (to == from || !t->is_live || has_failed(t)) return;
    // Copies to neighbours become one.
    if (t->last != nowhere && (t->last_operation == op_copy || t->last_operation == op_copy2)) {
        wasm_instruction *last = wasm_instruction_at(t, t->last);
        uint32_t copied = t->last_operation == op_copy ? 1 : 2;
        if (to == (uint32_t)last->d + copied) {
            wasm_operation operation = copied == 1 ? op_copy2 : op_copy3;
            if (copied == 1) last->b = (uint16_t)from;
            else last->c = (uint16_t)from;
            last->operation = operation;
            t->last_operation = t->tail_operation = operation;
            return;
        }
    }
    wasm_emit_result(t, op_copy, to, from, 0);
}

void wasm_emit_constant(wasm_translator *t, uint32_t to, uint8_t type, uint64_t value) {
    if (value <= UINT32_MAX) {
        wasm_emit_result(t, op_constant, to, 0, (uint32_t)value);
    } else if (type == type_i64 && (int64_t)value == (int32_t)value) {
        wasm_emit_result(t, op_constant_signed, to, 0, (uint32_t)value);
    } else {
        wasm_emit_result(t, op_constant_wide, to, 0, 0);
        wasm_emit_cell(t, value);
    }
}

void wasm_emit_move(wasm_translator *t, uint32_t to, const operand *operand) {
    if (operand->place == is_constant) wasm_emit_constant(t, to, operand->type, operand->value);
    else if (operand->place == in_local) wasm_emit_copy(t, to, (uint32_t)operand->value);
    else wasm_emit_copy(t, to, slot_at(t, operand->position));
}

// MARK: Distances

void wasm_wait(wasm_translator *t, uint32_t *list, uint32_t half, uint32_t origin) {
    if (!t->is_live || has_failed(t)) return;
    if (!wasm_make_room(t, (void **)&t->patches, t->patch_count, &t->patch_capacity, sizeof *t->patches)) return;
    t->patches[t->patch_count] = (patch){half, origin, *list};
    *list = t->patch_count++;
}

void wasm_place_label(wasm_translator *t) { t->last = t->tail = t->before = nowhere; }

void wasm_arrive(wasm_translator *t, uint32_t *list) {
    if (*list == nowhere || has_failed(t)) return;
    for (uint32_t i = *list; i != nowhere; i = t->patches[i].next) {
        ((distance *)t->cells)[t->patches[i].half] = (int32_t)(t->count - t->patches[i].origin);
    }
    *list = nowhere;
    wasm_place_label(t);
}
