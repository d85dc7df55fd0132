// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Sections of tables, memories, globals, exports, and the segments that fill tables and memories.

#include <stdlib.h>
#include <string.h>

#include "wasm_sections.h"

// MARK: Tables and memories

typedef struct bounds {
    uint32_t least, most;
    bool has_most;
} bounds;

static bounds read_bounds(wasm_reader *reader, const char *what) {
    bounds bounds = {0};
    uint8_t flags = wasm_read_byte(reader);
    if (reader_failed(reader)) return bounds;
    if (flags > 7) READER_FAIL(reader, wasm_malformed, "malformed limits flags 0x%02x of a %s", flags, what);
    else if (flags > 1) READER_FAIL(reader, wasm_unsupported, "a shared or 64-bit %s is not supported", what);
    bounds.least = read_u32(reader);
    bounds.has_most = flags == 1;
    if (bounds.has_most) bounds.most = read_u32(reader);
    if (!reader_failed(reader) && bounds.has_most && bounds.most < bounds.least) {
        READER_FAIL(reader, wasm_invalid, "size minimum must not be greater than maximum: %u and %u of a %s",
                    bounds.least, bounds.most, what);
    }
    return bounds;
}

void wasm_read_tables(wasm_reader *reader, wasm_module *module) {
    uint32_t count = read_u32(reader);
    if (count > 1) READER_FAIL(reader, wasm_unsupported, "%u tables, and one is supported", count);
    for (uint32_t i = 0; i < count && !reader_failed(reader); i++) {
        uint8_t type = wasm_read_byte(reader);
        if (reader_failed(reader)) return;
        if (type != 0x70) {
            READER_FAIL(reader, type == 0x6f || type == 0x40 ? wasm_unsupported : wasm_malformed,
                        "a table of type 0x%02x, and only functions are supported", type);
        }
        bounds bounds = read_bounds(reader, "table");
        if (bounds.least > module->limits.table_elements) {
            READER_FAIL(reader, wasm_over_limit, "a table of %u elements, and %u are the limit", bounds.least,
                        module->limits.table_elements);
        }
        module->has_table = true;
        module->table_count = bounds.least;
    }
}

void wasm_read_memory_type(wasm_reader *reader, wasm_module *module) {
    if (module->has_memory) READER_FAIL(reader, wasm_unsupported, "multiple memories are not supported");
    bounds bounds = read_bounds(reader, "memory");
    if (reader_failed(reader)) return;
    if (bounds.least > 65536 || bounds.most > 65536) {
        READER_FAIL(reader, wasm_invalid, "memory size must be at most 65536 pages (4 GiB)");
        return;
    }
    if (bounds.least > module->limits.memory_pages) {
        READER_FAIL(reader, wasm_over_limit, "a memory of %u pages, and %u are the limit", bounds.least,
                    module->limits.memory_pages);
    }
    uint32_t most = bounds.has_most ? bounds.most : 65536;
    module->has_memory = true;
    module->memory_pages = bounds.least;
    module->memory_most_pages = most < module->limits.memory_pages ? most : module->limits.memory_pages;
}

void wasm_read_memories(wasm_reader *reader, wasm_module *module) {
    uint32_t count = read_u32(reader);
    if (count > 1) READER_FAIL(reader, wasm_unsupported, "multiple memories are not supported");
    for (uint32_t i = 0; i < count && !reader_failed(reader); i++) wasm_read_memory_type(reader, module);
}

// MARK: Globals

