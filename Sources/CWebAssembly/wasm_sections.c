// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The order of sections, and what a module declares about its functions.

#include "wasm_sections.h"

#include <stdlib.h>
#include <string.h>

// MARK: The module

typedef struct section {
    uint8_t id;
    const char *name;
    void (*read)(wasm_reader *reader, wasm_module *module);
} section;

// In the order that modules have to keep.
static const section sections[] = {
    {1, "type", wasm_read_types},         {2, "import", wasm_read_imports},   {3, "function", wasm_read_functions},
    {4, "table", wasm_read_tables},       {5, "memory", wasm_read_memories},  {6, "global", wasm_read_globals},
    {7, "export", wasm_read_exports},     {8, "start", wasm_read_start},      {9, "element", wasm_read_elements},
    {12, "data count", wasm_read_data_count}, {10, "code", wasm_read_code},   {11, "data", wasm_read_data},
};

enum { section_count = sizeof sections / sizeof sections[0] };

static void read_header(wasm_reader *reader) {
    static const uint8_t magic[4] = {0, 'a', 's', 'm'}, version[4] = {1, 0, 0, 0};
    if (reader_left(reader) < 4 || memcmp(reader->at, magic, 4) != 0) {
        READER_FAIL(reader, wasm_malformed, "this is no WebAssembly module: it does not start with \\0asm");
        return;
    }
    reader->at += 4;
    if (reader_left(reader) < 4 || memcmp(reader->at, version, 4) != 0) {
        READER_FAIL(reader, wasm_malformed, "unknown binary version");
        return;
    }
    reader->at += 4;
}

void wasm_read_sections(wasm_module *module, wasm_error *error) {
    wasm_reader reader = {module->bytes, module->bytes, module->bytes + module->count, error};
    read_header(&reader);
    size_t next = 0;
    while (!reader_failed(&reader) && reader_left(&reader) > 0) {
        const uint8_t *start = reader.at;
        uint8_t id = wasm_read_byte(&reader);
        uint32_t count = read_u32(&reader);
        wasm_reader content = reader;
        if (wasm_read_bytes(&reader, count) == NULL) return;
        content.end = reader.at;
        if (id == 0) {
            uint32_t length;
            wasm_read_name(&content, &length);
            continue;
        }
        size_t place = 0;
        while (place < section_count && sections[place].id != id) place++;
        if (place == section_count) {
            wasm_fail(error, id == 13 ? wasm_unsupported : wasm_malformed, (uint64_t)(start - module->bytes),
                      id == 13 ? "exceptions are not supported" : "malformed section id %u", id);
        } else if (place < next) {
            wasm_fail(error, wasm_malformed, (uint64_t)(start - module->bytes),
                      "unexpected content after last section: a second or misplaced %s section", sections[place].name);
        } else {
            sections[place].read(&content, module);
            if (!reader_failed(&content) && reader_left(&content) > 0) {
                READER_FAIL(&content, wasm_malformed, "section size mismatch: %zu bytes behind the %s section",
                            reader_left(&content), sections[place].name);
            }
            next = place + 1;
        }
    }
    if (reader_failed(&reader)) return;
    if (!module->has_code && module->callee_count > module->import_count) {
        READER_FAIL(&reader, wasm_malformed, "function and code section have inconsistent lengths");
    }
    if (module->has_data_count && module->data == NULL && module->data_count > 0) {
        READER_FAIL(&reader, wasm_malformed, "data count and data section have inconsistent lengths");
    }
}

void *wasm_allocate(wasm_reader *reader, size_t count, size_t size) {
    void *bytes = calloc(count > 0 ? count : 1, size);
    if (bytes == NULL) READER_FAIL(reader, wasm_out_of_memory, "no memory for %zu × %zu bytes", count, size);
    return bytes;
}

// MARK: Types

// Where a list of value types is.
static const uint8_t *read_value_types(wasm_reader *reader, uint32_t most, const char *what, uint32_t *count) {
    *count = wasm_read_count(reader, most, what);
    const uint8_t *types = reader->at;
    for (uint32_t i = 0; i < *count && !reader_failed(reader); i++) wasm_read_value_type(reader);
    return types;
}

