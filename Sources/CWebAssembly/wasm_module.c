// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#include "wasm_module.h"

#include <stdlib.h>
#include <string.h>

#include "wasm_code.h"
#include "wasm_reader.h"
#include "wasm_sections.h"

const wasm_limits wasm_default_limits = {
    .module_bytes = 64 << 20,
    .memory_pages = 16384,
    .table_elements = 1 << 20,
    .functions = 1 << 18,
    .globals = 1 << 16,
    .types = 1 << 16,
    .exports = 1 << 16,
    .imports = 1 << 12,
    .segments = 1 << 16,
    .function_bytes = 1 << 21,
    .locals = 50000,
    .all_locals = 1 << 24,
    .control_depth = 1 << 14,
    .operand_depth = 1 << 14,
    .stack_slots = 1 << 20,
    .call_depth = 50000,
};

// MARK: What instances start with

static bool fill_table(wasm_module *module, wasm_error *error) {
    module->table = calloc(module->table_count + 1ul, sizeof *module->table);
    if (module->table == NULL) {
        wasm_fail(error, wasm_out_of_memory, 0, "no memory for a table of %u elements", module->table_count);
        return false;
    }
    for (uint32_t i = 0; i < module->element_count; i++) {
        const wasm_elements *elements = module->elements + i;
        if (elements->mode != segment_active) continue;
        if ((uint64_t)elements->offset + elements->count > module->table_count) {
            wasm_fail(&module->instantiation, wasm_trap_table_bounds, i,
                      "out of bounds table access: element segment %u of %u elements at %u, and the table has %u", i,
                      elements->count, elements->offset, module->table_count);
            return true;
        }
        for (uint32_t j = 0; j < elements->count; j++) {
            module->table[elements->offset + j] =
                module->callees + module->element_functions[elements->first + j];
        }
    }
    return true;
}

static bool fill_memory(wasm_module *module, wasm_error *error) {
    uint64_t end = 0, memory = (uint64_t)module->memory_pages * wasm_page_bytes;
    for (uint32_t i = 0; module->data != NULL && i < module->data_count; i++) {
        const wasm_data *data = module->data + i;
        if (data->mode != segment_active) continue;
        uint64_t data_end = (uint64_t)data->offset + data->count;
        if (data_end > memory) {
            wasm_fail(&module->instantiation, wasm_trap_memory_bounds, i,
                      "out of bounds memory access: data segment %u of %u bytes at %u, and the memory has %llu", i,
                      data->count, data->offset, (unsigned long long)memory);
            return true;
        }
        if (data->count > 0 && data_end > end) end = data_end;
    }
    uint8_t *bytes;
    if (!wasm_image_create(&module->image, end, &bytes)) {
        wasm_fail(error, wasm_out_of_memory, 0, "no memory for %llu bytes of data", (unsigned long long)end);
        return false;
    }
    for (uint32_t i = 0; module->data != NULL && i < module->data_count; i++) {
        const wasm_data *data = module->data + i;
        if (data->mode == segment_active && data->count > 0) memcpy(bytes + data->offset, data->bytes, data->count);
    }
    if (end > 0) wasm_image_seal(&module->image, bytes);
    return true;
}

// MARK: Creating

wasm_module *wasm_module_create(const uint8_t *bytes, size_t count, const wasm_limits *limits, wasm_error *error) {
    if (limits == NULL) limits = &wasm_default_limits;
    wasm_error scratch;
    if (error == NULL) error = &scratch;
    memset(error, 0, sizeof *error);
    if (count > limits->module_bytes) {
        wasm_fail(error, wasm_over_limit, 0, "a module of %zu bytes, and %llu are the limit", count,
                  (unsigned long long)limits->module_bytes);
        return NULL;
    }
    wasm_module *module = calloc(1, sizeof *module);
    if (module == NULL) {
        wasm_fail(error, wasm_out_of_memory, 0, "no memory for a module of %zu bytes", count);
        return NULL;
    }
    module->bytes = bytes != NULL ? bytes : (const uint8_t *)"";
    module->count = count;
    module->limits = *limits;
    module->image.file = -1;
    wasm_read_sections(module, error);
    if (error->status == wasm_ok && fill_table(module, error) && fill_memory(module, error)) return module;
    wasm_module_destroy(module);
    return NULL;
}

