// Searches ranges of nonces for registration seals below a target, one nonce per thread at a time.
//
//     seal = Keccak-256(SHA-256(message with the nonce in it))
//
// All but one word of the SHA-256 block is constant and comes with the kernel's parameters, which lie in constant
// memory. Under `pow-register` that word's block has no part of the puzzle: there a thread makes the chaining value before
// it, and takes the message schedules of some first words of the block out of a table. Everything else lives in registers. The last round of Keccak works out one word of the seal; a nonce that
// passes on that word is compared on 64 bits and reported. The host confirms it in full.
//
// There are several entry points, which differ in the pipes that they load (see `pipes`). The host takes the one that
// proves fastest on its card.
//
// One source in three dialects: CUDA, OpenCL C 1.2, and plain C, in which every intrinsic has a portable twin, so that
// tests can run this very source. The OpenCL host puts seal_launch.h before it.

#if !defined(SEAL_LAUNCH_H)
#include "../Sources/CSealKernels/include/seal_launch.h"
#endif

#if defined(__CUDACC_RTC__)
#define INLINE static __device__ __forceinline__
#define CONSTANT __constant__
#define KERNEL extern "C" __global__ void __launch_bounds__(512)
// Offline compilers know this name alone: __OPENCL_VERSION__ is the run-time library's.
#elif defined(__OPENCL_C_VERSION__)
#define INLINE static inline __attribute__((always_inline))
#define CONSTANT __constant
// How many lanes a compiler puts together is its own choice, but for drivers that would choose more than fit.
#if defined(SEAL_SUBGROUP)
#define KERNEL __attribute__((intel_reqd_sub_group_size(SEAL_SUBGROUP))) __kernel void
#else
#define KERNEL __kernel void
#endif
#else
#define INLINE static inline
#define CONSTANT static const
#define KERNEL static void
#endif

#if defined(__CUDACC_RTC__) || defined(__OPENCL_C_VERSION__)
#define UNROLLED _Pragma("unroll")
#define ROLLED _Pragma("unroll 1")
#else
#define UNROLLED
#define ROLLED
#endif

