// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The generated PTX, as strings.

#ifndef SEAL_CUDA_PTX_H
#define SEAL_CUDA_PTX_H

extern const char seal_ptx[];
extern const char seal_ptx_source[];

#endif
