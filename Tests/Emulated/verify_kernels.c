// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Compares every kernel that the dispatcher offers with the portable one, in plain C, so that it also runs where there
// is no Swift: under an emulator. Ends with 1 when one is wrong, and with 2 when one of those named as arguments is
// missing.

#include <stdio.h>
#include <string.h>

#include "CSealKernels.h"

enum { jobs = 96, max_count = 200, max_capacity = 64 };

// SplitMix64: numbers without pattern, the same in every run.
static uint32_t next_number(void) {
    static uint64_t state = 1;
    uint64_t z = state += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    return (uint32_t)((z ^ z >> 27) * 0x94d049bb133111eb >> 32);
}

// All hits among the indices 0 ..< count, taken out of a buffer of `capacity` as often as it is full.
static uint32_t all_hits(seal_kernel_function *search, const seal_job *job, uint32_t base, uint32_t count,
                         uint32_t capacity, uint32_t hits[max_count]) {
    uint32_t total = 0;
    for (uint32_t tried = 0; tried < count;) {
        uint32_t buffer[max_capacity], found = 0;
        uint32_t step = search(job, base + tried, count - tried, buffer, capacity, &found);
        if (step == 0 || step > count - tried || found > step || found > capacity) return UINT32_MAX;
        for (uint32_t i = 0; i < found; i++) hits[total++] = tried + buffer[i];
        tried += step;
    }
    return total;
}

static int agrees(const seal_kernel *kernel) {
    for (int i = 0; i < jobs; i++) {
        seal_job job;
        for (int j = 0; j < 8; j++) job.state[j] = next_number();
        for (int j = 0; j < 15; j++) job.words[j] = i % 3 == 0 && j < 14 ? 0 : next_number();
        job.limit.order = i % 2 == 0 ? seal_order_big : seal_order_little;
        job.limit.threshold = UINT64_MAX >> i % 4;
        uint32_t count = 1 + next_number() % max_count;
        uint32_t base = i % 5 == 0 ? 0 - count : i % 5 == 1 ? 0 : next_number() / 2;
        uint32_t capacity = kernel->lanes + next_number() % (max_capacity - kernel->lanes + 1);
        uint32_t expected[max_count], hits[max_count];
        uint32_t expected_count = all_hits(seal_search_portable, &job, base, count, max_capacity, expected);
        if (all_hits(kernel->search, &job, base, count, capacity, hits) != expected_count) return 0;
        if (memcmp(hits, expected, expected_count * sizeof hits[0]) != 0) return 0;
    }
    return 1;
}

// The same for schedules out of the table, which are those of `pow-register`.
static int tabled_agrees(const seal_kernel *kernel) {
    for (int i = 0; i < jobs; i++) {
        seal_job job = {.words = {[14] = 131 * 8}};
        for (int j = 0; j < 8; j++) job.state[j] = next_number();
        job.limit.order = i % 2 == 0 ? seal_order_big : seal_order_little;
        job.limit.threshold = UINT64_MAX >> i % 4;
        uint32_t count = 1 + next_number() % max_count;
        uint32_t last = SEAL_TABLE_WORDS - count;
        uint32_t base = 0x80000000 + (i % 5 == 0 ? last : i % 5 == 1 ? 0 : next_number() % (last + 1));
        uint32_t capacity = kernel->lanes + next_number() % (max_capacity - kernel->lanes + 1);
        uint32_t expected[max_count], hits[max_count];
        uint32_t expected_count = all_hits(seal_search_portable, &job, base, count, max_capacity, expected);
        if (all_hits(kernel->search_tabled, &job, base, count, capacity, hits) != expected_count) return 0;
        if (memcmp(hits, expected, expected_count * sizeof hits[0]) != 0) return 0;
    }
    return 1;
}

// Of wide_lanes.c, which no dispatcher knows.
seal_kernel_function seal_search_wide, seal_search_tabled_wide;
static const seal_kernel wide = {"16 lanes", 16, seal_search_wide, seal_search_tabled_wide};

int main(int argc, char **argv) {
    int status = 0;
    for (size_t i = 0; i <= seal_kernel_count(); i++) {
        const seal_kernel *kernel = i < seal_kernel_count() ? seal_kernel_at(i) : &wide;
        int is_right = agrees(kernel) && tabled_agrees(kernel);
        printf("%s: %s\n", kernel->name, is_right ? "agrees with portable" : "WRONG");
        if (!is_right) status = 1;
        for (int j = 1; j < argc; j++) {
            if (argv[j] != NULL && strcmp(argv[j], kernel->name) == 0) argv[j] = NULL;
        }
    }
    for (int j = 1; j < argc; j++) {
        if (argv[j] == NULL) continue;
        printf("%s: missing\n", argv[j]);
        if (status == 0) status = 2;
    }
    return status;
}
