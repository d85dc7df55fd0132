// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The loop over a job's batches, for kernels that hash one batch while they prepare the next.
//
// The file that includes this, once for each loop it wants, defines
//   SEARCH                                         the name of the loop
//   PIPELINE                                       what goes on from one batch to the next
//   BATCH                                          how many nonces a batch has
//   ALIGNMENT                                      of what number a batch's base must be a multiple: 1 or BATCH
//   start(PIPELINE *, job, base)                   SHA-256 of the batch at `base`
//   step(PIPELINE *, next, threshold, order)       Keccak of that batch, and SHA-256 of the one at `next`;
//                                                  bit i of the result: nonce i of the batch is a hit

INLINE uint32_t SEARCH(const seal_job *job, uint32_t base, uint32_t count, uint32_t *hits, uint32_t capacity,
                       uint32_t *hit_count, const uint32_t order) {
    // The first and the last batch may reach beyond the range.
    uint32_t before = base % ALIGNMENT, batch = base - before;
    uint32_t found = 0, i = 0;
    PIPELINE pipeline;
    start(&pipeline, job, batch);
    while (i < count && capacity - found >= BATCH) {
        batch += BATCH;
        uint32_t mask = step(&pipeline, batch, job->limit.threshold, order) >> before;
        uint32_t own = BATCH - before, left = count - i;
        if (left < own) own = left;
        if (__builtin_expect(mask != 0, 0)) {
            mask &= ~0u >> (32 - own);
            for (; mask != 0; mask &= mask - 1) hits[found++] = i + (uint32_t)__builtin_ctz(mask);
        }
        i += own;
        before = 0;
    }
    *hit_count = found;
    return i;
}

#undef SEARCH
#undef PIPELINE
#undef BATCH
#undef ALIGNMENT

// The kernel's function by such a loop. Each byte order has code of its own, because they want different lanes of the
// last round.
#ifndef DEFINE_SEARCH
#define DEFINE_SEARCH(name, search)                                                                       \
    uint32_t name(const seal_job *job, uint32_t base, uint32_t count, uint32_t *hits, uint32_t capacity,  \
                  uint32_t *hit_count) {                                                                  \
        return job->limit.order == seal_order_big                                                         \
                   ? search(job, base, count, hits, capacity, hit_count, seal_order_big)                  \
                   : search(job, base, count, hits, capacity, hit_count, seal_order_little);              \
    }
#endif
