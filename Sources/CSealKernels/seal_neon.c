// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The kernel for NEON, which every 64-bit ARM processor has: SHA-256 in 4 lanes, Keccak in twice 2.

#if defined(__aarch64__) && !defined(SEAL_NO_NEON)

#include "seal_neon_lanes.h"

#include "seal_lanes.h"

DEFINE_SEARCH(seal_search_neon, search)
DEFINE_SEARCH(seal_search_tabled_neon, search_tabled)

#endif
