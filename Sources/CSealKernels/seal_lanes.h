// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The kernel for vectors of any width: SHA-256 of one batch of nonces, one in each 32-bit lane, and Keccak of the batch
// before, in two halves, one in each 64-bit lane.
//
// Alone, neither of the two fills a wide processor: each round waits for the one before. So they run in one instruction
// stream, three rounds of SHA-256 to two of Keccak. Keccak's state lives in registers and needs them all; SHA-256's
// lives in memory, from where its operands are loaded beside the arithmetic.
//
// The file that includes this defines what seal_keccak_lanes.h asks for,
//   LANES_AT_MOST(x, y)                       bit i: x[i] <= y[i], of 64-bit lanes
// and, where its instruction set does better than the plain forms below,
//   ROTR_32(x, n)  CHOOSE(x, y, z)  MAJORITY(x, y, z)

#ifndef SEAL_LANES_H
#define SEAL_LANES_H

#include <stdbool.h>

#include "seal_keccak_lanes.h"
#include "seal_schedule.h"
#include "seal_table.h"

enum { half_lanes = VECTOR_BYTES / 8, lanes = 2 * half_lanes };

#ifndef ROTR_32
#define ROTR_32(x, n) ((x) >> (n) | (x) << (32 - (n)))
#endif
#ifndef CHOOSE
#define CHOOSE(x, y, z) ((z) ^ ((x) & ((y) ^ (z))))
#endif
// Two of three rounds find (y ^ z) ready, as the (x ^ y) of the round before.
#ifndef MAJORITY
#define MAJORITY(x, y, z) ((y) ^ (((x) ^ (y)) & ((y) ^ (z))))
#endif

// MARK: Lanes

#define SWAP_32_AT(i) i + 3, i + 2, i + 1, i, i + 7, i + 6, i + 5, i + 4

INLINE v32 swap_bytes_32(v32 x) {
#if VECTOR_BYTES == 64
    return (v32)SHUFFLE_8(x, SWAP_32_AT(0), SWAP_32_AT(8), SWAP_32_AT(16), SWAP_32_AT(24), SWAP_32_AT(32),
                          SWAP_32_AT(40), SWAP_32_AT(48), SWAP_32_AT(56));
#elif VECTOR_BYTES == 32
    return (v32)SHUFFLE_8(x, SWAP_32_AT(0), SWAP_32_AT(8), SWAP_32_AT(16), SWAP_32_AT(24));
#else
    return (v32)SHUFFLE_8(x, SWAP_32_AT(0), SWAP_32_AT(8));
#endif
}

// Pairs the lanes 0 and 1 of every 128 bits of `low` with those of `high`.
INLINE v64 pair_first(v32 low, v32 high) {
#if VECTOR_BYTES == 64
    return (v64)__builtin_shufflevector(low, high, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29);
#elif VECTOR_BYTES == 32
    return (v64)__builtin_shufflevector(low, high, 0, 8, 1, 9, 4, 12, 5, 13);
#else
    return (v64)__builtin_shufflevector(low, high, 0, 4, 1, 5);
#endif
}

// The same of the lanes 2 and 3.
INLINE v64 pair_second(v32 low, v32 high) {
#if VECTOR_BYTES == 64
    return (v64)__builtin_shufflevector(low, high, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31);
#elif VECTOR_BYTES == 32
    return (v64)__builtin_shufflevector(low, high, 2, 10, 3, 11, 6, 14, 7, 15);
#else
    return (v64)__builtin_shufflevector(low, high, 2, 6, 3, 7);
#endif
}

// Which nonce of a batch each lane tries.
INLINE v32 lane_numbers(void) {
    v32 numbers;
    for (uint32_t i = 0; i < lanes; i++) numbers[i] = seal_lane_number(i, lanes);
    return numbers;
}

// MARK: SHA-256

INLINE v32 sum0(v32 a) { return XOR3(ROTR_32(a, 2), ROTR_32(a, 13), ROTR_32(a, 22)); }
INLINE v32 sum1(v32 e) { return XOR3(ROTR_32(e, 6), ROTR_32(e, 11), ROTR_32(e, 25)); }
INLINE v32 sigma0(v32 w) { return XOR3(ROTR_32(w, 7), ROTR_32(w, 18), w >> 3); }
INLINE v32 sigma1(v32 w) { return XOR3(ROTR_32(w, 17), ROTR_32(w, 19), w >> 10); }

// The state of FIPS 180-4 read as two sequences: before round t, (a, b, c, d) are a[t - 1], a[t - 2], a[t - 3] and
// a[t - 4], and (e, f, g, h) the same of e. A round appends one value to each. Before round 0 lies the initial state.
typedef struct sha {
    v32 a[64 + 4], e[64 + 4];
    // The message words that vary, and 12 to 17.
    v32 w[64];
    // K + W of rounds 1 to 18.
    v32 kw[19];
    // The terms of words 19 to 30 that do not depend on W0: sigma0(W[t - 15]) + W[t - 16].
    uint32_t past[31];
    const seal_job *job;
    shared_schedule shared;
    // K + W of all rounds, where they stand in the table.
    const v32 *row;
} sha;

