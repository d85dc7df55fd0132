// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Operations on integers, which take constants, branches, which take comparisons, and the values that branches carry.

#include <string.h>

#include "wasm_function.h"

// MARK: Comparisons

// Comparisons are numbered in one order: each without and with a constant, and their branches likewise.
static bool is_comparison(wasm_operation operation) {
    return operation >= op_i32_eq && operation <= op_i64_ge_u_k;
}
static uint32_t rank(wasm_operation comparison) { return (uint32_t)(comparison - op_i32_eq) / 2; }
static bool has_constant(wasm_operation comparison) { return ((comparison - op_i32_eq) & 1) != 0; }

#define INVERSE(name, opcode, expression, inverse, swapped) [(op_##name - op_i32_eq) / 2] = op_##inverse,
#define SWAPPED(name, opcode, expression, inverse, swapped) [(op_##name - op_i32_eq) / 2] = op_##swapped,
static const uint16_t inverses[] = {I32_COMPARE(INVERSE) I64_COMPARE(INVERSE)};
static const uint16_t swapped[] = {I32_COMPARE(SWAPPED) I64_COMPARE(SWAPPED)};

static bool is_commutative(wasm_operation operation) {
    switch (operation) {
    case op_i32_add: case op_i32_mul: case op_i32_and: case op_i32_or: case op_i32_xor:
    case op_i64_add: case op_i64_mul: case op_i64_and: case op_i64_or: case op_i64_xor: return true;
    default: return false;
    }
}

// MARK: Integers

// The constant that fits an instruction, of 32 bits.
static bool fits(const operand *operand) {
    if (operand->place != is_constant) return false;
    return operand->type != type_i64 || (int64_t)operand->value == (int32_t)operand->value;
}

void wasm_emit_integers(wasm_translator *t, wasm_operation operation, operand a, operand b) {
    if (!t->is_live) return;
    // A constant stands second. What was just computed stands first, from where a pair takes it without reading it.
    bool is_turned = b.place != is_constant && (a.place == is_constant || wasm_is_last(t, &b));
    if (is_turned && (is_commutative(operation) || is_comparison(operation))) {
        if (is_comparison(operation)) operation = (wasm_operation)swapped[rank(operation)];
        operand c = a;
        a = b;
        b = c;
    }
    // What is taken away is added negative.
    if (b.place == is_constant && (operation == op_i32_sub || operation == op_i64_sub)) {
        operand negative = b;
        negative.value = operation == op_i32_sub ? (uint32_t)-b.value : -b.value;
        if (fits(&negative)) {
            operation = operation == op_i32_sub ? op_i32_add : op_i64_add;
            b = negative;
        }
    }
    uint32_t result = slot_at(t, a.position < b.position ? a.position : b.position);
    if (operation == op_i64_and && b.place == is_constant && b.value == UINT32_MAX) {
        // The low half, which no constant of 32 bits leaves.
        uint16_t from = wasm_source(t, a);
        wasm_emit_result(t, op_i32_wrap_i64, result, from, 0);
    } else if (operation == op_i32_add && fits(&b) && wasm_is_last(t, &a) && t->last_operation == op_global_get &&
               wasm_instruction_at(t, t->last)->u <= UINT16_MAX) {
        wasm_emit_result(t, op_global_get_sum, result, wasm_take_back(t).u, (uint32_t)b.value);
    } else if (fits(&b)) {
        operation = (wasm_operation)(operation + 1);
        uint16_t from = wasm_source(t, a);
        wasm_emit_result(t, operation, result, from, (uint32_t)b.value);
    } else {
        uint16_t first = wasm_source(t, a), second = wasm_source(t, b);
        wasm_emit_slots_result(t, operation, result, first, second, 0);
    }
}

void wasm_emit_eqz(wasm_translator *t, operand operand) {
    if (wasm_is_last(t, &operand) && is_comparison(t->last_operation)) {
        wasm_operation inverse = (wasm_operation)inverses[rank(t->last_operation)];
        if (has_constant(t->last_operation)) inverse = (wasm_operation)(inverse + 1);
        wasm_instruction_at(t, t->last)->operation = inverse;
        t->last_operation = inverse;
        return;
    }
    wasm_operation operation = operand.type == type_i64 ? op_i64_eq_k : op_i32_eq_k;
    uint16_t from = wasm_source(t, operand);
    wasm_emit_result(t, operation, slot_at(t, operand.position), from, 0);
}

// MARK: Branches

// Fills in where the instruction at `cell`, just emitted, goes.
static void aim(wasm_translator *t, uint32_t cell, block *target) {
    if (target == NULL || !t->is_live || has_failed(t)) return;
    if (target->opcode != 0x03) {
        wasm_wait(t, &target->end_patch, half_of(cell), cell);
        return;
    }
    wasm_instruction_at(t, cell)->i = (int32_t)target->start - (int32_t)cell;
    // What the turn costs is known when the loop ends.
    wasm_fields turn = {.u = target->again};
    uint64_t cell_of_turn;
    memcpy(&cell_of_turn, &turn, sizeof turn);
    target->again = t->count;
    wasm_emit_cell(t, cell_of_turn);
}

