// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// What the drivers of graphics cards are given: the kernels, and the parameters of their launches.

#ifndef SEAL_CARDS_H
#define SEAL_CARDS_H

#include "CSealKernels.h"
#include "seal_launch.h"

// The kernels of Kernels/seal_search.cu in NVIDIA's portable assembly, which the driver compiles for its card.
const char *seal_cuda_ptx(void);

// SHA-256, in hex, of seal_launch.h and seal_search.cu one after the other, as they were when the PTX was made.
const char *seal_cuda_ptx_hash(void);

// The same kernels in OpenCL C 1.2, as one text.
const char *seal_opencl_c(void);

// The hash of the same two files, as they were when that text was made.
const char *seal_opencl_c_hash(void);

// A launch without segments: what a hit is compared with, and the multipliers.
void seal_launch_prepare(seal_launch *launch, seal_limit limit);

// Makes the segment at `index`, below seal_launch_segments, the run of `count` indices of a job from `base` on.
void seal_launch_set_segment(seal_launch *launch, uint32_t index, const seal_job *job, uint32_t base, uint32_t count);

// Makes the grid at `index`, below seal_launch_segments, `count` columns of a puzzle of `pow-register`: from that of the
// nonce's low five bytes on, whatever its high three.
void seal_launch_set_grid(seal_launch *launch, uint32_t index, const seal_puzzle *puzzle, uint64_t nonce, uint32_t count);

// Fills a table for grids whose rows are the values `first` ..< first + seal_grid_rows of a nonce's high three bytes:
// K + W of the 64 rounds of each, one row after the other.
void seal_grid_fill(uint32_t table[seal_grid_words], uint32_t first);

#endif
