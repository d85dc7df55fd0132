// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// One function from its bytes to its cells.

#include <stdlib.h>
#include <string.h>

#include "wasm_function.h"
#include "wasm_sections.h"

// MARK: Locals

// Slots are numbered with 16 bits, and operands want some too.
static uint32_t most_locals(const wasm_translator *t) {
    return t->module->limits.locals < 60000 ? t->module->limits.locals : 60000;
}

static void add_locals(wasm_translator *t, uint8_t type, uint32_t count) {
    if (has_failed(t)) return;
    if (count > most_locals(t) || t->local_count + count > most_locals(t)) {
        FAIL(t, wasm_over_limit, "too many locals: %llu, and %u are the limit",
             (unsigned long long)t->local_count + count, most_locals(t));
        return;
    }
    if (t->local_count + count > t->local_capacity) {
        uint32_t capacity = (t->local_count + count) * 2;
        uint8_t *locals = realloc(t->locals, capacity);
        if (locals == NULL) {
            FAIL(t, wasm_out_of_memory, "no memory for %u locals", capacity);
            return;
        }
        t->locals = locals;
        t->local_capacity = capacity;
    }
    memset(t->locals + t->local_count, type, count);
    t->local_count += count;
}

static void read_locals(wasm_translator *t) {
    for (uint32_t i = 0; i < t->type->parameter_count; i++) add_locals(t, t->type->parameters[i], 1);
    uint32_t groups = wasm_read_count(&t->reader, UINT32_MAX, "groups of locals");
    for (uint32_t i = 0; i < groups && !has_failed(t); i++) {
        uint32_t count = read_u32(&t->reader);
        uint8_t type = wasm_read_value_type(&t->reader);
        if (count > 0) add_locals(t, type, count);
    }
    t->uppermost = calloc(t->local_count + 1, sizeof *t->uppermost);
    if (t->uppermost == NULL) FAIL(t, wasm_out_of_memory, "no memory for %u locals", t->local_count);
    // A branch may take a slot beyond the operands'.
    uint32_t slots = UINT16_MAX - 4 - t->local_count;
    t->operand_limit = t->module->limits.operand_depth < slots ? t->module->limits.operand_depth : slots;
}

// MARK: Instructions

static uint32_t read_opcode(wasm_translator *t) {
    uint8_t first = wasm_read_byte(&t->reader);
    if (first != 0xfc) return first;
    uint32_t second = read_u32(&t->reader);
    return second < 0x100 ? 0xfc00 + second : 0xfcff;
}

static void translate_body(wasm_translator *t) {
    wasm_function_type whole = {.result_count = t->type->result_count, .results = t->type->results};
    wasm_open_block(t, 0x02, whole);
    while (t->depth > 0 && !has_failed(t)) {
        const uint8_t *start = t->reader.at;
        uint32_t opcode = read_opcode(t);
        t->cost++;
        if (has_failed(t) || wasm_translate_plain(t, opcode) || wasm_translate_control(t, opcode) ||
            wasm_translate_bulk(t, opcode)) {
            continue;
        }
        // Prefixes and opcodes of later versions.
        bool is_known = opcode >= 0xd0 || (opcode >= 0x12 && opcode <= 0x15) || opcode == 0x25 || opcode == 0x26 ||
                        (opcode >= 0x06 && opcode <= 0x0a) || opcode == 0x18 || opcode == 0x19 || opcode == 0x1f;
        t->reader.at = start;
        FAIL(t, is_known ? wasm_unsupported : wasm_malformed, "%s instruction 0x%02x",
             is_known ? "unsupported" : "illegal", opcode);
    }
    if (!has_failed(t) && reader_left(&t->reader) > 0) {
        FAIL(t, wasm_malformed, "%zu bytes behind the end of function %u", reader_left(&t->reader), t->callee->index);
    }
}

static const wasm_code *finished(wasm_translator *t) {
    if (has_failed(t)) return NULL;
    wasm_code *code = malloc(sizeof *code + t->count * sizeof *code->cells);
    if (code == NULL) {
        FAIL(t, wasm_out_of_memory, "no memory to translate function %u", t->callee->index);
        return NULL;
    }
    uint32_t zeroed = t->local_count - t->type->parameter_count;
    *code = (wasm_code){
        .frame_slots = t->local_count + t->greatest_height + 8,
        .zero_from = t->type->parameter_count,
        .zero_count = zeroed,
        .cost = t->cost + zeroed / 4,
        .checks = t->checks,
    };
    memcpy(code->cells, t->cells, t->count * sizeof *code->cells);
    wasm_link(code->cells, t->count);
    return code;
}

// MARK: Functions

static const wasm_code *translate(const wasm_module *module, const wasm_callee *callee, wasm_error *error) {
    wasm_translator translator = {
        .module = module,
        .callee = callee,
        .type = module->types + callee->type,
        .reader = {module->bytes, callee->body, callee->body + callee->body_bytes, error},
        .is_live = true,
        .last = nowhere,
        .tail = nowhere,
        .before = nowhere,
    };
    wasm_translator *t = &translator;
    read_locals(t);
    translate_body(t);
    const wasm_code *code = finished(t);
    free(t->locals);
    free(t->uppermost);
    free(t->operands);
    free(t->blocks);
    free(t->cells);
    free(t->patches);
    return code;
}

const wasm_code *wasm_translated(const wasm_module *module, wasm_callee *callee, wasm_error *error) {
    const wasm_code *code = atomic_load_explicit(&callee->code, memory_order_acquire);
    if (code != wasm_untranslated_code) return code;
    const wasm_code *translated = translate(module, callee, error);
    if (translated == NULL) return NULL;
    // Of threads that race here one publishes what it has, and all use that.
    if (atomic_compare_exchange_strong_explicit(&callee->code, &code, translated, memory_order_acq_rel,
                                                memory_order_acquire)) {
        return translated;
    }
    wasm_code_free(translated);
    return code;
}

void wasm_code_free(const wasm_code *code) {
    if (code != wasm_untranslated_code && code != wasm_imported_code) free((void *)code);
}