uint64_t wasm_read_constant(wasm_reader *reader, uint8_t type) {
    uint8_t opcode = wasm_read_byte(reader);
    uint64_t value = 0;
    uint8_t found = 0;
    switch (opcode) {
    case 0x41: found = type_i32, value = (uint32_t)read_s32(reader); break;
    case 0x42: found = type_i64, value = (uint64_t)read_s64(reader); break;
    case 0x43: found = type_f32, value = wasm_read_little_endian(reader, 4); break;
    case 0x44: found = type_f64, value = wasm_read_little_endian(reader, 8); break;
    // None can be imported, and these alone might be named.
    case 0x23: READER_FAIL(reader, wasm_invalid, "unknown global in a constant expression"); break;
    case 0x0b: break;
    default: READER_FAIL(reader, wasm_invalid, "constant expression required: instruction 0x%02x", opcode);
    }
    if (reader_failed(reader)) return 0;
    if (found != type) {
        READER_FAIL(reader, wasm_invalid, "type mismatch in a constant expression");
    } else if (wasm_read_byte(reader) != 0x0b) {
        READER_FAIL(reader, wasm_invalid, "constant expression required: more than one constant");
    }
    return value;
}

void wasm_read_globals(wasm_reader *reader, wasm_module *module) {
    uint32_t count = wasm_read_count(reader, module->limits.globals, "globals");
    module->globals = wasm_allocate(reader, count, sizeof *module->globals);
    for (uint32_t i = 0; i < count && !reader_failed(reader); i++) {
        wasm_global_entry *global = module->globals + i;
        global->type = wasm_read_value_type(reader);
        uint8_t is_mutable = wasm_read_byte(reader);
        if (is_mutable > 1) READER_FAIL(reader, wasm_malformed, "malformed mutability %u", is_mutable);
        global->is_mutable = is_mutable;
        global->value = wasm_read_constant(reader, global->type);
    }
    if (!reader_failed(reader)) module->global_count = count;
}

// MARK: Exports

int wasm_compare_export(const wasm_export *export, const char *name, size_t length) {
    if (export->length != length) return export->length < length ? -1 : 1;
    return memcmp(export->name, name, length);
}

static int compare_exports(const void *one, const void *other) {
    const wasm_export *b = *(const wasm_export *const *)other;
    return wasm_compare_export(*(const wasm_export *const *)one, b->name, b->length);
}

static void sort_exports(wasm_reader *reader, wasm_module *module) {
    module->sorted_exports = wasm_allocate(reader, module->export_count, sizeof *module->sorted_exports);
    if (module->sorted_exports == NULL) return;
    for (uint32_t i = 0; i < module->export_count; i++) module->sorted_exports[i] = module->exports + i;
    qsort(module->sorted_exports, module->export_count, sizeof *module->sorted_exports, compare_exports);
    for (uint32_t i = 1; i < module->export_count; i++) {
        if (compare_exports(module->sorted_exports + i - 1, module->sorted_exports + i) != 0) continue;
        READER_FAIL(reader, wasm_invalid, "duplicate export name %.100s", module->sorted_exports[i]->name);
        return;
    }
}

void wasm_read_exports(wasm_reader *reader, wasm_module *module) {
    size_t bytes = reader_left(reader);
    uint32_t count = wasm_read_count(reader, module->limits.exports, "exports");
    module->exports = wasm_allocate(reader, count, sizeof *module->exports);
    // All names with a NUL after each: an export has more bytes beside its name than this one.
    char *names = module->export_names = wasm_allocate(reader, bytes + 1, 1);
    static const char *const kinds[] = {"function", "table", "memory", "global"};
    const uint32_t counts[] = {module->callee_count, module->has_table, module->has_memory, module->global_count};
    for (uint32_t i = 0; i < count && !reader_failed(reader); i++) {
        wasm_export *export = module->exports + i;
        const char *name = wasm_read_name(reader, &export->length);
        uint8_t kind = wasm_read_byte(reader);
        export->index = read_u32(reader);
        if (reader_failed(reader)) return;
        if (kind > wasm_global) {
            READER_FAIL(reader, kind == 4 ? wasm_unsupported : wasm_malformed, "malformed export kind %u", kind);
        } else if (export->index >= counts[kind]) {
            READER_FAIL(reader, wasm_invalid, "unknown %s %u is exported", kinds[kind], export->index);
        } else {
            export->kind = (wasm_extern_kind)kind;
            export->name = memcpy(names, name, export->length);
            names += export->length + 1;
        }
    }
    if (reader_failed(reader)) return;
    module->export_count = count;
    sort_exports(reader, module);
}

