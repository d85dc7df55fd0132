// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Blocks, branches and calls.

#include <string.h>

#include "wasm_function.h"

// MARK: Blocks

static wasm_function_type read_block_type(wasm_translator *t) {
    static const uint8_t single[4] = {type_f64, type_f32, type_i64, type_i32};
    wasm_function_type type = {0};
    if (has_failed(t) || reader_left(&t->reader) == 0) return wasm_read_byte(&t->reader), type;
    uint8_t first = *t->reader.at;
    if (first == 0x40) {
        t->reader.at++;
    } else if (first >= 0x40 && first < 0x80) {
        uint8_t value = wasm_read_value_type(&t->reader);
        if (has_failed(t)) return type;
        type.result_count = 1;
        type.results = single + (value - type_f64);
    } else {
        int64_t index = wasm_read_signed_slowly(&t->reader, 33);
        if (has_failed(t)) return type;
        if (index >= 0 && index < t->module->type_count) type = t->module->types[index];
        else FAIL(t, wasm_invalid, "unknown type %lld of a block", (long long)index);
    }
    return type;
}

static void translate_block(wasm_translator *t, uint8_t opcode) {
    wasm_function_type type = read_block_type(t);
    operand condition = {0};
    if (opcode == 0x04) condition = wasm_pop(t, type_i32);
    wasm_pop_all(t, type.parameters, type.parameter_count);
    wasm_emit_values(t, type.parameter_count);
    if (has_failed(t)) return;
    wasm_settle_locals(t);
    wasm_push_all(t, type.parameters, type.parameter_count);
    uint32_t skip = opcode == 0x04 ? wasm_emit_branch(t, condition, true, NULL) : 0;
    wasm_open_block(t, opcode, type);
    if (has_failed(t)) return;
    block *block = innermost(t);
    if (opcode == 0x04) {
        wasm_wait(t, &block->else_patch, half_of(skip), skip);
    } else if (opcode == 0x03) {
        block->start = t->count;
        block->outer_cost = t->cost;
        t->cost = 0;
        wasm_place_label(t);
    }
}

// Takes a block's results, which have to be all there is.
static void take_results(wasm_translator *t) {
    const block *block = innermost(t);
    wasm_pop_all(t, block->type.results, block->type.result_count);
    if (!has_failed(t) && t->height != block->height) {
        FAIL(t, wasm_invalid, "type mismatch: %u values remain at the end of a block", t->height - block->height);
    }
}

static void translate_else(wasm_translator *t) {
    block *block = innermost(t);
    if (block->opcode != 0x04) {
        FAIL(t, wasm_invalid, "else without if");
        return;
    }
    take_results(t);
    wasm_emit_values(t, block->type.result_count);
    wasm_emit_go(t, block);
    if (has_failed(t)) return;
    block->opcode = 0x05;
    block->is_unreachable = false;
    wasm_arrive(t, &block->else_patch);
    t->is_live = block->was_live;
    wasm_push_all(t, block->type.parameters, block->type.parameter_count);
}

static bool has_equal_ends(const block *block) {
    const wasm_function_type *type = &block->type;
    return type->parameter_count == type->result_count &&
           (type->result_count == 0 || memcmp(type->parameters, type->results, type->result_count) == 0);
}

static void translate_end(wasm_translator *t) {
    take_results(t);
    if (has_failed(t)) return;
    block ended = *innermost(t);
    if (t->depth == 1) {
        wasm_emit_return(t, ended.type.result_count);
        t->depth = 0;
        return;
    }
    if (ended.opcode == 0x04 && !has_equal_ends(&ended)) {
        FAIL(t, wasm_invalid, "type mismatch: an if without else has to leave what it takes");
        return;
    }
    wasm_emit_values(t, ended.type.result_count);
    if (ended.end_patch != nowhere || ended.else_patch != nowhere) t->is_live = true;
    wasm_arrive(t, &ended.end_patch);
    wasm_arrive(t, &ended.else_patch);
    if (ended.opcode == 0x03) {
        for (uint32_t cell = ended.again; cell != nowhere;) {
            wasm_fields *turn = (wasm_fields *)(t->cells + cell);
            cell = turn->u;
            turn->u = t->cost;
        }
        t->cost += ended.outer_cost;
    }
    t->depth--;
    wasm_push_all(t, ended.type.results, ended.type.result_count);
}

// MARK: Branches

static block *read_label(wasm_translator *t) {
    uint32_t label = read_u32(&t->reader);
    if (has_failed(t)) return NULL;
    if (label >= t->depth) {
        FAIL(t, wasm_invalid, "unknown label %u", label);
        return NULL;
    }
    return t->blocks + (t->depth - 1 - label);
}

static void translate_branch(wasm_translator *t) {
    block *target = read_label(t);
    if (target == NULL) return;
    uint32_t count;
    const uint8_t *types = wasm_label_types(target, &count);
    wasm_pop_all(t, types, count);
    wasm_emit_jump(t, target, count);
    wasm_become_unreachable(t);
}

static void translate_branch_if(wasm_translator *t) {
    block *target = read_label(t);
    operand condition = wasm_pop(t, type_i32);
    if (target == NULL || has_failed(t)) return;
    uint32_t count;
    const uint8_t *types = wasm_label_types(target, &count);
    wasm_pop_all(t, types, count);
    if (has_failed(t)) return;
    operand single = {.place = in_slot};
    if (count == 1 && t->is_live) single = t->operands[t->height];
    bool is_there = count == 0 || (single.place == in_slot && target->height == t->height);
    if (count > 1) {
        wasm_emit_values(t, count);
        is_there = target->height == t->height;
    }
    if (target != t->blocks && is_there) {
        wasm_emit_branch(t, condition, false, target);
    } else {
        uint32_t skip = wasm_emit_branch(t, condition, true, NULL), here = nowhere;
        wasm_wait(t, &here, half_of(skip), skip);
        wasm_emit_jump(t, target, count);
        wasm_arrive(t, &here);
    }
    if (count == 1) wasm_push(t, types[0], (operand_place)single.place, single.value);
    else wasm_push_all(t, types, count);
}

