// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Every instruction that computes: name, opcode (0xfc.. for those behind that prefix), and what it does with `a` and
// `b`. Reader, translator and interpreter make their tables and functions from these lists.

#ifndef WASM_OPERATIONS_H
#define WASM_OPERATIONS_H

// X(name, opcode, expression)
#define I32_BINARY(X)                                                       \
    X(i32_add, 0x6a, a + b)                                                 \
    X(i32_mul, 0x6c, a * b)                                                 \
    X(i32_and, 0x71, a & b)                                                 \
    X(i32_or, 0x72, a | b)                                                  \
    X(i32_xor, 0x73, a ^ b)                                                 \
    X(i32_shl, 0x74, a << (b & 31))                                         \
    X(i32_shr_s, 0x75, (uint32_t)((int32_t)a >> (b & 31)))                  \
    X(i32_shr_u, 0x76, a >> (b & 31))                                       \
    X(i32_rotl, 0x77, a << (b & 31) | a >> (-b & 31))                       \
    X(i32_rotr, 0x78, a >> (b & 31) | a << (-b & 31))                       \
    X(i32_sub, 0x6b, a - b)
#define I64_BINARY(X)                                                       \
    X(i64_add, 0x7c, a + b)                                                 \
    X(i64_mul, 0x7e, a * b)                                                 \
    X(i64_and, 0x83, a & b)                                                 \
    X(i64_or, 0x84, a | b)                                                  \
    X(i64_xor, 0x85, a ^ b)                                                 \
    X(i64_shl, 0x86, a << (b & 63))                                         \
    X(i64_shr_s, 0x87, (uint64_t)((int64_t)a >> (b & 63)))                  \
    X(i64_shr_u, 0x88, a >> (b & 63))                                       \
    X(i64_rotl, 0x89, a << (b & 63) | a >> (-b & 63))                       \
    X(i64_rotr, 0x8a, a >> (b & 63) | a << (-b & 63))                       \
    X(i64_sub, 0x7d, a - b)

// X(name, opcode, expression, what is true where this is not, what this is with its operands swapped)
#define I32_COMPARE(X)                                                      \
    X(i32_eq, 0x46, a == b, i32_ne, i32_eq)                                 \
    X(i32_ne, 0x47, a != b, i32_eq, i32_ne)                                 \
    X(i32_lt_s, 0x48, (int32_t)a < (int32_t)b, i32_ge_s, i32_gt_s)          \
    X(i32_lt_u, 0x49, a < b, i32_ge_u, i32_gt_u)                            \
    X(i32_gt_s, 0x4a, (int32_t)a > (int32_t)b, i32_le_s, i32_lt_s)          \
    X(i32_gt_u, 0x4b, a > b, i32_le_u, i32_lt_u)                            \
    X(i32_le_s, 0x4c, (int32_t)a <= (int32_t)b, i32_gt_s, i32_ge_s)         \
    X(i32_le_u, 0x4d, a <= b, i32_gt_u, i32_ge_u)                           \
    X(i32_ge_s, 0x4e, (int32_t)a >= (int32_t)b, i32_lt_s, i32_le_s)         \
    X(i32_ge_u, 0x4f, a >= b, i32_lt_u, i32_le_u)
#define I64_COMPARE(X)                                                      \
    X(i64_eq, 0x51, a == b, i64_ne, i64_eq)                                 \
    X(i64_ne, 0x52, a != b, i64_eq, i64_ne)                                 \
    X(i64_lt_s, 0x53, (int64_t)a < (int64_t)b, i64_ge_s, i64_gt_s)          \
    X(i64_lt_u, 0x54, a < b, i64_ge_u, i64_gt_u)                            \
    X(i64_gt_s, 0x55, (int64_t)a > (int64_t)b, i64_le_s, i64_lt_s)          \
    X(i64_gt_u, 0x56, a > b, i64_le_u, i64_lt_u)                            \
    X(i64_le_s, 0x57, (int64_t)a <= (int64_t)b, i64_gt_s, i64_ge_s)         \
    X(i64_le_u, 0x58, a <= b, i64_gt_u, i64_ge_u)                           \
    X(i64_ge_s, 0x59, (int64_t)a >= (int64_t)b, i64_lt_s, i64_le_s)         \
    X(i64_ge_u, 0x5a, a >= b, i64_lt_u, i64_le_u)

