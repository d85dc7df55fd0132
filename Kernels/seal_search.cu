// Searches ranges of nonces for registration seals below a target, one nonce per thread at a time.
//
//     seal = Keccak-256(SHA-256(message with the nonce in it))
//
// All but one word of the SHA-256 block is constant and comes with the kernel's parameters, which lie in constant
// memory. Everything else lives in registers. The last round of Keccak works out one word of the seal; a nonce that
// passes on that word is compared on 64 bits and reported. The host confirms it in full.
//
// There are several entry points, which differ in the pipes that they load (see `pipes`). The host takes the one that
// proves fastest on its card.
//
// Also plain C: outside of NVRTC every intrinsic has a portable twin, so that tests can run this very source.

#include "../Sources/CSealKernels/include/seal_launch.h"

#if defined(__CUDACC_RTC__)
#define INLINE static __device__ __forceinline__
#define CONSTANT __constant__
#define KERNEL extern "C" __global__ void __launch_bounds__(512)
#define UNROLLED _Pragma("unroll")
#define UNROLLED_TWICE _Pragma("unroll 2")
#define ROLLED _Pragma("unroll 1")
#else
#define INLINE static inline
#define CONSTANT static const
#define KERNEL static void
#define UNROLLED
#define UNROLLED_TWICE
#define ROLLED
#endif

typedef uint32_t u32;
typedef uint64_t u64;

// MARK: Instructions

// Multiprocessors since Volta add, shift and combine bits in one pipe (ALU) and multiply in another (FMA), each taking
// half of the instructions that a scheduler can issue. A seal takes some five thousand of the former and none of the
// latter: half of the issue slots would stay empty. But a multiplication by one is an addition, and one by a power of
// two is a shift into a double word, whose halves add up to a rotation: two instructions of FMA for one of ALU. The
// multipliers are parameters: were they literals, the compiler would turn the products back into shifts.
//
// Kernels/check-machine-code counts the instructions of each pipe. What a double-word product costs is not documented
// and differs between cards, hence several entry points.
enum {
    // Everything as written, for cards whose multiplications are slow (before Volta) or share a pipe with all else.
    pipes_plain = 0,
    // Sums in the FMA pipe, and the rotations of Keccak's last three rows.
    pipes_three_rows = 3,
    // Sums, and the rotations of all five.
    pipes_five_rows = 5,
};

#if defined(__CUDACC_RTC__)
// lop3's last operand is the function's truth table.
INLINE u32 xor3(u32 a, u32 b, u32 c) {
    u32 d;
    asm("lop3.b32 %0, %1, %2, %3, 0x96;" : "=r"(d) : "r"(a), "r"(b), "r"(c));
    return d;
}
// a ^ (~b & c)
INLINE u32 chi(u32 a, u32 b, u32 c) {
    u32 d;
    asm("lop3.b32 %0, %1, %2, %3, 0xd2;" : "=r"(d) : "r"(a), "r"(b), "r"(c));
    return d;
}
INLINE u32 choose(u32 a, u32 b, u32 c) {
    u32 d;
    asm("lop3.b32 %0, %1, %2, %3, 0xca;" : "=r"(d) : "r"(a), "r"(b), "r"(c));
    return d;
}
INLINE u32 majority(u32 a, u32 b, u32 c) {
    u32 d;
    asm("lop3.b32 %0, %1, %2, %3, 0xe8;" : "=r"(d) : "r"(a), "r"(b), "r"(c));
    return d;
}
// The high half of high:low shifted left by n bits.
INLINE u32 funnel(u32 high, u32 low, int n) { return __funnelshift_l(low, high, n); }
INLINE u32 swap_bytes(u32 x) { return __byte_perm(x, 0, 0x0123); }
INLINE u32 multiply_add(u32 a, u32 b, u32 c) {
    u32 d;
    asm("mad.lo.u32 %0, %1, %2, %3;" : "=r"(d) : "r"(a), "r"(b), "r"(c));
    return d;
}
INLINE u64 multiply_wide(u32 a, u32 b) {
    u64 d;
    asm("mul.wide.u32 %0, %1, %2;" : "=l"(d) : "r"(a), "r"(b));
    return d;
}
#else
INLINE u32 xor3(u32 a, u32 b, u32 c) { return a ^ b ^ c; }
INLINE u32 chi(u32 a, u32 b, u32 c) { return a ^ (~b & c); }
INLINE u32 choose(u32 a, u32 b, u32 c) { return (a & b) | (~a & c); }
INLINE u32 majority(u32 a, u32 b, u32 c) { return (a & b) | (a & c) | (b & c); }
INLINE u32 funnel(u32 high, u32 low, int n) { return n == 0 ? high : high << n | low >> (32 - n); }
INLINE u32 swap_bytes(u32 x) { return __builtin_bswap32(x); }
INLINE u32 multiply_add(u32 a, u32 b, u32 c) { return a * b + c; }
INLINE u64 multiply_wide(u32 a, u32 b) { return (u64)a * b; }
#endif

