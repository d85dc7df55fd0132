// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#include "wasm_instance.h"

#include <stdlib.h>
#include <string.h>

#include "wasm_reader.h"

// MARK: Creating

// As after creation, but for the memory.
static void restore(wasm_instance *instance) {
    const wasm_module *module = instance->module;
    instance->byte_count = (uint64_t)module->memory_pages * wasm_page_bytes;
    for (uint32_t i = 0; i < module->global_count; i++) instance->globals[i] = module->globals[i].value;
    if (instance->has_changed_table) {
        memcpy(instance->table, module->table, module->table_count * sizeof *module->table);
        instance->has_changed_table = false;
    }
    // Segments that were used at the start are gone.
    for (uint32_t i = 0; module->data != NULL && i < module->data_count; i++) {
        instance->dropped_data[i] = module->data[i].mode != segment_passive;
    }
    for (uint32_t i = 0; i < module->element_count; i++) {
        instance->dropped_elements[i] = module->elements[i].mode != segment_passive;
    }
}

static bool allocate(wasm_instance *instance) {
    const wasm_module *module = instance->module;
    size_t pages = module->memory_most_pages, most = pages * wasm_page_bytes;
    size_t start = (size_t)module->memory_pages * wasm_page_bytes;
    instance->stack = wasm_reserve(module->limits.stack_slots * sizeof *instance->stack);
    instance->frames = wasm_reserve((module->limits.call_depth + 1ul) * sizeof *instance->frames);
    instance->table = malloc((module->table_count + 1ul) * sizeof *instance->table);
    instance->dropped_data = malloc(module->data_count + 1ul);
    instance->dropped_elements = malloc(module->element_count + 1ul);
    if (instance->stack == NULL || instance->frames == NULL || instance->table == NULL ||
        instance->dropped_data == NULL || instance->dropped_elements == NULL) {
        return false;
    }
    instance->stack_end = instance->stack + module->limits.stack_slots;
    instance->last_frame = instance->frames + module->limits.call_depth;
    return wasm_mapping_create(&instance->mapping, &module->image, start, most);
}

wasm_instance *wasm_instance_create(const wasm_module *module, wasm_host_function host, void *context,
                                    wasm_error *error) {
    wasm_error scratch;
    if (error == NULL) error = &scratch;
    memset(error, 0, sizeof *error);
    if (module->instantiation.status != wasm_ok) {
        *error = module->instantiation;
        return NULL;
    }
    if (host == NULL && module->import_count > 0) {
        wasm_fail(error, wasm_unsupported, 0, "the module imports functions, and no host gives them");
        return NULL;
    }
    wasm_instance *instance = calloc(1, sizeof *instance + module->global_count * sizeof *instance->globals);
    if (instance != NULL) {
        instance->module = module;
        instance->host = host;
        instance->context = context;
    }
    if (instance == NULL || !allocate(instance)) {
        wasm_fail(error, wasm_out_of_memory, 0, "no memory for an instance");
        wasm_instance_destroy(instance);
        return NULL;
    }
    instance->table_count = module->table_count;
    instance->has_changed_table = true;
    restore(instance);
    return instance;
}

wasm_status wasm_instance_reset(wasm_instance *instance, void *context) {
    if (instance->is_running) return wasm_unsupported;
    if (!wasm_mapping_reset(&instance->mapping, &instance->module->image)) return wasm_out_of_memory;
    instance->context = context;
    restore(instance);
    return wasm_ok;
}

void wasm_instance_destroy(wasm_instance *instance) {
    if (instance == NULL) return;
    wasm_mapping_destroy(&instance->mapping);
    wasm_release(instance->stack, instance->module->limits.stack_slots * sizeof *instance->stack);
    wasm_release(instance->frames, (instance->module->limits.call_depth + 1ul) * sizeof *instance->frames);
    free(instance->table);
    free(instance->dropped_data);
    free(instance->dropped_elements);
    free(instance);
}

// MARK: Memory

uint8_t *wasm_instance_memory(wasm_instance *instance, uint64_t *byte_count) {
    if (byte_count != NULL) *byte_count = instance->byte_count;
    return instance->mapping.bytes;
}

uint32_t wasm_instance_grow(wasm_instance *instance, uint32_t pages) {
    uint64_t now = instance->byte_count / wasm_page_bytes, wanted = now + pages;
    if (wanted > instance->module->memory_most_pages) return UINT32_MAX;
    if (!wasm_mapping_extend(&instance->mapping, wanted * wasm_page_bytes)) return UINT32_MAX;
    instance->byte_count = wanted * wasm_page_bytes;
    return (uint32_t)now;
}

// MARK: Calling

static void prepare_entry(wasm_instance *instance, const wasm_callee *callee) {
    wasm_instruction call = {.run = wasm_handlers[op_call]}, leave = {.run = wasm_handlers[op_leave]};
    memcpy(instance->entry, &call, sizeof call);
    memcpy(instance->entry + instruction_cells, &callee, sizeof callee);
    memcpy(instance->entry + 3, &leave, sizeof leave);
}

wasm_status wasm_instance_call(wasm_instance *instance, uint32_t function, const uint64_t *arguments, uint64_t *results,
                               uint64_t *fuel, wasm_error *error) {
    const wasm_module *module = instance->module;
    wasm_error scratch;
    if (error == NULL) error = &scratch;
    memset(error, 0, sizeof *error);
    if (function >= module->callee_count) {
        wasm_fail(error, wasm_no_such_export, function, "there is no function %u", function);
        return error->status;
    }
    if (instance->is_running) {
        wasm_fail(error, wasm_unsupported, function, "a host function called the instance that called it");
        return error->status;
    }
    const wasm_callee *callee = module->callees + function;
    const wasm_function_type *type = module->types + callee->type;
    if (type->parameter_count > module->limits.stack_slots || type->result_count > module->limits.stack_slots) {
        wasm_fail(error, wasm_trap_stack, function, "call stack exhausted");
        return error->status;
    }
    for (uint32_t i = 0; i < type->parameter_count; i++) {
        bool is_half = type->parameters[i] == type_i32 || type->parameters[i] == type_f32;
        instance->stack[i] = is_half ? (uint32_t)arguments[i] : arguments[i];
    }
    prepare_entry(instance, callee);
    instance->error = (wasm_error){0};
    instance->is_running = true;
    const wasm_instruction *start = (const wasm_instruction *)instance->entry;
    start->run(start, instance->stack, instance->mapping.bytes, instance->byte_count,
               (int64_t)(*fuel < INT64_MAX ? *fuel : INT64_MAX), instance->frames, instance);
    instance->is_running = false;
    *fuel = instance->fuel > 0 ? (uint64_t)instance->fuel : 0;
    if (instance->error.status != wasm_ok) {
        *error = instance->error;
        return error->status;
    }
    for (uint32_t i = 0; i < type->result_count; i++) results[i] = instance->stack[i];
    return wasm_ok;
}