static int compare_types(const void *one, const void *other) {
    const wasm_function_type *a = *(const wasm_function_type *const *)one;
    const wasm_function_type *b = *(const wasm_function_type *const *)other;
    if (a->parameter_count != b->parameter_count) return a->parameter_count < b->parameter_count ? -1 : 1;
    if (a->result_count != b->result_count) return a->result_count < b->result_count ? -1 : 1;
    int order = memcmp(a->parameters, b->parameters, a->parameter_count);
    if (order == 0) order = memcmp(a->results, b->results, a->result_count);
    return order;
}

// Equal types are neighbours once they are sorted.
static void identify_types(wasm_reader *reader, wasm_module *module) {
    const wasm_function_type **sorted = wasm_allocate(reader, module->type_count, sizeof *sorted);
    if (sorted == NULL) return;
    for (uint32_t i = 0; i < module->type_count; i++) sorted[i] = module->types + i;
    qsort(sorted, module->type_count, sizeof *sorted, compare_types);
    uint32_t identity = 0;
    for (uint32_t i = 0; i < module->type_count; i++) {
        if (i == 0 || compare_types(sorted + i - 1, sorted + i) != 0) identity = (uint32_t)(sorted[i] - module->types);
        module->identities[sorted[i] - module->types] = identity;
    }
    free(sorted);
}

void wasm_read_types(wasm_reader *reader, wasm_module *module) {
    uint32_t count = wasm_read_count(reader, module->limits.types, "types");
    module->types = wasm_allocate(reader, count, sizeof *module->types);
    module->identities = wasm_allocate(reader, count, sizeof *module->identities);
    for (uint32_t i = 0; i < count && !reader_failed(reader); i++) {
        wasm_function_type *type = module->types + i;
        uint8_t form = wasm_read_byte(reader);
        if (form != 0x60 && !reader_failed(reader)) {
            READER_FAIL(reader, wasm_malformed, "0x%02x is no function type", form);
        }
        type->parameters = read_value_types(reader, wasm_most_parameters, "parameters", &type->parameter_count);
        type->results = read_value_types(reader, wasm_most_results, "results", &type->result_count);
    }
    if (reader_failed(reader)) return;
    module->type_count = count;
    identify_types(reader, module);
}

// MARK: Functions

static bool read_type_index(wasm_reader *reader, const wasm_module *module, wasm_callee *callee) {
    callee->type = read_u32(reader);
    if (reader_failed(reader)) return false;
    if (callee->type >= module->type_count) {
        READER_FAIL(reader, wasm_invalid, "unknown type %u of %u", callee->type, module->type_count);
        return false;
    }
    callee->identity = module->identities[callee->type];
    return true;
}

static void read_import(wasm_reader *reader, wasm_module *module, char **names) {
    uint32_t module_length, length;
    const char *module_name = wasm_read_name(reader, &module_length);
    const char *name = wasm_read_name(reader, &length);
    uint8_t kind = wasm_read_byte(reader);
    if (reader_failed(reader)) return;
    switch (kind) {
    case wasm_function: {
        wasm_import *import = module->imports + module->import_count;
        wasm_callee *callee = module->callees + module->import_count;
        if (!read_type_index(reader, module, callee)) return;
        callee->index = module->import_count;
        atomic_init(&callee->code, wasm_imported_code);
        import->module = memcpy(*names, module_name, module_length);
        *names += module_length + 1;
        import->name = memcpy(*names, name, length);
        *names += length + 1;
        module->import_count++;
        break;
    }
    case wasm_memory: wasm_read_memory_type(reader, module); break;
    case wasm_table:
    case wasm_global:
        READER_FAIL(reader, wasm_unsupported, "imported %s are not supported: %.*s.%.*s",
                    kind == wasm_table ? "tables" : "globals", (int)(module_length < 60 ? module_length : 60),
                    module_name, (int)(length < 60 ? length : 60), name);
        break;
    default: READER_FAIL(reader, wasm_malformed, "malformed import kind %u", kind);
    }
}

