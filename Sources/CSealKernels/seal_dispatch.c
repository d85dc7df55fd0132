// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The only place that asks which kernels this processor can run.

#include <stdatomic.h>
#include <stdbool.h>

#if defined(__x86_64__)
#include <cpuid.h>
#elif defined(__aarch64__) && defined(__APPLE__)
#include <sys/sysctl.h>
#elif defined(__aarch64__) && defined(__linux__)
#include <asm/hwcap.h>
#include <sys/auxv.h>
#endif

#include "CSealKernels.h"

typedef struct candidate {
    seal_kernel kernel;
    bool (*runs_here)(void);
} candidate;

// Left-out kernels leave theirs unused.
#define PREDICATE __attribute__((unused)) static bool

PREDICATE always(void) { return true; }

#if defined(__x86_64__)
// These also ask whether the operating system saves the wide registers.
PREDICATE has_avx2(void) { return __builtin_cpu_supports("avx2"); }
PREDICATE has_avx512(void) { return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw"); }

PREDICATE has_sha(void) {
    // Not every runtime library knows this one by name. Leaf 7: structured extended features.
    unsigned a, b, c, d;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA) != 0 && __builtin_cpu_supports("sse4.2");
}

PREDICATE has_sha_and_avx2(void) { return has_sha() && has_avx2(); }

#elif defined(__aarch64__) && defined(__APPLE__)
static bool has_feature(const char *name) {
    int value = 0;
    size_t size = sizeof value;
    return sysctlbyname(name, &value, &size, NULL, 0) == 0 && value != 0;
}

PREDICATE has_sha2(void) { return has_feature("hw.optional.arm.FEAT_SHA256"); }
PREDICATE has_sha3(void) { return has_sha2() && has_feature("hw.optional.arm.FEAT_SHA3"); }

#elif defined(__aarch64__) && defined(__linux__)
PREDICATE has_sha2(void) { return (getauxval(AT_HWCAP) & HWCAP_SHA2) != 0; }
PREDICATE has_sha3(void) { return has_sha2() && (getauxval(AT_HWCAP) & HWCAP_SHA3) != 0; }

#elif defined(__aarch64__)
// No way to ask here.
PREDICATE has_sha2(void) { return false; }
PREDICATE has_sha3(void) { return false; }
#endif

// By what is known of processors, fastest first; which one is, a race shows. A build leaves kernels out by a macro for
// each, such as SEAL_NO_AVX512: to narrow down a fault, or for a compiler that cannot build one.
static const candidate candidates[] = {
#if defined(__x86_64__)
#if !defined(SEAL_NO_AVX512)
    {{"avx512", 16, seal_search_avx512, seal_search_tabled_avx512}, has_avx512},
#endif
#if !defined(SEAL_NO_SHANI_AVX2)
    {{"shani-avx2", 4, seal_search_shani_avx2, seal_search_tabled_shani_avx2}, has_sha_and_avx2},
#endif
#if !defined(SEAL_NO_AVX2)
    {{"avx2", 8, seal_search_avx2, seal_search_tabled_avx2}, has_avx2},
#endif
#if !defined(SEAL_NO_SHANI)
    {{"shani", 3, seal_search_shani, seal_search_tabled_shani}, has_sha},
#endif
#elif defined(__aarch64__)
#if !defined(SEAL_NO_NEON_SHA3)
    {{"neon-sha3", 2, seal_search_neon_sha3, seal_search_tabled_neon_sha3}, has_sha3},
#endif
#if !defined(SEAL_NO_NEON_SHA2)
    {{"neon-sha2", 2, seal_search_neon_sha2, seal_search_tabled_neon_sha2}, has_sha2},
#endif
#if !defined(SEAL_NO_NEON)
    {{"neon", 4, seal_search_neon, seal_search_tabled_neon}, always},
#endif
#endif
    {{"portable", 1, seal_search_portable, seal_search_tabled_portable}, always},
};

enum { candidate_count = sizeof candidates / sizeof candidates[0] };

// Bit i: candidate i runs here. Never 0 once detected, because portable code always runs.
static atomic_uint detected;

static unsigned runnable(void) {
    unsigned mask = atomic_load_explicit(&detected, memory_order_relaxed);
    if (mask != 0) return mask;
    for (unsigned i = 0; i < candidate_count; i++) {
        if (candidates[i].runs_here()) mask |= 1u << i;
    }
    // Threads that race here store the same value.
    atomic_store_explicit(&detected, mask, memory_order_relaxed);
    return mask;
}

size_t seal_kernel_count(void) { return (size_t)__builtin_popcount(runnable()); }

const seal_kernel *seal_kernel_at(size_t index) {
    unsigned mask = runnable();
    for (unsigned i = 0; i < candidate_count; i++) {
        if ((mask >> i & 1) == 0) continue;
        if (index == 0) return &candidates[i].kernel;
        index--;
    }
    return NULL;
}
