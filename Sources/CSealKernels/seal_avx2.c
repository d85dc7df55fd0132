// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The kernel for AVX2: SHA-256 in 8 lanes, Keccak in twice 4.

#if defined(__x86_64__) && !defined(SEAL_NO_AVX2)

#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)

#define VECTOR_BYTES 32
#define PIN(x) __asm__ volatile("" : "+x"(x))
#define LANES_AT_MOST(x, y) _mm256_movemask_pd((__m256d)((x) <= (y)))

#include "seal_lanes.h"

DEFINE_SEARCH(seal_search_avx2, search)
DEFINE_SEARCH(seal_search_tabled_avx2, search_tabled)

#pragma clang attribute pop

#endif
