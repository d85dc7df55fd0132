// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if defined(__linux__)
#define _GNU_SOURCE
#endif

#include "wasm_image.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#if !defined(MAP_NORESERVE)
#define MAP_NORESERVE 0
#endif
#if !defined(MAP_ANONYMOUS)
#define MAP_ANONYMOUS MAP_ANON
#endif

static size_t whole_pages(size_t count) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    return (count + page - 1) / page * page;
}

// MARK: Images

// A file that no folder names, or -1.
static int nameless_file(void) {
#if defined(__linux__)
    return memfd_create("wasm", MFD_CLOEXEC);
#else
    static atomic_uint serial;
    char name[32];
    snprintf(name, sizeof name, "/wasm.%d.%u", (int)getpid(), atomic_fetch_add(&serial, 1));
    int file = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
    if (file >= 0) shm_unlink(name);
    return file;
#endif
}

// Whether a file can be mapped for writing into copies of its pages: not every system's can.
static bool has_private_mappings(int file, size_t byte_count) {
    void *mapped = mmap(NULL, byte_count, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
    if (mapped == MAP_FAILED) return false;
    munmap(mapped, byte_count);
    return true;
}

bool wasm_image_create(wasm_image *image, size_t byte_count, uint8_t **bytes) {
    *image = (wasm_image){.file = -1, .byte_count = whole_pages(byte_count)};
    *bytes = NULL;
    if (byte_count == 0) return true;
    int file = nameless_file();
    if (file >= 0 && ftruncate(file, (off_t)image->byte_count) == 0 &&
        has_private_mappings(file, image->byte_count)) {
        void *mapped = mmap(NULL, image->byte_count, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        if (mapped != MAP_FAILED) {
            image->file = file;
            *bytes = mapped;
            return true;
        }
    }
    if (file >= 0) close(file);
    *bytes = image->copy = calloc(1, image->byte_count);
    return image->copy != NULL;
}

void wasm_image_seal(wasm_image *image, uint8_t *bytes) {
    if (image->file >= 0) munmap(bytes, image->byte_count);
}

void wasm_image_destroy(wasm_image *image) {
    if (image->file >= 0) close(image->file);
    free(image->copy);
    *image = (wasm_image){.file = -1};
}

// MARK: Mappings

// Puts the image at the mapping's start, whatever was there.
static bool map_image(wasm_mapping *mapping, const wasm_image *image) {
    if (image->byte_count == 0) return true;
    if (image->file < 0) {
        memcpy(mapping->bytes, image->copy, image->byte_count);
        return true;
    }
    return mmap(mapping->bytes, image->byte_count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, image->file, 0) !=
           MAP_FAILED;
}

bool wasm_mapping_create(wasm_mapping *mapping, const wasm_image *image, size_t accessible, size_t reserved) {
    *mapping = (wasm_mapping){0};
    if (reserved == 0) return true;
    reserved = whole_pages(reserved);
    void *bytes = mmap(NULL, reserved, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (bytes == MAP_FAILED) return false;
    *mapping = (wasm_mapping){.bytes = bytes, .reserved = reserved};
    if (wasm_mapping_extend(mapping, accessible) && map_image(mapping, image)) return true;
    wasm_mapping_destroy(mapping);
    return false;
}

bool wasm_mapping_extend(wasm_mapping *mapping, size_t accessible) {
    accessible = whole_pages(accessible);
    if (accessible <= mapping->accessible) return true;
    if (accessible > mapping->reserved) return false;
    uint8_t *from = mapping->bytes + mapping->accessible;
    if (mprotect(from, accessible - mapping->accessible, PROT_READ | PROT_WRITE) != 0) return false;
    mapping->accessible = accessible;
    return true;
}

bool wasm_mapping_reset(wasm_mapping *mapping, const wasm_image *image) {
    if (mapping->accessible == 0) return true;
#if defined(__linux__)
    // Private pages of a file are read from it anew, others are zeros again.
    if (madvise(mapping->bytes, mapping->accessible, MADV_DONTNEED) != 0) return false;
    if (image->file >= 0) return true;
    return map_image(mapping, image);
#else
    // Advice does not promise zeros here: a new mapping does.
    size_t from = image->file >= 0 ? image->byte_count : 0;
    if (mapping->accessible > from &&
        mmap(mapping->bytes + from, mapping->accessible - from, PROT_READ | PROT_WRITE,
             MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0) == MAP_FAILED) {
        return false;
    }
    return map_image(mapping, image);
#endif
}

void wasm_mapping_destroy(wasm_mapping *mapping) {
    if (mapping->reserved != 0) munmap(mapping->bytes, mapping->reserved);
    *mapping = (wasm_mapping){0};
}

// MARK: Stacks

void *wasm_reserve(size_t byte_count) {
    void *bytes = mmap(NULL, whole_pages(byte_count), PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return bytes == MAP_FAILED ? NULL : bytes;
}

void wasm_release(void *bytes, size_t byte_count) {
    if (bytes != NULL) munmap(bytes, whole_pages(byte_count));
}
