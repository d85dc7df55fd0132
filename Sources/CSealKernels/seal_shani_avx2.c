// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The kernel for AVX2 with the SHA extension: SHA-256 of four messages side by side, Keccak in 4 lanes.

#if defined(__x86_64__) && !defined(SEAL_NO_SHANI_AVX2)

#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx2,sha"))), apply_to = function)

#define VECTOR_BYTES 32
#define PIN(x) __asm__ volatile("" : "+x"(x))
#define LANES_AT_MOST(x, y) _mm256_movemask_pd((__m256d)((x) <= (y)))

#include "seal_sha_extension.h"

DEFINE_SEARCH(seal_search_shani_avx2, search)
DEFINE_SEARCH(seal_search_tabled_shani_avx2, search_tabled)

#pragma clang attribute pop

#endif
