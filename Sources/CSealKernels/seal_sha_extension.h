// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The kernel for processors with instructions for SHA-256: by them for a few messages side by side, four rounds at a
// time; and Keccak of the batch before, one message in each 64-bit lane of a vector.
//
// Both run in one instruction stream, a round of Keccak to four of SHA-256. Keccak, which alone would wait for itself
// now and then, leaves room for it.
//
// The file that includes this defines what seal_keccak_lanes.h asks for, and
//   LANES_AT_MOST(x, y)           bit i: x[i] <= y[i], of 64-bit lanes
// and, where it pays,
//   RIDERS                        1: Keccak takes one message more, in integer registers; otherwise 0

#ifndef SEAL_SHA_EXTENSION_H
#define SEAL_SHA_EXTENSION_H

#include "CSealKernels.h"
#include "seal_keccak_lanes.h"
#include "seal_keccak_rider.h"
#include "seal_sha256.h"
#include "seal_table.h"

#if defined(__x86_64__)
#include <immintrin.h>
#else
#include <arm_neon.h>
#endif

#ifndef RIDERS
#define RIDERS 0
#endif

// As many messages as Keccak takes at once.
enum { vector_lanes = VECTOR_BYTES / 8, lanes = vector_lanes + RIDERS };

// Four rounds are a quad, numbered from 0; its message words are a vector.
typedef uint32_t quad_words __attribute__((vector_size(16)));

// The eight state words, parted and ordered as the instructions want them.
typedef struct sha_state {
    quad_words first, second;
} sha_state;

// MARK: Instructions

#if defined(__x86_64__)

INLINE sha_state state_from(const uint32_t s[8]) {
    return (sha_state){{s[5], s[4], s[1], s[0]}, {s[7], s[6], s[3], s[2]}};
}

INLINE void quad_rounds(sha_state *s, quad_words kw) {
    __m128i low = (__m128i)kw, high = _mm_shuffle_epi32(low, 0x0e);
    s->second = (quad_words)_mm_sha256rnds2_epu32((__m128i)s->second, (__m128i)s->first, low);
    s->first = (quad_words)_mm_sha256rnds2_epu32((__m128i)s->first, (__m128i)s->second, high);
}

// The words of a quad from those of the four before it.
INLINE quad_words quad_after(quad_words w0, quad_words w1, quad_words w2, quad_words w3) {
    __m128i w = _mm_sha256msg1_epu32((__m128i)w0, (__m128i)w1);
    w = _mm_add_epi32(w, _mm_alignr_epi8((__m128i)w3, (__m128i)w2, 4));
    return (quad_words)_mm_sha256msg2_epu32(w, (__m128i)w3);
}

