// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The form of 16 lanes that AVX-512 has, in plain C that the compiler splits for narrower vectors: right and slow.
// Compiled without warnings, as it passes vectors that no register holds.

#define VECTOR_BYTES 64
#define LANES_AT_MOST(x, y)                                                        \
    ({                                                                             \
        v64 result_ = (v64)((x) <= (y));                                           \
        uint32_t mask_ = 0;                                                        \
        for (int i_ = 0; i_ < 8; i_++) mask_ |= (uint32_t)(result_[i_] & 1) << i_; \
        mask_;                                                                     \
    })

#include "seal_lanes.h"

seal_kernel_function seal_search_wide, seal_search_tabled_wide;
DEFINE_SEARCH(seal_search_wide, search)
DEFINE_SEARCH(seal_search_tabled_wide, search_tabled)