// Makes one instruction of a loop that only moves a value, adds to two addresses and compares, if this is one.
static bool joins_loop(wasm_translator *t, wasm_operation comparison, wasm_instruction compared, block *target) {
    static const struct {
        uint16_t single, again;
    } moves[] = {{op_move8, op_again_move8}, {op_move32, op_again_move32}, {op_move64, op_again_move64}};
    if (comparison != op_i32_lt_u || t->tail == nowhere || t->tail_operation != op_i32_add_twice ||
        t->tail != target->start + instruction_cells) {
        return false;
    }
    // Nothing can branch between the loop's first instruction and this one, because no branch is before it.
    wasm_instruction *move = wasm_instruction_at(t, target->start);
    size_t which = 0, count = sizeof moves / sizeof moves[0];
    while (which < count && move->operation != moves[which].single) which++;
    wasm_instruction first = *wasm_instruction_at(t, t->tail);
    wasm_fields second;
    memcpy(&second, t->cells + t->tail + instruction_cells, sizeof second);
    bool are_increments = first.d == first.a && first.i == (int16_t)first.i && second.d == second.a &&
                          second.i == (int16_t)second.i;
    if (which == count || !are_increments) return false;
    move->operation = moves[which].again;
    wasm_fields additions = {first.d, (uint16_t)first.u, {{second.d, (uint16_t)second.u}}};
    // What the turn costs is known when the loop ends.
    wasm_fields turn = {compared.a, compared.b, {.u = target->again}};
    uint64_t cells[2];
    memcpy(cells, &additions, sizeof additions);
    memcpy(cells + 1, &turn, sizeof turn);
    t->count = t->tail;
    wasm_emit_cell(t, cells[0]);
    target->again = t->count;
    wasm_emit_cell(t, cells[1]);
    wasm_place_label(t);
    return true;
}

uint32_t wasm_emit_branch(wasm_translator *t, operand condition, bool negated, block *target) {
    if (!t->is_live || has_failed(t)) return 0;
    wasm_operation comparison = op_i32_ne_k;
    wasm_instruction compared = {.i = 0};
    if (wasm_is_last(t, &condition) && is_comparison(t->last_operation)) {
        comparison = t->last_operation;
        compared = wasm_take_back(t);
    } else {
        compared.a = wasm_source(t, condition);
    }
    bool is_by_constant = has_constant(comparison);
    if (negated) comparison = (wasm_operation)(inverses[rank(comparison)] + is_by_constant);
    uint16_t second = is_by_constant ? (uint16_t)(int16_t)compared.i : compared.b;
    if (is_by_constant && compared.i != (int16_t)compared.i) {
        // Too large for a branch: it gets a slot behind those of the two that were compared, whichever was which.
        uint8_t type = comparison >= op_i64_eq ? type_i64 : type_i32;
        second = slot_at(t, condition.position + 2u);
        if (t->greatest_height < condition.position + 3u) t->greatest_height = condition.position + 3u;
        wasm_emit_constant(t, second, type, type == type_i64 ? (uint64_t)(int64_t)compared.i : compared.u);
        is_by_constant = false;
    }
    bool is_again = target != NULL && target->opcode == 0x03;
    if (is_again && joins_loop(t, comparison, compared, target)) return t->count;
    wasm_operation branch = (wasm_operation)(op_if_i32_eq + rank(comparison) * 4 + (is_again ? 2 : 0) + is_by_constant);
    uint32_t cell = wasm_emit(t, branch, compared.a, second, 0);
    aim(t, cell, target);
    return cell;
}

void wasm_emit_go(wasm_translator *t, block *target) {
    if (!t->is_live || has_failed(t)) return;
    uint32_t cell = wasm_emit(t, target->opcode == 0x03 ? op_go_again : op_go, 0, 0, 0);
    aim(t, cell, target);
}

// MARK: Values

const uint8_t *wasm_label_types(const block *block, uint32_t *count) {
    bool is_loop = block->opcode == 0x03;
    *count = is_loop ? block->type.parameter_count : block->type.result_count;
    return is_loop ? block->type.parameters : block->type.results;
}

void wasm_emit_values(wasm_translator *t, uint32_t count) {
    if (!t->is_live || has_failed(t)) return;
    for (uint32_t i = 0; i < count; i++) {
        const operand *operand = t->operands + t->height + i;
        if (operand->place != in_slot) wasm_emit_move(t, slot_at(t, t->height + i), operand);
    }
}

void wasm_emit_carry(wasm_translator *t, const block *target, uint32_t count) {
    uint32_t to = slot_at(t, target->height), from = slot_at(t, t->height);
    if (count == 1) wasm_emit_copy(t, to, from);
    else if (count > 1 && to != from) wasm_emit(t, op_copy_many, to, from, count);
}

void wasm_emit_return(wasm_translator *t, uint32_t count) {
    if (!t->is_live || has_failed(t)) return;
    if (count == 1) {
        wasm_emit(t, op_back_with, wasm_source(t, t->operands[t->height]), 0, 0);
        return;
    }
    if (count == 0 && t->tail != nowhere && t->tail_operation == op_global_set_sum) {
        wasm_instruction_at(t, t->tail)->operation = op_back_with_global;
        wasm_place_label(t);
        return;
    }
    wasm_emit_values(t, count);
    if (count == 0) wasm_emit(t, op_back, 0, 0, 0);
    else wasm_emit(t, op_back_with_many, slot_at(t, t->height), 0, count);
}

void wasm_emit_jump(wasm_translator *t, block *target, uint32_t count) {
    if (!t->is_live || has_failed(t)) return;
    if (target == t->blocks) {
        wasm_emit_return(t, count);
        return;
    }
    if (count == 1) {
        wasm_emit_move(t, slot_at(t, target->height), t->operands + t->height);
    } else {
        wasm_emit_values(t, count);
        wasm_emit_carry(t, target, count);
    }
    wasm_emit_go(t, target);
}