// X(name, opcode, type, whether the result overflows, expression). Division by zero traps in all of them.
#define DIVISION(X)                                                                               \
    X(i32_div_s, 0x6d, i32, a == 0x80000000u && b == ~0u, (uint32_t)((int32_t)a / (int32_t)b))    \
    X(i32_div_u, 0x6e, i32, false, a / b)                                                         \
    X(i32_rem_s, 0x6f, i32, false, b == ~0u ? 0 : (uint32_t)((int32_t)a % (int32_t)b))            \
    X(i32_rem_u, 0x70, i32, false, a % b)                                                         \
    X(i64_div_s, 0x7f, i64, a == 1ull << 63 && b == ~0ull, (uint64_t)((int64_t)a / (int64_t)b))   \
    X(i64_div_u, 0x80, i64, false, a / b)                                                         \
    X(i64_rem_s, 0x81, i64, false, b == ~0ull ? 0 : (uint64_t)((int64_t)a % (int64_t)b))          \
    X(i64_rem_u, 0x82, i64, false, a % b)

// X(name, opcode, operand type, result type, expression)
#define UNARY(X)                                                                                  \
    X(i32_clz, 0x67, i32, i32, a != 0 ? (uint32_t)__builtin_clz(a) : 32)                          \
    X(i32_ctz, 0x68, i32, i32, a != 0 ? (uint32_t)__builtin_ctz(a) : 32)                          \
    X(i32_popcnt, 0x69, i32, i32, (uint32_t)__builtin_popcount(a))                                \
    X(i64_clz, 0x79, i64, i64, a != 0 ? (uint64_t)__builtin_clzll(a) : 64)                        \
    X(i64_ctz, 0x7a, i64, i64, a != 0 ? (uint64_t)__builtin_ctzll(a) : 64)                        \
    X(i64_popcnt, 0x7b, i64, i64, (uint64_t)__builtin_popcountll(a))                              \
    X(i32_wrap_i64, 0xa7, i64, i32, (uint32_t)a)                                                  \
    X(i64_extend_i32_s, 0xac, i32, i64, (uint64_t)(int64_t)(int32_t)a)                            \
    X(i32_extend8_s, 0xc0, i32, i32, (uint32_t)(int32_t)(int8_t)a)                                \
    X(i32_extend16_s, 0xc1, i32, i32, (uint32_t)(int32_t)(int16_t)a)                              \
    X(i64_extend8_s, 0xc2, i64, i64, (uint64_t)(int64_t)(int8_t)a)                                \
    X(i64_extend16_s, 0xc3, i64, i64, (uint64_t)(int64_t)(int16_t)a)                              \
    X(i64_extend32_s, 0xc4, i64, i64, (uint64_t)(int64_t)(int32_t)a)                              \
    X(f32_abs, 0x8b, f32_bits, f32_bits, a & ~f32_sign)                                           \
    X(f32_neg, 0x8c, f32_bits, f32_bits, a ^ f32_sign)                                            \
    X(f32_ceil, 0x8d, f32, f32, ceil_f32(a))                                                      \
    X(f32_floor, 0x8e, f32, f32, floor_f32(a))                                                    \
    X(f32_trunc, 0x8f, f32, f32, trunc_f32(a))                                                    \
    X(f32_nearest, 0x90, f32, f32, nearest_f32(a))                                                \
    X(f32_sqrt, 0x91, f32, f32, __builtin_elementwise_sqrt(a))                                    \
    X(f64_abs, 0x99, f64_bits, f64_bits, a & ~f64_sign)                                           \
    X(f64_neg, 0x9a, f64_bits, f64_bits, a ^ f64_sign)                                            \
    X(f64_ceil, 0x9b, f64, f64, ceil_f64(a))                                                      \
    X(f64_floor, 0x9c, f64, f64, floor_f64(a))                                                    \
    X(f64_trunc, 0x9d, f64, f64, trunc_f64(a))                                                    \
    X(f64_nearest, 0x9e, f64, f64, nearest_f64(a))                                                \
    X(f64_sqrt, 0x9f, f64, f64, __builtin_elementwise_sqrt(a))                                    \
    X(f32_convert_i32_s, 0xb2, i32, f32, (float)(int32_t)a)                                       \
    X(f32_convert_i32_u, 0xb3, i32, f32, (float)a)                                                \
    X(f32_convert_i64_s, 0xb4, i64, f32, (float)(int64_t)a)                                       \
    X(f32_convert_i64_u, 0xb5, i64, f32, (float)a)                                                \
    X(f32_demote_f64, 0xb6, f64, f32, (float)a)                                                   \
    X(f64_convert_i32_s, 0xb7, i32, f64, (double)(int32_t)a)                                      \
    X(f64_convert_i32_u, 0xb8, i32, f64, (double)a)                                               \
    X(f64_convert_i64_s, 0xb9, i64, f64, (double)(int64_t)a)                                      \
    X(f64_convert_i64_u, 0xba, i64, f64, (double)a)                                               \
    X(f64_promote_f32, 0xbb, f32, f64, (double)a)                                                 \
    X(i32_trunc_sat_f32_s, 0xfc00, f32, i32, saturate_i32_s((double)a))                           \
    X(i32_trunc_sat_f32_u, 0xfc01, f32, i32, saturate_i32_u((double)a))                           \
    X(i32_trunc_sat_f64_s, 0xfc02, f64, i32, saturate_i32_s(a))                                   \
    X(i32_trunc_sat_f64_u, 0xfc03, f64, i32, saturate_i32_u(a))                                   \
    X(i64_trunc_sat_f32_s, 0xfc04, f32, i64, saturate_i64_s((double)a))                           \
    X(i64_trunc_sat_f32_u, 0xfc05, f32, i64, saturate_i64_u((double)a))                           \
    X(i64_trunc_sat_f64_s, 0xfc06, f64, i64, saturate_i64_s(a))                                   \
    X(i64_trunc_sat_f64_u, 0xfc07, f64, i64, saturate_i64_u(a))

