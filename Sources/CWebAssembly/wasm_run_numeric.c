// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Instructions that compute and may stop the call, and branches that compare.

#include "wasm_run.h"

// MARK: Division

#define DEFINE_DIVISION(name, opcode, type, overflows, expression)                      \
    RUN(name) {                                                                         \
        value_##type a = get_##type(slots[pc->a]), b = get_##type(slots[pc->b]);        \
        if (UNLIKELY(b == 0)) STOP(division_by_zero);                                   \
        if (UNLIKELY(overflows)) STOP(integer_overflow);                                \
        slots[pc->d] = put_##type(expression);                                          \
        NEXT;                                                                           \
    }
DIVISION(DEFINE_DIVISION)

// MARK: Branches

// The branches hold their second operand, or 16 bits of a constant, where others hold `a`; those that turn a loop again
// pay for its turn.
#define DEFINE_BRANCH(name, type, expression)                                           \
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

#define DEFINE_I32_BRANCH(name, opcode, expression, ...) DEFINE_BRANCH(name, i32, expression)
#define DEFINE_I64_BRANCH(name, opcode, expression, ...) DEFINE_BRANCH(name, i64, expression)
I32_COMPARE(DEFINE_I32_BRANCH)
I64_COMPARE(DEFINE_I64_BRANCH)

// MARK: Conversions

#define DEFINE_TRUNCATION(name, opcode, from, to, integer, low, high)                   \
    RUN(name) {                                                                         \
        double a = get_##from(slots[pc->a]);                                            \
        if (UNLIKELY(a != a)) STOP(conversion);                                         \
        if (UNLIKELY(!(a > (low) && a < (high)))) STOP(integer_overflow);               \
        slots[pc->d] = put_##to((value_##to)(integer)a);                                \
        NEXT;                                                                           \
    }
TRUNCATION(DEFINE_TRUNCATION)
