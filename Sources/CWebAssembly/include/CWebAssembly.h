// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// An interpreter of WebAssembly 1.0 with sign extension, bulk memory, several results, saturating conversions and
// mutable globals.
//
//     wasm_module      a module's bytes, checked; functions are checked and translated when they are first called
//     wasm_instance    one caller's memory, globals, table and stack
//
// Three promises:
//   1. Bytes of a module may be anybody's. Every length is checked against what is left before it is used, counts are
//      limited, and neither the reading nor the running of a module recurses on the C stack.
//   2. What a call answers depends on the module, the arguments, the host functions and the fuel alone: floating-point
//      results have one NaN, and the same call always burns the same fuel.
//   3. Running allocates nothing. (Translating does: once for each function of a module, whoever calls it first.)

#ifndef CWEBASSEMBLY_H
#define CWEBASSEMBLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__cplusplus)
extern "C" {
#endif

// MARK: Outcomes

typedef enum wasm_status {
    wasm_ok = 0,

    // A module that is refused.
    wasm_malformed,      // not the binary format
    wasm_invalid,        // the binary format, but not a program
    wasm_unsupported,    // a program that uses what is not here, such as vectors
    wasm_over_limit,     // more of something than `wasm_limits` allow
    wasm_out_of_memory,  // the system gave no memory

    // A call that ends early.
    wasm_trap_unreachable,
    wasm_trap_memory_bounds,
    wasm_trap_table_bounds,
    wasm_trap_null_function,
    wasm_trap_signature,
    wasm_trap_division_by_zero,
    wasm_trap_integer_overflow,
    wasm_trap_conversion,  // of what is not a number to an integer
    wasm_trap_stack,       // too many slots or too many frames
    wasm_trap_fuel,
    wasm_trap_host,        // what a host function may return to end the call; it says why elsewhere

    wasm_no_such_export,   // no such function
} wasm_status;

/// What failed. `offset` is a place in the module's bytes for a refused module (or a refused function of it), and the
/// function's index for a call that ends early.
typedef struct wasm_error {
    wasm_status status;
    uint64_t offset;
    char message[192];
} wasm_error;

// MARK: Limits

/// How much of everything a module may have, and how much a call may use.
typedef struct wasm_limits {
    uint64_t module_bytes;
    uint32_t memory_pages;  // of 64 KiB, that a memory may have or grow to
    uint32_t table_elements;
    uint32_t functions;
    uint32_t globals;
    uint32_t types;
    uint32_t exports;
    uint32_t imports;
    uint32_t segments;  // of data, and of elements
    uint32_t function_bytes;
    uint32_t locals;      // of a function, its parameters among them
    uint32_t all_locals;  // of all functions together: a local takes as little room in a module as a million do
    uint32_t control_depth;
    uint32_t operand_depth;
    uint32_t stack_slots;  // of 8 bytes, for all frames of a call together
    uint32_t call_depth;   // frames
} wasm_limits;

extern const wasm_limits wasm_default_limits;

// MARK: Modules

/// Immutable to its users, and may be shared by threads: what is translated later is published atomically.
typedef struct wasm_module wasm_module;

/// Value types as in the binary format: 0x7f i32, 0x7e i64, 0x7d f32, 0x7c f64.
typedef struct wasm_function_type {
    uint32_t parameter_count, result_count;
    const uint8_t *parameters, *results;
} wasm_function_type;

typedef enum wasm_extern_kind {
    wasm_function = 0,
    wasm_table = 1,
    wasm_memory = 2,
    wasm_global = 3,
} wasm_extern_kind;

/// Reads a module and checks everything but the bodies of its functions, each of which is checked before it first runs
/// (`wasm_module_prepare` does that for all of them at once). The bytes have to stay where and as they are until the
/// module is destroyed: a copy would take longer than all that is read here. `limits` NULL: the default ones. NULL, and
/// `error` filled, on failure.
wasm_module *wasm_module_create(const uint8_t *bytes, size_t count, const wasm_limits *limits, wasm_error *error);

/// Not before the last of its instances is destroyed.
void wasm_module_destroy(wasm_module *module);

/// Checks and translates every function that has not run yet. A module that passes is valid through and through.
wasm_status wasm_module_prepare(const wasm_module *module, wasm_error *error);

/// How many operands were compared with the types that instructions want, in all functions that were translated so far:
/// what checking costs beside reading the bytes. An instruction adds as many as a type can have, at most; a branch
/// table, as many for each of its labels that it has not named before.
uint64_t wasm_module_checked_operands(const wasm_module *module);

/// Imported functions, by their index.
uint32_t wasm_module_import_count(const wasm_module *module);
const char *wasm_module_import_module(const wasm_module *module, uint32_t index);
const char *wasm_module_import_name(const wasm_module *module, uint32_t index);
wasm_function_type wasm_module_import_type(const wasm_module *module, uint32_t index);

/// Exports, in the module's order.
uint32_t wasm_module_export_count(const wasm_module *module);
const char *wasm_module_export_name(const wasm_module *module, uint32_t index, wasm_extern_kind *kind);

/// Whether a function is exported by this name; its index and its type.
bool wasm_module_find_function(const wasm_module *module, const char *name, uint32_t *function,
                               wasm_function_type *type);

/// Whether a global is exported by this name; its value at the start, such as `__heap_base`.
bool wasm_module_find_global(const wasm_module *module, const char *name, uint64_t *value);

/// Whether there is a custom section of this name; its content, which lives as long as the module.
bool wasm_module_custom_section(const wasm_module *module, const char *name, const uint8_t **bytes, size_t *count);

/// Whether the module names a function to be called before all others. No instance calls it by itself.
bool wasm_module_start_function(const wasm_module *module, uint32_t *function);

// MARK: Instances

/// For one caller at a time.
typedef struct wasm_instance wasm_instance;

/// A host function. `slots` holds the arguments, and takes the results from its start on; 32-bit values are the low
/// half of a slot. Anything but `wasm_ok` ends the call with that status. It may ask for the instance's memory and
/// grow it, and has to ask again after growing; it must not call or reset the instance.
typedef wasm_status (*wasm_host_function)(void *context, uint32_t import_index, uint64_t *slots);

/// Memory with the data segments in it (mapped copy-on-write from the module's image), table and globals. NULL, and
/// `error` filled, on failure.
wasm_instance *wasm_instance_create(const wasm_module *module, wasm_host_function host, void *context,
                                    wasm_error *error);

/// As it was after its creation. Costs as much as the last call has touched.
wasm_status wasm_instance_reset(wasm_instance *instance, void *context);

void wasm_instance_destroy(wasm_instance *instance);

/// The memory and how many bytes of it there are; NULL and 0 where the module has none.
uint8_t *wasm_instance_memory(wasm_instance *instance, uint64_t *byte_count);

/// How many pages there were, or UINT32_MAX where the memory cannot grow so far.
uint32_t wasm_instance_grow(wasm_instance *instance, uint32_t pages);

/// Runs a function by its index. `arguments` and `results` have the counts of its type (`results` may be NULL where it
/// has none, and is untouched where the call ends early).
///
/// `fuel`: in, how many instructions may run; out, what is left. A function costs its instructions when it is called,
/// and a loop costs its own again on each further turn, whether or not branches skip some of them; the locals that a
/// call makes and the bytes that bulk instructions touch cost in addition. So no more instructions run than are paid
/// for.
wasm_status wasm_instance_call(wasm_instance *instance, uint32_t function, const uint64_t *arguments, uint64_t *results,
                               uint64_t *fuel, wasm_error *error);

#if defined(__cplusplus)
}
#endif

#endif