typedef struct pipeline {
    sha sha;
    // The digests of the batch that Keccak takes next, in two halves.
    v64 messages[2][4];
} pipeline;

// The same, with schedules out of the table.
typedef struct tabled_pipeline {
    pipeline pipeline;
    const uint32_t *table;
} tabled_pipeline;

#define A(t) sha->a[(t) + 4]
#define E(t) sha->e[(t) + 4]

INLINE void sha_prepare_state(sha *sha, const seal_job *job) {
    const v32 zero = {0};
    sha->job = job;
    for (int i = 0; i < 3; i++) {
        A(-1 - i) = zero + job->state[i];
        E(-1 - i) = zero + job->state[4 + i];
    }
}

INLINE void sha_prepare(sha *sha, const seal_job *job) {
    const v32 zero = {0};
    sha_prepare_state(sha, job);
    sha->shared = prepare_schedule(job);
    for (int t = 1; t < 18; t++) sha->kw[t] = zero + sha->shared.kw[t];
    for (int t = 12; t < 18; t++) sha->w[t] = zero + sha->shared.w[t];
    for (int t = 19; t < 31; t++) sha->past[t] = sigma0_32(sha->shared.w[t - 15]) + sha->shared.w[t - 16];
}

// Round 0 and the words up to 18, of the batch at `base`.
INLINE void sha_begin(sha *sha, uint32_t base) {
    v32 w0 = swap_bytes_32(lane_numbers() + base);
    A(0) = w0 + sha->shared.a1;
    E(0) = w0 + sha->shared.e1;
    sha->w[16] = w0 + sha->shared.part[16];
    sha->w[18] = sigma1(sha->w[16]) + sha->shared.part[18];
    sha->kw[16] = sha->w[16] + seal_sha256_k[16];
    sha->kw[18] = sha->w[18] + seal_sha256_k[18];
}

// Round 0 of the batch whose schedules are in `row`.
INLINE void sha_begin_tabled(sha *sha, const uint32_t *row) {
    sha->row = (const v32 *)row;
    A(0) = sha->row[0] + sha->shared.a1;
    E(0) = sha->row[0] + sha->shared.e1;
}

// How much of the message word is left to work out in a round.
typedef enum schedule {
    // Every round of a batch with schedules out of the table: nothing.
    schedule_tabled,
    // Rounds 1 to 18: nothing.
    schedule_given,
    // Rounds 19 to 30: all but the terms that do not depend on W0.
    schedule_half,
    // Rounds 31 to 63: everything.
    schedule_full,
} schedule;

// The first part of round t: the sum that both sequences take up.
INLINE v32 sha_round_1(sha *sha, size_t t, const schedule schedule) {
    v32 sum;
    if (schedule == schedule_tabled) {
        sum = E(t - 4) + sha->row[t];
    } else if (schedule == schedule_given) {
        sum = E(t - 4) + sha->kw[t];
    } else {
        v32 w = sigma1(sha->w[t - 2]) + sha->w[t - 7];
        if (schedule == schedule_half) {
            w += sha->past[t];
        } else {
            w += sigma0(sha->w[t - 15]) + sha->w[t - 16];
        }
        sha->w[t] = w;
        sum = w + seal_sha256_k[t] + E(t - 4);
    }
    v32 e = E(t - 1);
    sum += CHOOSE(e, E(t - 2), E(t - 3));
    sum += sum1(e);
    PIN(sum);
    return sum;
}

// The second part of round t.
INLINE void sha_round_2(sha *sha, size_t t, v32 sum) {
    E(t) = A(t - 4) + sum;
    v32 a = A(t - 1);
    A(t) = sum + (sum0(a) + MAJORITY(a, A(t - 2), A(t - 3)));
}

INLINE void sha_round(sha *sha, size_t t, const schedule schedule) {
    sha_round_2(sha, t, sha_round_1(sha, t, schedule));
}

// The digests of a batch as Keccak lanes, in two halves.
INLINE void sha_end(sha *sha, v64 messages[2][4]) {
    const uint32_t *state = sha->job->state;
    v32 digest[8];
    for (int i = 0; i < 4; i++) {
        digest[i] = swap_bytes_32(A(63 - i) + state[i]);
        digest[4 + i] = swap_bytes_32(E(63 - i) + state[4 + i]);
    }
    for (int i = 0; i < 4; i++) {
        messages[0][i] = pair_first(digest[2 * i], digest[2 * i + 1]);
        messages[1][i] = pair_second(digest[2 * i], digest[2 * i + 1]);
    }
}

