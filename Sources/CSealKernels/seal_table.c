// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#include "seal_table.h"

#include <pthread.h>

#include "seal_sha256.h"

// A pipeline prepares one batch more than it is asked for: at most 16.
enum { table_rows = SEAL_TABLE_WORDS + 16 };

void seal_table_fill(uint32_t *rounds, uint32_t stride, uint32_t n) {
    uint32_t w[64] = {__builtin_bswap32(seal_table_base + n)};
    w[15] = 131 * 8;
    for (int t = 16; t < 64; t++) w[t] = sigma1_32(w[t - 2]) + w[t - 7] + sigma0_32(w[t - 15]) + w[t - 16];
    for (uint32_t t = 0; t < 64; t++) rounds[t * stride] = seal_sha256_k[t] + w[t];
}

static void make_table(uint32_t *table, uint32_t lanes) {
    for (uint32_t batch = 0; batch < table_rows / lanes; batch++) {
        uint32_t *row = table + (size_t)batch * lanes * 64;
        for (uint32_t lane = 0; lane < lanes; lane++) {
            seal_table_fill(row + lane, lanes, batch * lanes + seal_lane_number(lane, lanes));
        }
    }
}

// A table for each number of lanes that a kernel of this architecture has. Only what is used takes memory.
#define TABLE(lanes)                                                                          \
    static _Alignas(64) uint32_t table_##lanes[table_rows * 64];                                 \
    static pthread_once_t once_##lanes = PTHREAD_ONCE_INIT;                                   \
    static void make_table_##lanes(void) { make_table(table_##lanes, lanes); }

TABLE(1)
TABLE(4)
TABLE(8)
TABLE(16)

const uint32_t *seal_table(uint32_t lanes) {
    // Never fails: the controls are static, and nothing cancels.
#define CASE(lanes)                                                 \
    case lanes:                                                     \
        (void)pthread_once(&once_##lanes, make_table_##lanes);      \
        return table_##lanes;
    switch (lanes) {
        CASE(4)
        CASE(8)
        CASE(16)
        default:
            CASE(1)
    }
}
