// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Instructions without blocks: numbers, memory, locals, globals.

#include <string.h>

#include "wasm_function.h"

// MARK: By opcode

typedef enum plain_kind { no_plain, integers, two_operands, one_operand, retype, load, store } plain_kind;

typedef struct plain {
    uint8_t kind, from, to;
    // Of loads and stores: the greatest alignment.
    uint8_t alignment;
    uint16_t operation;
} plain;

#define type_f32_bits type_f32
#define type_f64_bits type_f64
#define AT(opcode) [(opcode) < 0x100 ? (opcode) : 0x100 + ((opcode) & 0xff)]
#define I32_INTEGERS(name, opcode, ...) AT(opcode) = {integers, type_i32, type_i32, 0, op_##name},
#define I64_INTEGERS(name, opcode, ...) AT(opcode) = {integers, type_i64, type_i64, 0, op_##name},
#define I64_COMPARED(name, opcode, ...) AT(opcode) = {integers, type_i64, type_i32, 0, op_##name},
#define DIVIDED(name, opcode, type, ...) AT(opcode) = {two_operands, type_##type, type_##type, 0, op_##name},
#define TWO(name, opcode, from, to, ...) AT(opcode) = {two_operands, type_##from, type_##to, 0, op_##name},
#define ONE_OPERAND(name, opcode, from, to, ...) AT(opcode) = {one_operand, type_##from, type_##to, 0, op_##name},
#define LOADED(name, opcode, stored, type, ...) \
    AT(opcode) = {load, type_i32, type_##type, __builtin_ctz(sizeof(stored)), op_##name},
#define STORED(name, opcode, stored, type) \
    AT(opcode) = {store, type_##type, 0, __builtin_ctz(sizeof(stored)), op_##name},

static const plain plains[0x108] = {
    I32_BINARY(I32_INTEGERS) I64_BINARY(I64_INTEGERS) I32_COMPARE(I32_INTEGERS) I64_COMPARE(I64_COMPARED)
    DIVISION(DIVIDED) FLOAT_BINARY(TWO) UNARY(ONE_OPERAND) TRUNCATION(ONE_OPERAND) LOAD(LOADED) STORE(STORED)
    // Those that change no bit.
    [0xad] = {retype, type_i32, type_i64, 0, 0},
    [0xbc] = {retype, type_f32, type_i32, 0, 0},
    [0xbd] = {retype, type_f64, type_i64, 0, 0},
    [0xbe] = {retype, type_i32, type_f32, 0, 0},
    [0xbf] = {retype, type_i64, type_f64, 0, 0},
};

// MARK: Memory

// Whether the module has a memory; fails where it has none.
static bool needs_memory(wasm_translator *t) {
    if (!t->module->has_memory) FAIL(t, wasm_invalid, "unknown memory 0");
    return !has_failed(t);
}

// The offset of a load or store.
static uint32_t read_offset(wasm_translator *t, const plain *plain) {
    uint32_t alignment = read_u32(&t->reader), offset = read_u32(&t->reader);
    if (needs_memory(t) && alignment > plain->alignment) {
        if (alignment >= 32) FAIL(t, wasm_malformed, "malformed memop flags %u", alignment);
        else FAIL(t, wasm_invalid, "alignment must not be larger than natural: 2^%u", alignment);
    }
    return offset;
}

static void translate_load(wasm_translator *t, const plain *plain) {
    uint32_t offset = read_offset(t, plain);
    operand address = wasm_pop(t, type_i32);
    if (has_failed(t)) return;
    wasm_operation operation = (wasm_operation)plain->operation;
    uint32_t result = slot_at(t, address.position);
    if (address.place == is_constant && address.value + offset <= UINT32_MAX) {
        wasm_emit_result(t, (wasm_operation)(operation + 2), result, 0, (uint32_t)address.value + offset);
    } else if (offset <= UINT16_MAX && wasm_is_last(t, &address) && t->last_operation == op_i32_add) {
        wasm_instruction sum = wasm_take_back(t);
        wasm_emit_slots_result(t, (wasm_operation)(operation + 1), result, sum.a, sum.b, offset);
    } else {
        wasm_emit_result(t, operation, result, wasm_source(t, address), offset);
    }
    wasm_push(t, plain->to, in_slot, 0);
}

// What moves a value that one instruction loads and the other stores, or 0.
static wasm_operation move_of(wasm_operation load, wasm_operation store) {
    switch (store) {
    case op_i32_store: case op_f32_store: return load == op_i32_load || load == op_f32_load ? op_move32 : 0;
    case op_i64_store: case op_f64_store: return load == op_i64_load || load == op_f64_load ? op_move64 : 0;
    case op_i32_store8: return load == op_i32_load8_u || load == op_i32_load8_s ? op_move8 : 0;
    case op_i64_store8: return load == op_i64_load8_u || load == op_i64_load8_s ? op_move8 : 0;
    case op_i32_store16: return load == op_i32_load16_u || load == op_i32_load16_s ? op_move16 : 0;
    case op_i64_store16: return load == op_i64_load16_u || load == op_i64_load16_s ? op_move16 : 0;
    case op_i64_store32: return load == op_i64_load32_u || load == op_i64_load32_s ? op_move32 : 0;
    default: return 0;
    }
}

static void translate_store(wasm_translator *t, const plain *plain) {
    uint32_t offset = read_offset(t, plain);
    operand value = wasm_pop(t, plain->from), address = wasm_pop(t, type_i32);
    if (!t->is_live || has_failed(t)) return;
    wasm_operation operation = (wasm_operation)plain->operation;
    if (address.place != is_constant && offset <= UINT16_MAX && wasm_is_last(t, &value)) {
        wasm_operation move = move_of(t->last_operation, operation);
        if (move != 0 && wasm_instruction_at(t, t->last)->u <= UINT16_MAX) {
            wasm_instruction loaded = wasm_take_back(t);
            wasm_emit_slots(t, move, wasm_source(t, address), loaded.a, offset, loaded.u);
            return;
        }
    }
    uint16_t to = wasm_source(t, address);
    if (value.place == is_constant && (int64_t)value.value == (int16_t)value.value) {
        wasm_emit(t, (wasm_operation)(operation + 1), to, (uint16_t)value.value, offset);
    } else {
        wasm_emit(t, operation, to, wasm_source(t, value), offset);
    }
}

// MARK: Numbers

static void translate_constant(wasm_translator *t, uint8_t type, uint64_t value) {
    wasm_push(t, type, is_constant, value);
}

static void translate_number(wasm_translator *t, const plain *plain) {
    operand second = {0};
    if (plain->kind != one_operand && plain->kind != retype) second = wasm_pop(t, plain->from);
    operand first = wasm_pop(t, plain->from);
    if (has_failed(t)) return;
    wasm_operation operation = (wasm_operation)plain->operation;
    uint32_t result = slot_at(t, first.position);
    switch (plain->kind) {
    case retype: wasm_push(t, plain->to, (operand_place)first.place, first.value); return;
    case integers: wasm_emit_integers(t, operation, first, second); break;
    case two_operands: {
        uint16_t a = wasm_source(t, first), b = wasm_source(t, second);
        wasm_emit_slots_result(t, operation, result, a, b, 0);
        break;
    }
    default: {
        uint16_t a = wasm_source(t, first);
        wasm_emit_result(t, operation, result, a, 0);
    }
    }
    wasm_push(t, plain->to, in_slot, 0);
}

static void translate_eqz(wasm_translator *t, uint8_t type) {
    operand operand = wasm_pop(t, type);
    if (has_failed(t)) return;
    operand.type = type;
    wasm_emit_eqz(t, operand);
    wasm_push(t, type_i32, in_slot, 0);
}

// `is_typed`: the types are read.
static void translate_select(wasm_translator *t, bool is_typed) {
    uint8_t type = type_unknown;
    if (is_typed) {
        if (read_u32(&t->reader) != 1) FAIL(t, wasm_invalid, "invalid result arity of a select");
        type = wasm_read_value_type(&t->reader);
    }
    operand condition = wasm_pop(t, type_i32), other = wasm_pop(t, type);
    if (type == type_unknown) type = other.type;
    operand one = wasm_pop(t, type);
    if (type == type_unknown) type = one.type;
    if (has_failed(t)) return;
    uint16_t a = wasm_source(t, one), b = wasm_source(t, other), c = wasm_source(t, condition);
    wasm_emit_slots_result(t, op_select, slot_at(t, one.position), a, b, c);
    wasm_push(t, type, in_slot, 0);
}

// MARK: Variables

static void translate_local(wasm_translator *t, uint32_t opcode) {
    uint32_t local = read_u32(&t->reader);
    if (has_failed(t)) return;
    if (local >= t->local_count) {
        FAIL(t, wasm_invalid, "unknown local %u", local);
        return;
    }
    uint8_t type = t->locals[local];
    if (opcode == 0x20) {
        wasm_push(t, type, in_local, local);
        return;
    }
    operand value = wasm_pop(t, type);
    if (has_failed(t)) return;
    bool is_itself = value.place == in_local && value.value == local;
    if (!is_itself) {
        bool is_pushed = t->uppermost[local] != 0;
        if (!is_pushed && wasm_is_last(t, &value)) {
            // The instruction puts its result there by itself.
            wasm_instruction_at(t, t->last)->d = (uint16_t)local;
            t->last = nowhere;
        } else {
            wasm_settle_local(t, local);
            wasm_emit_move(t, local, &value);
        }
    }
    if (opcode == 0x22) wasm_push(t, type, in_local, local);
}

static void translate_global(wasm_translator *t, uint32_t opcode) {
    uint32_t index = read_u32(&t->reader);
    if (has_failed(t)) return;
    if (index >= t->module->global_count) {
        FAIL(t, wasm_invalid, "unknown global %u", index);
        return;
    }
    const wasm_global_entry *global = t->module->globals + index;
    if (opcode == 0x23) {
        wasm_emit_result(t, op_global_get, slot_at(t, t->height), 0, index);
        wasm_push(t, global->type, in_slot, 0);
        return;
    }
    if (!global->is_mutable) FAIL(t, wasm_invalid, "global %u is immutable", index);
    operand value = wasm_pop(t, global->type);
    if (has_failed(t)) return;
    if (index <= UINT16_MAX && wasm_is_last(t, &value) && t->last_operation == op_i32_add_k) {
        wasm_instruction sum = wasm_take_back(t);
        wasm_emit(t, op_global_set_sum, sum.a, index, sum.u);
    } else if (value.place == in_local && t->is_live && t->tail != nowhere &&
               t->tail_operation == op_global_get_sum && wasm_instruction_at(t, t->tail)->d == value.value &&
               wasm_instruction_at(t, t->tail)->a == index) {
        // What the local has just got from the global goes back there.
        wasm_instruction_at(t, t->tail)->operation = op_global_add;
        t->tail_operation = op_global_add;
    } else {
        wasm_emit(t, op_global_set, wasm_source(t, value), 0, index);
    }
}

// MARK: All

bool wasm_translate_plain(wasm_translator *t, uint32_t opcode) {
    switch (opcode) {
    case 0x01: return true;
    case 0x1a: wasm_pop(t, type_unknown); return true;
    case 0x1b: translate_select(t, false); return true;
    case 0x1c: translate_select(t, true); return true;
    case 0x20: case 0x21: case 0x22: translate_local(t, opcode); return true;
    case 0x23: case 0x24: translate_global(t, opcode); return true;
    case 0x41: translate_constant(t, type_i32, (uint32_t)read_s32(&t->reader)); return true;
    case 0x42: translate_constant(t, type_i64, (uint64_t)read_s64(&t->reader)); return true;
    case 0x43: translate_constant(t, type_f32, wasm_read_little_endian(&t->reader, 4)); return true;
    case 0x44: translate_constant(t, type_f64, wasm_read_little_endian(&t->reader, 8)); return true;
    case 0x45: translate_eqz(t, type_i32); return true;
    case 0x50: translate_eqz(t, type_i64); return true;
    default: break;
    }
    if (opcode > 0xfc07) return false;
    const plain *plain = plains + (opcode < 0x100 ? opcode : 0x100 + (opcode & 0xff));
    switch (plain->kind) {
    case no_plain: return false;
    case load: translate_load(t, plain); break;
    case store: translate_store(t, plain); break;
    default: translate_number(t, plain);
    }
    return true;
}
