// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The kernel of seal_sha_extension.h, which includes this, with schedules out of the table: what is left of SHA-256 is
// two instructions for four rounds. So a pair of messages stays in registers from begin to end, and a rider, which made
// up for what schedules cost, does not pay.

#ifndef SEAL_SHA_TABLED_H
#define SEAL_SHA_TABLED_H

// MARK: SHA-256

#define EACH_OF_PAIR _Pragma("clang loop unroll(full)") for (uint32_t i = 0; i < 2; i++)

// Quad `quad` of the pair of messages whose schedules begin at `row`.
INLINE void pair_quad(sha_state s[2], const uint32_t *row, const size_t quad) {
#if defined(__x86_64__)
    const __m128i *words[2] = {(const __m128i *)(row + 4 * quad), (const __m128i *)(row + 64 + 4 * quad)};
    // Left alone, the compiler would finish one message and then begin with the other.
    EACH_OF_PAIR {
        s[i].second = (quad_words)_mm_sha256rnds2_epu32((__m128i)s[i].second, (__m128i)s[i].first,
                                                        _mm_load_si128(words[i]));
        PIN(s[i].second);
    }
    EACH_OF_PAIR {
        __m128i high = _mm_loadl_epi64((const __m128i *)((const uint64_t *)words[i] + 1));
        s[i].first = (quad_words)_mm_sha256rnds2_epu32((__m128i)s[i].first, (__m128i)s[i].second, high);
        PIN(s[i].first);
    }
#else
    EACH_OF_PAIR quad_rounds(&s[i], quad_at(row + 64 * i + 4 * quad));
#endif
}

// MARK: The two as one

typedef struct tabled_pipeline {
    // The digests of the batch that Keccak takes next: lane by lane of its state, those of all messages in vectors.
    _Alignas(VECTOR_BYTES) uint64_t messages[4][vector_lanes];
    sha_state initial;
    const uint32_t *table;
} tabled_pipeline;

// The digests of the pair at `at`.
INLINE void pair_end(tabled_pipeline *pipeline, const sha_state s[2], uint32_t at) {
    EACH_OF_PAIR {
        uint64_t lane[4];
        sha_state sum = {s[i].first + pipeline->initial.first, s[i].second + pipeline->initial.second};
        digest_lanes(sum, lane);
        for (int j = 0; j < 4; j++) pipeline->messages[j][at + i] = lane[j];
    }
}

INLINE void start(tabled_pipeline *pipeline, const seal_job *job, uint32_t base) {
    pipeline->initial = state_from(job->state);
    pipeline->table = seal_table(1);
    const uint32_t *row = seal_table_row(pipeline->table, base);
    for (uint32_t at = 0; at < vector_lanes; at += 2, row += 2 * 64) {
        sha_state s[2] = {pipeline->initial, pipeline->initial};
        for (size_t quad = 0; quad < 16; quad++) pair_quad(s, row, quad);
        pair_end(pipeline, s, at);
    }
}

// A round of Keccak, and the quads `first` ..< `end` of a pair, one or two.
INLINE void mixed_round(keccak *out, const keccak *in, uint64_t constant, sha_state s[2], const uint32_t *row,
                        const size_t first, const size_t end) {
    v64 d[5];
    theta(in->parity, d);
    pair_quad(s, row, first);
    row_0(out, in, d, constant);
    if (first + 1 < end) pair_quad(s, row, first + 1);
    row_1(out, in, d);
    row_2(out, in, d);
    row_3(out, in, d);
    row_4(out, in, d);
}

INLINE uint32_t step(tabled_pipeline *pipeline, uint32_t next, uint64_t threshold, const uint32_t order) {
    const uint64_t *c = seal_keccak_constants + 1;
    const uint32_t *row = seal_table_row(pipeline->table, next);
    keccak k, o;
    v64 message[4];
    for (int i = 0; i < 4; i++) __builtin_memcpy(&message[i], pipeline->messages[i], sizeof message[i]);
    keccak_first(&k, message);
#if VECTOR_BYTES == 16
    // One pair, whose loop fits the cache of decoded instructions.
    sha_state s[2] = {pipeline->initial, pipeline->initial};
    ROLLED for (size_t quad = 0; quad < 16; quad += 2, c += 2) {
        mixed_round(&o, &k, c[0], s, row, quad, quad + 1);
        mixed_round(&k, &o, c[1], s, row, quad + 1, quad + 2);
    }
    pair_end(pipeline, s, 0);
#else
    // Each of two pairs takes ten of Keccak's 22 rounds.
    ROLLED for (uint32_t at = 0; at < vector_lanes; at += 2, row += 2 * 64, c += 10) {
        sha_state s[2] = {pipeline->initial, pipeline->initial};
        mixed_round(&o, &k, c[0], s, row, 0, 2);
        mixed_round(&k, &o, c[1], s, row, 2, 4);
        mixed_round(&o, &k, c[2], s, row, 4, 5);
        mixed_round(&k, &o, c[3], s, row, 5, 7);
        mixed_round(&o, &k, c[4], s, row, 7, 8);
        mixed_round(&k, &o, c[5], s, row, 8, 10);
        mixed_round(&o, &k, c[6], s, row, 10, 12);
        mixed_round(&k, &o, c[7], s, row, 12, 13);
        mixed_round(&o, &k, c[8], s, row, 13, 15);
        mixed_round(&k, &o, c[9], s, row, 15, 16);
        pair_end(pipeline, s, at);
    }
#endif
    keccak_double_rounds(&k, c);
    return (uint32_t)LANES_AT_MOST(keccak_last(&k, order), (v64){0} + threshold);
}

#endif
