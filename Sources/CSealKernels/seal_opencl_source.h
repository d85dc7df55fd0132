// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The generated OpenCL source, as strings.

#ifndef SEAL_OPENCL_SOURCE_H
#define SEAL_OPENCL_SOURCE_H

extern const char seal_opencl_source[];
extern const char seal_opencl_source_hash[];

#endif
