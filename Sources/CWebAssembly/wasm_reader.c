// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#include "wasm_reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void wasm_fail(wasm_error *error, wasm_status status, uint64_t offset, const char *format, ...) {
    if (error == NULL || error->status != wasm_ok) return;
    error->status = status;
    error->offset = offset;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
}

uint8_t wasm_read_byte(wasm_reader *reader) {
    if (reader->at < reader->end) return *reader->at++;
    READER_FAIL(reader, wasm_malformed, "unexpected end");
    return 0;
}

const uint8_t *wasm_read_bytes(wasm_reader *reader, size_t count) {
    if (count > reader_left(reader)) {
        READER_FAIL(reader, wasm_malformed, "unexpected end: %zu bytes are wanted and %zu left", count,
                    reader_left(reader));
        return NULL;
    }
    const uint8_t *bytes = reader->at;
    reader->at += count;
    return bytes;
}

// MARK: Numbers

uint64_t wasm_read_unsigned_slowly(wasm_reader *reader, unsigned bits) {
    uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        if (shift >= bits) {
            READER_FAIL(reader, wasm_malformed, "integer representation too long");
            return 0;
        }
        uint8_t byte = wasm_read_byte(reader);
        unsigned left = bits - shift;
        if (left < 7 && (byte & 0x7f) >> left != 0) {
            READER_FAIL(reader, wasm_malformed, "integer %s",
                        byte & 0x80 ? "representation too long" : "too large");
            return 0;
        }
        value |= (uint64_t)(byte & 0x7f) << shift;
        if ((byte & 0x80) == 0) return value;
    }
}

int64_t wasm_read_signed_slowly(wasm_reader *reader, unsigned bits) {
    uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        if (shift >= bits) {
            READER_FAIL(reader, wasm_malformed, "integer representation too long");
            return 0;
        }
        uint8_t byte = wasm_read_byte(reader);
        unsigned left = bits - shift;
        if (left < 7) {
            // The bits beyond the number's last one repeat it.
            uint8_t beyond = (uint8_t)((byte & 0x7f) >> (left - 1)), ones = (uint8_t)(0x7f >> (left - 1));
            if (beyond != 0 && beyond != ones) {
                READER_FAIL(reader, wasm_malformed, "integer %s",
                            byte & 0x80 ? "representation too long" : "too large");
                return 0;
            }
        }
        value |= (uint64_t)(byte & 0x7f) << shift;
        if ((byte & 0x80) == 0) {
            if (shift + 7 < 64 && (byte & 0x40) != 0) value |= ~(uint64_t)0 << (shift + 7);
            return (int64_t)value;
        }
    }
}

uint64_t wasm_read_little_endian(wasm_reader *reader, size_t count) {
    const uint8_t *bytes = wasm_read_bytes(reader, count);
    uint64_t value = 0;
    for (size_t i = 0; bytes != NULL && i < count; i++) value |= (uint64_t)bytes[i] << (8 * i);
    return value;
}

uint32_t wasm_read_count(wasm_reader *reader, uint32_t limit, const char *what) {
    uint32_t count = read_u32(reader);
    if (count > limit) {
        READER_FAIL(reader, wasm_over_limit, "%u %s, and %u are the limit", count, what, limit);
        return 0;
    }
    if (count > reader_left(reader)) {
        READER_FAIL(reader, wasm_malformed, "unexpected end: %u %s in %zu bytes", count, what, reader_left(reader));
        return 0;
    }
    return count;
}

// MARK: Names and types

// How many bytes the code point at `at` has, or 0 where it is not UTF-8: too long, a surrogate, beyond U+10FFFF, cut.
static size_t code_point_bytes(const uint8_t *at, const uint8_t *end) {
    uint8_t first = *at;
    if (first < 0x80) return 1;
    size_t count = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || (size_t)(end - at) < count) return 0;
    uint8_t low = 0x80, high = 0xbf;
    if (first == 0xe0) low = 0xa0;
    if (first == 0xed) high = 0x9f;
    if (first == 0xf0) low = 0x90;
    if (first == 0xf4) high = 0x8f;
    if (at[1] < low || at[1] > high) return 0;
    for (size_t i = 2; i < count; i++) {
        if ((at[i] & 0xc0) != 0x80) return 0;
    }
    return count;
}

const char *wasm_read_name(wasm_reader *reader, uint32_t *length) {
    *length = read_u32(reader);
    const uint8_t *bytes = wasm_read_bytes(reader, *length);
    if (bytes == NULL || reader_failed(reader)) return *length = 0, NULL;
    for (const uint8_t *at = bytes, *end = bytes + *length; at < end;) {
        size_t count = code_point_bytes(at, end);
        if (count == 0) return READER_FAIL(reader, wasm_malformed, "malformed UTF-8 encoding"), *length = 0, NULL;
        at += count;
    }
    if (memchr(bytes, 0, *length) != NULL) {
        return READER_FAIL(reader, wasm_unsupported, "a name with a NUL character"), *length = 0, NULL;
    }
    return (const char *)bytes;
}

uint8_t wasm_read_value_type(wasm_reader *reader) {
    uint8_t type = wasm_read_byte(reader);
    if (reader_failed(reader) || (type >= 0x7c && type <= 0x7f)) return type;
    if (type == 0x7b) READER_FAIL(reader, wasm_unsupported, "vector types are not supported");
    else if (type >= 0x63 && type <= 0x73) READER_FAIL(reader, wasm_unsupported, "reference types are not supported");
    else READER_FAIL(reader, wasm_malformed, "0x%02x is no value type", type);
    return 0;
}