// MARK: The two as one

// Two rounds of Keccak, and rounds t, t + 1 and t + 2 of SHA-256.
INLINE void double_round(keccak *s, const uint64_t constants[2], sha *sha, size_t t, const schedule schedule) {
    keccak o;
    v64 d[5];
    theta(s->parity, d);
    v32 sum = sha_round_1(sha, t, schedule);
    row_0(&o, s, d, constants[0]);
    row_1(&o, s, d);
    row_2(&o, s, d);
    sha_round_2(sha, t, sum);
    row_3(&o, s, d);
    row_4(&o, s, d);
    sum = sha_round_1(sha, t + 1, schedule);

    theta(o.parity, d);
    sha_round_2(sha, t + 1, sum);
    sum = sha_round_1(sha, t + 2, schedule);
    row_0(s, &o, d, constants[1]);
    row_1(s, &o, d);
    row_2(s, &o, d);
    sha_round_2(sha, t + 2, sum);
    row_3(s, &o, d);
    row_4(s, &o, d);
}

INLINE void start(pipeline *pipeline, const seal_job *job, uint32_t base) {
    sha *sha = &pipeline->sha;
    sha_prepare(sha, job);
    sha_begin(sha, base);
    ROLLED for (size_t t = 1; t < 19; t++) sha_round(sha, t, schedule_given);
    ROLLED for (size_t t = 19; t < 31; t++) sha_round(sha, t, schedule_half);
    ROLLED for (size_t t = 31; t < 64; t++) sha_round(sha, t, schedule_full);
    sha_end(sha, pipeline->messages);
}

// Keccak of the batch in `messages`, and SHA-256 of the one that has begun.
INLINE uint32_t step_begun(sha *sha, v64 messages[2][4], uint64_t threshold, const uint32_t order, const bool tabled) {
    // SHA-256 has 21 triples of rounds after round 0, Keccak has twice 11 pairs between its trimmed rounds.
    const v64 thresholds = (v64){0} + threshold;
    const uint64_t *constants = seal_keccak_constants + 1;
    keccak s;
    size_t t = 1;
    keccak_first(&s, messages[0]);
    if (tabled) {
        ROLLED for (; t < 34; t += 3, constants += 2) double_round(&s, constants, sha, t, schedule_tabled);
    } else {
        ROLLED for (; t < 19; t += 3, constants += 2) double_round(&s, constants, sha, t, schedule_given);
        ROLLED for (; t < 31; t += 3, constants += 2) double_round(&s, constants, sha, t, schedule_half);
        double_round(&s, constants, sha, t, schedule_full);
        t += 3;
    }
    uint32_t hits = LANES_AT_MOST(keccak_last(&s, order), thresholds);

    constants = seal_keccak_constants + 1;
    keccak_first(&s, messages[1]);
    const schedule schedule = tabled ? schedule_tabled : schedule_full;
    ROLLED for (; t < 64; t += 3, constants += 2) double_round(&s, constants, sha, t, schedule);
    keccak_double_rounds(&s, constants);
    sha_end(sha, messages);
    return hits | (uint32_t)LANES_AT_MOST(keccak_last(&s, order), thresholds) << half_lanes;
}

INLINE uint32_t step(pipeline *pipeline, uint32_t next, uint64_t threshold, const uint32_t order) {
    sha_begin(&pipeline->sha, next);
    return step_begun(&pipeline->sha, pipeline->messages, threshold, order, false);
}

INLINE void start(tabled_pipeline *pipeline, const seal_job *job, uint32_t base) {
    sha *sha = &pipeline->pipeline.sha;
    sha_prepare_state(sha, job);
    prepare_round_0(job->state, 0, &sha->shared.a1, &sha->shared.e1);
    pipeline->table = seal_table(lanes);
    sha_begin_tabled(sha, seal_table_row(pipeline->table, base));
    ROLLED for (size_t t = 1; t < 64; t++) sha_round(sha, t, schedule_tabled);
    sha_end(sha, pipeline->pipeline.messages);
}

INLINE uint32_t step(tabled_pipeline *pipeline, uint32_t next, uint64_t threshold, const uint32_t order) {
    sha_begin_tabled(&pipeline->pipeline.sha, seal_table_row(pipeline->table, next));
    return step_begun(&pipeline->pipeline.sha, pipeline->pipeline.messages, threshold, order, true);
}

#define SEARCH search
#define PIPELINE pipeline
#define BATCH lanes
#define ALIGNMENT 1
#include "seal_search.h"

#define SEARCH search_tabled
#define PIPELINE tabled_pipeline
#define BATCH lanes
#define ALIGNMENT lanes
#include "seal_search.h"

#endif
