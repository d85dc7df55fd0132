// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Feeds bytes to the reader of WebAssembly modules.
//
// A module is refused by an error that says why, the same twice, or it is read whole: its imports, exports, globals and
// sections can be asked for, and every function is checked.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CWebAssembly.h"

static void demand(bool holds, const char *what) {
    if (holds) return;
    fprintf(stderr, "%s\n", what);
    abort();
}

static void check_type(wasm_function_type type) {
    for (uint32_t index = 0; index < type.parameter_count; index++)
        demand(type.parameters[index] >= 0x7c && type.parameters[index] <= 0x7f, "a parameter of no type");
    for (uint32_t index = 0; index < type.result_count; index++)
        demand(type.results[index] >= 0x7c && type.results[index] <= 0x7f, "a result of no type");
}

static void check_error(const wasm_error *error, size_t count) {
    demand(error->status != wasm_ok, "a failure without a status");
    demand(error->offset <= count, "a failure beyond the module");
    demand(error->message[0] != 0, "a failure without a message");
    demand(memchr(error->message, 0, sizeof error->message) != NULL, "a message without an end");
}

static size_t walk(const wasm_module *module) {
    size_t sum = 0;
    for (uint32_t index = 0; index < wasm_module_import_count(module); index++) {
        sum += strlen(wasm_module_import_module(module, index)) + strlen(wasm_module_import_name(module, index));
        check_type(wasm_module_import_type(module, index));
    }
    for (uint32_t index = 0; index < wasm_module_export_count(module); index++) {
        wasm_extern_kind kind;
        const char *name = wasm_module_export_name(module, index, &kind);
        uint32_t function;
        wasm_function_type type;
        uint64_t value;
        bool is_function = wasm_module_find_function(module, name, &function, &type);
        demand(is_function == (kind == wasm_function), "an exported function is not found, or something else is");
        if (is_function) check_type(type);
        demand(wasm_module_find_global(module, name, &value) == (kind == wasm_global), "an exported global is not found");
    }
    const uint8_t *bytes;
    size_t length;
    if (wasm_module_custom_section(module, "runtime_version", &bytes, &length))
        for (size_t index = 0; index < length; index++) sum += bytes[index];
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
    wasm_error error = {0}, again = {0};
    wasm_module *module = wasm_module_create(bytes, count, NULL, &error);
    if (module == NULL) {
        check_error(&error, count);
        demand(wasm_module_create(bytes, count, NULL, &again) == NULL, "a module refused once and taken once");
        demand(error.status == again.status && error.offset == again.offset && !strcmp(error.message, again.message),
               "a module refused for two reasons");
        return 0;
    }
    volatile size_t sum = walk(module);
    (void)sum;
    if (wasm_module_prepare(module, &error) != wasm_ok) check_error(&error, count);
    wasm_module_destroy(module);
    return 0;
}