// Where a branch table goes for a label: into the block, or to cells that move its values there.
static void emit_landing(wasm_translator *t, uint32_t table, uint32_t half, block *target, uint32_t count) {
    typedef int32_t __attribute__((may_alias)) distance;
    bool is_direct = target != t->blocks && target->opcode != 0x03 && (count == 0 || target->height == t->height);
    if (is_direct) {
        wasm_wait(t, &target->end_patch, half, table);
        return;
    }
    if (target->landing_table != t->table_serial) {
        wasm_place_label(t);
        target->landing_table = t->table_serial;
        target->landing = t->count;
        if (target == t->blocks) wasm_emit_return(t, count);
        else wasm_emit_carry(t, target, count), wasm_emit_go(t, target);
    }
    if (!has_failed(t)) ((distance *)t->cells)[half] = (int32_t)(target->landing - table);
}

static void translate_branch_table(wasm_translator *t) {
    uint32_t entries = wasm_read_count(&t->reader, t->module->limits.function_bytes, "labels");
    wasm_reader first = t->reader;
    operand index = wasm_pop(t, type_i32);
    uint32_t count = 0;
    const uint8_t *types = NULL;
    t->table_serial++;
    for (uint32_t i = 0; i <= entries && !has_failed(t); i++) {
        block *target = read_label(t);
        if (target == NULL) return;
        uint32_t found;
        const uint8_t *found_types = wasm_label_types(target, &found);
        if (i > 0 && found != count) {
            FAIL(t, wasm_invalid, "type mismatch: labels of a branch table differ");
            return;
        }
        if (target->checked_table != t->table_serial) wasm_check_top(t, found_types, found);
        target->checked_table = t->table_serial;
        count = found, types = found_types;
    }
    wasm_pop_all(t, types, count);
    if (has_failed(t)) return;
    wasm_emit_values(t, count);
    uint16_t from = wasm_source(t, index);
    uint32_t table = wasm_emit(t, op_go_by_table, from, 0, entries);
    for (uint32_t i = 0; i <= entries / 2; i++) wasm_emit_cell(t, 0);
    t->reader = first;
    for (uint32_t i = 0; i <= entries && t->is_live && !has_failed(t); i++) {
        emit_landing(t, table, (table + instruction_cells) * 2 + i, read_label(t), count);
    }
    if (!t->is_live) {
        for (uint32_t i = 0; i <= entries; i++) read_u32(&t->reader);
    }
    wasm_become_unreachable(t);
}

// MARK: Calls

static void translate_call(wasm_translator *t, bool is_indirect) {
    const wasm_module *module = t->module;
    uint32_t index = read_u32(&t->reader);
    if (has_failed(t)) return;
    if (index >= (is_indirect ? module->type_count : module->callee_count)) {
        FAIL(t, wasm_invalid, "unknown %s %u", is_indirect ? "type" : "function", index);
        return;
    }
    const wasm_function_type *type = module->types + (is_indirect ? index : module->callees[index].type);
    operand which = {0};
    uint16_t from = 0;
    if (is_indirect) {
        uint32_t table = read_u32(&t->reader);
        if (!has_failed(t) && (table != 0 || !module->has_table)) FAIL(t, wasm_invalid, "unknown table %u", table);
        which = wasm_pop(t, type_i32);
        from = wasm_source(t, which);
    }
    wasm_pop_all(t, type->parameters, type->parameter_count);
    if (has_failed(t)) return;
    wasm_emit_values(t, type->parameter_count);
    uint32_t base = slot_at(t, t->height);
    if (is_indirect) {
        wasm_emit(t, op_call_indirect, base, from, module->identities[index]);
        wasm_emit_cell(t, 0);
    } else if (index < module->import_count) {
        wasm_emit(t, op_call_host, base, 0, index);
        wasm_emit_cell(t, 0);
    } else {
        const wasm_callee *callee = module->callees + index;
        uint64_t cell = 0;
        memcpy(&cell, &callee, sizeof callee);
        wasm_emit(t, op_call, base, 0, 0);
        wasm_emit_cell(t, cell);
    }
    wasm_push_all(t, type->results, type->result_count);
}

static void translate_return(wasm_translator *t) {
    wasm_pop_all(t, t->type->results, t->type->result_count);
    wasm_emit_return(t, t->type->result_count);
    wasm_become_unreachable(t);
}

// MARK: All

bool wasm_translate_control(wasm_translator *t, uint32_t opcode) {
    switch (opcode) {
    case 0x00:
        wasm_emit(t, op_unreachable, 0, 0, 0);
        wasm_become_unreachable(t);
        return true;
    case 0x02: case 0x03: case 0x04: translate_block(t, (uint8_t)opcode); return true;
    case 0x05: translate_else(t); return true;
    case 0x0b: translate_end(t); return true;
    case 0x0c: translate_branch(t); return true;
    case 0x0d: translate_branch_if(t); return true;
    case 0x0e: translate_branch_table(t); return true;
    case 0x0f: translate_return(t); return true;
    case 0x10: translate_call(t, false); return true;
    case 0x11: translate_call(t, true); return true;
    default: return false;
    }
}
