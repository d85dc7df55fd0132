// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// wasmtime's C interface is declared by hand, as its wheel of release 50 has it: it brings no headers.

#include "CWasmtime.h"

#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "CWebAssembly.h"

typedef struct {
    uint64_t store;
    void *function;
} wt_func;
typedef struct {
    uint64_t store;
    uint32_t number, more;
    uint32_t last;
} wt_memory;
typedef struct {
    uint64_t store;
    size_t number;
} wt_instance;
typedef struct {
    uint8_t kind;
    union {
        wt_func func;
        wt_memory memory;
        uint8_t room[24];
    } of;
} wt_extern;
typedef union {
    int32_t i32;
    int64_t i64;
    _Alignas(8) uint8_t v128[16];
} wt_raw;
typedef struct {
    size_t count;
    void **items;
} wt_vector;
typedef void *(*wt_callback)(void *context, void *caller, wt_raw *values, size_t count);

// Return type, name, parameters.
#define WASMTIME_FUNCTIONS(X)                                                                                             \
    X(void *, wasm_config_new, (void))                                                                                    \
    X(void, wasmtime_config_cranelift_nan_canonicalization_set, (void *, bool))                                           \
    X(void *, wasm_engine_new_with_config, (void *))                                                                      \
    X(void *, wasmtime_module_new, (void *, const uint8_t *, size_t, void **))                                            \
    X(void, wasmtime_module_delete, (void *))                                                                             \
    X(void, wasmtime_module_imports, (const void *, wt_vector *))                                                         \
    X(const void *, wasm_importtype_type, (const void *))                                                                 \
    X(const void *, wasm_externtype_as_functype_const, (const void *))                                                    \
    X(const void *, wasm_externtype_as_memorytype_const, (const void *))                                                  \
    X(void *, wasmtime_store_new, (void *, void *, void (*)(void *)))                                                     \
    X(void *, wasmtime_store_context, (void *))                                                                           \
    X(void, wasmtime_store_delete, (void *))                                                                              \
    X(void *, wasmtime_linker_new, (void *))                                                                              \
    X(void, wasmtime_linker_delete, (void *))                                                                             \
    X(void *, wasmtime_linker_define,                                                                                     \
      (void *, void *, const char *, size_t, const char *, size_t, const wt_extern *))                                    \
    X(void *, wasmtime_linker_define_func_unchecked,                                                                      \
      (void *, const char *, size_t, const char *, size_t, const void *, wt_callback, void *, void (*)(void *)))          \
    X(void *, wasmtime_linker_instantiate, (void *, void *, const void *, wt_instance *, void **))                        \
    X(bool, wasmtime_instance_export_get, (void *, const wt_instance *, const char *, size_t, wt_extern *))               \
    X(void *, wasmtime_memory_new, (void *, const void *, wt_memory *))                                                   \
    X(uint8_t *, wasmtime_memory_data, (const void *, const wt_memory *))                                                 \
    X(size_t, wasmtime_memory_data_size, (const void *, const wt_memory *))                                               \
    X(void *, wasmtime_memory_grow, (void *, const wt_memory *, uint64_t, uint64_t *))                                    \
    X(void *, wasmtime_func_call_unchecked, (void *, const wt_func *, wt_raw *, size_t, void **))                         \
    X(void *, wasmtime_trap_new, (const char *, size_t))

#define DECLARE(result, name, parameters) static result(*name) parameters;
WASMTIME_FUNCTIONS(DECLARE)

static void *engine;
static bool is_turn;