void wasm_module_destroy(wasm_module *module) {
    if (module == NULL) return;
    for (uint32_t i = 0; i < module->callee_count; i++) {
        wasm_code_free(atomic_load_explicit(&module->callees[i].code, memory_order_acquire));
    }
    wasm_image_destroy(&module->image);
    free(module->table);
    free(module->data);
    free(module->element_functions);
    free(module->elements);
    free(module->export_names);
    free(module->sorted_exports);
    free(module->exports);
    free(module->globals);
    free(module->callees);
    free(module->import_names);
    free(module->imports);
    free(module->identities);
    free(module->types);
    free(module);
}

wasm_status wasm_module_prepare(const wasm_module *module, wasm_error *error) {
    wasm_error scratch;
    if (error == NULL) error = &scratch;
    memset(error, 0, sizeof *error);
    for (uint32_t i = module->import_count; i < module->callee_count; i++) {
        if (wasm_translated(module, module->callees + i, error) == NULL) break;
    }
    return error->status;
}

uint64_t wasm_module_checked_operands(const wasm_module *module) {
    uint64_t checks = 0;
    for (uint32_t i = module->import_count; i < module->callee_count; i++) {
        checks += atomic_load_explicit(&module->callees[i].code, memory_order_acquire)->checks;
    }
    return checks;
}

// MARK: Questions

uint32_t wasm_module_import_count(const wasm_module *module) { return module->import_count; }

const char *wasm_module_import_module(const wasm_module *module, uint32_t index) {
    return index < module->import_count ? module->imports[index].module : NULL;
}

const char *wasm_module_import_name(const wasm_module *module, uint32_t index) {
    return index < module->import_count ? module->imports[index].name : NULL;
}

wasm_function_type wasm_module_import_type(const wasm_module *module, uint32_t index) {
    return index < module->import_count ? module->types[module->callees[index].type] : (wasm_function_type){0};
}

uint32_t wasm_module_export_count(const wasm_module *module) { return module->export_count; }

const char *wasm_module_export_name(const wasm_module *module, uint32_t index, wasm_extern_kind *kind) {
    if (index >= module->export_count) return NULL;
    if (kind != NULL) *kind = module->exports[index].kind;
    return module->exports[index].name;
}

static const wasm_export *find_export(const wasm_module *module, const char *name, wasm_extern_kind kind) {
    size_t length = strlen(name);
    for (uint32_t low = 0, high = module->export_count; low < high;) {
        uint32_t middle = low + (high - low) / 2;
        const wasm_export *found = module->sorted_exports[middle];
        int order = wasm_compare_export(found, name, length);
        if (order == 0) return found->kind == kind ? found : NULL;
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return NULL;
}

bool wasm_module_find_function(const wasm_module *module, const char *name, uint32_t *function,
                               wasm_function_type *type) {
    const wasm_export *export = find_export(module, name, wasm_function);
    if (export == NULL) return false;
    if (function != NULL) *function = export->index;
    if (type != NULL) *type = module->types[module->callees[export->index].type];
    return true;
}

bool wasm_module_find_global(const wasm_module *module, const char *name, uint64_t *value) {
    const wasm_export *export = find_export(module, name, wasm_global);
    if (export == NULL) return false;
    *value = module->globals[export->index].value;
    return true;
}

bool wasm_module_custom_section(const wasm_module *module, const char *name, const uint8_t **bytes, size_t *count) {
    // Sections and their names were found well formed.
    wasm_error error = {0};
    wasm_reader reader = {module->bytes, module->bytes + 8, module->bytes + module->count, &error};
    size_t length = strlen(name);
    while (reader_left(&reader) > 0) {
        uint8_t id = wasm_read_byte(&reader);
        uint32_t size = read_u32(&reader);
        wasm_reader content = reader;
        if (wasm_read_bytes(&reader, size) == NULL) return false;
        content.end = reader.at;
        uint32_t found_length;
        if (id != 0) continue;
        const char *found = wasm_read_name(&content, &found_length);
        if (found == NULL || found_length != length || memcmp(found, name, length) != 0) continue;
        *bytes = content.at;
        *count = reader_left(&content);
        return true;
    }
    return false;
}

bool wasm_module_start_function(const wasm_module *module, uint32_t *function) {
    if (module->has_start && function != NULL) *function = module->start;
    return module->has_start;
}
