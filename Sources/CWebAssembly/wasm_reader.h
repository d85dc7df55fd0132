// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Reads the binary format's bytes and numbers, never beyond their end.
//
// A failed reading fills the error, and leaves the reader at its end, where every other reading fails too and changes
// nothing: callers may read on and ask once.

#ifndef WASM_READER_H
#define WASM_READER_H

#include "CWebAssembly.h"

typedef struct wasm_reader {
    // The module's first byte: what offsets of errors count from.
    const uint8_t *origin;
    const uint8_t *at, *end;
    wasm_error *error;
} wasm_reader;

// Fills an error unless it is filled.
__attribute__((format(printf, 4, 5))) void wasm_fail(wasm_error *error, wasm_status status, uint64_t offset,
                                                     const char *format, ...);

// Fails at the reader's place.
#define READER_FAIL(reader, status, ...)                                                                      \
    (wasm_fail((reader)->error, status, (uint64_t)((reader)->at - (reader)->origin), __VA_ARGS__), \
     (reader)->at = (reader)->end)

static inline bool reader_failed(const wasm_reader *reader) { return reader->error->status != wasm_ok; }
static inline size_t reader_left(const wasm_reader *reader) { return (size_t)(reader->end - reader->at); }

uint8_t wasm_read_byte(wasm_reader *reader);
// `count` bytes, or NULL.
const uint8_t *wasm_read_bytes(wasm_reader *reader, size_t count);
// LEB128 of at most `bits` bits, no byte longer than they need at most.
uint64_t wasm_read_unsigned_slowly(wasm_reader *reader, unsigned bits);
int64_t wasm_read_signed_slowly(wasm_reader *reader, unsigned bits);

static inline uint32_t read_u32(wasm_reader *reader) {
    if (reader->at < reader->end && *reader->at < 0x80) return *reader->at++;
    return (uint32_t)wasm_read_unsigned_slowly(reader, 32);
}
static inline int32_t read_s32(wasm_reader *reader) { return (int32_t)wasm_read_signed_slowly(reader, 32); }
static inline int64_t read_s64(wasm_reader *reader) { return wasm_read_signed_slowly(reader, 64); }

// The number that so many bytes are, 8 at most.
uint64_t wasm_read_little_endian(wasm_reader *reader, size_t count);
// A count of things of at least one byte each, no more than `limit`.
uint32_t wasm_read_count(wasm_reader *reader, uint32_t limit, const char *what);
// A name: UTF-8 without NUL.
const char *wasm_read_name(wasm_reader *reader, uint32_t *length);
// 0x7f ... 0x7c, or 0.
uint8_t wasm_read_value_type(wasm_reader *reader);

#endif
