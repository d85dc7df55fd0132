// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// A module as its other files see it.

#ifndef WASM_MODULE_H
#define WASM_MODULE_H

#include <stdatomic.h>

#include "CWebAssembly.h"
#include "wasm_image.h"

enum {
    type_i32 = 0x7f,
    type_i64 = 0x7e,
    type_f32 = 0x7d,
    type_f64 = 0x7c,
    wasm_page_bytes = 1 << 16,
    // An instruction of two bytes may have so many operands to be checked.
    wasm_most_parameters = 256,
    wasm_most_results = 64,
};

struct wasm_code;

// A function that can be called: its own, or imported.
typedef struct wasm_callee {
    // What runs: a translation, or the code that translates it.
    _Atomic(const struct wasm_code *) code;
    // The body as in the module: locals and instructions.
    const uint8_t *body;
    uint32_t body_bytes;
    uint32_t index;
    uint32_t type;
    // The same for equal types.
    uint32_t identity;
} wasm_callee;

typedef struct wasm_import {
    const char *module, *name;
} wasm_import;

typedef struct wasm_export {
    const char *name;
    uint32_t length, index;
    wasm_extern_kind kind;
} wasm_export;

typedef struct wasm_global_entry {
    uint8_t type;
    bool is_mutable;
    uint64_t value;
} wasm_global_entry;

typedef enum wasm_segment_mode { segment_active, segment_passive, segment_declared } wasm_segment_mode;

typedef struct wasm_elements {
    wasm_segment_mode mode;
    uint32_t offset, count;
    // Index of the first of its functions among `element_functions`.
    size_t first;
} wasm_elements;

typedef struct wasm_data {
    wasm_segment_mode mode;
    uint32_t offset, count;
    const uint8_t *bytes;
} wasm_data;

struct wasm_module {
    wasm_limits limits;
    // Not its own: whoever made it keeps them.
    const uint8_t *bytes;
    size_t count;

    wasm_function_type *types;
    // Of each type: the index of the first type that equals it.
    uint32_t *identities;
    uint32_t type_count;

    wasm_import *imports;
    char *import_names;
    uint32_t import_count;

    // The imported functions first.
    wasm_callee *callees;
    uint32_t callee_count;

    bool has_table;
    uint32_t table_count;

    bool has_memory;
    uint32_t memory_pages, memory_most_pages;

    wasm_global_entry *globals;
    uint32_t global_count;

    wasm_export *exports;
    // By name.
    const wasm_export **sorted_exports;
    char *export_names;
    uint32_t export_count;

    bool has_start;
    uint32_t start;

    wasm_elements *elements;
    uint32_t element_count;
    uint32_t *element_functions;
    size_t element_function_count;

    bool has_data_count, has_code;
    wasm_data *data;
    // As the data count section says, or the data section.
    uint32_t data_count;

    // What instances start with. Where a segment does not fit, no instance can be made.
    wasm_image image;
    const wasm_callee **table;
    wasm_error instantiation;
};

// Reads all sections into a module that knows its bytes.
void wasm_read_sections(wasm_module *module, wasm_error *error);

// The code of a function, translated at its first use; NULL and the error filled on failure.
const struct wasm_code *wasm_translated(const wasm_module *module, wasm_callee *callee, wasm_error *error);

#endif
