// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// What cards are given; the parameters of a launch are worked out once on the host.

#include "seal_cards.h"
#include "seal_cuda_ptx.h"
#include "seal_opencl_source.h"
#include "seal_schedule.h"
#include "seal_table.h"

const char *seal_cuda_ptx(void) { return seal_ptx; }

const char *seal_cuda_ptx_hash(void) { return seal_ptx_source; }

const char *seal_opencl_c(void) { return seal_opencl_source; }

const char *seal_opencl_c_hash(void) { return seal_opencl_source_hash; }

void seal_launch_prepare(seal_launch *launch, seal_limit limit) {
    *launch = (seal_launch){
        .threshold_high = (uint32_t)(limit.threshold >> 32),
        .threshold_low = (uint32_t)limit.threshold,
        .order = limit.order,
        .one = 1,
    };
    for (int i = 0; i < 32; i++) launch->power[i] = (uint32_t)1 << i;
}

void seal_launch_set_segment(seal_launch *launch, uint32_t index, const seal_job *job, uint32_t base, uint32_t count) {
    const shared_schedule shared = prepare_schedule(job);
    seal_segment *segment = &launch->segment[index];
    *segment = (seal_segment){.base = base, .count = count, .a1 = shared.a1, .e1 = shared.e1};
    for (int i = 0; i < 8; i++) segment->state[i] = job->state[i];
    for (int i = 0; i < 22; i++) segment->kw[i] = shared.kw[i];
    for (int t = 16; t < 33; t++) segment->part[t - 16] = shared.part[t];
    // A card has no constants that fold by themselves, so it is given those of the next words too.
    const uint32_t *w = shared.w;
    segment->part[33 - 16] = w[17];
    segment->part[34 - 16] = sigma0_32(w[19]);
    segment->part[35 - 16] = w[19];
    segment->part[36 - 16] = sigma0_32(w[21]);
    segment->part[37 - 16] = w[21];
}

void seal_launch_set_grid(seal_launch *launch, uint32_t index, const seal_puzzle *puzzle, uint64_t nonce, uint32_t count) {
    seal_grid *grid = &launch->grid[index];
    *grid = (seal_grid){.first = (uint32_t)(nonce & 0xff), .rest = (uint32_t)(nonce >> 8), .count = count};
    for (int i = 0; i < 16; i++) grid->words[i] = puzzle->words[i];
    for (int i = 0; i < 8; i++) grid->state[i] = puzzle->state[i];

    uint32_t s[8];
    for (int i = 0; i < 8; i++) s[i] = puzzle->state[i];
    for (int t = 0; t < 14; t++) {
        SHA256_ROUND(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], seal_sha256_k[t] + puzzle->words[t]);
        uint32_t last = s[7];
        for (int i = 7; i > 0; i--) s[i] = s[i - 1];
        s[0] = last;
    }
    for (int i = 0; i < 8; i++) grid->begun[i] = s[i];
}

void seal_grid_fill(uint32_t table[seal_grid_words], uint32_t first) {
    for (uint32_t row = 0; row < seal_grid_rows; row++) seal_table_fill(table + 64 * row, 1, first + row);
}
