// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The kernel for the SHA extension without AVX2: SHA-256 of three messages side by side, Keccak in 2 lanes of SSE4.2,
// which every processor with that extension has, and a third message in integers.

#if defined(__x86_64__) && !defined(SEAL_NO_SHANI)

#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("sse4.2,sha"))), apply_to = function)

#define VECTOR_BYTES 16
#define RIDERS 1
#define PIN(x) __asm__ volatile("" : "+x"(x))
#define LANES_AT_MOST(x, y) _mm_movemask_pd((__m128d)((x) <= (y)))

#include "seal_sha_extension.h"

DEFINE_SEARCH(seal_search_shani, search)
DEFINE_SEARCH(seal_search_tabled_shani, search_tabled)

#pragma clang attribute pop

#endif
