// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// wasmtime in the place of CWebAssembly, for measuring one beside the other: the program is linked with `--wrap` for the
// functions of CWebAssembly that make modules and run instances, and these decide whose turn it is.

#ifndef CWASMTIME_H
#define CWASMTIME_H

#include <stdbool.h>

/// Loads wasmtime's library; false where that cannot be, or where it lacks a function.
bool wasmtime_load(const char *library);

/// Whether modules that are made from now on run under wasmtime. Their instances do for ever.
void wasmtime_take_turn(bool is_its_turn);

/// The processor time of this process, in milliseconds, when the last module came to be read, unpacked by then.
double wasmtime_last_module_came(void);

#endif
