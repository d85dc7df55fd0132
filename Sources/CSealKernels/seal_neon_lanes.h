// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// What the kernels for NEON have in common: vectors of 128 bits, and their operations.

#ifndef SEAL_NEON_LANES_H
#define SEAL_NEON_LANES_H

#include <arm_neon.h>

#define VECTOR_BYTES 16

// A rotation is a shift, and a shift that inserts. The 64-bit ones by 8, 32 and 56 are left to the compiler.
#define ROTL_64(x, n) ((v64)vsriq_n_u64(vshlq_n_u64((uint64x2_t)(x), n), (uint64x2_t)(x), 64 - (n)))
#define ROTR_32(x, n) ((v32)vsriq_n_u32(vshlq_n_u32((uint32x4_t)(x), 32 - (n)), (uint32x4_t)(x), n))
#define CHOOSE(x, y, z) ((v32)vbslq_u32((uint32x4_t)(x), (uint32x4_t)(y), (uint32x4_t)(z)))
#define MAJORITY(x, y, z) CHOOSE((x) ^ (y), z, y)

#define LANES_AT_MOST(x, y)                                                     \
    ({                                                                          \
        uint64x2_t result_ = vcleq_u64((uint64x2_t)(x), (uint64x2_t)(y));       \
        (vgetq_lane_u64(result_, 0) & 1) | (vgetq_lane_u64(result_, 1) & 2);    \
    })

#endif
