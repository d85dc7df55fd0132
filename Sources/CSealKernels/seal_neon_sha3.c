// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The kernel for NEON with the SHA-2 and SHA-3 extensions: SHA-256 by the one, two messages side by side; Keccak in 2
// lanes by the other, whose four instructions are its steps.

#if defined(__aarch64__) && !defined(SEAL_NO_NEON_SHA3)

#include "seal_neon_lanes.h"

#pragma clang attribute push(__attribute__((target("sha2,sha3"))), apply_to = function)

#define HAS_XOR3 1
#define XOR3(x, y, z) ((v64)veor3q_u64((uint64x2_t)(x), (uint64x2_t)(y), (uint64x2_t)(z)))
#define CHI(x, y, z) ((v64)vbcaxq_u64((uint64x2_t)(x), (uint64x2_t)(z), (uint64x2_t)(y)))
#define TURN(x, d, n) ((v64)vxarq_u64((uint64x2_t)(x), (uint64x2_t)(d), 64 - (n)))
#define XOR_ROTL_1(x, y) ((v64)vrax1q_u64((uint64x2_t)(x), (uint64x2_t)(y)))

#include "seal_sha_extension.h"

DEFINE_SEARCH(seal_search_neon_sha3, search)
DEFINE_SEARCH(seal_search_tabled_neon_sha3, search_tabled)

#pragma clang attribute pop

#endif
