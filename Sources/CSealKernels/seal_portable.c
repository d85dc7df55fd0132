// The kernel in plain C: one nonce at a time, no instruction set assumed.

#include "CSealKernels.h"
#include "seal_sha256.h"

// MARK: SHA-256 with one varying word

// What the hashes of one job have in common.
typedef struct shared_schedule {
    // Round 0 adds W0 to two constants: the state after it is (a1 + W0, a, b, c, e1 + W0, e, f, g).
    uint32_t a1, e1;
    // K + W of the rounds whose words do not depend on W0: 1 to 15, 17, 19 and 21.
    uint32_t kw[22];
    // W17, W19 and W21 themselves, at their indices.
    uint32_t w[22];
    // The constant terms of words 16 to 32.
    uint32_t part[33];
} shared_schedule;

static shared_schedule prepare(const seal_job *job) {
    const uint32_t *s = job->state;
    shared_schedule shared;

    uint32_t t1 = s[7] + sum1_32(s[4]) + choose_32(s[4], s[5], s[6]) + seal_sha256_k[0];
    shared.e1 = s[3] + t1;
    shared.a1 = t1 + sum0_32(s[0]) + majority_32(s[0], s[1], s[2]);

    uint32_t *w = shared.w, *part = shared.part;
    w[0] = 0;
    for (int t = 1; t < 16; t++) w[t] = job->words[t - 1];
    w[16] = w[18] = w[20] = 0;
    for (int t = 17; t < 22; t += 2) {
        w[t] = sigma1_32(w[t - 2]) + w[t - 7] + sigma0_32(w[t - 15]) + w[t - 16];
    }
    for (int t = 0; t < 22; t++) shared.kw[t] = seal_sha256_k[t] + w[t];

    part[16] = sigma1_32(w[14]) + w[9] + sigma0_32(w[1]);
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

// The digest as the first four lanes of a Keccak state.
static inline void digest(const seal_job *job, const shared_schedule *shared, uint32_t w0, uint64_t lanes[4]) {
    const uint32_t *part = shared->part;
    uint32_t w[64];
    w[17] = shared->w[17];
    w[19] = shared->w[19];
    w[21] = shared->w[21];
    w[16] = part[16] + w0;
    w[18] = part[18] + sigma1_32(w[16]);
    w[20] = part[20] + sigma1_32(w[18]);
    w[22] = part[22] + sigma1_32(w[20]);
    w[23] = part[23] + w[16];
    w[24] = part[24] + sigma1_32(w[22]);
    w[25] = part[25] + sigma1_32(w[23]) + w[18];
    w[26] = part[26] + sigma1_32(w[24]);
    w[27] = part[27] + sigma1_32(w[25]) + w[20];
    w[28] = part[28] + sigma1_32(w[26]);
    w[29] = part[29] + sigma1_32(w[27]) + w[22];
    w[30] = part[30] + sigma1_32(w[28]) + w[23];
    w[31] = part[31] + sigma1_32(w[29]) + w[24] + sigma0_32(w[16]);
    w[32] = part[32] + sigma1_32(w[30]) + w[25] + w[16];
    for (int t = 33; t < 64; t++) w[t] = sigma1_32(w[t - 2]) + w[t - 7] + sigma0_32(w[t - 15]) + w[t - 16];

    // The state after round 0, named as it is before round 1.
    const uint32_t *s = job->state;
    uint32_t h = shared->a1 + w0, a = s[0], b = s[1], c = s[2];
    uint32_t d = shared->e1 + w0, e = s[4], f = s[5], g = s[6];
#define SHARED(t) (shared->kw[t])
#define KW(t) (seal_sha256_k[t] + w[t])
    SHA256_ROUND(h, a, b, c, d, e, f, g, SHARED(1));
    SHA256_ROUND(g, h, a, b, c, d, e, f, SHARED(2));
    SHA256_ROUND(f, g, h, a, b, c, d, e, SHARED(3));
    SHA256_ROUND(e, f, g, h, a, b, c, d, SHARED(4));
    SHA256_ROUND(d, e, f, g, h, a, b, c, SHARED(5));
    SHA256_ROUND(c, d, e, f, g, h, a, b, SHARED(6));
    SHA256_ROUND(b, c, d, e, f, g, h, a, SHARED(7));
    SHA256_EIGHT_ROUNDS(a, b, c, d, e, f, g, h, 8, SHARED);
    for (int t = 16; t < 64; t += 8) SHA256_EIGHT_ROUNDS(a, b, c, d, e, f, g, h, t, KW);
#undef SHARED
#undef KW

    // SHA-256 writes its words most significant byte first, Keccak reads lanes least significant byte first.
#define LANE(low, high) ((uint64_t)__builtin_bswap32(low) | (uint64_t)__builtin_bswap32(high) << 32)
    lanes[0] = LANE(s[0] + a, s[1] + b);
    lanes[1] = LANE(s[2] + c, s[3] + d);
    lanes[2] = LANE(s[4] + e, s[5] + f);
    lanes[3] = LANE(s[6] + g, s[7] + h);
#undef LANE
}

// MARK: Keccak-f[1600]

// FIPS 202, section 3.2.5.
static const uint64_t round_constants[24] = {
    0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000, 0x000000000000808b,
    0x0000000080000001, 0x8000000080008081, 0x8000000000008009, 0x000000000000008a, 0x0000000000000088,
    0x0000000080008009, 0x000000008000000a, 0x000000008000808b, 0x800000000000008b, 0x8000000000008089,
    0x8000000000008003, 0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
};

static inline uint64_t rotl_64(uint64_t x, unsigned n) { return x << n | x >> (64 - n); }

// Step theta: what is added to every lane of the five columns.
static inline void theta(const uint64_t a[25], uint64_t d[5]) {
    uint64_t c0 = a[0] ^ a[5] ^ a[10] ^ a[15] ^ a[20];
    uint64_t c1 = a[1] ^ a[6] ^ a[11] ^ a[16] ^ a[21];
    uint64_t c2 = a[2] ^ a[7] ^ a[12] ^ a[17] ^ a[22];
    uint64_t c3 = a[3] ^ a[8] ^ a[13] ^ a[18] ^ a[23];
    uint64_t c4 = a[4] ^ a[9] ^ a[14] ^ a[19] ^ a[24];
    d[0] = c4 ^ rotl_64(c1, 1);
    d[1] = c0 ^ rotl_64(c2, 1);
    d[2] = c1 ^ rotl_64(c3, 1);
    d[3] = c2 ^ rotl_64(c4, 1);
    d[4] = c3 ^ rotl_64(c0, 1);
}

// One row of the steps rho, pi and chi.
static inline void chi(uint64_t out[5], uint64_t b0, uint64_t b1, uint64_t b2, uint64_t b3, uint64_t b4) {
    out[0] = b0 ^ (~b1 & b2);
    out[1] = b1 ^ (~b2 & b3);
    out[2] = b2 ^ (~b3 & b4);
    out[3] = b3 ^ (~b4 & b0);
    out[4] = b4 ^ (~b0 & b1);
}

// One round from `a` to `out`. Lane (x, y) is at x + 5y; rotations from FIPS 202, table 2.
static inline void keccak_round(const uint64_t a[25], uint64_t out[25], uint64_t constant) {
    uint64_t d[5];
    theta(a, d);
#define TURNED(lane, x, n) rotl_64(a[lane] ^ d[x], n)
    chi(out, a[0] ^ d[0], TURNED(6, 1, 44), TURNED(12, 2, 43), TURNED(18, 3, 21), TURNED(24, 4, 14));
    chi(out + 5, TURNED(3, 3, 28), TURNED(9, 4, 20), TURNED(10, 0, 3), TURNED(16, 1, 45), TURNED(22, 2, 61));
    chi(out + 10, TURNED(1, 1, 1), TURNED(7, 2, 6), TURNED(13, 3, 25), TURNED(19, 4, 8), TURNED(20, 0, 18));
    chi(out + 15, TURNED(4, 4, 27), TURNED(5, 0, 36), TURNED(11, 1, 10), TURNED(17, 2, 15), TURNED(23, 3, 56));
    chi(out + 20, TURNED(2, 2, 62), TURNED(8, 3, 55), TURNED(14, 4, 39), TURNED(15, 0, 41), TURNED(21, 1, 2));
    out[0] ^= constant;
}

// The most significant 64 bits of the Keccak-256 of a 32-byte message, read in `order`.
static inline uint64_t seal_top(const uint64_t message[4], uint32_t order) {
    // Padding of Keccak-256 at a rate of 136 bytes: 0x01 after the message, 0x80 in the rate's last byte.
    uint64_t a[25] = {message[0], message[1], message[2], message[3], 1, [16] = 0x8000000000000000};
    uint64_t e[25];
    keccak_round(a, e, round_constants[0]);
    for (int round = 1; round < 23; round += 2) {
        keccak_round(e, a, round_constants[round]);
        keccak_round(a, e, round_constants[round + 1]);
    }
    // Of the last round only lane 0 or lane 3 is wanted.
    uint64_t d[5];
    theta(e, d);
    uint64_t b0 = e[0] ^ d[0];
    if (order == seal_order_big) {
        uint64_t lane0 = b0 ^ (~rotl_64(e[6] ^ d[1], 44) & rotl_64(e[12] ^ d[2], 43)) ^ round_constants[23];
        return __builtin_bswap64(lane0);
    }
    return rotl_64(e[18] ^ d[3], 21) ^ (~rotl_64(e[24] ^ d[4], 14) & b0);
}

// MARK: Search

uint32_t seal_search_portable(const seal_job *job, uint32_t base, uint32_t count,
                              uint32_t *hits, uint32_t capacity, uint32_t *hit_count) {
    shared_schedule shared = prepare(job);
    uint32_t found = 0, i = 0;
    for (; i < count && found < capacity; i++) {
        uint64_t lanes[4];
        digest(job, &shared, __builtin_bswap32(base + i), lanes);
        if (seal_top(lanes, job->limit.order) <= job->limit.threshold) hits[found++] = i;
    }
    *hit_count = found;
    return i;
}
