// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The kernels' own source, compiled for this machine, and a grid that runs one thread after the other.

#include <string.h>

#include "fake_internals.h"
#include "../../../Sources/CSealKernels/include/seal_launch.h"

typedef struct index_3 {
    unsigned x, y, z;
} index_3;

static _Thread_local index_3 blockIdx, threadIdx, blockDim;

#define atomicAdd(pointer, value) (*(pointer) += (value), *(pointer) - (value))

#include "../../../Kernels/seal_search.cu"

static const char *const names[] = {
    "seal_search_plain", "seal_search_three_rows", "seal_search_five_rows",
    "seal_grid_plain",   "seal_grid_three_rows",   "seal_grid_five_rows",
};

unsigned *fake_kernel_table(const char *name, size_t *size) {
    *size = sizeof seal_grid_table;
    return strcmp(name, "seal_grid_table") == 0 ? seal_grid_table : NULL;
}

int fake_kernel_number(const char *name) {
    for (int i = 0; i < 6; i++) {
        if (strcmp(names[i], name) == 0) return i + 1;
    }
    return 0;
}

void fake_kernel_run(int number, const unsigned grid[2], unsigned threads, const void *launch, void *hits) {
    const seal_launch *parameters = launch;
    blockDim = (index_3){threads, 1, 1};
    for (unsigned y = 0; y < grid[1]; y++) {
        for (unsigned x = 0; x < grid[0]; x++) {
            blockIdx = (index_3){x, y, 0};
            for (unsigned thread = 0; thread < threads; thread++) {
                threadIdx = (index_3){thread, 0, 0};
                switch (number) {
                case 1: seal_search_plain(*parameters, hits); break;
                case 2: seal_search_three_rows(*parameters, hits); break;
                case 3: seal_search_five_rows(*parameters, hits); break;
                case fake_grid_kernel: seal_grid_plain(*parameters, hits); break;
                case 5: seal_grid_three_rows(*parameters, hits); break;
                default: seal_grid_five_rows(*parameters, hits); break;
                }
            }
        }
    }
}
