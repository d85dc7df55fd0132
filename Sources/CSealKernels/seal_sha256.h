// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The pieces of SHA-256 (FIPS 180-4) that the portable code shares.

#ifndef SEAL_SHA256_H
#define SEAL_SHA256_H

#include <stdint.h>

// FIPS 180-4, section 4.2.2.
extern const uint32_t seal_sha256_k[64];

static inline uint32_t rotr_32(uint32_t x, unsigned n) { return x >> n | x << (32 - n); }
static inline uint32_t sum0_32(uint32_t a) { return rotr_32(a, 2) ^ rotr_32(a, 13) ^ rotr_32(a, 22); }
static inline uint32_t sum1_32(uint32_t e) { return rotr_32(e, 6) ^ rotr_32(e, 11) ^ rotr_32(e, 25); }
static inline uint32_t sigma0_32(uint32_t w) { return rotr_32(w, 7) ^ rotr_32(w, 18) ^ w >> 3; }
static inline uint32_t sigma1_32(uint32_t w) { return rotr_32(w, 17) ^ rotr_32(w, 19) ^ w >> 10; }
static inline uint32_t choose_32(uint32_t e, uint32_t f, uint32_t g) { return g ^ (e & (f ^ g)); }
static inline uint32_t majority_32(uint32_t a, uint32_t b, uint32_t c) { return (a & b) | (c & (a | b)); }

// One round, with the round constant already added to the message word. The caller renames the variables from round
// to round instead of moving their values: what was d is the new e, what was h the new a.
#define SHA256_ROUND(a, b, c, d, e, f, g, h, k_plus_w)                             \
    do {                                                                           \
        uint32_t t1 = (h) + sum1_32(e) + choose_32((e), (f), (g)) + (k_plus_w);    \
        (d) += t1;                                                                 \
        (h) = t1 + sum0_32(a) + majority_32((a), (b), (c));                        \
    } while (0)

// Eight rounds, after which every variable has its own name again. KW(t) is K[t] + W[t].
#define SHA256_EIGHT_ROUNDS(a, b, c, d, e, f, g, h, t, KW)      \
    do {                                                        \
        SHA256_ROUND(a, b, c, d, e, f, g, h, KW((t)));          \
        SHA256_ROUND(h, a, b, c, d, e, f, g, KW((t) + 1));      \
        SHA256_ROUND(g, h, a, b, c, d, e, f, KW((t) + 2));      \
        SHA256_ROUND(f, g, h, a, b, c, d, e, KW((t) + 3));      \
        SHA256_ROUND(e, f, g, h, a, b, c, d, KW((t) + 4));      \
        SHA256_ROUND(d, e, f, g, h, a, b, c, KW((t) + 5));      \
        SHA256_ROUND(c, d, e, f, g, h, a, b, KW((t) + 6));      \
        SHA256_ROUND(b, c, d, e, f, g, h, a, KW((t) + 7));      \
    } while (0)

#endif