// What every step is told: the parameters, and which pipes to load.
typedef struct machine {
    const seal_launch *launch;
    int pipes;
} machine;

INLINE u32 add(machine m, u32 a, u32 b) { return m.pipes != pipes_plain ? multiply_add(a, m.launch->one, b) : a + b; }
INLINE u32 rotate_right(u32 x, int n) { return funnel(x, x, 32 - n); }

// MARK: SHA-256 (FIPS 180-4)

INLINE u32 sum0(u32 a) { return xor3(rotate_right(a, 2), rotate_right(a, 13), rotate_right(a, 22)); }
INLINE u32 sum1(u32 e) { return xor3(rotate_right(e, 6), rotate_right(e, 11), rotate_right(e, 25)); }
INLINE u32 sigma0(u32 w) { return xor3(rotate_right(w, 7), rotate_right(w, 18), w >> 3); }
INLINE u32 sigma1(u32 w) { return xor3(rotate_right(w, 17), rotate_right(w, 19), w >> 10); }

// One round. The caller renames the variables instead of moving their values: what was d is the new e, h the new a.
#define ROUND(a, b, c, d, e, f, g, h, kw)                                               \
    do {                                                                                \
        u32 t = add(m, add(m, add(m, h, kw), sum1(e)), choose(e, f, g));                \
        d = add(m, d, t);                                                               \
        h = add(m, add(m, t, sum0(a)), majority(a, b, c));                              \
    } while (0)

// A round whose message word does not depend on the nonce.
#define SHARED(a, b, c, d, e, f, g, h, t) ROUND(a, b, c, d, e, f, g, h, s->kw[t])

