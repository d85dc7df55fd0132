// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The constants of Keccak-f[1600] that the kernels share.

#ifndef SEAL_KECCAK_H
#define SEAL_KECCAK_H

#include <stdint.h>

// FIPS 202, section 3.2.5.
extern const uint64_t seal_keccak_constants[24];

// Padding of Keccak-256 at its rate of 136 bytes, after a message of 32: 0x01 follows the message in lane 4, 0x80 ends
// the rate in lane 16.
static const uint64_t seal_keccak_padding_4 = 0x01;
static const uint64_t seal_keccak_padding_16 = 0x8000000000000000;

#endif
