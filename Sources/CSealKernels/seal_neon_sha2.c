// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The kernel for NEON with the SHA-2 extension: SHA-256 by it, two messages side by side, Keccak in 2 lanes.

#if defined(__aarch64__) && !defined(SEAL_NO_NEON_SHA2)

#include "seal_neon_lanes.h"

#pragma clang attribute push(__attribute__((target("sha2"))), apply_to = function)

#include "seal_sha_extension.h"

DEFINE_SEARCH(seal_search_neon_sha2, search)
DEFINE_SEARCH(seal_search_tabled_neon_sha2, search_tabled)

#pragma clang attribute pop

#endif
