// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// From 64-bit nonces to jobs: where the nonce lies in the message, and where a run of one job ends.

#include "CSealKernels.h"

enum {
    high_bits = 24,  // pow-register: nonce bits in the last block
    low_bits = 40,   // pow-register: nonce bits in the block before
};

static uint32_t big_endian_32(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

void seal_puzzle_register(seal_puzzle *puzzle, const uint8_t block_and_hotkey_hash[32], seal_limit limit) {
    *puzzle = (seal_puzzle){.scheme = seal_scheme_register, .limit = limit};
    seal_sha256_start(puzzle->state);
    for (int i = 0; i < 8; i++) puzzle->words[2 + i] = big_endian_32(block_and_hotkey_hash + 4 * i);
    puzzle->words[10] = 0x80000000;
    puzzle->words[15] = 40 * 8;
}

void seal_puzzle_pow_register(seal_puzzle *puzzle, const uint8_t prefix[123], seal_limit limit) {
    *puzzle = (seal_puzzle){.scheme = seal_scheme_pow_register, .limit = limit};
    uint32_t first[16];
    for (int i = 0; i < 16; i++) first[i] = big_endian_32(prefix + 4 * i);
    seal_sha256_start(puzzle->state);
    seal_sha256_compress(puzzle->state, first);
    for (int i = 0; i < 14; i++) puzzle->words[i] = big_endian_32(prefix + 64 + 4 * i);
    // Message bytes 120 to 122; byte 123 is the first of the nonce.
    puzzle->words[14] = (uint32_t)prefix[120] << 24 | (uint32_t)prefix[121] << 16 | (uint32_t)prefix[122] << 8;
}

uint32_t seal_job_at(const seal_puzzle *puzzle, uint64_t nonce, seal_job *job) {
    *job = (seal_job){.limit = puzzle->limit};
    for (int i = 0; i < 8; i++) job->state[i] = puzzle->state[i];
    if (puzzle->scheme == seal_scheme_register) {
        for (int i = 0; i < 15; i++) job->words[i] = puzzle->words[i + 1];
        job->words[0] = __builtin_bswap32((uint32_t)(nonce >> 32));
        return (uint32_t)nonce;
    }
    // The nonce's low five bytes end the second block; its high three and the padding's 0x80 open the third.
    uint32_t second[16];
    for (int i = 0; i < 16; i++) second[i] = puzzle->words[i];
    second[14] |= (uint32_t)(nonce & 0xff);
    second[15] = __builtin_bswap32((uint32_t)(nonce >> 8));
    seal_sha256_compress(job->state, second);
    job->words[14] = 131 * 8;
    return 0x80000000 | (uint32_t)(nonce >> low_bits);
}

uint64_t seal_native_stride(uint32_t scheme) {
    return scheme == seal_scheme_register ? 1 : (uint64_t)1 << low_bits;
}

// How many nonces from this one on, at the native stride, share its job.
static uint64_t run_length(uint32_t scheme, uint64_t nonce) {
    return scheme == seal_scheme_register ? ((uint64_t)1 << 32) - (uint32_t)nonce
                                          : ((uint64_t)1 << high_bits) - (nonce >> low_bits);
}

// How many of them have their schedules in the table.
static uint64_t table_length(uint32_t scheme, uint64_t nonce) {
    uint64_t high = nonce >> low_bits;
    return scheme == seal_scheme_pow_register && high < SEAL_TABLE_WORDS ? SEAL_TABLE_WORDS - high : 0;
}

static uint64_t smaller(uint64_t a, uint64_t b) { return a < b ? a : b; }

uint64_t seal_walk(const seal_puzzle *puzzle, const seal_kernel *kernel, uint64_t start, uint64_t stride,
                   uint64_t count, uint64_t *hits, uint32_t capacity, uint32_t *hit_count) {
    int is_native = stride == seal_native_stride(puzzle->scheme);
    uint32_t lanes = is_native ? kernel->lanes : 1;
    uint32_t found = 0;
    uint64_t tried = 0;
    while (tried < count && capacity - found >= lanes) {
        uint64_t nonce = start + tried * stride;
        // A kernel counts in 32 bits, and a whole run of `register` has one nonce more than fits.
        uint64_t limit = smaller(count - tried, UINT32_MAX);
        int is_tabled = is_native && table_length(puzzle->scheme, nonce) > 0;
        uint64_t run = is_tabled ? table_length(puzzle->scheme, nonce) : run_length(puzzle->scheme, nonce);
        uint64_t length = is_native ? smaller(limit, run) : 1;
        seal_kernel_function *search = is_tabled   ? kernel->search_tabled
                                       : is_native ? kernel->search
                                                   : seal_search_portable;
        uint32_t indices[SEAL_MAX_LANES];
        uint32_t hit = 0;
        seal_job job;
        uint32_t base = seal_job_at(puzzle, nonce, &job);
        uint32_t room = (uint32_t)smaller(capacity - found, SEAL_MAX_LANES);
        uint32_t done = search(&job, base, (uint32_t)length, indices, room, &hit);
        for (uint32_t i = 0; i < hit; i++) hits[found++] = nonce + (uint64_t)indices[i] * stride;
        tried += done;
    }
    *hit_count = found;
    return tried;
}