// A round that works out its message word first, from `terms`.
#define WORD(a, b, c, d, e, f, g, h, t, k, terms) \
    u32 w##t = terms;                             \
    ROUND(a, b, c, d, e, f, g, h, add(m, w##t, k))

// The same where the word is that of the standard.
#define FULL(a, b, c, d, e, f, g, h, t, k, t2, t7, t15, t16)     \
    WORD(a, b, c, d, e, f, g, h, t, k,                           \
         add(m, add(m, add(m, sigma1(w##t2), w##t7), sigma0(w##t15)), w##t16))

#define PART(t) (s->part[(t) - 16])

// The digest's words, of the block with this first word.
INLINE void sha256(machine m, const seal_segment *s, u32 w0, u32 digest[8]) {
    u32 h = add(m, s->a1, w0), a = s->state[0], b = s->state[1], c = s->state[2];
    u32 d = add(m, s->e1, w0), e = s->state[4], f = s->state[5], g = s->state[6];
    // Named as before round 1: the state after round 0.
    SHARED(h, a, b, c, d, e, f, g, 1);
    SHARED(g, h, a, b, c, d, e, f, 2);
    SHARED(f, g, h, a, b, c, d, e, 3);
    SHARED(e, f, g, h, a, b, c, d, 4);
    SHARED(d, e, f, g, h, a, b, c, 5);
    SHARED(c, d, e, f, g, h, a, b, 6);
    SHARED(b, c, d, e, f, g, h, a, 7);
    SHARED(a, b, c, d, e, f, g, h, 8);
    SHARED(h, a, b, c, d, e, f, g, 9);
    SHARED(g, h, a, b, c, d, e, f, 10);
    SHARED(f, g, h, a, b, c, d, e, 11);
    SHARED(e, f, g, h, a, b, c, d, 12);
    SHARED(d, e, f, g, h, a, b, c, 13);
    SHARED(c, d, e, f, g, h, a, b, 14);
    SHARED(b, c, d, e, f, g, h, a, 15);
    WORD(a, b, c, d, e, f, g, h, 16, 0xe49b69c1, add(m, w0, PART(16)));
    SHARED(h, a, b, c, d, e, f, g, 17);
    WORD(g, h, a, b, c, d, e, f, 18, 0x0fc19dc6, add(m, sigma1(w16), PART(18)));
    SHARED(f, g, h, a, b, c, d, e, 19);
    WORD(e, f, g, h, a, b, c, d, 20, 0x2de92c6f, add(m, sigma1(w18), PART(20)));
    SHARED(d, e, f, g, h, a, b, c, 21);
    WORD(c, d, e, f, g, h, a, b, 22, 0x5cb0a9dc, add(m, sigma1(w20), PART(22)));
    WORD(b, c, d, e, f, g, h, a, 23, 0x76f988da, add(m, w16, PART(23)));
    WORD(a, b, c, d, e, f, g, h, 24, 0x983e5152, add(m, sigma1(w22), PART(24)));
    WORD(h, a, b, c, d, e, f, g, 25, 0xa831c66d, add(m, add(m, sigma1(w23), w18), PART(25)));
    WORD(g, h, a, b, c, d, e, f, 26, 0xb00327c8, add(m, sigma1(w24), PART(26)));
    WORD(f, g, h, a, b, c, d, e, 27, 0xbf597fc7, add(m, add(m, sigma1(w25), w20), PART(27)));
    WORD(e, f, g, h, a, b, c, d, 28, 0xc6e00bf3, add(m, sigma1(w26), PART(28)));
    WORD(d, e, f, g, h, a, b, c, 29, 0xd5a79147, add(m, add(m, sigma1(w27), w22), PART(29)));
    WORD(c, d, e, f, g, h, a, b, 30, 0x06ca6351, add(m, add(m, sigma1(w28), w23), PART(30)));
    WORD(b, c, d, e, f, g, h, a, 31, 0x14292967, add(m, add(m, add(m, sigma1(w29), w24), sigma0(w16)), PART(31)));
    WORD(a, b, c, d, e, f, g, h, 32, 0x27b70a85, add(m, add(m, add(m, sigma1(w30), w25), w16), PART(32)));
    WORD(h, a, b, c, d, e, f, g, 33, 0x2e1b2138, add(m, add(m, add(m, sigma1(w31), w26), sigma0(w18)), PART(33)));
    WORD(g, h, a, b, c, d, e, f, 34, 0x4d2c6dfc, add(m, add(m, add(m, sigma1(w32), w27), w18), PART(34)));
    WORD(f, g, h, a, b, c, d, e, 35, 0x53380d13, add(m, add(m, add(m, sigma1(w33), w28), sigma0(w20)), PART(35)));
    WORD(e, f, g, h, a, b, c, d, 36, 0x650a7354, add(m, add(m, add(m, sigma1(w34), w29), w20), PART(36)));
    WORD(d, e, f, g, h, a, b, c, 37, 0x766a0abb, add(m, add(m, add(m, sigma1(w35), w30), sigma0(w22)), PART(37)));
    FULL(c, d, e, f, g, h, a, b, 38, 0x81c2c92e, 36, 31, 23, 22);
    FULL(b, c, d, e, f, g, h, a, 39, 0x92722c85, 37, 32, 24, 23);
    FULL(a, b, c, d, e, f, g, h, 40, 0xa2bfe8a1, 38, 33, 25, 24);
    FULL(h, a, b, c, d, e, f, g, 41, 0xa81a664b, 39, 34, 26, 25);
    FULL(g, h, a, b, c, d, e, f, 42, 0xc24b8b70, 40, 35, 27, 26);
    FULL(f, g, h, a, b, c, d, e, 43, 0xc76c51a3, 41, 36, 28, 27);
    FULL(e, f, g, h, a, b, c, d, 44, 0xd192e819, 42, 37, 29, 28);
    FULL(d, e, f, g, h, a, b, c, 45, 0xd6990624, 43, 38, 30, 29);
    FULL(c, d, e, f, g, h, a, b, 46, 0xf40e3585, 44, 39, 31, 30);
    FULL(b, c, d, e, f, g, h, a, 47, 0x106aa070, 45, 40, 32, 31);
    FULL(a, b, c, d, e, f, g, h, 48, 0x19a4c116, 46, 41, 33, 32);
    FULL(h, a, b, c, d, e, f, g, 49, 0x1e376c08, 47, 42, 34, 33);
    FULL(g, h, a, b, c, d, e, f, 50, 0x2748774c, 48, 43, 35, 34);
    FULL(f, g, h, a, b, c, d, e, 51, 0x34b0bcb5, 49, 44, 36, 35);
    FULL(e, f, g, h, a, b, c, d, 52, 0x391c0cb3, 50, 45, 37, 36);
    FULL(d, e, f, g, h, a, b, c, 53, 0x4ed8aa4a, 51, 46, 38, 37);
    FULL(c, d, e, f, g, h, a, b, 54, 0x5b9cca4f, 52, 47, 39, 38);
    FULL(b, c, d, e, f, g, h, a, 55, 0x682e6ff3, 53, 48, 40, 39);
    FULL(a, b, c, d, e, f, g, h, 56, 0x748f82ee, 54, 49, 41, 40);
    FULL(h, a, b, c, d, e, f, g, 57, 0x78a5636f, 55, 50, 42, 41);
    FULL(g, h, a, b, c, d, e, f, 58, 0x84c87814, 56, 51, 43, 42);
    FULL(f, g, h, a, b, c, d, e, 59, 0x8cc70208, 57, 52, 44, 43);
    FULL(e, f, g, h, a, b, c, d, 60, 0x90befffa, 58, 53, 45, 44);
    FULL(d, e, f, g, h, a, b, c, 61, 0xa4506ceb, 59, 54, 46, 45);
    FULL(c, d, e, f, g, h, a, b, 62, 0xbef9a3f7, 60, 55, 47, 46);
    FULL(b, c, d, e, f, g, h, a, 63, 0xc67178f2, 61, 56, 48, 47);
    digest[0] = add(m, a, s->state[0]);
    digest[1] = add(m, b, s->state[1]);
    digest[2] = add(m, c, s->state[2]);
    digest[3] = add(m, d, s->state[3]);
    digest[4] = add(m, e, s->state[4]);
    digest[5] = add(m, f, s->state[5]);
    digest[6] = add(m, g, s->state[6]);
    digest[7] = add(m, h, s->state[7]);
}

// MARK: Keccak-f[1600] (FIPS 202)

// A lane of 64 bits in two registers.
typedef struct lane {
    u32 low, high;
} lane;

typedef struct keccak {
    // Lane (x, y) is at x + 5y.
    lane at[25];
} keccak;

INLINE lane make_lane(u32 low, u32 high) {
    lane l;
    l.low = low;
    l.high = high;
    return l;
}

INLINE lane xor3_lane(lane a, lane b, lane c) { return make_lane(xor3(a.low, b.low, c.low), xor3(a.high, b.high, c.high)); }
INLINE lane chi_lane(lane a, lane b, lane c) { return make_lane(chi(a.low, b.low, c.low), chi(a.high, b.high, c.high)); }

INLINE lane rotate_left(lane a, int n) {
    if (n >= 32) a = make_lane(a.high, a.low);
    n %= 32;
    return n == 0 ? a : make_lane(funnel(a.low, a.high, n), funnel(a.high, a.low, n));
}

// The same by four multiplications.
INLINE lane multiply_left(machine m, lane a, int n) {
    if (n >= 32) a = make_lane(a.high, a.low);
    n %= 32;
    u64 low = multiply_wide(a.low, m.launch->power[n]), high = multiply_wide(a.high, m.launch->power[n]);
    return make_lane(add(m, (u32)low, (u32)(high >> 32)), add(m, (u32)high, (u32)(low >> 32)));
}

// Iota's constants (FIPS 202, section 3.2.5), their low halves and their high ones.
CONSTANT u32 iota_low[24] = {
    0x00000001, 0x00008082, 0x0000808a, 0x80008000, 0x0000808b, 0x80000001, 0x80008081, 0x00008009,
    0x0000008a, 0x00000088, 0x80008009, 0x8000000a, 0x8000808b, 0x0000008b, 0x00008089, 0x00008003,
    0x00008002, 0x00000080, 0x0000800a, 0x8000000a, 0x80008081, 0x00008080, 0x80000001, 0x80008008,
};
CONSTANT u32 iota_high[24] = {
    0x00000000, 0x00000000, 0x80000000, 0x80000000, 0x00000000, 0x00000000, 0x80000000, 0x80000000,
    0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x80000000, 0x80000000, 0x80000000,
    0x80000000, 0x80000000, 0x00000000, 0x80000000, 0x80000000, 0x80000000, 0x00000000, 0x80000000,
};

// What theta adds to a column: `left ^ turned`.
typedef struct theta {
    lane left[5], turned[5];
} theta;

INLINE theta make_theta(const lane c[5]) {
    theta t;
    UNROLLED for (int x = 0; x < 5; x++) {
        t.left[x] = c[(x + 4) % 5];
        t.turned[x] = rotate_left(c[(x + 1) % 5], 1);
    }
    return t;
}

INLINE theta theta_of(const keccak *k) {
    lane c[5];
    UNROLLED for (int x = 0; x < 5; x++) {
        c[x] = xor3_lane(xor3_lane(k->at[x], k->at[x + 5], k->at[x + 10]), k->at[x + 15], k->at[x + 20]);
    }
    return make_theta(c);
}

// The lane at `number`, with what theta adds to it, rotated: by multiplication if `pipes` says so, or more rows.
INLINE lane turned(machine m, const keccak *k, const theta *t, int number, int n, int pipes) {
    lane a = xor3_lane(k->at[number], t->left[number % 5], t->turned[number % 5]);
    return m.pipes >= pipes && n != 0 ? multiply_left(m, a, n) : rotate_left(a, n);
}

INLINE void chi_row(lane out[5], lane b0, lane b1, lane b2, lane b3, lane b4) {
    out[0] = chi_lane(b0, b1, b2);
    out[1] = chi_lane(b1, b2, b3);
    out[2] = chi_lane(b2, b3, b4);
    out[3] = chi_lane(b3, b4, b0);
    out[4] = chi_lane(b4, b0, b1);
}

#define FIVE(number, n) turned(m, k, &t, number, n, pipes_five_rows)
#define THREE(number, n) turned(m, k, &t, number, n, pipes_three_rows)

// One round but for its constant. Steps rho and pi bring five lanes to each row.
INLINE keccak keccak_round(machine m, const keccak *k, theta t) {
    keccak out;
    chi_row(out.at, FIVE(0, 0), FIVE(6, 44), FIVE(12, 43), FIVE(18, 21), FIVE(24, 14));
    chi_row(out.at + 5, FIVE(3, 28), FIVE(9, 20), FIVE(10, 3), FIVE(16, 45), FIVE(22, 61));
    chi_row(out.at + 10, THREE(1, 1), THREE(7, 6), THREE(13, 25), THREE(19, 8), THREE(20, 18));
    chi_row(out.at + 15, THREE(4, 27), THREE(5, 36), THREE(11, 10), THREE(17, 15), THREE(23, 56));
    chi_row(out.at + 20, THREE(2, 62), THREE(8, 55), THREE(14, 39), THREE(15, 41), THREE(21, 2));
    return out;
}

INLINE lane message_lane(u32 first, u32 second) { return make_lane(swap_bytes(first), swap_bytes(second)); }

// The state after round 0, of whose 25 lanes 21 are constant: the compiler drops what that makes superfluous.
INLINE keccak keccak_first(machine m, const u32 digest[8]) {
    keccak s;
    UNROLLED for (int i = 0; i < 25; i++) s.at[i] = make_lane(0, 0);
    UNROLLED for (int i = 0; i < 4; i++) s.at[i] = message_lane(digest[2 * i], digest[2 * i + 1]);
    // Keccak's padding of a 32-byte message in blocks of 136.
    s.at[4] = make_lane(1, 0);
    s.at[16] = make_lane(0, 0x80000000);
    lane c[5];
    UNROLLED for (int x = 0; x < 5; x++) {
        c[x] = make_lane(s.at[x].low ^ s.at[x + 15].low, s.at[x].high ^ s.at[x + 15].high);
    }
    m.pipes = pipes_plain;
    keccak out = keccak_round(m, &s, make_theta(c));
    out.at[0].low ^= 1;
    return out;
}

// The seal's most significant 64 bits, as `order` reads them; whoever uses only `high` pays for that half alone.
INLINE lane keccak_last(machine m, const keccak *k) {
    const theta t = theta_of(k);
    m.pipes = pipes_plain;
    const lane b0 = FIVE(0, 0);
    if (m.launch->order == 0) {
        const lane first = chi_lane(b0, FIVE(6, 44), FIVE(12, 43));
        return make_lane(swap_bytes(first.high ^ iota_high[23]), swap_bytes(first.low ^ iota_low[23]));
    }
    return chi_lane(FIVE(18, 21), FIVE(24, 14), b0);
}

// MARK: Search

INLINE lane seal_top(machine m, const seal_segment *segment, u32 index) {
    u32 digest[8];
    sha256(m, segment, swap_bytes(segment->base + index), digest);
    keccak k = keccak_first(m, digest);
    // Twice, so that no lane has to move back to where it came from.
    UNROLLED_TWICE for (int round = 1; round < 23; round++) {
        k = keccak_round(m, &k, theta_of(&k));
        k.at[0].low ^= iota_low[round];
        k.at[0].high ^= iota_high[round];
    }
    return keccak_last(m, &k);
}

INLINE void search(const seal_launch *launch, seal_hits *hits, int pipes) {
    machine m;
    m.launch = launch;
    m.pipes = pipes;
    const seal_segment *segment = &launch->segment[blockIdx.y];
    const u32 row = blockDim.x * launch->rounds;
    const u32 begin = blockIdx.x * row;
    if (begin >= segment->count) return;
    const u32 size = segment->count - begin < row ? segment->count - begin : row;
    ROLLED for (u32 offset = threadIdx.x; offset < size; offset += blockDim.x) {
        const u32 index = begin + offset;
        const lane top = seal_top(m, segment, index);
        if (top.high > launch->threshold_high) continue;
        if (top.high == launch->threshold_high && top.low > launch->threshold_low) continue;
        const u32 place = atomicAdd(&hits->count, 1);
        if (place < seal_hit_capacity) hits->hit[place] = (u64)blockIdx.y << 32 | index;
    }
    if (threadIdx.x == 0) atomicAdd(&hits->tried, (u64)size);
}

KERNEL seal_search_plain(const seal_launch launch, seal_hits *hits) { search(&launch, hits, pipes_plain); }
KERNEL seal_search_three_rows(const seal_launch launch, seal_hits *hits) { search(&launch, hits, pipes_three_rows); }
KERNEL seal_search_five_rows(const seal_launch launch, seal_hits *hits) { search(&launch, hits, pipes_five_rows); }
