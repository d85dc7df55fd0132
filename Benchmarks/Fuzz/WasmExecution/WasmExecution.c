// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Runs modules that may be anybody's: each exported function with a million instructions' fuel.
//
// The first byte says what the others are: a whole module, or the code of one function in a module that has everything a
// function can use, so that a change of one instruction does not change all the lengths around it. A module that is taken
// does the same twice: after a reset the same calls give the same results, charge the same, and leave the same memory.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CWebAssembly.h"

enum { maximal_calls = 24, maximal_slots = 64, fuel_of_a_call = 1000000 };

static void demand(bool holds, const char *what) {
    if (holds) return;
    fprintf(stderr, "%s\n", what);
    abort();
}

typedef struct host {
    wasm_instance *instance;
    const wasm_module *module;
    uint32_t calls;
} host;

/// Writes into memory, grows it, answers, and now and then fails.
static wasm_status call_host(void *context, uint32_t import, uint64_t *slots) {
    host *self = context;
    wasm_function_type type = wasm_module_import_type(self->module, import);
    uint64_t sum = ++self->calls;
    for (uint32_t index = 0; index < type.parameter_count; index++) sum = sum * 31 + slots[index];
    if (sum % 61 == 0) wasm_instance_grow(self->instance, 1);
    uint64_t count;
    uint8_t *memory = wasm_instance_memory(self->instance, &count);
    if (count > 0) memory[sum % count] = (uint8_t)sum;
    for (uint32_t index = 0; index < type.result_count; index++)
        slots[index] = type.results[index] == 0x7f || type.results[index] == 0x7d ? (uint32_t)(sum + index) : sum + index;
    return sum % 251 == 0 ? wasm_trap_host : wasm_ok;
}

/// What a round of calls comes to.
static uint64_t run(host *self, const uint8_t *seeds, size_t seed_count) {
    uint64_t digest = 14695981039346656037u;
    self->calls = 0;
    uint32_t made = 0;
    for (uint32_t export = 0; export < wasm_module_export_count(self->module) && made < maximal_calls; export++) {
        wasm_extern_kind kind;
        const char *name = wasm_module_export_name(self->module, export, &kind);
        uint32_t function;
        wasm_function_type type;
        if (kind != wasm_function || !wasm_module_find_function(self->module, name, &function, &type)) continue;
        if (type.parameter_count > maximal_slots || type.result_count > maximal_slots) continue;
        made++;
        // Neither a slot more is read nor one is written than the type has.
        uint64_t *arguments = malloc(sizeof(uint64_t) * (type.parameter_count + 1));
        uint64_t *results = calloc(type.result_count + 1, sizeof(uint64_t));
        for (uint32_t index = 0; index < type.parameter_count; index++) {
            uint64_t value = seed_count ? seeds[(index * 7 + export) % seed_count] * 0x0101010101010101u >> (index % 8 * 8) : index;
            arguments[index] = type.parameters[index] == 0x7f || type.parameters[index] == 0x7d ? (uint32_t)value : value;
        }
        uint64_t fuel = fuel_of_a_call;
        wasm_error error = {0};
        wasm_status status = wasm_instance_call(self->instance, function, arguments, results, &fuel, &error);
        demand(fuel <= fuel_of_a_call, "more fuel is left than there was");
        digest = (digest ^ status) * 1099511628211u ^ fuel;
        for (uint32_t index = 0; status == wasm_ok && index < type.result_count; index++) {
            demand(type.results[index] == 0x7e || type.results[index] == 0x7c || results[index] <= UINT32_MAX,
                   "a value of 32 bits with more");
            digest = (digest ^ results[index]) * 1099511628211u;
        }
        free(arguments);
        free(results);
    }
    uint64_t count;
    const uint8_t *memory = wasm_instance_memory(self->instance, &count);
    for (uint64_t index = 0; index + 8 <= count; index += 8) {
        uint64_t word;
        memcpy(&word, memory + index, 8);
        digest = (digest ^ word) * 1099511628211u;
    }
    return digest;
}

// MARK: A module around code

static size_t put_number(uint8_t *out, uint32_t value) {
    size_t count = 0;
    do {
        out[count++] = (value & 0x7f) | (value > 0x7f ? 0x80 : 0);
        value >>= 7;
    } while (value != 0);
    return count;
}

static size_t put_section(uint8_t *out, uint8_t number, const uint8_t *content, size_t count) {
    out[0] = number;
    size_t length = 1 + put_number(out + 1, (uint32_t)count);
    memcpy(out + length, content, count);
    return length + count;
}

