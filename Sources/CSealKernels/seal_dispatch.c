// The only place that asks which kernels this processor can run.

#include <stdatomic.h>
#include <stdbool.h>

#include "CSealKernels.h"

typedef struct candidate {
    seal_kernel kernel;
    bool (*runs_here)(void);
} candidate;

static bool always(void) { return true; }

// Widest first: the first that runs here is the default.
static const candidate candidates[] = {
    {{"portable", 1, seal_search_portable}, always},
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
