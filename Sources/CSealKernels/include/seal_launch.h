// What a host and the kernels for cards tell each other: included by the kernels' source and by its callers.

#ifndef SEAL_LAUNCH_H
#define SEAL_LAUNCH_H

#if defined(__CUDACC_RTC__)
// The run-time compiler has no standard headers.
typedef unsigned int uint32_t;
typedef unsigned long long uint64_t;
#elif defined(__OPENCL_C_VERSION__)
typedef uint uint32_t;
typedef ulong uint64_t;
#else
#include <stdint.h>
#endif

enum {
    // Segments that one launch can have. Parameters of a CUDA kernel are limited to 4096 bytes.
    seal_launch_segments = 8,
    // Hits that one launch can report.
    seal_hit_capacity = 1023,
    // Values of the high three bytes that a work item tries of each grid's column. Many cost memory for their schedules and
    // let a small launch leave units idle; few cost a compression of SHA-256 each more often: 0.7 % of all work.
    seal_grid_rows = 32,
    // K + W of the 64 rounds of each row.
    seal_grid_words = 64 * seal_grid_rows,
    // Launches that can be under way; CUDA's kernels have a table for each.
    seal_launch_depth = 2,
};

// A run of nonces that share their SHA-256 block but for its first word: index i has W0 = byteswap32(base + i).
typedef struct seal_segment {
    uint32_t base;
    // The indices are 0 ..< count.
    uint32_t count;
    // The chaining value before the block.
    uint32_t state[8];
    // Round 0 adds W0 to two constants: after it, a is a1 + W0 and e is e1 + W0.
    uint32_t a1, e1;
    // K + W of the rounds whose words do not depend on W0: 1 to 15, 17, 19 and 21.
    uint32_t kw[22];
    // The constant terms of the words 16 to 37, at index 16 and on less 16.
    uint32_t part[22];
} seal_segment;

// Nonces of `pow-register`: `count` columns with as many values of the low five bytes, from the first one's on, in each of
// which the high three bytes take the seal_grid_rows values of the table. Index i is row i % seal_grid_rows of column i / seal_grid_rows.
typedef struct seal_grid {
    // The first column's lowest byte, and the other four.
    uint32_t first, rest;
    uint32_t count;
    // The chaining value before the block in which the nonce begins, and the working variables after 14 rounds of it.
    uint32_t state[8], begun[8];
    // That block's words, with zeros where the nonce goes.
    uint32_t words[16];
} seal_grid;

// The parameters of one launch, of segments or of grids. The second dimension of the work items counts them.
typedef struct seal_launch {
    // The largest value of a seal's most significant 64 bits that may still meet the target, in two halves.
    uint32_t threshold_high, threshold_low;
    // 0: seals are read big-endian, 1: little-endian.
    uint32_t order;
    // Nonces of a segment per thread. A block takes this many times its threads in one row.
    uint32_t rounds;
    // Which of CUDA's tables belongs to the grids.
    uint32_t table;
    // 1 and the powers of two, as numbers that no compiler knows.
    uint32_t one, power[32];
    seal_segment segment[seal_launch_segments];
    seal_grid grid[seal_launch_segments];
} seal_launch;

// What a launch reports. All zeros before it.
typedef struct seal_hits {
    // Nonces tried of each segment or grid.
    uint32_t tried[seal_launch_segments];
    // Hits found: more than seal_hit_capacity if some had no room.
    uint32_t count, unused;
    // Its segment's or grid's place << 32 | index, in no order.
    uint64_t hit[seal_hit_capacity];
} seal_hits;

#endif
