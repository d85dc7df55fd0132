// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The loop over a job's batches, for kernels that hash one batch while they prepare the next.
//
// The file that includes this defines
//   lanes                                          how many nonces a batch has
//   pipeline                                       what goes on from one batch to the next
//   start(pipeline, job, base)                     SHA-256 of the batch at `base`
//   step(pipeline, next, threshold, order)         Keccak of that batch, and SHA-256 of the one at `next`;
//                                                  bit i of the result: nonce i of the batch is a hit

#ifndef SEAL_SEARCH_H
#define SEAL_SEARCH_H

INLINE uint32_t search(const seal_job *job, uint32_t base, uint32_t count, uint32_t *hits, uint32_t capacity,
                       uint32_t *hit_count, const uint32_t order) {
    uint32_t found = 0, i = 0;
    pipeline pipeline;
    start(&pipeline, job, base);
    while (i < count && capacity - found >= lanes) {
        uint32_t mask = step(&pipeline, base + i + lanes, job->limit.threshold, order);
        uint32_t left = count - i;
        if (__builtin_expect(mask != 0, 0)) {
            // The last batch may reach beyond the range.
            if (left < lanes) mask &= (1u << left) - 1;
            for (; mask != 0; mask &= mask - 1) hits[found++] = i + (uint32_t)__builtin_ctz(mask);
        }
        i += left < lanes ? left : lanes;
    }
    *hit_count = found;
    return i;
}

// The kernel's function. Each byte order has code of its own, because they want different lanes of the last round.
#define DEFINE_SEARCH(name)                                                                               \
    uint32_t name(const seal_job *job, uint32_t base, uint32_t count, uint32_t *hits, uint32_t capacity,  \
                  uint32_t *hit_count) {                                                                  \
        return job->limit.order == seal_order_big                                                         \
                   ? search(job, base, count, hits, capacity, hit_count, seal_order_big)                  \
                   : search(job, base, count, hits, capacity, hit_count, seal_order_little);              \
    }

#endif
