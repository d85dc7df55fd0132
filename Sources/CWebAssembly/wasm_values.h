// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Values in slots, and arithmetic whose result is the same everywhere.
//
// A 32-bit value fills the low half of its slot, and the high half is zero. What arithmetic makes of floating-point
// numbers has one NaN; instructions that only move or change bits (the `_bits` types here) keep any NaN.

#ifndef WASM_VALUES_H
#define WASM_VALUES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

typedef uint32_t value_i32, value_f32_bits;
typedef uint64_t value_i64, value_f64_bits;
typedef float value_f32;
typedef double value_f64;

#define VALUE static inline __attribute__((always_inline, unused))

static const uint32_t f32_sign = 1u << 31;
static const uint64_t f64_sign = 1ull << 63;

VALUE uint32_t get_i32(uint64_t slot) { return (uint32_t)slot; }
VALUE uint64_t get_i64(uint64_t slot) { return slot; }
VALUE uint32_t get_f32_bits(uint64_t slot) { return (uint32_t)slot; }
VALUE uint64_t get_f64_bits(uint64_t slot) { return slot; }
VALUE float get_f32(uint64_t slot) {
    uint32_t bits = (uint32_t)slot;
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}
VALUE double get_f64(uint64_t slot) {
    double value;
    memcpy(&value, &slot, sizeof value);
    return value;
}

VALUE uint64_t put_i32(uint32_t value) { return value; }
VALUE uint64_t put_i64(uint64_t value) { return value; }
VALUE uint64_t put_f32_bits(uint32_t value) { return value; }
VALUE uint64_t put_f64_bits(uint64_t value) { return value; }
VALUE uint64_t put_f32(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return value == value ? bits : 0x7fc00000;
}
VALUE uint64_t put_f64(double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return value == value ? bits : 0x7ff8000000000000;
}

// Their bits, whatever they are.
VALUE uint32_t raw_f32(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}
VALUE uint64_t raw_f64(double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

// MARK: Rounding
//
// Numbers from 2^23 (2^52) on are whole. Smaller ones fit an integer, and are rounded to even by the addition of that
// number. Results keep their operand's sign, also those that are zero.

#define DEFINE_ROUNDING(type, ctype, integer, whole)                                     \
    VALUE ctype with_sign_##type(ctype magnitude, ctype sign) {                                     \
        return get_##type((raw_##type(magnitude) & ~type##_sign) | (raw_##type(sign) & type##_sign)); \
    }                                                                                               \
    VALUE bool is_whole_##type(ctype a) { return !(a > -(whole) && a < (whole)); }                  \
    VALUE ctype trunc_##type(ctype a) {                                                             \
        return is_whole_##type(a) ? a : with_sign_##type((ctype)(integer)a, a);                     \
    }                                                                                               \
    VALUE ctype floor_##type(ctype a) {                                                             \
        if (is_whole_##type(a)) return a;                                                           \
        ctype t = (ctype)(integer)a;                                                                \
        return with_sign_##type(t > a ? t - 1 : t, a);                                              \
    }                                                                                               \
    VALUE ctype ceil_##type(ctype a) {                                                              \
        if (is_whole_##type(a)) return a;                                                           \
        ctype t = (ctype)(integer)a;                                                                \
        return with_sign_##type(t < a ? t + 1 : t, a);                                              \
    }                                                                                               \
    VALUE ctype nearest_##type(ctype a) {                                                           \
        if (is_whole_##type(a)) return a;                                                           \
        ctype magnitude = a < 0 ? -a : a;                                                           \
        return with_sign_##type(magnitude + (whole) - (whole), a);                                  \
    }

DEFINE_ROUNDING(f32, float, int32_t, 0x1p23f)
DEFINE_ROUNDING(f64, double, int64_t, 0x1p52)

// MARK: Least and greatest
//
// Not a number where either is not; -0 is less than 0.

#define DEFINE_EXTREMES(type, ctype)                                                                \
    VALUE ctype min_##type(ctype a, ctype b) {                                                      \
        if (a != a || b != b) return a + b;                                                         \
        if (a == b) return get_##type(raw_##type(a) | raw_##type(b));                               \
        return a < b ? a : b;                                                                       \
    }                                                                                               \
    VALUE ctype max_##type(ctype a, ctype b) {                                                      \
        if (a != a || b != b) return a + b;                                                         \
        if (a == b) return get_##type(raw_##type(a) & raw_##type(b));                               \
        return a > b ? a : b;                                                                       \
    }

DEFINE_EXTREMES(f32, float)
DEFINE_EXTREMES(f64, double)

// MARK: Saturating conversions

VALUE uint32_t saturate_i32_s(double a) {
    if (a != a) return 0;
    if (a <= -2147483648.0) return 0x80000000;
    return a >= 2147483648.0 ? 0x7fffffff : (uint32_t)(int32_t)a;
}
VALUE uint32_t saturate_i32_u(double a) {
    if (!(a > -1.0)) return 0;
    return a >= 4294967296.0 ? 0xffffffff : (uint32_t)a;
}
VALUE uint64_t saturate_i64_s(double a) {
    if (a != a) return 0;
    if (a <= -0x1p63) return 1ull << 63;
    return a >= 0x1p63 ? ~(1ull << 63) : (uint64_t)(int64_t)a;
}
VALUE uint64_t saturate_i64_u(double a) {
    if (!(a > -1.0)) return 0;
    return a >= 0x1p64 ? ~0ull : (uint64_t)a;
}

#endif
