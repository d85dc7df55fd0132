// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// What the hashes of one job have in common: worked out once per call, for every kernel.

#ifndef SEAL_SCHEDULE_H
#define SEAL_SCHEDULE_H

#include "CSealKernels.h"
#include "seal_sha256.h"

typedef struct shared_schedule {
    // Round 0 adds W0 to two constants: the state after it is (a1 + W0, a, b, c, e1 + W0, e, f, g).
    uint32_t a1, e1;
    // K + W of the rounds whose words do not depend on W0: 1 to 15, 17, 19 and 21.
    uint32_t kw[22];
    // The words themselves, at their indices: 1 to 15, 17, 19 and 21.
    uint32_t w[22];
    // The constant terms of words 16 to 32.
    uint32_t part[33];
} shared_schedule;

// What round 0 adds to its word, or with k = 0 to K + W.
static inline void prepare_round_0(const uint32_t s[8], uint32_t k, uint32_t *a1, uint32_t *e1) {
    uint32_t t1 = s[7] + sum1_32(s[4]) + choose_32(s[4], s[5], s[6]) + k;
    *e1 = s[3] + t1;
    *a1 = t1 + sum0_32(s[0]) + majority_32(s[0], s[1], s[2]);
}

static inline shared_schedule prepare_schedule(const seal_job *job) {
    shared_schedule shared;
    prepare_round_0(job->state, seal_sha256_k[0], &shared.a1, &shared.e1);

    uint32_t *w = shared.w, *part = shared.part;
    w[0] = 0;
    for (int t = 1; t < 16; t++) w[t] = job->words[t - 1];
    w[16] = w[18] = w[20] = 0;
    for (int t = 17; t < 22; t += 2) {
        w[t] = sigma1_32(w[t - 2]) + w[t - 7] + sigma0_32(w[t - 15]) + w[t - 16];
    }
    for (int t = 0; t < 22; t++) shared.kw[t] = seal_sha256_k[t] + w[t];

    for (int t = 0; t < 16; t++) part[t] = 0;
    part[16] = sigma1_32(w[14]) + w[9] + sigma0_32(w[1]);
    part[17] = part[19] = part[21] = 0;
    part[18] = w[11] + sigma0_32(w[3]) + w[2];
    part[20] = w[13] + sigma0_32(w[5]) + w[4];
    part[22] = w[15] + sigma0_32(w[7]) + w[6];
    part[23] = sigma1_32(w[21]) + sigma0_32(w[8]) + w[7];
    part[24] = w[17] + sigma0_32(w[9]) + w[8];
    part[25] = sigma0_32(w[10]) + w[9];
    part[26] = w[19] + sigma0_32(w[11]) + w[10];
    part[27] = sigma0_32(w[12]) + w[11];
    part[28] = w[21] + sigma0_32(w[13]) + w[12];
    part[29] = sigma0_32(w[14]) + w[13];
    part[30] = sigma0_32(w[15]) + w[14];
    part[31] = w[15];
    part[32] = sigma0_32(w[17]);
    return shared;
}

#endif
