// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The kernel in plain C: one nonce at a time, no instruction set assumed.

#define VECTOR_BYTES 8

#include <stdbool.h>

#include "CSealKernels.h"
#include "seal_keccak_lanes.h"
#include "seal_schedule.h"
#include "seal_table.h"

// MARK: SHA-256

// The digest as the first four lanes of a Keccak state, from the state that the last round leaves.
static inline void digest_lanes(uint64_t lanes[4], const uint32_t s[8], uint32_t a, uint32_t b, uint32_t c, uint32_t d,
                                uint32_t e, uint32_t f, uint32_t g, uint32_t h) {
    // SHA-256 writes its words most significant byte first, Keccak reads lanes least significant byte first.
#define LANE(low, high) ((uint64_t)__builtin_bswap32(low) | (uint64_t)__builtin_bswap32(high) << 32)
    lanes[0] = LANE(s[0] + a, s[1] + b);
    lanes[1] = LANE(s[2] + c, s[3] + d);
    lanes[2] = LANE(s[4] + e, s[5] + f);
    lanes[3] = LANE(s[6] + g, s[7] + h);
#undef LANE
}

// The digest of W0 and the words of a job.
static inline void digest(const seal_job *job, const shared_schedule *shared, uint32_t w0, uint64_t lanes[4]) {
    const uint32_t *part = shared->part;
    uint32_t w[64];
    w[17] = shared->w[17];
    w[19] = shared->w[19];
    w[21] = shared->w[21];
    w[16] = part[16] + w0;
    w[18] = part[18] + sigma1_32(w[16]);
    w[20] = part[20] + sigma1_32(w[18]);
    w[22] = part[22] + sigma1_32(w[20]);
    w[23] = part[23] + w[16];
    w[24] = part[24] + sigma1_32(w[22]);
    w[25] = part[25] + sigma1_32(w[23]) + w[18];
    w[26] = part[26] + sigma1_32(w[24]);
    w[27] = part[27] + sigma1_32(w[25]) + w[20];
    w[28] = part[28] + sigma1_32(w[26]);
    w[29] = part[29] + sigma1_32(w[27]) + w[22];
    w[30] = part[30] + sigma1_32(w[28]) + w[23];
    w[31] = part[31] + sigma1_32(w[29]) + w[24] + sigma0_32(w[16]);
    w[32] = part[32] + sigma1_32(w[30]) + w[25] + w[16];
    for (int t = 33; t < 64; t++) w[t] = sigma1_32(w[t - 2]) + w[t - 7] + sigma0_32(w[t - 15]) + w[t - 16];

    // The state after round 0, named as it is before round 1.
    const uint32_t *s = job->state;
    uint32_t h = shared->a1 + w0, a = s[0], b = s[1], c = s[2];
    uint32_t d = shared->e1 + w0, e = s[4], f = s[5], g = s[6];
#define SHARED(t) (shared->kw[t])
#define KW(t) (seal_sha256_k[t] + w[t])
    SHA256_ROUND(h, a, b, c, d, e, f, g, SHARED(1));
    SHA256_ROUND(g, h, a, b, c, d, e, f, SHARED(2));
    SHA256_ROUND(f, g, h, a, b, c, d, e, SHARED(3));
    SHA256_ROUND(e, f, g, h, a, b, c, d, SHARED(4));
    SHA256_ROUND(d, e, f, g, h, a, b, c, SHARED(5));
    SHA256_ROUND(c, d, e, f, g, h, a, b, SHARED(6));
    SHA256_ROUND(b, c, d, e, f, g, h, a, SHARED(7));
    SHA256_EIGHT_ROUNDS(a, b, c, d, e, f, g, h, 8, SHARED);
    for (int t = 16; t < 64; t += 8) SHA256_EIGHT_ROUNDS(a, b, c, d, e, f, g, h, t, KW);
#undef SHARED
#undef KW

    digest_lanes(lanes, s, a, b, c, d, e, f, g, h);
}

// The same with K + W of all rounds out of the table.
static inline void digest_tabled(const uint32_t s[8], const uint32_t *row, uint64_t lanes[4]) {
    uint32_t a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7];
#define KW(t) (row[t])
    for (int t = 0; t < 64; t += 8) SHA256_EIGHT_ROUNDS(a, b, c, d, e, f, g, h, t, KW);
#undef KW
    digest_lanes(lanes, s, a, b, c, d, e, f, g, h);
}

// MARK: Search

static inline bool is_hit(const uint64_t digest[4], const seal_limit limit) {
    keccak s;
    keccak_first(&s, digest);
    keccak_double_rounds(&s, seal_keccak_constants + 1);
    return keccak_last(&s, limit.order) <= limit.threshold;
}

uint32_t seal_search_portable(const seal_job *job, uint32_t base, uint32_t count,
                              uint32_t *hits, uint32_t capacity, uint32_t *hit_count) {
    shared_schedule shared = prepare_schedule(job);
    uint32_t found = 0, i = 0;
    for (; i < count && found < capacity; i++) {
        uint64_t lanes[4];
        digest(job, &shared, __builtin_bswap32(base + i), lanes);
        if (is_hit(lanes, job->limit)) hits[found++] = i;
    }
    *hit_count = found;
    return i;
}

uint32_t seal_search_tabled_portable(const seal_job *job, uint32_t base, uint32_t count,
                                     uint32_t *hits, uint32_t capacity, uint32_t *hit_count) {
    const uint32_t *row = seal_table_row(seal_table(1), base);
    uint32_t found = 0, i = 0;
    for (; i < count && found < capacity; i++, row += 64) {
        uint64_t lanes[4];
        digest_tabled(job->state, row, lanes);
        if (is_hit(lanes, job->limit)) hits[found++] = i;
    }
    *hit_count = found;
    return i;
}
