// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Pairs of instructions for which there is one function, where one stands behind the other.
//
// They are the pairs that runtimes ran most, counted in an epoch of spec 293, in the making of its genesis, and in
// blocks of specs 181, 200 and 218. Whatever is listed, programs do the same.

#ifndef WASM_PAIRS_H
#define WASM_PAIRS_H

#include "wasm_code.h"

// What runs an instruction and the one behind it, or NULL.
wasm_handler wasm_pair(const wasm_instruction *one, const wasm_instruction *other);

// For each first one, between FIRST(first) and END:
//     STEP(first, second)             both are steps
//     THEN(first, second, operand)    likewise, and this operand of the second one is what the first one computed
//     EITHER(first, second, operand)  whether or not it is
//     LEAVE(first, second)            the first is a step, and the second may go anywhere
#define PAIRS(FIRST, STEP, THEN, EITHER, LEAVE, END)                                                                \
    FIRST(i32_add) STEP(i32_add, i32_add) EITHER(i32_add, i32_and_k, a) THEN(i32_add, i64_load, a)                  \
        THEN(i32_add, i32_store, a) STEP(i32_add, i64_store) THEN(i32_add, i32_store8, a) THEN(i32_add, move8, a)   \
        LEAVE(i32_add, if_i32_eq_k) END                                                                             \
    FIRST(i32_add_k) STEP(i32_add_k, i32_load) STEP(i32_add_k, i32_load_at_k) THEN(i32_add_k, i64_load, a)          \
        THEN(i32_add_k, i32_load8_u, a) THEN(i32_add_k, i64_load16_u, a) THEN(i32_add_k, i32_store, a)              \
        STEP(i32_add_k, copy) STEP(i32_add_k, constant) THEN(i32_add_k, move64, a)                                  \
        LEAVE(i32_add_k, again_if_i32_lt_u) LEAVE(i32_add_k, again_if_i32_ne) LEAVE(i32_add_k, again_if_i32_ne_k)   \
        LEAVE(i32_add_k, if_i32_eq_k) END                                                                           \
    FIRST(i32_mul_k) THEN(i32_mul_k, i32_add, a) STEP(i32_mul_k, i32_shr_u_k) END                                   \
    FIRST(i32_and_k) STEP(i32_and_k, i32_add) STEP(i32_and_k, i32_sub) STEP(i32_and_k, i64_shl)                     \
        THEN(i32_and_k, select, c) LEAVE(i32_and_k, if_i32_eq_k) LEAVE(i32_and_k, if_i32_ne_k) END                  \
    FIRST(i32_or) THEN(i32_or, i32_store, a) END                                                                    \
    FIRST(i32_xor) THEN(i32_xor, select, c) END                                                                     \
    FIRST(i32_shl) THEN(i32_shl, i32_or, a) END                                                                     \
    FIRST(i32_shl_k) THEN(i32_shl_k, i32_add, a) THEN(i32_shl_k, i64_load_at_sum, a) END                            \
    FIRST(i32_shr_u) STEP(i32_shr_u, i32_load) END                                                                  \
    FIRST(i32_shr_u_k) THEN(i32_shr_u_k, i32_add, a) STEP(i32_shr_u_k, i32_add_k) END                               \
    FIRST(i32_sub) THEN(i32_sub, i32_add, a) THEN(i32_sub, i32_and_k, a) END                                        \
    FIRST(i64_add) THEN(i64_add, i64_add, a) STEP(i64_add, i64_mul) EITHER(i64_add, i64_xor, a)                     \
        THEN(i64_add, i64_shl_k, a) THEN(i64_add, i64_lt_s, a) EITHER(i64_add, i64_lt_u, a)                         \
        THEN(i64_add, i64_store, a) STEP(i64_add, constant) END                                                     \
    FIRST(i64_add_k) STEP(i64_add_k, i64_ne_k) STEP(i64_add_k, constant_wide) END                                   \
    FIRST(i64_mul) THEN(i64_mul, i64_add, a) STEP(i64_mul, i64_mul) STEP(i64_mul, i64_shr_u_k)                      \
        STEP(i64_mul, i64_lt_u) STEP(i64_mul, copy) END                                                             \
    FIRST(i64_and) THEN(i64_and, i64_or, a) THEN(i64_and, i64_xor, a) STEP(i64_and, constant_wide) END              \
    FIRST(i64_or) STEP(i64_or, i32_add_k) THEN(i64_or, i64_add, a) STEP(i64_or, i64_shr_u_k)                        \
        THEN(i64_or, i64_eq_k, a) LEAVE(i64_or, call_host) LEAVE(i64_or, if_i64_eq_k) END                           \
    FIRST(i64_xor) THEN(i64_xor, i64_or, a) THEN(i64_xor, i64_xor, a) THEN(i64_xor, i64_shr_s_k, a)                 \
        THEN(i64_xor, i64_rotl_k, a) THEN(i64_xor, i64_lt_s_k, a) THEN(i64_xor, copy, a) END                        \
    FIRST(i64_xor_k) THEN(i64_xor_k, i64_and, a) END                                                                \
    FIRST(i64_shl_k) THEN(i64_shl_k, i64_add, a) THEN(i64_shl_k, i64_or, a) STEP(i64_shl_k, i64_shr_s_k)            \
        STEP(i64_shl_k, i64_shr_u_k) STEP(i64_shl_k, i64_load) END                                                  \
    FIRST(i64_shr_s_k) THEN(i64_shr_s_k, i64_xor, a) THEN(i64_shr_s_k, i64_shl_k, a) STEP(i64_shr_s_k, copy) END    \
    FIRST(i64_shr_u) THEN(i64_shr_u, i64_or, a) END                                                                 \
    FIRST(i64_shr_u_k) THEN(i64_shr_u_k, i64_add_k, a) EITHER(i64_shr_u_k, i64_mul, a)                              \
        THEN(i64_shr_u_k, i64_or, a) STEP(i64_shr_u_k, i64_shl_k) STEP(i64_shr_u_k, i64_shr_u_k)                    \
        THEN(i64_shr_u_k, i32_wrap_i64, a) END                                                                      \
    FIRST(i64_rotl_k) EITHER(i64_rotl_k, i64_add, a) STEP(i64_rotl_k, i64_xor) THEN(i64_rotl_k, i64_xor_k, a) END   \
    FIRST(i64_sub) STEP(i64_sub, i64_lt_s_k) STEP(i64_sub, i64_lt_u) THEN(i64_sub, i64_gt_u, a)                     \
        THEN(i64_sub, select, a) END                                                                                \
    FIRST(i32_ne) THEN(i32_ne, i32_shl_k, a) END                                                                    \
    FIRST(i64_eq) THEN(i64_eq, select, c) END                                                                       \
    FIRST(i64_ne_k) THEN(i64_ne_k, i64_add, a) THEN(i64_ne_k, select, c) END                                        \
    FIRST(i64_lt_s) THEN(i64_lt_s, i32_xor, a) END                                                                  \
    FIRST(i64_lt_s_k) THEN(i64_lt_s_k, select, c) END                                                               \
    FIRST(i64_lt_u) THEN(i64_lt_u, i64_add, a) THEN(i64_lt_u, i64_shl_k, a) STEP(i64_lt_u, i64_sub) END             \
    FIRST(i64_clz) THEN(i64_clz, i64_add_k, a) STEP(i64_clz, i64_clz) THEN(i64_clz, i32_wrap_i64, a) END            \
    FIRST(i32_wrap_i64) STEP(i32_wrap_i64, i64_mul) STEP(i32_wrap_i64, i32_wrap_i64)                                \
        THEN(i32_wrap_i64, i32_store, a) END                                                                        \
    FIRST(i32_load) THEN(i32_load, i32_add, a) THEN(i32_load, i32_add_k, a) THEN(i32_load, i32_and_k, a)            \
        THEN(i32_load, i32_shl, a) STEP(i32_load, i32_shl_k) THEN(i32_load, i32_sub, a)                             \
        EITHER(i32_load, i32_load, a) THEN(i32_load, i32_store, a) STEP(i32_load, copy) STEP(i32_load, constant)    \
        THEN(i32_load, select, c) LEAVE(i32_load, if_i32_eq) LEAVE(i32_load, if_i32_eq_k)                           \
        LEAVE(i32_load, if_i32_ge_u) LEAVE(i32_load, if_i32_ne) LEAVE(i32_load, if_i32_ne_k) END                    \
    FIRST(i32_load_at_k) STEP(i32_load_at_k, copy) STEP(i32_load_at_k, constant) END                                \
    FIRST(i64_load) STEP(i64_load, i32_add_k) THEN(i64_load, i64_add, a) STEP(i64_load, i64_mul)                    \
        THEN(i64_load, i64_shl_k, a) THEN(i64_load, i64_shr_s_k, a) THEN(i64_load, i64_shr_u_k, a)                  \
        STEP(i64_load, i32_load) STEP(i64_load, i64_load) THEN(i64_load, i64_store, a) STEP(i64_load, constant)     \
        STEP(i64_load, move64) END                                                                                  \
    FIRST(i32_load8_u) THEN(i32_load8_u, i32_mul_k, a) STEP(i32_load8_u, i32_load8_u)                               \
        LEAVE(i32_load8_u, if_i32_ne) END                                                                           \
    FIRST(i32_load8_u_at_k) STEP(i32_load8_u_at_k, i32_load_at_k) END                                               \
    FIRST(i32_load16_u) LEAVE(i32_load16_u, if_i32_le_u) END                                                        \
    FIRST(i64_load16_u) THEN(i64_load16_u, i64_shl_k, a) END                                                        \
    FIRST(i32_store) STEP(i32_store, i32_add_k) STEP(i32_store, i32_load) STEP(i32_store, i32_store)                \
        STEP(i32_store, i32_store_k) STEP(i32_store, i64_store) STEP(i32_store, i32_add_twice)                      \
        STEP(i32_store, constant) LEAVE(i32_store, back_with_global) END                                            \
    FIRST(i32_store_k) STEP(i32_store_k, i32_store) END                                                             \
    FIRST(i64_store) STEP(i64_store, i32_add_k) STEP(i64_store, i64_mul) STEP(i64_store, i64_store)                 \
        STEP(i64_store, i32_store16) STEP(i64_store, i32_add_twice) STEP(i64_store, constant_wide)                  \
        LEAVE(i64_store, back) LEAVE(i64_store, back_with_global) END                                               \
    FIRST(i32_store8) STEP(i32_store8, i32_add_k) STEP(i32_store8, i32_shr_u_k) END                                 \
    FIRST(i32_store16) STEP(i32_store16, i32_add_k) END                                                             \
    FIRST(i32_add_twice) STEP(i32_add_twice, i32_add_k) STEP(i32_add_twice, i64_load)                               \
        STEP(i32_add_twice, i32_add_twice) STEP(i32_add_twice, constant) STEP(i32_add_twice, move8)                 \
        STEP(i32_add_twice, move32) STEP(i32_add_twice, move64) LEAVE(i32_add_twice, again_if_i32_lt_u)             \
        LEAVE(i32_add_twice, again_if_i32_ne_k) LEAVE(i32_add_twice, call) LEAVE(i32_add_twice, if_i32_eq_k) END    \
    FIRST(copy) EITHER(copy, i32_add_k, a) THEN(copy, i64_shr_u_k, a) STEP(copy, copy) STEP(copy, constant)         \
        THEN(copy, move64, a) LEAVE(copy, call) LEAVE(copy, call_host) LEAVE(copy, call_indirect) LEAVE(copy, go)   \
        LEAVE(copy, if_i32_eq_k) END                                                                                \
    FIRST(copy2) LEAVE(copy2, call) LEAVE(copy2, call_indirect) END                                                 \
    FIRST(copy3) STEP(copy3, copy2) LEAVE(copy3, call) END                                                          \
    FIRST(constant) THEN(constant, i32_sub, a) THEN(constant, i64_sub, a) STEP(constant, i64_load)                  \
        THEN(constant, i32_store, a) STEP(constant, i32_store_k) STEP(constant, copy) STEP(constant, constant)      \
        EITHER(constant, select, a) LEAVE(constant, call) LEAVE(constant, call_indirect) LEAVE(constant, go) END    \
    FIRST(constant_signed) THEN(constant_signed, select, a) END                                                     \
    FIRST(constant_wide) STEP(constant_wide, i64_and) STEP(constant_wide, i64_xor)                                  \
        THEN(constant_wide, i64_store, a) END                                                                       \
    FIRST(select) THEN(select, i64_xor, a) STEP(select, i64_ne_k) THEN(select, i32_wrap_i64, a)                     \
        THEN(select, i32_store, a) THEN(select, i64_store, a) STEP(select, constant) LEAVE(select, if_i64_eq_k)     \
        END                                                                                                         \
    FIRST(move8) STEP(move8, i32_add_k) STEP(move8, i32_add_twice) END                                              \
    FIRST(move64) STEP(move64, i32_add_k) STEP(move64, i32_load_at_k) STEP(move64, i64_store)                       \
        STEP(move64, i32_add_twice) STEP(move64, move64) END                                                        \
    FIRST(global_add) THEN(global_add, i32_add_k, a) STEP(global_add, i32_wrap_i64) STEP(global_add, i32_load)      \
        THEN(global_add, copy3, a) STEP(global_add, constant) END

#endif