void wasm_read_imports(wasm_reader *reader, wasm_module *module) {
    size_t bytes = reader_left(reader);
    uint32_t count = wasm_read_count(reader, module->limits.imports, "imports");
    module->imports = wasm_allocate(reader, count, sizeof *module->imports);
    module->callees = wasm_allocate(reader, count, sizeof *module->callees);
    // All names with a NUL after each: an import has more bytes beside its names than these two.
    char *names = module->import_names = wasm_allocate(reader, bytes + 1, 1);
    for (uint32_t i = 0; i < count && !reader_failed(reader); i++) read_import(reader, module, &names);
    module->callee_count = module->import_count;
}

void wasm_read_functions(wasm_reader *reader, wasm_module *module) {
    uint32_t count = wasm_read_count(reader, module->limits.functions, "functions");
    if (reader_failed(reader)) return;
    wasm_callee *callees = realloc(module->callees, ((size_t)module->import_count + count + 1) * sizeof *callees);
    if (callees == NULL) {
        READER_FAIL(reader, wasm_out_of_memory, "no memory for %u functions", count);
        return;
    }
    module->callees = callees;
    memset(callees + module->import_count, 0, ((size_t)count + 1) * sizeof *callees);
    for (uint32_t i = 0; i < count; i++) {
        wasm_callee *callee = callees + module->callee_count;
        if (!read_type_index(reader, module, callee)) return;
        callee->index = module->callee_count++;
        atomic_init(&callee->code, wasm_untranslated_code);
    }
}

// How many locals a function has, as far as its body can be read, and 0 for more than a function may have: what is wrong
// with one is told when it is checked.
static uint32_t local_count(const wasm_module *module, const wasm_callee *callee) {
    wasm_error error = {0};
    wasm_reader body = {module->bytes, callee->body, callee->body + callee->body_bytes, &error};
    uint64_t count = module->types[callee->type].parameter_count;
    for (uint32_t groups = read_u32(&body); groups > 0 && !reader_failed(&body); groups--) {
        count += read_u32(&body);
        wasm_read_byte(&body);
    }
    return count > module->limits.locals ? 0 : (uint32_t)count;
}

void wasm_read_code(wasm_reader *reader, wasm_module *module) {
    uint32_t count = read_u32(reader);
    if (reader_failed(reader)) return;
    if (count != module->callee_count - module->import_count) {
        READER_FAIL(reader, wasm_malformed, "function and code section have inconsistent lengths");
        return;
    }
    module->has_code = true;
    uint64_t locals = 0;
    for (uint32_t i = module->import_count; i < module->callee_count; i++) {
        uint32_t bytes = read_u32(reader);
        if (bytes > module->limits.function_bytes) {
            READER_FAIL(reader, wasm_over_limit, "function %u has %u bytes, and %u are the limit", i, bytes,
                        module->limits.function_bytes);
        }
        module->callees[i].body = wasm_read_bytes(reader, bytes);
        module->callees[i].body_bytes = bytes;
        if (reader_failed(reader)) return;
        locals += local_count(module, module->callees + i);
        if (locals > module->limits.all_locals) {
            READER_FAIL(reader, wasm_over_limit, "the functions up to %u have %llu locals together, and %u are the limit",
                        i, (unsigned long long)locals, module->limits.all_locals);
            return;
        }
    }
}

void wasm_read_start(wasm_reader *reader, wasm_module *module) {
    module->start = read_u32(reader);
    if (reader_failed(reader)) return;
    if (module->start >= module->callee_count) {
        READER_FAIL(reader, wasm_invalid, "unknown function %u as start", module->start);
        return;
    }
    const wasm_function_type *type = module->types + module->callees[module->start].type;
    if (type->parameter_count > 0 || type->result_count > 0) {
        READER_FAIL(reader, wasm_invalid, "the start function takes or gives values");
    }
    module->has_start = true;
}
