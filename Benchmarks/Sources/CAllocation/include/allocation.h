// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Bytes that this process asked for and has not given back; 0 where the system does not tell.

#include <stddef.h>

size_t allocated_bytes(void);