// Types: 0 (i32 i64 f32 f64) -> i32, 1 () -> (), 2 (i64) -> i64, 3 (i32) -> i32, 4 (i32 i32) -> (i32 i32). Imports: functions 0
// of type 2 and 1 of type 3. Functions: 2 of type 0, whose code is the input's; 3 of type 3, which calls it; 4 of type 4. One to
// three pages, a table of six with those in it, four globals, a passive segment.
static size_t wrap(uint8_t *out, const uint8_t *code, size_t count) {
    static const uint8_t header[] = {0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00};
    static const uint8_t types[] = {5,    0x60, 4,    0x7f, 0x7e, 0x7d, 0x7c, 1, 0x7f, 0x60, 0,    0, 0x60, 1,   0x7e,
                                    1,    0x7e, 0x60, 1,    0x7f, 1,    0x7f, 0x60, 2, 0x7f, 0x7f, 2, 0x7f, 0x7f};
    static const uint8_t imports[] = {2, 1, 'a', 1, 'b', 0, 2, 1, 'a', 1, 'c', 0, 3};
    static const uint8_t functions[] = {3, 0, 3, 4};
    static const uint8_t tables[] = {1, 0x70, 0, 6};
    static const uint8_t memories[] = {1, 1, 1, 3};
    static const uint8_t globals[] = {4,    0x7f, 1, 0x41, 5, 0x0b, 0x7e, 1, 0x42, 6, 0x0b, 0x7d, 1,   0x43, 0, 0, 0x80,
                                      0x3f, 0x0b, 0x7c, 1,    0x44, 0,    0, 0,    0, 0,    0,    0xf0, 0x3f, 0x0b};
    static const uint8_t exports[] = {3, 1, 'x', 0, 2, 1, 'y', 0, 3, 1, 'm', 2, 0};
    static const uint8_t elements[] = {1, 0, 0x41, 1, 0x0b, 4, 2, 3, 0, 4};
    static const uint8_t data_count[] = {1};
    static const uint8_t data[] = {1, 1, 4, 1, 2, 3, 4};
    static const uint8_t caller[] = {0, 0x20, 0, 0x42, 3, 0x43, 0, 0, 0, 0x40, 0x44, 0, 0, 0, 0, 0, 0, 0, 0x40, 0x10, 2, 0x0b};
    static const uint8_t swapper[] = {0, 0x20, 1, 0x20, 0, 0x0b};
    // Two locals of each type after the four parameters; `end` after the code.
    static const uint8_t locals[] = {4, 2, 0x7f, 2, 0x7e, 2, 0x7d, 2, 0x7c};
    size_t length = sizeof header;
    memcpy(out, header, length);
    length += put_section(out + length, 1, types, sizeof types);
    length += put_section(out + length, 2, imports, sizeof imports);
    length += put_section(out + length, 3, functions, sizeof functions);
    length += put_section(out + length, 4, tables, sizeof tables);
    length += put_section(out + length, 5, memories, sizeof memories);
    length += put_section(out + length, 6, globals, sizeof globals);
    length += put_section(out + length, 7, exports, sizeof exports);
    length += put_section(out + length, 9, elements, sizeof elements);
    length += put_section(out + length, 12, data_count, sizeof data_count);
    uint8_t *bodies = malloc(count + 256);
    size_t end = 0;
    bodies[end++] = 3;
    end += put_number(bodies + end, (uint32_t)(sizeof locals + count + 1));
    memcpy(bodies + end, locals, sizeof locals);
    end += sizeof locals;
    memcpy(bodies + end, code, count);
    end += count;
    bodies[end++] = 0x0b;
    bodies[end++] = sizeof caller;
    memcpy(bodies + end, caller, sizeof caller);
    end += sizeof caller;
    bodies[end++] = sizeof swapper;
    memcpy(bodies + end, swapper, sizeof swapper);
    end += sizeof swapper;
    length += put_section(out + length, 10, bodies, end);
    free(bodies);
    return length + put_section(out + length, 11, data, sizeof data);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
    if (count == 0) return 0;
    bool is_code = bytes[0] & 1;
    uint8_t *wrapped = malloc(count + 1024);
    size_t length = count - 1;
    if (is_code) length = wrap(wrapped, bytes + 1, count - 1);
    else memcpy(wrapped, bytes + 1, length);

    wasm_limits limits = wasm_default_limits;
    limits.memory_pages = 16;
    limits.table_elements = 10000;
    limits.stack_slots = 1 << 16;
    limits.call_depth = 2000;
    wasm_error error = {0};
    // Not a byte more than there are.
    wrapped = realloc(wrapped, length > 0 ? length : 1);
    wasm_module *module = wasm_module_create(wrapped, length, &limits, &error);
    demand(module != NULL || !is_code, error.message);
    if (module == NULL) return free(wrapped), 0;
    host self = {NULL, module, 0};
    self.instance = wasm_instance_create(module, call_host, &self, &error);
    if (self.instance != NULL) {
        uint64_t first = run(&self, bytes, count);
        demand(wasm_instance_reset(self.instance, &self) == wasm_ok, "a reset failed");
        demand(run(&self, bytes, count) == first, "the same calls came to something else after a reset");
        wasm_instance_destroy(self.instance);
        // What an instance that was reset does, a new one does too.
        self.instance = wasm_instance_create(module, call_host, &self, &error);
        demand(self.instance != NULL, "a second instance could not be made");
        demand(run(&self, bytes, count) == first, "the same calls came to something else in another instance");
        wasm_instance_destroy(self.instance);
    }
    wasm_module_destroy(module);
    free(wrapped);
    return 0;
}
