// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// A stand-in for the libraries of NVIDIA's driver, libcuda and libnvidia-ml, and for OpenCL's loader, for tests to open
// by path.
//
// It exports those functions of the three that the solver uses, records the calls, and fails as it is told. Its cards
// compute: a launch runs the real kernels' source, compiled for this machine. Like on a card, nothing that was put
// into a stream happens before somebody waits for it.

#ifndef FAKE_CUDA_H
#define FAKE_CUDA_H

// Sets one of the numbers in `settings`. Returns 0 for a name that it does not know.
int fake_cuda_set(const char *name, long value);

// A setting, or one of the figures in `figures`; -1 for a name that it does not know.
long fake_cuda_get(const char *name);

// Lets the function of this name return `result`, on every call after the first `after` ones; on one card alone, or on
// all if `device` is negative.
void fake_cuda_fail(const char *function, int result, long after, int device);

// Lets every function succeed again.
void fake_cuda_mend(void);

// How often the function of this name was called.
long fake_cuda_calls(const char *function);

#endif
