// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Search a range of nonces for registration seals below a target.
//
//     seal = Keccak-256(SHA-256(message with the nonce in it))
//
// Three floors, each usable alone:
//   1. kernels: one job (one SHA-256 block of which a single word varies), one function per instruction set;
//   2. the dispatcher: which kernels this machine can run;
//   3. the walk: any start, stride and count of 64-bit nonces of one puzzle, cut into jobs.
//
// Nothing here allocates, does I/O or keeps state, except the dispatcher's cached detection and a table of constants
// made at its first use. Every function may be called from any thread. A candidate has passed a comparison of 64 of its 256 bits: the caller confirms it in full.

#ifndef CSEALKERNELS_H
#define CSEALKERNELS_H

#include <stddef.h>
#include <stdint.h>

#if defined(__cplusplus)
extern "C" {
#endif

// MARK: Kernels

// How a chain reads the 32 seal bytes as a number.
enum {
    seal_order_big = 0,
    seal_order_little = 1,
};

// The only part of a target that a kernel looks at.
typedef struct seal_limit {
    // The largest value of the seal's most significant 64 bits that may still meet the target.
    uint64_t threshold;
    // seal_order_big or seal_order_little: which seal bytes those 64 bits are.
    uint32_t order;
} seal_limit;

// One SHA-256 compression with one varying word, and what its seal is compared with.
// The message block of index i is W0 = byteswap32(base + i), W1 ... W15 = words[0 ... 14].
typedef struct seal_job {
    // The chaining value before this block.
    uint32_t state[8];
    // W1 ... W15.
    uint32_t words[15];
    seal_limit limit;
} seal_job;

// More lanes than any kernel has.
#define SEAL_MAX_LANES 64

// Tries the indices 0 ..< count and writes those whose seals pass the limit to `hits`, ascending.
//
// Returns how many indices it has tried, counted from 0: `count`, or less when the next step could find more hits
// than `hits` has room for. So no hit is ever lost: the caller empties the buffer and goes on from there.
// Requires base + count <= 2^32 and capacity >= the kernel's lanes, which also guarantees progress.
typedef uint32_t seal_kernel_function(const seal_job *job, uint32_t base, uint32_t count,
                                      uint32_t *hits, uint32_t capacity, uint32_t *hit_count);

// Under `pow-register`, how many values of a nonce's high three bytes, from 0 on, have a message schedule in the table.
#define SEAL_TABLE_WORDS 1024

// A kernel: the same search, written for one instruction set.
typedef struct seal_kernel {
    // A stable name to choose it by, such as "portable".
    const char *name;
    // How many nonces one step tries at most.
    uint32_t lanes;
    seal_kernel_function *search;
    // The same for the jobs of `pow-register` with base - 2^31 + count <= SEAL_TABLE_WORDS, of which it takes the chaining
    // value and the limit alone: the rest stands in the table.
    seal_kernel_function *search_tabled;
} seal_kernel;

// Plain C, any processor.
seal_kernel_function seal_search_portable, seal_search_tabled_portable;

#if defined(__x86_64__)
// AVX-512 (foundation and byte-word).
seal_kernel_function seal_search_avx512, seal_search_tabled_avx512;
// AVX2 with the SHA extension.
seal_kernel_function seal_search_shani_avx2, seal_search_tabled_shani_avx2;
seal_kernel_function seal_search_avx2, seal_search_tabled_avx2;
// The SHA extension with SSE4.2.
seal_kernel_function seal_search_shani, seal_search_tabled_shani;
#elif defined(__aarch64__)
// NEON with the SHA-2 and SHA-3 extensions.
seal_kernel_function seal_search_neon_sha3, seal_search_tabled_neon_sha3;
// NEON with the SHA-2 extension.
seal_kernel_function seal_search_neon_sha2, seal_search_tabled_neon_sha2;
seal_kernel_function seal_search_neon, seal_search_tabled_neon;
#endif

// MARK: Dispatcher

// How many kernels this machine can run: at least one. Looks at the processor once per process.
size_t seal_kernel_count(void);

// The kernel at `index` below seal_kernel_count(), "portable" last; NULL beyond. The order says little about speed:
// which one is the fastest, only a race on the machine shows.
const seal_kernel *seal_kernel_at(size_t index);

// MARK: SHA-256

// The initial chaining value of SHA-256 (FIPS 180-4, section 5.3.3).
void seal_sha256_start(uint32_t state[8]);

// Takes one block of sixteen message words into `state` (FIPS 180-4, section 6.2.2).
void seal_sha256_compress(uint32_t state[8], const uint32_t words[16]);

// MARK: Walk

// Where the nonce lies in the message that is hashed.
enum {
    // 40 bytes: nonce, 32-byte hash.
    seal_scheme_register = 0,
    // 131 bytes: 123-byte prefix, nonce.
    seal_scheme_pow_register = 1,
};

// What stays the same while a puzzle lasts.
typedef struct seal_puzzle {
    // seal_scheme_register or seal_scheme_pow_register.
    uint32_t scheme;
    // The chaining value before the block in which the nonce begins.
    uint32_t state[8];
    // That block, with zeros where the nonce goes.
    uint32_t words[16];
    seal_limit limit;
} seal_puzzle;

void seal_puzzle_register(seal_puzzle *puzzle, const uint8_t block_and_hotkey_hash[32], seal_limit limit);
void seal_puzzle_pow_register(seal_puzzle *puzzle, const uint8_t prefix[123], seal_limit limit);

// The job in which `nonce` has the index 0; returns that job's base.
// The index i then belongs to nonce + i * seal_native_stride(scheme).
uint32_t seal_job_at(const seal_puzzle *puzzle, uint64_t nonce, seal_job *job);

// The distance of nonces that a kernel walks at full speed: 1 for `register`, 2^40 for `pow-register`.
uint64_t seal_native_stride(uint32_t scheme);

// Tries start, start + stride, start + 2 * stride ... (modulo 2^64), `count` of them, and writes the candidates to
// `hits` in that order. Returns how many it has tried: `count`, or less when `hits` is full (see seal_kernel_function).
// The native stride runs in `kernel`; every other one takes one job per nonce, in portable code.
// Requires capacity >= SEAL_MAX_LANES.
uint64_t seal_walk(const seal_puzzle *puzzle, const seal_kernel *kernel, uint64_t start, uint64_t stride,
                   uint64_t count, uint64_t *hits, uint32_t capacity, uint32_t *hit_count);

#if defined(__cplusplus)
}
#endif

#include "seal_cards.h"

#endif
