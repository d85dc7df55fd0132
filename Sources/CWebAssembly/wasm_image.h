// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// A linear memory: address space that is reserved once, and whose start is a private mapping of a file without a
// name, so that writing copies pages and forgetting what was written brings the file's bytes back.

#ifndef WASM_IMAGE_H
#define WASM_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The bytes that memories start with.
typedef struct wasm_image {
    // -1 where the system has no files without names: then `copy` holds the bytes.
    int file;
    uint8_t *copy;
    // Whole pages of the system.
    size_t byte_count;
} wasm_image;

typedef struct wasm_mapping {
    uint8_t *bytes;
    // Address space; how much of it may be touched; both whole pages of the system.
    size_t reserved, accessible;
} wasm_mapping;

// An image of `byte_count` zeros, mapped for writing at `*bytes` until it is sealed. False where there is no memory.
bool wasm_image_create(wasm_image *image, size_t byte_count, uint8_t **bytes);
void wasm_image_seal(wasm_image *image, uint8_t *bytes);
void wasm_image_destroy(wasm_image *image);

// Reserves address space, whose first `accessible` bytes start as the image and go on with zeros.
bool wasm_mapping_create(wasm_mapping *mapping, const wasm_image *image, size_t accessible, size_t reserved);
// Makes more of it accessible.
bool wasm_mapping_extend(wasm_mapping *mapping, size_t accessible);
// Forgets what was written.
bool wasm_mapping_reset(wasm_mapping *mapping, const wasm_image *image);
void wasm_mapping_destroy(wasm_mapping *mapping);

// Zeros for a stack, which cost nothing until they are touched; NULL where there is no memory.
void *wasm_reserve(size_t byte_count);
void wasm_release(void *bytes, size_t byte_count);

#endif
