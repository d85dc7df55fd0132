// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Steps: what each instruction does that always goes on to the one behind it.

#ifndef WASM_STEP_H
#define WASM_STEP_H

#include "wasm_instance.h"
#include "wasm_values.h"

// An instruction's fields, each in a register.
typedef struct wasm_operands {
    uint64_t d, a, b, c;
    uint32_t u;
    int32_t i;
} wasm_operands;

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "fields are where this takes them from, as memory is");

// Reads all of them at once: taking them apart is less work than reading each.
VALUE wasm_operands operands_of(const wasm_instruction *pc) {
    uint64_t word = ((const uint64_t *)pc)[1];
    return (wasm_operands){
        .d = word & 0xffff,
        .a = word >> 16 & 0xffff,
        .b = word >> 32 & 0xffff,
        .c = word >> 48,
        .u = (uint32_t)(word >> 32),
        .i = (int32_t)(word >> 32),
    };
}

VALUE wasm_fields fields_in(const uint64_t *cell) { return *(const wasm_fields *)cell; }

// `f` are the fields, and `third` is the third cell, of those that have one. False where bytes are wanted that are not
// all in memory: nothing has happened then.
#define STEP(name)                                                                                                   \
    VALUE bool wasm_step_##name(const wasm_operands *f, const uint64_t *third, uint64_t *slots, uint8_t *memory,     \
                                uint64_t size, struct wasm_instance *instance)

#define DEFINE_STEP(name, ...)                                                        \
    STEP(name) {                                                                      \
        (void)f, (void)third, (void)slots, (void)memory, (void)size, (void)instance;  \
        __VA_ARGS__;                                                                  \
        return true;                                                                  \
    }

// MARK: Numbers

#define SLOT(type, field) get_##type(slots[f->field])
#define CONSTANT(type) (value_##type)(int64_t)f->i

#define DEFINE_TWO(name, type, result)                                                                             \
    DEFINE_STEP(name, value_##type a = SLOT(type, a); value_##type b = SLOT(type, b); slots[f->d] = result)        \
    DEFINE_STEP(name##_k, value_##type a = SLOT(type, a); value_##type b = CONSTANT(type); slots[f->d] = result)

#define DEFINE_I32(name, opcode, result) DEFINE_TWO(name, i32, put_i32(result))
#define DEFINE_I64(name, opcode, result) DEFINE_TWO(name, i64, put_i64(result))
#define DEFINE_I32_COMPARISON(name, opcode, result, ...) DEFINE_TWO(name, i32, result)
#define DEFINE_I64_COMPARISON(name, opcode, result, ...) DEFINE_TWO(name, i64, result)
I32_BINARY(DEFINE_I32)
I64_BINARY(DEFINE_I64)
I32_COMPARE(DEFINE_I32_COMPARISON)
I64_COMPARE(DEFINE_I64_COMPARISON)

#define DEFINE_UNARY(name, opcode, from, to, result) \
    DEFINE_STEP(name, value_##from a = SLOT(from, a); slots[f->d] = put_##to(result))
#define DEFINE_FLOAT_BINARY(name, opcode, from, to, result) \
    DEFINE_STEP(name, value_##from a = SLOT(from, a); value_##from b = SLOT(from, b); slots[f->d] = put_##to(result))
UNARY(DEFINE_UNARY)
FLOAT_BINARY(DEFINE_FLOAT_BINARY)

// An addition and the one after it.
DEFINE_STEP(i32_add_twice, slots[f->d] = get_i32(slots[f->a]) + f->u; wasm_fields next = fields_in(third);
            slots[next.d] = get_i32(slots[next.a]) + next.u)

// MARK: Slots

DEFINE_STEP(copy, slots[f->d] = slots[f->a])
DEFINE_STEP(copy2, slots[f->d] = slots[f->a]; slots[f->d + 1] = slots[f->b])
DEFINE_STEP(copy3, slots[f->d] = slots[f->a]; slots[f->d + 1] = slots[f->b]; slots[f->d + 2] = slots[f->c])
DEFINE_STEP(constant, slots[f->d] = f->u)
DEFINE_STEP(constant_signed, slots[f->d] = (uint64_t)(int64_t)f->i)
DEFINE_STEP(constant_wide, slots[f->d] = *third)
// Which one is rarely foreseen: both are read, so that no branch is needed.
DEFINE_STEP(select, uint64_t one = slots[f->a]; uint64_t other = slots[f->b];
            slots[f->d] = __builtin_unpredictable((uint32_t)slots[f->c] != 0) ? one : other)

// MARK: Memory

// The bytes that `type` has at a 32-bit address and offset; ends the step where they are not all in memory.
#define BYTES(type, address, offset)                                         \
    ({                                                                       \
        uint64_t at = (uint64_t)(uint32_t)(address) + (offset);              \
        if (__builtin_expect(at + sizeof(type) > size, 0)) return false;     \
        memory + at;                                                         \
    })

#define DEFINE_LOADING(name, stored, extended, bytes) \
    DEFINE_STEP(name, stored value; memcpy(&value, bytes, sizeof value); slots[f->d] = (extended)value)
#define DEFINE_LOAD(name, opcode, stored, type, extended)                                              \
    DEFINE_LOADING(name, stored, extended, BYTES(stored, slots[f->a], f->u))                           \
    DEFINE_LOADING(name##_at_sum, stored, extended, BYTES(stored, slots[f->a] + slots[f->b], f->c))    \
    DEFINE_LOADING(name##_at_k, stored, extended, BYTES(stored, f->u, 0))
LOAD(DEFINE_LOAD)

#define DEFINE_STORING(name, stored, operand) \
    DEFINE_STEP(name, stored value = (stored)(operand); memcpy(BYTES(stored, slots[f->d], f->u), &value, sizeof value))
#define DEFINE_STORE(name, opcode, stored, type) \
    DEFINE_STORING(name, stored, slots[f->a])    \
    DEFINE_STORING(name##_k, stored, (int64_t)(int16_t)f->a)
STORE(DEFINE_STORE)

// A load and the store of what it loaded.
#define DEFINE_MOVE(bits)                                                                         \
    DEFINE_STEP(move##bits, uint##bits##_t value;                                                 \
                memcpy(&value, BYTES(uint##bits##_t, slots[f->a], f->c), sizeof value);           \
                memcpy(BYTES(uint##bits##_t, slots[f->d], f->b), &value, sizeof value))
DEFINE_MOVE(8)
DEFINE_MOVE(16)
DEFINE_MOVE(32)
DEFINE_MOVE(64)

// MARK: Globals

DEFINE_STEP(global_get, slots[f->d] = instance->globals[f->u])
DEFINE_STEP(global_set, instance->globals[f->u] = slots[f->d])
// What a function does first and last with the global that points to its part of the memory.
DEFINE_STEP(global_get_sum, slots[f->d] = get_i32(instance->globals[f->a]) + f->u)
DEFINE_STEP(global_set_sum, instance->globals[f->a] = get_i32(slots[f->d]) + f->u)
DEFINE_STEP(global_add, slots[f->d] = instance->globals[f->a] = get_i32(instance->globals[f->a]) + f->u)

#endif
