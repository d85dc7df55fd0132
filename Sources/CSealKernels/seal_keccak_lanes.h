// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Keccak-f[1600] of several messages at once, one in each 64-bit lane of a vector.
//
// The file that includes this defines
//   VECTOR_BYTES                  8 (a plain integer), 16, 32 or 64
// where its instruction set does better than the plain forms below,
//   XOR3(x, y, z)  CHI(x, y, z)  ROTL_64(x, n)  TURN(x, d, n)  XOR_ROTL_1(x, y)
//   HAS_XOR3                      if XOR3 is one instruction
// and, where it pays,
//   PIN(x)                        an empty asm statement on x: pinned values come in the order of the source
//
// seal_keccak_rider.h includes it once more, for integers beside vectors. So every function is overloaded.

#include "CSealKernels.h"
#include "seal_keccak.h"

#ifndef INLINE
#define INLINE static inline __attribute__((always_inline, overloadable))
#define ROLLED _Pragma("clang loop unroll(disable)")
#endif

#if VECTOR_BYTES == 8
typedef uint64_t v64;
#else
typedef uint8_t v8 __attribute__((vector_size(VECTOR_BYTES)));
typedef uint32_t v32 __attribute__((vector_size(VECTOR_BYTES)));
typedef uint64_t v64 __attribute__((vector_size(VECTOR_BYTES)));
#endif

// x ^ y ^ z
#ifndef XOR3
#define XOR3(x, y, z) ((x) ^ (y) ^ (z))
#endif
#ifndef HAS_XOR3
#define HAS_XOR3 0
#endif
// x ^ (~y & z)
#ifndef CHI
#define CHI(x, y, z) ((x) ^ (~(y) & (z)))
#endif
#ifndef ROTL_64
#define ROTL_64(x, n) ((x) << (n) | (x) >> (64 - (n)))
#endif
// A lane with what theta adds to it, rotated.
#ifndef TURN
#define TURN(x, d, n) ROTL_64((x) ^ (d), n)
#endif
// x ^ rotl(y, 1)
#ifndef XOR_ROTL_1
#define XOR_ROTL_1(x, y) ((x) ^ ROTL_64(y, 1))
#endif

#ifndef PIN
#define PIN(x) (void)0
#endif

#define SHUFFLE_8(x, ...) __builtin_shufflevector((v8)(x), (v8)(x), __VA_ARGS__)
#define SWAP_64_AT(i) i + 7, i + 6, i + 5, i + 4, i + 3, i + 2, i + 1, i

INLINE v64 swap_bytes_64(v64 x) {
#if VECTOR_BYTES == 64
    return (v64)SHUFFLE_8(x, SWAP_64_AT(0), SWAP_64_AT(8), SWAP_64_AT(16), SWAP_64_AT(24), SWAP_64_AT(32),
                          SWAP_64_AT(40), SWAP_64_AT(48), SWAP_64_AT(56));
#elif VECTOR_BYTES == 32
    return (v64)SHUFFLE_8(x, SWAP_64_AT(0), SWAP_64_AT(8), SWAP_64_AT(16), SWAP_64_AT(24));
#elif VECTOR_BYTES == 16
    return (v64)SHUFFLE_8(x, SWAP_64_AT(0), SWAP_64_AT(8));
#else
    return __builtin_bswap64(x);
#endif
}

typedef struct keccak {
    // Lane (x, y) is at x + 5y.
    v64 lane[25];
    // The exclusive or of each column, which the next round's theta wants.
    v64 parity[5];
} keccak;

// Step theta: what is added to every lane of the five columns.
INLINE void theta(const v64 c[5], v64 d[5]) {
    d[0] = XOR_ROTL_1(c[4], c[1]);
    d[1] = XOR_ROTL_1(c[0], c[2]);
    d[2] = XOR_ROTL_1(c[1], c[3]);
    d[3] = XOR_ROTL_1(c[2], c[4]);
    d[4] = XOR_ROTL_1(c[3], c[0]);
}

// Takes row y, when it is ready, into the parities. One at a time, it is still in registers. Three-operand instructions
// take all five at the end.
INLINE void take_row(keccak *k, const int y) {
    const v64 *lane = k->lane;
    v64 *c = k->parity;
    for (int x = 0; x < 5; x++) {
        if (HAS_XOR3) {
            if (y == 4) c[x] = XOR3(XOR3(lane[x], lane[x + 5], lane[x + 10]), lane[x + 15], lane[x + 20]);
        } else if (y == 0) {
            c[x] = lane[x];
        } else {
            c[x] ^= lane[x + 5 * y];
            PIN(c[x]);
        }
    }
}

