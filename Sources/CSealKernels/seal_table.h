// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The message schedules of a `pow-register` nonce's last block, which no puzzle has a part in.
//
// That block is W0 = byteswap32(0x80000000 + n), the nonce's high three bytes n and the padding's first, then zeros, and
// the message's length. So K + W of all 64 rounds is a function of n alone: worked out once for the first values of n,
// it serves every puzzle and every value of the low five bytes, and the schedule leaves the inner loop.

#ifndef SEAL_TABLE_H
#define SEAL_TABLE_H

#include "CSealKernels.h"

// The first word of the last block that belongs to n = 0.
static const uint32_t seal_table_base = 0x80000000;

// The nonce of a batch that a lane of a vector takes, where words are paired to Keccak lanes within 128 bits: numbered
// like this, each half of the batch is in order.
static inline uint32_t seal_lane_number(uint32_t lane, uint32_t lanes) {
    return lanes == 1 ? 0 : lane % 4 / 2 * (lanes / 2) + lane / 4 * 2 + lane % 2;
}

// Writes K + W of the 64 rounds of one n, below 2^24, to rounds[0], rounds[stride], rounds[2 * stride] …
void seal_table_fill(uint32_t *rounds, uint32_t stride, uint32_t n);

// K + W of all rounds for n = 0 ..< SEAL_TABLE_WORDS and one batch more, as a pipeline looks beyond the end.
// A batch of `lanes` (1, 4, 8 or 16) values of n lies round by round, with the lanes in the order of seal_lane_number().
// Made at its first use by any thread, a quarter of a millisecond; aligned to 64 bytes.
const uint32_t *seal_table(uint32_t lanes);

// Where the rounds of the batch at `base` begin, a multiple of `lanes` after seal_table_base.
static inline const uint32_t *seal_table_row(const uint32_t *table, uint32_t base) {
    return table + (size_t)(base - seal_table_base) * 64;
}

#endif