// MARK: Segments

static void read_element_functions(wasm_reader *reader, wasm_module *module, wasm_elements *elements) {
    elements->count = wasm_read_count(reader, module->limits.table_elements, "elements");
    elements->first = module->element_function_count;
    for (uint32_t i = 0; i < elements->count && !reader_failed(reader); i++) {
        uint32_t function = read_u32(reader);
        if (reader_failed(reader)) return;
        if (function >= module->callee_count) {
            READER_FAIL(reader, wasm_invalid, "unknown function %u among elements", function);
            return;
        }
        module->element_functions[module->element_function_count++] = function;
    }
}

void wasm_read_elements(wasm_reader *reader, wasm_module *module) {
    size_t bytes = reader_left(reader);
    uint32_t count = wasm_read_count(reader, module->limits.segments, "element segments");
    module->elements = wasm_allocate(reader, count, sizeof *module->elements);
    // No function's index is shorter than a byte.
    module->element_functions = wasm_allocate(reader, bytes, sizeof *module->element_functions);
    for (uint32_t i = 0; i < count && !reader_failed(reader); i++) {
        wasm_elements *elements = module->elements + i;
        uint32_t flags = read_u32(reader);
        if (reader_failed(reader)) return;
        if (flags > 7) READER_FAIL(reader, wasm_malformed, "malformed element segment kind %u", flags);
        else if (flags > 3) READER_FAIL(reader, wasm_unsupported, "elements as expressions are not supported");
        if ((flags & 1) != 0) {
            elements->mode = flags == 1 ? segment_passive : segment_declared;
        } else {
            uint32_t table = flags == 2 ? read_u32(reader) : 0;
            if (!reader_failed(reader) && (table != 0 || !module->has_table)) {
                READER_FAIL(reader, wasm_invalid, "unknown table %u of an element segment", table);
            }
            elements->offset = (uint32_t)wasm_read_constant(reader, type_i32);
        }
        if (flags != 0 && !reader_failed(reader) && wasm_read_byte(reader) != 0) {
            READER_FAIL(reader, wasm_malformed, "malformed element kind");
        }
        read_element_functions(reader, module, elements);
    }
    if (!reader_failed(reader)) module->element_count = count;
}

void wasm_read_data_count(wasm_reader *reader, wasm_module *module) {
    module->data_count = read_u32(reader);
    module->has_data_count = true;
}

void wasm_read_data(wasm_reader *reader, wasm_module *module) {
    uint32_t count = wasm_read_count(reader, module->limits.segments, "data segments");
    if (module->has_data_count && count != module->data_count && !reader_failed(reader)) {
        READER_FAIL(reader, wasm_malformed, "data count and data section have inconsistent lengths");
    }
    module->data = wasm_allocate(reader, count, sizeof *module->data);
    for (uint32_t i = 0; i < count && !reader_failed(reader); i++) {
        wasm_data *data = module->data + i;
        uint32_t flags = read_u32(reader);
        if (reader_failed(reader)) return;
        if (flags > 2) READER_FAIL(reader, wasm_malformed, "malformed data segment kind %u", flags);
        data->mode = flags == 1 ? segment_passive : segment_active;
        if (flags != 1) {
            uint32_t memory = flags == 2 ? read_u32(reader) : 0;
            if (!reader_failed(reader) && (memory != 0 || !module->has_memory)) {
                READER_FAIL(reader, wasm_invalid, "unknown memory %u of a data segment", memory);
            }
            data->offset = (uint32_t)wasm_read_constant(reader, type_i32);
        }
        data->count = read_u32(reader);
        data->bytes = wasm_read_bytes(reader, data->count);
    }
    if (!reader_failed(reader)) module->data_count = count;
}
