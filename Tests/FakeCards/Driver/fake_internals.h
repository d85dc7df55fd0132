// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// What the parts of the fake share.

#ifndef FAKE_INTERNALS_H
#define FAKE_INTERNALS_H

#include <stddef.h>
#include <stdint.h>

#define EXPORTED __attribute__((visibility("default")))

// The number of a setting or a figure: see fake_state.c.
long fake_setting(const char *name);
void fake_figure_raise(const char *name, long least);
void fake_figure_set(const char *name, long value);

// Counts a call, and returns what the function is to answer: 0, or a result that was injected.
int fake_call(const char *function, int device);

// The first number of a kernel for grids: those below take segments.
enum { fake_grid_kernel = 4 };

// The kernels' table of this name, or NULL. Each thread has its own, as each card in use has a thread.
unsigned *fake_kernel_table(const char *name, size_t *size);

// Runs the kernel of this number (see fake_kernel.c) over a grid.
int fake_kernel_number(const char *name);
void fake_kernel_run(int number, const unsigned grid[2], unsigned threads, const void *launch, void *hits);

#endif
