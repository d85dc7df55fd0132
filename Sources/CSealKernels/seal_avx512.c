// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The kernel for AVX-512 (foundation and byte-word): SHA-256 in 16 lanes, Keccak in twice 8.
//
// Any logic of three operands is one instruction here, and any rotation.

#if defined(__x86_64__) && !defined(SEAL_NO_AVX512)

#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw"), min_vector_width(512))), apply_to = function)

#define VECTOR_BYTES 64

// Left alone, the compiler would part SHA-256 and Keccak again, to shorten the lives of values. The empty asm statement
// pins three-operand logic to the order in which it is written. Keccak's chi, whose plain form the compiler makes one
// such instruction by itself, stays free to move between the pins.
//
// Theta's last step stays a plain exclusive or. On Zen 5 an instruction of three operands takes up to two of the four
// vector pipes when two or more of them have just been computed, so taking theta into one would save nothing. The sum
// of all pipes, not waiting, is what bounds the kernel there.
#define TERNARY(x, y, z, truth_table)                                                                       \
    ({                                                                                                      \
        __m512i result_ = _mm512_ternarylogic_epi64((__m512i)(x), (__m512i)(y), (__m512i)(z), truth_table); \
        __asm__ volatile("" : "+v"(result_));                                                               \
        (__typeof__(x)) result_;                                                                            \
    })
#define HAS_XOR3 1
#define XOR3(x, y, z) TERNARY(x, y, z, 0x96)
#define CHOOSE(x, y, z) TERNARY(x, y, z, 0xca)
#define MAJORITY(x, y, z) TERNARY(x, y, z, 0xe8)
#define ROTL_64(x, n) ((v64)_mm512_rol_epi64((__m512i)(x), n))
#define ROTR_32(x, n) ((v32)_mm512_ror_epi32((__m512i)(x), n))
#define LANES_AT_MOST(x, y) _mm512_cmple_epu64_mask((__m512i)(x), (__m512i)(y))

#include "seal_lanes.h"

DEFINE_SEARCH(seal_search_avx512, search)
DEFINE_SEARCH(seal_search_tabled_avx512, search_tabled)

#pragma clang attribute pop

#endif
