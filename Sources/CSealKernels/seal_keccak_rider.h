// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Keccak-f[1600] of one message more, in integer registers: `rider` is to it what `keccak` is to those in vectors.
//
// A vector kernel leaves the integer units of a wide processor idle, which the rider fills. Where two threads share a
// core, or where instructions are decoded and not vectors the bottleneck, it gains less.

#ifndef SEAL_KECCAK_RIDER_H
#define SEAL_KECCAK_RIDER_H

#pragma push_macro("VECTOR_BYTES")
#pragma push_macro("XOR3")
#pragma push_macro("HAS_XOR3")
#pragma push_macro("CHI")
#pragma push_macro("ROTL_64")
#pragma push_macro("TURN")
#pragma push_macro("XOR_ROTL_1")
#pragma push_macro("PIN")
#undef VECTOR_BYTES
#undef XOR3
#undef HAS_XOR3
#undef CHI
#undef ROTL_64
#undef TURN
#undef XOR_ROTL_1
#undef PIN

// The plain forms of everything else.
#define VECTOR_BYTES 8
// This also keeps the compiler from making vectors of the integers.
#define PIN(x) __asm__("" : "+r"(x))
#define v64 rider_lane
#define keccak rider

#include "seal_keccak_lanes.h"

#undef v64
#undef keccak

#pragma pop_macro("VECTOR_BYTES")
#pragma pop_macro("XOR3")
#pragma pop_macro("HAS_XOR3")
#pragma pop_macro("CHI")
#pragma pop_macro("ROTL_64")
#pragma pop_macro("TURN")
#pragma pop_macro("XOR_ROTL_1")
#pragma pop_macro("PIN")

#endif
