// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Instructions that compute, and branches that compare.

#include "wasm_run.h"

// MARK: Integers

#define DEFINE_BINARY(name, type, expression)                                           \
    RUN(name) {                                                                         \
        value_##type a = get_##type(slots[pc->a]), b = get_##type(slots[pc->b]);        \
        slots[pc->d] = put_##type(expression);                                          \
        NEXT;                                                                           \
    }                                                                                   \
    RUN(name##_k) {                                                                     \
        value_##type a = get_##type(slots[pc->a]), b = (value_##type)(int64_t)pc->i;    \
        slots[pc->d] = put_##type(expression);                                          \
        NEXT;                                                                           \
    }

#define DEFINE_I32(name, opcode, expression) DEFINE_BINARY(name, i32, expression)
#define DEFINE_I64(name, opcode, expression) DEFINE_BINARY(name, i64, expression)
I32_BINARY(DEFINE_I32)
I64_BINARY(DEFINE_I64)

// An addition and the one after it.
RUN(i32_add_twice) {
    slots[pc->d] = get_i32(slots[pc->a]) + pc->u;
    slots[THIRD_FIELDS.d] = get_i32(slots[THIRD_FIELDS.a]) + THIRD_FIELDS.u;
    NEXT_AFTER_THREE;
}

#define DEFINE_DIVISION(name, opcode, type, overflows, expression)                      \
    RUN(name) {                                                                         \
        value_##type a = get_##type(slots[pc->a]), b = get_##type(slots[pc->b]);        \
        if (UNLIKELY(b == 0)) STOP(division_by_zero);                                   \
        if (UNLIKELY(overflows)) STOP(integer_overflow);                                \
        slots[pc->d] = put_##type(expression);                                          \
        NEXT;                                                                           \
    }
DIVISION(DEFINE_DIVISION)

// MARK: Comparisons

// The branches hold their second operand, or 16 bits of a constant, where others hold `a`; those that turn a loop again
// pay for its turn.
#define DEFINE_COMPARISON(name, type, expression)                                       \
    RUN(name) {                                                                         \
        value_##type a = get_##type(slots[pc->a]), b = get_##type(slots[pc->b]);        \
        slots[pc->d] = expression;                                                      \
        NEXT;                                                                           \
    }                                                                                   \
    RUN(name##_k) {                                                                     \
        value_##type a = get_##type(slots[pc->a]), b = (value_##type)(int64_t)pc->i;    \
        slots[pc->d] = expression;                                                      \
        NEXT;                                                                           \
    }                                                                                   \
    RUN(if_##name) {                                                                    \
        value_##type a = get_##type(slots[pc->d]), b = get_##type(slots[pc->a]);        \
        if (expression) GO(pc->i);                                                      \
        NEXT;                                                                           \
    }                                                                                   \
    RUN(if_##name##_k) {                                                                \
        value_##type a = get_##type(slots[pc->d]), b = (value_##type)(int16_t)pc->a;    \
        if (expression) GO(pc->i);                                                      \
        NEXT;                                                                           \
    }                                                                                   \
    RUN(again_if_##name) {                                                              \
        value_##type a = get_##type(slots[pc->d]), b = get_##type(slots[pc->a]);        \
        if (!(expression)) NEXT_AFTER_THREE;                                            \
        fuel -= THIRD_FIELDS.u;                                                         \
        if (UNLIKELY(fuel < 0)) STOP(fuel);                                             \
        GO(pc->i);                                                                      \
    }                                                                                   \
    RUN(again_if_##name##_k) {                                                          \
        value_##type a = get_##type(slots[pc->d]), b = (value_##type)(int16_t)pc->a;    \
        if (!(expression)) NEXT_AFTER_THREE;                                            \
        fuel -= THIRD_FIELDS.u;                                                         \
        if (UNLIKELY(fuel < 0)) STOP(fuel);                                             \
        GO(pc->i);                                                                      \
    }

#define DEFINE_I32_COMPARISON(name, opcode, expression, ...) DEFINE_COMPARISON(name, i32, expression)
#define DEFINE_I64_COMPARISON(name, opcode, expression, ...) DEFINE_COMPARISON(name, i64, expression)
I32_COMPARE(DEFINE_I32_COMPARISON)
I64_COMPARE(DEFINE_I64_COMPARISON)

// MARK: Floating point and conversions

#define DEFINE_UNARY(name, opcode, from, to, expression)                                \
    RUN(name) {                                                                         \
        value_##from a = get_##from(slots[pc->a]);                                      \
        slots[pc->d] = put_##to(expression);                                            \
        NEXT;                                                                           \
    }
UNARY(DEFINE_UNARY)

#define DEFINE_FLOAT_BINARY(name, opcode, from, to, expression)                         \
    RUN(name) {                                                                         \
        value_##from a = get_##from(slots[pc->a]), b = get_##from(slots[pc->b]);        \
        slots[pc->d] = put_##to(expression);                                            \
        NEXT;                                                                           \
    }
FLOAT_BINARY(DEFINE_FLOAT_BINARY)

#define DEFINE_TRUNCATION(name, opcode, from, to, integer, low, high)                   \
    RUN(name) {                                                                         \
        double a = get_##from(slots[pc->a]);                                            \
        if (UNLIKELY(a != a)) STOP(conversion);                                         \
        if (UNLIKELY(!(a > (low) && a < (high)))) STOP(integer_overflow);               \
        slots[pc->d] = put_##to((value_##to)(integer)a);                                \
        NEXT;                                                                           \
    }
TRUNCATION(DEFINE_TRUNCATION)
