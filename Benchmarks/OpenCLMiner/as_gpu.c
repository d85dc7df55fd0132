// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// OpenCL's loader, but that it calls processors graphics cards: the miner of SDK 11.3 takes nothing else. All other
// functions are the real loader's, of which this is linked to a copy by another name.

#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>

enum { type_processor = 2, type_graphics = 4, device_type = 0x1000 };

static void *real(const char *name) {
    static void *loader;
    if (loader == NULL) loader = dlopen("libOpenCL.so.9", RTLD_NOW);
    return loader == NULL ? NULL : dlsym(loader, name);
}

int32_t clGetDeviceIDs(void *platform, uint64_t type, uint32_t count, void **devices, uint32_t *found) {
    int32_t (*get)(void *, uint64_t, uint32_t, void **, uint32_t *) = real("clGetDeviceIDs");
    return get(platform, type == type_graphics ? type_processor : type, count, devices, found);
}

int32_t clGetDeviceInfo(void *device, uint32_t fact, size_t size, void *value, size_t *needed) {
    int32_t (*get)(void *, uint32_t, size_t, void *, size_t *) = real("clGetDeviceInfo");
    int32_t status = get(device, fact, size, value, needed);
    if (status == 0 && fact == device_type && value != NULL) *(uint64_t *)value = type_graphics;
    return status;
}