// X(name, opcode, operand type, result type, C type, the numbers between which the operand has to be). Others trap.
#define TRUNCATION(X)                                                                             \
    X(i32_trunc_f32_s, 0xa8, f32, i32, int32_t, -2147483649.0, 2147483648.0)                      \
    X(i32_trunc_f32_u, 0xa9, f32, i32, uint32_t, -1.0, 4294967296.0)                              \
    X(i32_trunc_f64_s, 0xaa, f64, i32, int32_t, -2147483649.0, 2147483648.0)                      \
    X(i32_trunc_f64_u, 0xab, f64, i32, uint32_t, -1.0, 4294967296.0)                              \
    X(i64_trunc_f32_s, 0xae, f32, i64, int64_t, -0x1.0000000000001p63, 0x1p63)                    \
    X(i64_trunc_f32_u, 0xaf, f32, i64, uint64_t, -1.0, 0x1p64)                                    \
    X(i64_trunc_f64_s, 0xb0, f64, i64, int64_t, -0x1.0000000000001p63, 0x1p63)                    \
    X(i64_trunc_f64_u, 0xb1, f64, i64, uint64_t, -1.0, 0x1p64)

// X(name, opcode, operand type, result type, expression)
#define FLOAT_BINARY(X)                                                                           \
    X(f32_add, 0x92, f32, f32, a + b)                                                             \
    X(f32_sub, 0x93, f32, f32, a - b)                                                             \
    X(f32_mul, 0x94, f32, f32, a * b)                                                             \
    X(f32_div, 0x95, f32, f32, a / b)                                                             \
    X(f32_min, 0x96, f32, f32, min_f32(a, b))                                                     \
    X(f32_max, 0x97, f32, f32, max_f32(a, b))                                                     \
    X(f32_copysign, 0x98, f32_bits, f32_bits, (a & ~f32_sign) | (b & f32_sign))                   \
    X(f64_add, 0xa0, f64, f64, a + b)                                                             \
    X(f64_sub, 0xa1, f64, f64, a - b)                                                             \
    X(f64_mul, 0xa2, f64, f64, a * b)                                                             \
    X(f64_div, 0xa3, f64, f64, a / b)                                                             \
    X(f64_min, 0xa4, f64, f64, min_f64(a, b))                                                     \
    X(f64_max, 0xa5, f64, f64, max_f64(a, b))                                                     \
    X(f64_copysign, 0xa6, f64_bits, f64_bits, (a & ~f64_sign) | (b & f64_sign))                   \
    X(f32_eq, 0x5b, f32, i32, a == b)                                                             \
    X(f32_ne, 0x5c, f32, i32, a != b)                                                             \
    X(f32_lt, 0x5d, f32, i32, a < b)                                                              \
    X(f32_gt, 0x5e, f32, i32, a > b)                                                              \
    X(f32_le, 0x5f, f32, i32, a <= b)                                                             \
    X(f32_ge, 0x60, f32, i32, a >= b)                                                             \
    X(f64_eq, 0x61, f64, i32, a == b)                                                             \
    X(f64_ne, 0x62, f64, i32, a != b)                                                             \
    X(f64_lt, 0x63, f64, i32, a < b)                                                              \
    X(f64_gt, 0x64, f64, i32, a > b)                                                              \
    X(f64_le, 0x65, f64, i32, a <= b)                                                             \
    X(f64_ge, 0x66, f64, i32, a >= b)