// Only OpenCL names the memories that launches and hits lie in.
#if defined(__OPENCL_C_VERSION__)
#define OF_LAUNCH __constant
#define OF_TABLE __constant
#define OF_HITS __global
#define BLOCK(axis) ((u32)get_group_id(axis))
#define THREAD ((u32)get_local_id(0))
#define THREADS ((u32)get_local_size(0))
#define ATOMIC_ADD(pointer, value) atomic_add(pointer, value)
#else
#define OF_LAUNCH
#define OF_TABLE
#define OF_HITS
#define BLOCK(axis) ((axis) == 0 ? blockIdx.x : blockIdx.y)
#define THREAD threadIdx.x
#define THREADS blockDim.x
#define ATOMIC_ADD(pointer, value) atomicAdd(pointer, value)
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
#elif defined(__OPENCL_C_VERSION__)
// The host may ask for SEAL_COMPLEMENTED, Keccak's state with six lanes complemented (see `complemented_round`), or for
// SEAL_AMD, instructions of AMD's processors. Whether a compiler is one of AMD's is never found out by trying: PoCL
// "builds" foreign assembly, and its hashes are wrong.
#if defined(SEAL_AMD) && !defined(__AMDGCN__)
#error "not a compiler for AMD's processors"
#endif
#if defined(SEAL_AMD) && (defined(__gfx950__) || defined(__gfx1250__))
// CDNA 4 has any function of three inputs, by its truth table.
INLINE u32 xor3(u32 a, u32 b, u32 c) { return __builtin_amdgcn_bitop3_b32(a, b, c, 0x96); }
INLINE u32 chi(u32 a, u32 b, u32 c) { return __builtin_amdgcn_bitop3_b32(a, b, c, 0xd2); }
INLINE u32 choose(u32 a, u32 b, u32 c) { return __builtin_amdgcn_bitop3_b32(a, b, c, 0xca); }
INLINE u32 majority(u32 a, u32 b, u32 c) { return __builtin_amdgcn_bitop3_b32(a, b, c, 0xe8); }
#elif defined(SEAL_AMD)
// By assembly: the compiler takes a bitselect of which it knows the parts to pieces again.
INLINE u32 select_bits(u32 mask, u32 a, u32 b) {
    u32 d;
    __asm__("v_bfi_b32 %0, %1, %2, %3" : "=v"(d) : "v"(mask), "v"(a), "v"(b));
    return d;
}
// RDNA has an exclusive or of three.
#if defined(__GFX10__) || defined(__GFX11__) || defined(__GFX12__)
INLINE u32 xor3(u32 a, u32 b, u32 c) {
    u32 d;
    __asm__("v_xor3_b32 %0, %1, %2, %3" : "=v"(d) : "v"(a), "v"(b), "v"(c));
    return d;
}
#else
#define THETA_ONCE
INLINE u32 xor3(u32 a, u32 b, u32 c) { return a ^ b ^ c; }
#endif
INLINE u32 chi(u32 a, u32 b, u32 c) { return select_bits(b, a, a ^ c); }
INLINE u32 choose(u32 a, u32 b, u32 c) { return select_bits(a, b, c); }
INLINE u32 majority(u32 a, u32 b, u32 c) { return select_bits(a ^ b, c, b); }
#else
#define THETA_ONCE
INLINE u32 xor3(u32 a, u32 b, u32 c) { return a ^ b ^ c; }
INLINE u32 chi(u32 a, u32 b, u32 c) { return bitselect(a ^ c, a, b); }
INLINE u32 choose(u32 a, u32 b, u32 c) { return bitselect(c, b, a); }
INLINE u32 majority(u32 a, u32 b, u32 c) { return bitselect(b, c, a ^ b); }
#endif
INLINE u32 funnel(u32 high, u32 low, int n) { return n == 0 ? high : high << n | low >> (32 - n); }
INLINE u32 swap_bytes(u32 x) { return as_uint(as_uchar4(x).wzyx); }
INLINE u32 multiply_add(u32 a, u32 b, u32 c) { return a * b + c; }
INLINE u64 multiply_wide(u32 a, u32 b) { return (u64)a * b; }
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
    OF_LAUNCH const seal_launch *launch;
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
INLINE void sha256(machine m, OF_LAUNCH const seal_segment *s, u32 w0, u32 digest[8]) {
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

// A round with its message word among the last sixteen, which it first replaces.
#define NEXT(a, b, c, d, e, f, g, h, k, w, w1, w9, w14)                     \
    w = add(m, add(m, add(m, sigma1(w14), w9), sigma0(w1)), w);              \
    ROUND(a, b, c, d, e, f, g, h, add(m, w, k))

#define SIXTEEN(k0, k1, k2, k3, k4, k5, k6, k7, k8, k9, k10, k11, k12, k13, k14, k15) \
    NEXT(a, b, c, d, e, f, g, h, k0, w0, w1, w9, w14);                                \
    NEXT(h, a, b, c, d, e, f, g, k1, w1, w2, w10, w15);                               \
    NEXT(g, h, a, b, c, d, e, f, k2, w2, w3, w11, w0);                                \
    NEXT(f, g, h, a, b, c, d, e, k3, w3, w4, w12, w1);                                \
    NEXT(e, f, g, h, a, b, c, d, k4, w4, w5, w13, w2);                                \
    NEXT(d, e, f, g, h, a, b, c, k5, w5, w6, w14, w3);                                \
    NEXT(c, d, e, f, g, h, a, b, k6, w6, w7, w15, w4);                                \
    NEXT(b, c, d, e, f, g, h, a, k7, w7, w8, w0, w5);                                 \
    NEXT(a, b, c, d, e, f, g, h, k8, w8, w9, w1, w6);                                 \
    NEXT(h, a, b, c, d, e, f, g, k9, w9, w10, w2, w7);                                \
    NEXT(g, h, a, b, c, d, e, f, k10, w10, w11, w3, w8);                              \
    NEXT(f, g, h, a, b, c, d, e, k11, w11, w12, w4, w9);                              \
    NEXT(e, f, g, h, a, b, c, d, k12, w12, w13, w5, w10);                             \
    NEXT(d, e, f, g, h, a, b, c, k13, w13, w14, w6, w11);                             \
    NEXT(c, d, e, f, g, h, a, b, k14, w14, w15, w7, w12);                             \
    NEXT(b, c, d, e, f, g, h, a, k15, w15, w0, w8, w13)

// The chaining value behind the block that ends with a column's low five bytes.
INLINE void sha256_column(machine m, OF_LAUNCH const seal_grid *grid, u32 column, u32 state[8]) {
    const u32 low = grid->first + column;
    u32 w0 = grid->words[0], w1 = grid->words[1], w2 = grid->words[2], w3 = grid->words[3];
    u32 w4 = grid->words[4], w5 = grid->words[5], w6 = grid->words[6], w7 = grid->words[7];
    u32 w8 = grid->words[8], w9 = grid->words[9], w10 = grid->words[10], w11 = grid->words[11];
    u32 w12 = grid->words[12], w13 = grid->words[13];
    u32 w14 = grid->words[14] | (low & 0xff), w15 = swap_bytes(grid->rest + (low >> 8));
    // Named as before round 14.
    u32 c = grid->begun[0], d = grid->begun[1], e = grid->begun[2], f = grid->begun[3];
    u32 g = grid->begun[4], h = grid->begun[5], a = grid->begun[6], b = grid->begun[7];
    ROUND(c, d, e, f, g, h, a, b, add(m, w14, 0x9bdc06a7));
    ROUND(b, c, d, e, f, g, h, a, add(m, w15, 0xc19bf174));
    SIXTEEN(0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
            0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967);
    SIXTEEN(0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
            0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070);
    SIXTEEN(0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
            0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2);
    state[0] = add(m, a, grid->state[0]);
    state[1] = add(m, b, grid->state[1]);
    state[2] = add(m, c, grid->state[2]);
    state[3] = add(m, d, grid->state[3]);
    state[4] = add(m, e, grid->state[4]);
    state[5] = add(m, f, grid->state[5]);
    state[6] = add(m, g, grid->state[6]);
    state[7] = add(m, h, grid->state[7]);
}

#define EIGHT(t)                                      \
    ROUND(a, b, c, d, e, f, g, h, row[t]);            \
    ROUND(h, a, b, c, d, e, f, g, row[(t) + 1]);      \
    ROUND(g, h, a, b, c, d, e, f, row[(t) + 2]);      \
    ROUND(f, g, h, a, b, c, d, e, row[(t) + 3]);      \
    ROUND(e, f, g, h, a, b, c, d, row[(t) + 4]);      \
    ROUND(d, e, f, g, h, a, b, c, row[(t) + 5]);      \
    ROUND(c, d, e, f, g, h, a, b, row[(t) + 6]);      \
    ROUND(b, c, d, e, f, g, h, a, row[(t) + 7])

// The digest's words, of a last block whose K + W stand in a row of the table.
INLINE void sha256_row(machine m, const u32 state[8], OF_TABLE const u32 *row, u32 digest[8]) {
    u32 a = state[0], b = state[1], c = state[2], d = state[3];
    u32 e = state[4], f = state[5], g = state[6], h = state[7];
    EIGHT(0);
    EIGHT(8);
    EIGHT(16);
    EIGHT(24);
    EIGHT(32);
    EIGHT(40);
    EIGHT(48);
    EIGHT(56);
    digest[0] = add(m, a, state[0]);
    digest[1] = add(m, b, state[1]);
    digest[2] = add(m, c, state[2]);
    digest[3] = add(m, d, state[3]);
    digest[4] = add(m, e, state[4]);
    digest[5] = add(m, f, state[5]);
    digest[6] = add(m, g, state[6]);
    digest[7] = add(m, h, state[7]);
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

#if defined(THETA_ONCE)
INLINE lane xor_lane(lane a, lane b) { return make_lane(a.low ^ b.low, a.high ^ b.high); }
#endif
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

// What theta adds to a column: `left ^ turned`, or `left` alone under THETA_ONCE, where no instruction has three inputs.
typedef struct theta {
    lane left[5], turned[5];
} theta;

// Written out, as not every compiler unrolls a loop that it is asked to, and arrays with a changing index lie in memory.
INLINE theta make_theta(lane c0, lane c1, lane c2, lane c3, lane c4) {
    theta t;
    t.turned[0] = rotate_left(c1, 1);
    t.turned[1] = rotate_left(c2, 1);
    t.turned[2] = rotate_left(c3, 1);
    t.turned[3] = rotate_left(c4, 1);
    t.turned[4] = rotate_left(c0, 1);
#if defined(THETA_ONCE)
    t.left[0] = xor_lane(c4, t.turned[0]);
    t.left[1] = xor_lane(c0, t.turned[1]);
    t.left[2] = xor_lane(c1, t.turned[2]);
    t.left[3] = xor_lane(c2, t.turned[3]);
    t.left[4] = xor_lane(c3, t.turned[4]);
#else
    t.left[0] = c4;
    t.left[1] = c0;
    t.left[2] = c1;
    t.left[3] = c2;
    t.left[4] = c3;
#endif
    return t;
}

INLINE lane column(const keccak *k, int x) {
    return xor3_lane(xor3_lane(k->at[x], k->at[x + 5], k->at[x + 10]), k->at[x + 15], k->at[x + 20]);
}

INLINE theta theta_of(const keccak *k) {
    return make_theta(column(k, 0), column(k, 1), column(k, 2), column(k, 3), column(k, 4));
}

// The lane at `number`, with what theta adds to it, rotated: by multiplication if `pipes` says so, or more rows.
INLINE lane turned(machine m, const keccak *k, const theta *t, int number, int n, int pipes) {
#if defined(THETA_ONCE)
    lane a = xor_lane(k->at[number], t->left[number % 5]);
#else
    lane a = xor3_lane(k->at[number], t->left[number % 5], t->turned[number % 5]);
#endif
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

#if defined(SEAL_COMPLEMENTED)
INLINE lane not_lane(lane a) { return make_lane(~a.low, ~a.high); }
INLINE lane and_lane(lane a, lane b, lane c) { return make_lane(a.low ^ (b.low & c.low), a.high ^ (b.high & c.high)); }
INLINE lane or_lane(lane a, lane b, lane c) { return make_lane(a.low ^ (b.low | c.low), a.high ^ (b.high | c.high)); }
INLINE keccak complement(keccak k) {
    k.at[1] = not_lane(k.at[1]);
    k.at[2] = not_lane(k.at[2]);
    k.at[8] = not_lane(k.at[8]);
    k.at[12] = not_lane(k.at[12]);
    k.at[17] = not_lane(k.at[17]);
    k.at[20] = not_lane(k.at[20]);
    return k;
}
// The same on a state six of whose lanes are complemented, which spares chi four complements of five: much to those
// compilers that make them singly, and a loss to others.
INLINE keccak complemented_round(machine m, const keccak *k, theta t) {
    keccak out;
    lane a = FIVE(0, 0), b = FIVE(6, 44), c = FIVE(12, 43), d = FIVE(18, 21), e = FIVE(24, 14);
    out.at[0] = or_lane(a, b, c);
    out.at[1] = or_lane(b, not_lane(c), d);
    out.at[2] = and_lane(c, d, e);
    out.at[3] = or_lane(d, e, a);
    out.at[4] = and_lane(e, a, b);
    a = FIVE(3, 28), b = FIVE(9, 20), c = FIVE(10, 3), d = FIVE(16, 45), e = FIVE(22, 61);
    out.at[5] = or_lane(a, b, c);
    out.at[6] = and_lane(b, c, d);
    out.at[7] = or_lane(c, d, not_lane(e));
    out.at[8] = or_lane(d, e, a);
    out.at[9] = and_lane(e, a, b);
    a = THREE(1, 1), b = THREE(7, 6), c = THREE(13, 25), d = THREE(19, 8), e = THREE(20, 18);
    lane n = not_lane(d);
    out.at[10] = or_lane(a, b, c);
    out.at[11] = and_lane(b, c, d);
    out.at[12] = and_lane(c, n, e);
    out.at[13] = or_lane(n, e, a);
    out.at[14] = and_lane(e, a, b);
    a = THREE(4, 27), b = THREE(5, 36), c = THREE(11, 10), d = THREE(17, 15), e = THREE(23, 56);
    n = not_lane(d);
    out.at[15] = and_lane(a, b, c);
    out.at[16] = or_lane(b, c, d);
    out.at[17] = or_lane(c, n, e);
    out.at[18] = and_lane(n, e, a);
    out.at[19] = or_lane(e, a, b);
    a = THREE(2, 62), b = THREE(8, 55), c = THREE(14, 39), d = THREE(15, 41), e = THREE(21, 2);
    n = not_lane(b);
    out.at[20] = and_lane(a, n, c);
    out.at[21] = or_lane(n, c, d);
    out.at[22] = and_lane(c, d, e);
    out.at[23] = or_lane(d, e, a);
    out.at[24] = and_lane(e, a, b);
    return out;
}
#define LOOP_ROUND complemented_round
#define LOOP_STATE(k) complement(k)
#else
#define LOOP_ROUND keccak_round
#define LOOP_STATE(k) (k)
#endif

INLINE lane message_lane(u32 first, u32 second) { return make_lane(swap_bytes(first), swap_bytes(second)); }

// The state after round 0, of whose 25 lanes 21 are constant: the compiler drops what that makes superfluous.
INLINE keccak keccak_first(machine m, const u32 digest[8]) {
    keccak s;
    UNROLLED for (int i = 0; i < 25; i++) s.at[i] = make_lane(0, 0);
    UNROLLED for (int i = 0; i < 4; i++) s.at[i] = message_lane(digest[2 * i], digest[2 * i + 1]);
    // Keccak's padding of a 32-byte message in blocks of 136.
    s.at[4] = make_lane(1, 0);
    s.at[16] = make_lane(0, 0x80000000);
    // Lanes 1 and 4 have two lanes each in their columns.
    const lane c1 = make_lane(s.at[1].low ^ s.at[16].low, s.at[1].high ^ s.at[16].high);
    m.pipes = pipes_plain;
    keccak out = keccak_round(m, &s, make_theta(s.at[0], c1, s.at[2], s.at[3], s.at[4]));
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

INLINE keccak keccak_constant(keccak k, int round) {
    k.at[0].low ^= iota_low[round];
    k.at[0].high ^= iota_high[round];
    return k;
}

// The seal's most significant 64 bits, of a digest.
INLINE lane seal_top(machine m, const u32 digest[8]) {
    keccak k = LOOP_STATE(keccak_first(m, digest));
    // Two rounds at a time, so that no lane has to move back to where it came from.
    ROLLED for (int round = 1; round < 23; round += 2) {
        const keccak odd = keccak_constant(LOOP_ROUND(m, &k, theta_of(&k)), round);
        k = keccak_constant(LOOP_ROUND(m, &odd, theta_of(&odd)), round + 1);
    }
    k = LOOP_STATE(k);
    return keccak_last(m, &k);
}

// Reports an index of this block's segment or grid, if its seal's first bits may meet the target.
INLINE void judge(OF_LAUNCH const seal_launch *launch, OF_HITS seal_hits *hits, lane top, u32 index) {
    if (top.high > launch->threshold_high) return;
    if (top.high == launch->threshold_high && top.low > launch->threshold_low) return;
    const u32 place = ATOMIC_ADD(&hits->count, 1);
    if (place < seal_hit_capacity) hits->hit[place] = (u64)BLOCK(1) << 32 | index;
}

INLINE machine make_machine(OF_LAUNCH const seal_launch *launch, int pipes) {
    machine m;
    m.launch = launch;
    m.pipes = pipes;
    return m;
}

INLINE void search(OF_LAUNCH const seal_launch *launch, OF_HITS seal_hits *hits, int pipes) {
    const machine m = make_machine(launch, pipes);
    OF_LAUNCH const seal_segment *segment = &launch->segment[BLOCK(1)];
    const u32 row = THREADS * launch->rounds;
    const u32 begin = BLOCK(0) * row;
    if (begin >= segment->count) return;
    const u32 size = segment->count - begin < row ? segment->count - begin : row;
    ROLLED for (u32 offset = THREAD; offset < size; offset += THREADS) {
        u32 digest[8];
        sha256(m, segment, swap_bytes(segment->base + begin + offset), digest);
        judge(launch, hits, seal_top(m, digest), begin + offset);
    }
    // OpenCL's atomics have 32 bits everywhere, 64 only on some devices.
    if (THREAD == 0) ATOMIC_ADD(&hits->tried[BLOCK(1)], size);
}

// A column for each thread: with a loop over columns compilers keep what they share in registers that there are not.
INLINE void search_grid(OF_LAUNCH const seal_launch *launch, OF_TABLE const u32 *table, OF_HITS seal_hits *hits, int pipes) {
    const machine m = make_machine(launch, pipes);
    OF_LAUNCH const seal_grid *grid = &launch->grid[BLOCK(1)];
    const u32 begin = BLOCK(0) * THREADS;
    if (begin >= grid->count) return;
    const u32 size = grid->count - begin < THREADS ? grid->count - begin : THREADS;
    if (THREAD < size) {
        const u32 column = begin + THREAD;
        u32 state[8];
        sha256_column(m, grid, column, state);
        ROLLED for (u32 high = 0; high < seal_grid_rows; high++) {
            u32 digest[8];
            sha256_row(m, state, table + 64 * high, digest);
            judge(launch, hits, seal_top(m, digest), column * seal_grid_rows + high);
        }
    }
    if (THREAD == 0) ATOMIC_ADD(&hits->tried[BLOCK(1)], size * seal_grid_rows);
}

#if defined(__OPENCL_C_VERSION__)
KERNEL seal_search(OF_LAUNCH const seal_launch *launch, OF_HITS seal_hits *hits) { search(launch, hits, pipes_plain); }
KERNEL seal_search_grid(OF_LAUNCH const seal_launch *launch, OF_HITS seal_hits *hits, OF_TABLE const u32 *table) {
    search_grid(launch, table, hits, pipes_plain);
}
#else
// The tables, which the host fills.
#if defined(__CUDACC_RTC__)
__constant__
#else
static _Thread_local
#endif
u32 seal_grid_table[seal_launch_depth * seal_grid_words];

KERNEL seal_search_plain(const seal_launch launch, seal_hits *hits) { search(&launch, hits, pipes_plain); }
KERNEL seal_search_three_rows(const seal_launch launch, seal_hits *hits) { search(&launch, hits, pipes_three_rows); }
KERNEL seal_search_five_rows(const seal_launch launch, seal_hits *hits) { search(&launch, hits, pipes_five_rows); }
KERNEL seal_grid_plain(const seal_launch launch, seal_hits *hits) {
    search_grid(&launch, seal_grid_table + launch.table * seal_grid_words, hits, pipes_plain);
}
KERNEL seal_grid_three_rows(const seal_launch launch, seal_hits *hits) {
    search_grid(&launch, seal_grid_table + launch.table * seal_grid_words, hits, pipes_three_rows);
}
KERNEL seal_grid_five_rows(const seal_launch launch, seal_hits *hits) {
    search_grid(&launch, seal_grid_table + launch.table * seal_grid_words, hits, pipes_five_rows);
}
#endif