// The digest as the Keccak lanes 0 to 3.
INLINE void digest_lanes(sha_state s, uint64_t lane[4]) {
    const __m128i reverse = _mm_setr_epi8(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    __m128i abef = _mm_shuffle_epi8((__m128i)s.first, reverse), cdgh = _mm_shuffle_epi8((__m128i)s.second, reverse);
    lane[0] = (uint64_t)_mm_cvtsi128_si64(abef);
    lane[1] = (uint64_t)_mm_cvtsi128_si64(cdgh);
    lane[2] = (uint64_t)_mm_extract_epi64(abef, 1);
    lane[3] = (uint64_t)_mm_extract_epi64(cdgh, 1);
}

#else

INLINE sha_state state_from(const uint32_t s[8]) {
    return (sha_state){{s[0], s[1], s[2], s[3]}, {s[4], s[5], s[6], s[7]}};
}

INLINE void quad_rounds(sha_state *s, quad_words kw) {
    uint32x4_t first = (uint32x4_t)s->first, second = (uint32x4_t)s->second;
    s->first = (quad_words)vsha256hq_u32(first, second, (uint32x4_t)kw);
    s->second = (quad_words)vsha256h2q_u32(second, first, (uint32x4_t)kw);
}

// The words of a quad from those of the four before it.
INLINE quad_words quad_after(quad_words w0, quad_words w1, quad_words w2, quad_words w3) {
    uint32x4_t w = vsha256su0q_u32((uint32x4_t)w0, (uint32x4_t)w1);
    return (quad_words)vsha256su1q_u32(w, (uint32x4_t)w2, (uint32x4_t)w3);
}

// The digest as the Keccak lanes 0 to 3.
INLINE void digest_lanes(sha_state s, uint64_t lane[4]) {
    vst1q_u64(lane, vreinterpretq_u64_u8(vrev32q_u8((uint8x16_t)s.first)));
    vst1q_u64(lane + 2, vreinterpretq_u64_u8(vrev32q_u8((uint8x16_t)s.second)));
}

#endif

// MARK: SHA-256

typedef struct sha {
    sha_state state[lanes], initial;
    // The words of quads 0 to 15.
    quad_words w[16][lanes];
    // K + W of quads 0 to 3, the first of them without W0.
    quad_words kw[4];
} sha;

#define EACH_MESSAGE _Pragma("clang loop unroll(full)") for (uint32_t i = 0; i < lanes; i++)

INLINE quad_words quad_at(const uint32_t *words) { return (quad_words){words[0], words[1], words[2], words[3]}; }

INLINE void sha_prepare(sha *sha, const seal_job *job) {
    uint32_t words[16] = {0};
    for (int t = 1; t < 16; t++) words[t] = job->words[t - 1];
    sha->initial = state_from(job->state);
    for (size_t quad = 0; quad < 4; quad++) {
        quad_words w = quad_at(words + 4 * quad);
        EACH_MESSAGE sha->w[quad][i] = w;
        sha->kw[quad] = w + quad_at(seal_sha256_k + 4 * quad);
    }
}

INLINE void sha_begin(sha *sha, uint32_t base) {
    EACH_MESSAGE {
        sha->state[i] = sha->initial;
        sha->w[0][i][0] = __builtin_bswap32(base + i);
    }
}

// A quad whose words are given: 0 to 3.
INLINE void sha_quad_given(sha *sha, size_t quad) {
    EACH_MESSAGE {
        quad_words kw = sha->kw[quad];
        if (quad == 0) kw[0] += sha->w[0][i][0];
        quad_rounds(&sha->state[i], kw);
    }
}

// A quad whose words follow from those before: 4 to 15.
INLINE void sha_quad(sha *sha, size_t quad) {
    quad_words k = quad_at(seal_sha256_k + 4 * quad);
    EACH_MESSAGE {
        quad_words w = quad_after(sha->w[quad - 4][i], sha->w[quad - 3][i], sha->w[quad - 2][i], sha->w[quad - 1][i]);
        sha->w[quad][i] = w;
        quad_rounds(&sha->state[i], w + k);
    }
}

// MARK: The two as one

typedef struct pipeline {
    sha sha;
    // The digests of the batch that Keccak takes next: lane by lane of its state, those of all messages in vectors.
    _Alignas(VECTOR_BYTES) uint64_t messages[4][vector_lanes];
    uint64_t rider_message[4];
} pipeline;

INLINE void sha_end(pipeline *pipeline) {
    sha *sha = &pipeline->sha;
    EACH_MESSAGE {
        uint64_t lane[4];
        sha_state sum = {sha->state[i].first + sha->initial.first, sha->state[i].second + sha->initial.second};
        digest_lanes(sum, lane);
        for (int j = 0; j < 4; j++) {
            if (i < vector_lanes) {
                pipeline->messages[j][i] = lane[j];
            } else {
                pipeline->rider_message[j] = lane[j];
            }
        }
    }
}

INLINE void start(pipeline *pipeline, const seal_job *job, uint32_t base) {
    sha *sha = &pipeline->sha;
    sha_prepare(sha, job);
    sha_begin(sha, base);
    for (size_t quad = 0; quad < 4; quad++) sha_quad_given(sha, quad);
    for (size_t quad = 4; quad < 16; quad++) sha_quad(sha, quad);
    sha_end(pipeline);
}

typedef struct keccaks {
    keccak vectors;
    rider rider;
} keccaks;

// Row by row, so that the window of instructions in flight holds vectors and rider.
INLINE void keccaks_round(keccaks *out, const keccaks *s, uint64_t constant) {
    v64 d[5];
    rider_lane rider_d[5];
    theta(s->vectors.parity, d);
    if (RIDERS) theta(s->rider.parity, rider_d);
    row_0(&out->vectors, &s->vectors, d, constant);
    if (RIDERS) row_0(&out->rider, &s->rider, rider_d, constant);
    row_1(&out->vectors, &s->vectors, d);
    if (RIDERS) row_1(&out->rider, &s->rider, rider_d);
    row_2(&out->vectors, &s->vectors, d);
    if (RIDERS) row_2(&out->rider, &s->rider, rider_d);
    row_3(&out->vectors, &s->vectors, d);
    if (RIDERS) row_3(&out->rider, &s->rider, rider_d);
    row_4(&out->vectors, &s->vectors, d);
    if (RIDERS) row_4(&out->rider, &s->rider, rider_d);
}

INLINE uint32_t step(pipeline *pipeline, uint32_t next, uint64_t threshold, const uint32_t order) {
    const v64 zero = {0};
    const uint64_t *constants = seal_keccak_constants + 1, *const last = seal_keccak_constants + 23;
    sha *sha = &pipeline->sha;
    keccaks s, o;
    v64 message[4];
    for (int i = 0; i < 4; i++) __builtin_memcpy(&message[i], pipeline->messages[i], sizeof message[i]);

    sha_begin(sha, next);
    keccak_first(&s.vectors, message);
    if (RIDERS) keccak_first(&s.rider, pipeline->rider_message);
    size_t quad = 0;
    if (RIDERS) {
        // One loop for all the rest: with three, the rider's code outgrows the cache of decoded instructions.
        for (; quad < 4; quad++) sha_quad_given(sha, quad);
    } else {
        ROLLED for (; quad < 4; quad += 2, constants += 2) {
            keccaks_round(&o, &s, constants[0]);
            sha_quad_given(sha, quad);
            keccaks_round(&s, &o, constants[1]);
            sha_quad_given(sha, quad + 1);
        }
    }
    ROLLED for (; quad < 16 || (RIDERS && constants < last); quad += 2, constants += 2) {
        keccaks_round(&o, &s, constants[0]);
        if (quad < 16) sha_quad(sha, quad);
        keccaks_round(&s, &o, constants[1]);
        if (quad < 16) sha_quad(sha, quad + 1);
        // Not at the end: the next step loads at once what this stores in pieces.
        if (RIDERS && quad == 14) sha_end(pipeline);
    }
    if (!RIDERS) {
        sha_end(pipeline);
        keccak_double_rounds(&s.vectors, constants);
    }
    uint32_t hits = (uint32_t)LANES_AT_MOST(keccak_last(&s.vectors, order), zero + threshold);
    if (RIDERS) hits |= (uint32_t)(keccak_last(&s.rider, order) <= threshold) << vector_lanes;
    return hits;
}

#define SEARCH search
#define PIPELINE pipeline
#define BATCH lanes
#define ALIGNMENT 1
#include "seal_search.h"

#include "seal_sha_tabled.h"

#define SEARCH search_tabled
#define PIPELINE tabled_pipeline
#define BATCH vector_lanes
#define ALIGNMENT 1
#include "seal_search.h"

#endif