// X(name, opcode, C type in memory, type, what the value is extended to)
#define LOAD(X)                                                                                   \
    X(i32_load, 0x28, uint32_t, i32, uint32_t)                                                    \
    X(i64_load, 0x29, uint64_t, i64, uint64_t)                                                    \
    X(f32_load, 0x2a, uint32_t, f32, uint32_t)                                                    \
    X(f64_load, 0x2b, uint64_t, f64, uint64_t)                                                    \
    X(i32_load8_s, 0x2c, int8_t, i32, uint32_t)                                                   \
    X(i32_load8_u, 0x2d, uint8_t, i32, uint32_t)                                                  \
    X(i32_load16_s, 0x2e, int16_t, i32, uint32_t)                                                 \
    X(i32_load16_u, 0x2f, uint16_t, i32, uint32_t)                                                \
    X(i64_load8_s, 0x30, int8_t, i64, uint64_t)                                                   \
    X(i64_load8_u, 0x31, uint8_t, i64, uint64_t)                                                  \
    X(i64_load16_s, 0x32, int16_t, i64, uint64_t)                                                 \
    X(i64_load16_u, 0x33, uint16_t, i64, uint64_t)                                                \
    X(i64_load32_s, 0x34, int32_t, i64, uint64_t)                                                 \
    X(i64_load32_u, 0x35, uint32_t, i64, uint64_t)

// X(name, opcode, C type in memory, type)
#define STORE(X)                                                                                  \
    X(i32_store, 0x36, uint32_t, i32)                                                             \
    X(i64_store, 0x37, uint64_t, i64)                                                             \
    X(f32_store, 0x38, uint32_t, f32)                                                             \
    X(f64_store, 0x39, uint64_t, f64)                                                             \
    X(i32_store8, 0x3a, uint8_t, i32)                                                             \
    X(i32_store16, 0x3b, uint16_t, i32)                                                           \
    X(i64_store8, 0x3c, uint8_t, i64)                                                             \
    X(i64_store16, 0x3d, uint16_t, i64)                                                           \
    X(i64_store32, 0x3e, uint32_t, i64)

#endif
