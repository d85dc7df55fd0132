// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Copies between slots, branches, calls, and how calls end.

#include "wasm_reader.h"
#include "wasm_run.h"
#include "wasm_sections.h"

// MARK: Slots

RUN(copy_many) {
    memmove(slots + pc->d, slots + pc->a, pc->u * sizeof *slots);
    NEXT;
}

// MARK: Branches

RUN(go) { GO(pc->i); }

RUN(go_again) {
    fuel -= THIRD_FIELDS.u;
    if (UNLIKELY(fuel < 0)) STOP(fuel);
    GO(pc->i);
}

RUN(go_by_table) {
    uint32_t index = (uint32_t)slots[pc->d];
    if (index > pc->u) index = pc->u;
    int32_t distance;
    memcpy(&distance, (const uint8_t *)(&THIRD) + index * sizeof distance, sizeof distance);
    GO(distance);
}

// MARK: Calls

// Puts a frame for `callee` at `from` and goes to its start. Locals are zeroed eight at a time: what lies behind them
// are slots of operands that nothing has put there yet. Nothing is charged where there is no room: a function that is not
// translated has no cost yet, and its call has to end as that of one that is.
#define ENTER(called, from)                                                                              \
    do {                                                                                                 \
        const wasm_callee *callee_ = (called);                                                           \
        const wasm_code *code = atomic_load_explicit(&callee_->code, memory_order_acquire);              \
        uint64_t *frame_ = slots + (from);                                                               \
        if (UNLIKELY((size_t)(instance->stack_end - frame_) < code->frame_slots)) STOP(stack);           \
        if (UNLIKELY(top == instance->last_frame)) STOP(stack);                                          \
        fuel -= code->cost;                                                                              \
        if (UNLIKELY(fuel < 0)) STOP(fuel);                                                              \
        *++top = (wasm_frame){pc, slots, callee_};                                                       \
        slots = frame_;                                                                                  \
        uint64_t *zero = slots + code->zero_from, *zero_end = zero + code->zero_count;                   \
        for (; zero < zero_end; zero += 8) {                                                             \
            __builtin_memset_inline(zero, 0, 8 * sizeof *zero);                                          \
            /* Keeps the loop, which would become a call of memset: that takes longer for so few. */     \
            __asm__("" : "+r"(zero));                                                                    \
        }                                                                                                \
        pc = (const wasm_instruction *)code->cells;                                                      \
        __attribute__((musttail)) return pc->run(RUN_ARGUMENTS);                                         \
    } while (0)

// Goes on behind the call that made this frame.
#define LEAVE                                  \
    do {                                       \
        pc = top->caller;                      \
        slots = top->caller_slots;             \
        top--;                                 \
        NEXT_AFTER_THREE;                      \
    } while (0)

RUN(call) {
    const wasm_callee *callee;
    memcpy(&callee, &THIRD, sizeof callee);
    ENTER(callee, pc->d);
}

RUN(call_indirect) {
    uint32_t index = (uint32_t)slots[pc->a];
    if (UNLIKELY(index >= instance->table_count)) STOP(table_bounds);
    const wasm_callee *callee = instance->table[index];
    if (UNLIKELY(callee == NULL)) STOP(null_function);
    if (UNLIKELY(callee->identity != pc->u)) STOP(signature);
    ENTER(callee, pc->d);
}

RUN(back) { LEAVE; }

// The setting of a global, and the return behind it.
RUN(back_with_global) {
    instance->globals[pc->a] = get_i32(slots[pc->d]) + pc->u;
    LEAVE;
}

RUN(back_with) {
    slots[0] = slots[pc->d];
    LEAVE;
}

RUN(back_with_many) {
    memmove(slots, slots + pc->d, pc->u * sizeof *slots);
    LEAVE;
}

// What a host function did, and whether the call goes on.
static __attribute__((noinline)) bool call_host(wasm_instance *instance, uint32_t import, uint64_t *slots) {
    wasm_status status = instance->host(instance->context, import, slots);
    if (status != wasm_ok) {
        const wasm_import *name = instance->module->imports + import;
        wasm_fail(&instance->error, status, import, "the host function %.80s.%.80s ended the call", name->module,
                  name->name);
        return false;
    }
    const wasm_function_type *type = instance->module->types + instance->module->callees[import].type;
    for (uint32_t i = 0; i < type->result_count; i++) {
        if (type->results[i] == type_i32 || type->results[i] == type_f32) slots[i] = (uint32_t)slots[i];
    }
    return true;
}

RUN(call_host) {
    if (UNLIKELY(!call_host(instance, pc->u, slots + pc->d))) STOP(error);
    size = instance->byte_count;
    NEXT_AFTER_THREE;
}

// The code of an imported function that is called as if it were the module's own: through the table, or by its export.
RUN(imported) {
    if (UNLIKELY(!call_host(instance, top->callee->index, slots))) STOP(error);
    size = instance->byte_count;
    LEAVE;
}

// The code of a function that is not translated: translates it, and calls it again.
RUN(translate) {
    const wasm_callee *callee = top->callee;
    if (wasm_translated(instance->module, (wasm_callee *)callee, &instance->error) == NULL) STOP(error);
    pc = top->caller;
    slots = top->caller_slots;
    top--;
    __attribute__((musttail)) return pc->run(RUN_ARGUMENTS);
}

// MARK: Ends

RUN(leave) {
    (void)pc, (void)slots, (void)memory, (void)size, (void)top;
    instance->fuel = fuel;
}

RUN(unreachable) { STOP(unreachable); }

#define DEFINE_STOP(reason, text)                                                                          \
    DECLARE_STOP(reason) {                                                                                 \
        (void)pc, (void)slots, (void)memory, (void)size;                                                   \
        wasm_fail(&instance->error, wasm_trap_##reason, top->callee != NULL ? top->callee->index : 0, "%s", text); \
        instance->fuel = fuel;                                                                             \
    }

DEFINE_STOP(unreachable, "unreachable: the program ended itself")
DEFINE_STOP(memory_bounds, "out of bounds memory access")
DEFINE_STOP(table_bounds, "out of bounds table access")
DEFINE_STOP(null_function, "uninitialized element: the table has no function there")
DEFINE_STOP(signature, "indirect call type mismatch")
DEFINE_STOP(division_by_zero, "integer divide by zero")
DEFINE_STOP(integer_overflow, "integer overflow")
DEFINE_STOP(conversion, "invalid conversion to integer")
DEFINE_STOP(stack, "call stack exhausted")
DEFINE_STOP(fuel, "the fuel is used up")

DECLARE_STOP(error) {
    (void)pc, (void)slots, (void)memory, (void)size, (void)top;
    instance->fuel = fuel;
}

// MARK: Tables of code

const wasm_handler wasm_handlers[operation_count] = {
#define X(name) [op_##name] = wasm_run_##name,
    ALL_CODE
#undef X
};

// A function of one instruction, which needs no slots of its own.
#define STUB(name) {.cells = {(uint64_t)(uintptr_t)wasm_run_##name, 0}}

static const wasm_code untranslated = STUB(translate), imported = STUB(imported);
const wasm_code *const wasm_untranslated_code = &untranslated, *const wasm_imported_code = &imported;