bool wasmtime_load(const char *library) {
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) return false;
#define FIND(result, name, parameters)                          \
    *(void **)&name = dlsym(handle, #name);                     \
    if (name == NULL) {                                         \
        fprintf(stderr, "wasmtime has no %s\n", #name);         \
        return false;                                           \
    }
    WASMTIME_FUNCTIONS(FIND)
    void *config = wasm_config_new();
    wasmtime_config_cranelift_nan_canonicalization_set(config, true);
    engine = wasm_engine_new_with_config(config);
    return engine != NULL;
}

void wasmtime_take_turn(bool is_its_turn) { is_turn = is_its_turn; }

// MARK: Modules

#define REAL(result, name, parameters) result __real_##name parameters;
REAL(wasm_module *, wasm_module_create, (const uint8_t *, size_t, const wasm_limits *, wasm_error *))
REAL(void, wasm_module_destroy, (wasm_module *))
REAL(wasm_instance *, wasm_instance_create, (const wasm_module *, wasm_host_function, void *, wasm_error *))
REAL(wasm_status, wasm_instance_reset, (wasm_instance *, void *))
REAL(void, wasm_instance_destroy, (wasm_instance *))
REAL(uint8_t *, wasm_instance_memory, (wasm_instance *, uint64_t *))
REAL(uint32_t, wasm_instance_grow, (wasm_instance *, uint32_t))
REAL(wasm_status, wasm_instance_call,
     (wasm_instance *, uint32_t, const uint64_t *, uint64_t *, uint64_t *, wasm_error *))

/// What wasmtime compiled of a module; the interpreter's own answers what it imports and exports.
typedef struct compiled {
    const wasm_module *real;
    void *module;
    wt_vector imports;
    struct compiled *next;
} compiled;
static compiled *all_compiled;

static double last_module_came;

double wasmtime_last_module_came(void) { return last_module_came; }

wasm_module *__wrap_wasm_module_create(
    const uint8_t *bytes, size_t count, const wasm_limits *limits, wasm_error *error) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    last_module_came = (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
    wasm_module *real = __real_wasm_module_create(bytes, count, limits, error);
    if (real == NULL || !is_turn) return real;
    compiled *made = calloc(1, sizeof *made);
    if (wasmtime_module_new(engine, bytes, count, &made->module) != NULL) abort();
    wasmtime_module_imports(made->module, &made->imports);
    made->real = real;
    made->next = all_compiled;
    return (all_compiled = made, real);
}

void __wrap_wasm_module_destroy(wasm_module *module) {
    for (compiled **link = &all_compiled; *link != NULL; link = &(*link)->next) {
        if ((*link)->real != module) continue;
        compiled *gone = *link;
        *link = gone->next;
        wasmtime_module_delete(gone->module);
        free(gone);
        break;
    }
    __real_wasm_module_destroy(module);
}

// MARK: Instances

static const uint64_t mark = 0x656d69746d736177;

typedef struct {
    uint64_t mark;
    const compiled *of;
    wasm_host_function host;
    void *context;
    void *store, *inner, *linker;
    wt_memory memory;
    wt_instance instance;
    wasm_status ended;
} instance;

typedef struct {
    instance *self;
    uint32_t import;
    wasm_function_type type;
} import_context;

static instance *ours(wasm_instance *any) {
    instance *self = (instance *)any;
    return self->mark == mark ? self : NULL;
}

static void *call_host(void *context, void *caller, wt_raw *values, size_t count) {
    (void)caller, (void)count;
    const import_context *import = context;
    uint64_t slots[32];
    for (uint32_t index = 0; index < import->type.parameter_count; index++)
        slots[index] = import->type.parameters[index] == 0x7f ? (uint32_t)values[index].i32 : (uint64_t)values[index].i64;
    wasm_status status = import->self->host(import->self->context, import->import, slots);
    if (status != wasm_ok) {
        import->self->ended = status;
        return wasmtime_trap_new("host", 4);
    }
    for (uint32_t index = 0; index < import->type.result_count; index++) values[index].i64 = (int64_t)slots[index];
    return NULL;
}

/// A new store: wasmtime cannot make an instance forget.
static void instantiate(instance *self) {
    self->store = wasmtime_store_new(engine, NULL, NULL);
    self->inner = wasmtime_store_context(self->store);
    self->linker = wasmtime_linker_new(engine);
    uint32_t function = 0;
    for (size_t index = 0; index < self->of->imports.count; index++) {
        const void *type = wasm_importtype_type(self->of->imports.items[index]);
        const void *memory = wasm_externtype_as_memorytype_const(type);
        if (memory != NULL) {
            wt_extern item = {.kind = 3};
            if (wasmtime_memory_new(self->inner, memory, &self->memory) != NULL) abort();
            item.of.memory = self->memory;
            if (wasmtime_linker_define(self->linker, self->inner, "env", 3, "memory", 6, &item) != NULL) abort();
            continue;
        }
        const char *name = wasm_module_import_name(self->of->real, function);
        import_context *import = malloc(sizeof *import);
        *import = (import_context){self, function, wasm_module_import_type(self->of->real, function)};
        if (wasmtime_linker_define_func_unchecked(
                self->linker, "env", 3, name, strlen(name), wasm_externtype_as_functype_const(type), call_host, import,
                free) != NULL)
            abort();
        function++;
    }
    void *trap = NULL;
    if (wasmtime_linker_instantiate(self->linker, self->inner, self->of->module, &self->instance, &trap) != NULL || trap)
        abort();
}

static void drop(instance *self) {
    wasmtime_linker_delete(self->linker);
    wasmtime_store_delete(self->store);
}

wasm_instance *__wrap_wasm_instance_create(
    const wasm_module *module, wasm_host_function host, void *context, wasm_error *error) {
    const compiled *of = all_compiled;
    while (of != NULL && of->real != module) of = of->next;
    if (of == NULL) return __real_wasm_instance_create(module, host, context, error);
    instance *self = calloc(1, sizeof *self);
    *self = (instance){.mark = mark, .of = of, .host = host, .context = context};
    instantiate(self);
    return (wasm_instance *)self;
}

wasm_status __wrap_wasm_instance_reset(wasm_instance *any, void *context) {
    instance *self = ours(any);
    if (self == NULL) return __real_wasm_instance_reset(any, context);
    self->context = context;
    drop(self);
    instantiate(self);
    return wasm_ok;
}

void __wrap_wasm_instance_destroy(wasm_instance *any) {
    instance *self = ours(any);
    if (self == NULL) {
        __real_wasm_instance_destroy(any);
        return;
    }
    drop(self);
    free(self);
}

uint8_t *__wrap_wasm_instance_memory(wasm_instance *any, uint64_t *count) {
    instance *self = ours(any);
    if (self == NULL) return __real_wasm_instance_memory(any, count);
    *count = wasmtime_memory_data_size(self->inner, &self->memory);
    return wasmtime_memory_data(self->inner, &self->memory);
}

uint32_t __wrap_wasm_instance_grow(wasm_instance *any, uint32_t pages) {
    instance *self = ours(any);
    if (self == NULL) return __real_wasm_instance_grow(any, pages);
    uint64_t before = 0;
    return wasmtime_memory_grow(self->inner, &self->memory, pages, &before) == NULL ? (uint32_t)before : UINT32_MAX;
}

wasm_status __wrap_wasm_instance_call(
    wasm_instance *any, uint32_t function, const uint64_t *arguments, uint64_t *results, uint64_t *fuel,
    wasm_error *error) {
    instance *self = ours(any);
    if (self == NULL) return __real_wasm_instance_call(any, function, arguments, results, fuel, error);
    const wasm_module *real = self->of->real;
    for (uint32_t index = 0; index < wasm_module_export_count(real); index++) {
        wasm_extern_kind kind;
        const char *name = wasm_module_export_name(real, index, &kind);
        uint32_t found;
        wasm_function_type type;
        if (!wasm_module_find_function(real, name, &found, &type) || found != function) continue;
        wt_extern item;
        if (!wasmtime_instance_export_get(self->inner, &self->instance, name, strlen(name), &item)) abort();
        uint32_t count = type.parameter_count > type.result_count ? type.parameter_count : type.result_count;
        wt_raw values[16] = {0};
        if (count > 16) abort();
        for (uint32_t slot = 0; slot < type.parameter_count; slot++) values[slot].i64 = (int64_t)arguments[slot];
        void *trap = NULL;
        self->ended = wasm_trap_unreachable;
        if (wasmtime_func_call_unchecked(self->inner, &item.of.func, values, count, &trap) != NULL || trap != NULL) {
            *error = (wasm_error){.status = self->ended, .message = "wasmtime trapped"};
            return self->ended;
        }
        for (uint32_t slot = 0; slot < type.result_count; slot++) results[slot] = (uint64_t)values[slot].i64;
        return wasm_ok;
    }
    return wasm_no_such_export;
}