// Step chi of one row.
INLINE void chi_row(v64 out[5], v64 b0, v64 b1, v64 b2, v64 b3, v64 b4) {
    out[0] = CHI(b0, b1, b2);
    out[1] = CHI(b1, b2, b3);
    out[2] = CHI(b2, b3, b4);
    out[3] = CHI(b3, b4, b0);
    out[4] = CHI(b4, b0, b1);
}

// Steps rho and pi bring these five lanes to each row. Rotations from FIPS 202, table 2.
#define TURNED(number, x, n) TURN(s->lane[number], d[x], n)
INLINE void row_0(keccak *out, const keccak *s, const v64 d[5], uint64_t constant) {
    chi_row(out->lane, s->lane[0] ^ d[0], TURNED(6, 1, 44), TURNED(12, 2, 43), TURNED(18, 3, 21), TURNED(24, 4, 14));
    out->lane[0] ^= constant;
    take_row(out, 0);
}
INLINE void row_1(keccak *out, const keccak *s, const v64 d[5]) {
    chi_row(out->lane + 5, TURNED(3, 3, 28), TURNED(9, 4, 20), TURNED(10, 0, 3), TURNED(16, 1, 45), TURNED(22, 2, 61));
    take_row(out, 1);
}
INLINE void row_2(keccak *out, const keccak *s, const v64 d[5]) {
    chi_row(out->lane + 10, TURNED(1, 1, 1), TURNED(7, 2, 6), TURNED(13, 3, 25), TURNED(19, 4, 8), TURNED(20, 0, 18));
    take_row(out, 2);
}
INLINE void row_3(keccak *out, const keccak *s, const v64 d[5]) {
    chi_row(out->lane + 15, TURNED(4, 4, 27), TURNED(5, 0, 36), TURNED(11, 1, 10), TURNED(17, 2, 15),
            TURNED(23, 3, 56));
    take_row(out, 3);
}
INLINE void row_4(keccak *out, const keccak *s, const v64 d[5]) {
    chi_row(out->lane + 20, TURNED(2, 2, 62), TURNED(8, 3, 55), TURNED(14, 4, 39), TURNED(15, 0, 41), TURNED(21, 1, 2));
    take_row(out, 4);
}

INLINE void keccak_round(keccak *out, const keccak *s, uint64_t constant) {
    v64 d[5];
    theta(s->parity, d);
    row_0(out, s, d, constant);
    row_1(out, s, d);
    row_2(out, s, d);
    row_3(out, s, d);
    row_4(out, s, d);
}

// The rounds from `constants` on, two at a time, up to the last.
INLINE void keccak_double_rounds(keccak *s, const uint64_t *constants) {
    keccak o;
    ROLLED for (; constants < seal_keccak_constants + 23; constants += 2) {
        keccak_round(&o, s, constants[0]);
        keccak_round(s, &o, constants[1]);
    }
}

// Round 0, of whose 25 lanes 21 are constant: the compiler drops what that makes superfluous.
INLINE void keccak_first(keccak *out, const v64 message[4]) {
    const v64 zero = {0};
    keccak s;
    for (int i = 0; i < 25; i++) s.lane[i] = i < 4 ? message[i] : zero;
    s.lane[4] = zero + seal_keccak_padding_4;
    s.lane[16] = zero + seal_keccak_padding_16;
    for (int x = 0; x < 5; x++) s.parity[x] = s.lane[x] ^ s.lane[x + 15];
    keccak_round(out, &s, seal_keccak_constants[0]);
}

// Round 23, of which one lane is wanted: the most significant 64 bits of the seals, read in `order`.
INLINE v64 keccak_last(const keccak *s, const uint32_t order) {
    v64 d[5];
    theta(s->parity, d);
    if (order == seal_order_big) {
        v64 lane0 = CHI(s->lane[0] ^ d[0], TURNED(6, 1, 44), TURNED(12, 2, 43)) ^ seal_keccak_constants[23];
        return swap_bytes_64(lane0);
    }
    return CHI(TURNED(18, 3, 21), TURNED(24, 4, 14), s->lane[0] ^ d[0]);
}
