// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The readers of single sections. Each fails by the reader's error.

#ifndef WASM_SECTIONS_H
#define WASM_SECTIONS_H

#include "wasm_module.h"
#include "wasm_reader.h"

void wasm_read_types(wasm_reader *reader, wasm_module *module);
void wasm_read_imports(wasm_reader *reader, wasm_module *module);
void wasm_read_functions(wasm_reader *reader, wasm_module *module);
void wasm_read_tables(wasm_reader *reader, wasm_module *module);
void wasm_read_memories(wasm_reader *reader, wasm_module *module);
void wasm_read_globals(wasm_reader *reader, wasm_module *module);
void wasm_read_exports(wasm_reader *reader, wasm_module *module);
void wasm_read_start(wasm_reader *reader, wasm_module *module);
void wasm_read_elements(wasm_reader *reader, wasm_module *module);
void wasm_read_data_count(wasm_reader *reader, wasm_module *module);
void wasm_read_code(wasm_reader *reader, wasm_module *module);
void wasm_read_data(wasm_reader *reader, wasm_module *module);

// What the memory section and an import of a memory have in common.
void wasm_read_memory_type(wasm_reader *reader, wasm_module *module);
// An expression that is one constant of this type.
uint64_t wasm_read_constant(wasm_reader *reader, uint8_t type);
// The order of exports: by the length of their names, then by their bytes.
int wasm_compare_export(const wasm_export *export, const char *name, size_t length);
// Zeroed memory for `count` things, at least one; fails the reader where there is none.
void *wasm_allocate(wasm_reader *reader, size_t count, size_t size);

// The code of functions that are not translated, and of imported ones.
extern const struct wasm_code *const wasm_untranslated_code, *const wasm_imported_code;

#endif
