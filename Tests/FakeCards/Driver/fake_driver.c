// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The driver API: signatures and numbers as NVIDIA documents them.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fake_internals.h"
#include "../../../Sources/CSealKernels/include/seal_launch.h"

enum {
    success = 0,
    invalid_value = 1,
    invalid_device = 101,
    no_device = 100,
    invalid_ptx = 218,
    not_found = 500,
    launch_failed = 719,
};

enum { most_devices = 8, most_operations = 64 };

typedef struct operation {
    enum { set_words, run_kernel, copy } kind;
    void *to;
    const void *from;
    size_t size;
    unsigned word;
    int kernel;
    unsigned grid[2], threads;
    seal_launch launch;
} operation;

typedef struct stream {
    int device;
    operation operations[most_operations];
    // Operations put in and done, since the beginning.
    long entered, done, launches, finished;
} stream;

typedef struct event {
    stream *stream;
    long position;
} event;

typedef struct context {
    int device, users;
    int in_flight;
    // A launch has failed: until the last user lets go of it, the context is good for nothing.
    int is_spoiled;
} context;

static context contexts[most_devices];
static _Thread_local context *current;

static int current_device(void) { return current == NULL ? -1 : current->device; }

#define CALL()                                                   \
    do {                                                         \
        int injected = fake_call(__func__, current_device());    \
        if (injected != success) return injected;                \
        if (current != NULL && current->is_spoiled) return launch_failed; \
    } while (0)

// A call that spoils the context when it fails.
#define CALL_ON_CARD()                                                              \
    do {                                                                            \
        int injected = fake_call(__func__, current_device());                       \
        if (injected != success && current != NULL) current->is_spoiled = 1;        \
        if (injected != success) return injected;                                   \
        if (current != NULL && current->is_spoiled) return launch_failed;           \
    } while (0)

EXPORTED int cuInit(unsigned flags) {
    CALL();
    if (flags != 0) return invalid_value;
    return fake_setting("devices") == 0 ? no_device : success;
}

EXPORTED int cuDriverGetVersion(int *version) {
    CALL();
    *version = (int)fake_setting("driver_version");
    return success;
}

EXPORTED int cuDeviceGetCount(int *count) {
    CALL();
    *count = (int)fake_setting("devices");
    return success;
}

EXPORTED int cuDeviceGet(int *device, int ordinal) {
    CALL();
    if (ordinal < 0 || ordinal >= fake_setting("devices") || ordinal >= most_devices) return invalid_device;
    *device = ordinal;
    return success;
}

EXPORTED int cuDeviceGetName(char *name, int size, int device) {
    CALL();
    snprintf(name, (size_t)size, fake_setting("slices") ? "Fake Card MIG 1g.%dgb" : "Fake Card %d", device);
    return success;
}

EXPORTED int cuDeviceTotalMem_v2(size_t *bytes, int device) {
    (void)device;
    CALL();
    *bytes = (size_t)80 << 30;
    return success;
}

EXPORTED int cuDeviceGetPCIBusId(char *identifier, int size, int device) {
    CALL();
    snprintf(identifier, (size_t)size, "0000:%02x:00.0", fake_setting("slices") ? 1 : device + 1);
    return success;
}

EXPORTED int cuDeviceGetAttribute(int *value, int attribute, int device) {
    CALL();
    (void)device;
    switch (attribute) {
    case 1: *value = 1024; break;
    case 13:
        *value = (int)fake_setting("clock_kilohertz");
        if (*value < 0) return invalid_value;
        break;
    case 16: *value = (int)fake_setting("multiprocessors"); break;
    case 75: *value = (int)fake_setting("capability_major"); break;
    case 76: *value = (int)fake_setting("capability_minor"); break;
    default: return invalid_value;
    }
    return success;
}

EXPORTED int cuDevicePrimaryCtxSetFlags_v2(int device, unsigned flags) {
    (void)device;
    CALL();
    // The only way of waiting that does not burn a core.
    return flags == 4 ? success : invalid_value;
}

EXPORTED int cuDevicePrimaryCtxRetain(context **context, int device) {
    int injected = fake_call(__func__, device);
    if (injected != success) return injected;
    contexts[device].device = device;
    contexts[device].users++;
    *context = &contexts[device];
    return success;
}

EXPORTED int cuDevicePrimaryCtxRelease_v2(int device) {
    int injected = fake_call(__func__, device);
    if (injected != success) return injected;
    if (--contexts[device].users == 0) contexts[device] = (context){0};
    return success;
}

EXPORTED int cuCtxSetCurrent(context *context) {
    current = context;
    CALL();
    return success;
}

EXPORTED int cuModuleLoadDataEx(void **module, const void *image, unsigned count, const int *options, void **values) {
    CALL();
    if (strncmp(image, ".version 7.8\n", 13) != 0) return invalid_ptx;
    if (fake_setting("refuse_ptx")) {
        char *log = NULL;
        size_t size = 0;
        for (unsigned i = 0; i < count; i++) {
            if (options[i] == 5) log = values[i];
            if (options[i] == 6) size = (size_t)values[i];
        }
        if (log != NULL) snprintf(log, size, "ptxas application ptx input, line 1; fatal : no such thing\n");
        return invalid_ptx;
    }
    *module = malloc(1);
    return success;
}

EXPORTED int cuModuleUnload(void *module) {
    CALL();
    free(module);
    return success;
}

EXPORTED int cuModuleGetFunction(void **function, void *module, const char *name) {
    (void)module;
    CALL();
    int number = fake_kernel_number(name);
    if (number == 0) return not_found;
    *function = (void *)(intptr_t)number;
    return success;
}

EXPORTED int cuModuleGetGlobal_v2(uint64_t *address, size_t *size, void *module, const char *name) {
    (void)module;
    CALL();
    unsigned *table = fake_kernel_table(name, size);
    if (table == NULL) return not_found;
    *address = (uint64_t)(uintptr_t)table;
    return success;
}

EXPORTED int cuFuncGetAttribute(int *value, int attribute, void *function) {
    (void)function;
    CALL();
    if (attribute != 0) return invalid_value;
    *value = (int)fake_setting("threads_per_block");
    return success;
}

EXPORTED int cuOccupancyMaxActiveBlocksPerMultiprocessor(int *blocks, void *function, int threads, size_t memory) {
    (void)function;
    CALL();
    if (threads < 1 || memory != 0) return invalid_value;
    *blocks = (int)fake_setting("blocks_per_multiprocessor");
    return success;
}

EXPORTED int cuMemAlloc_v2(uint64_t *address, size_t size) {
    CALL();
    *address = (uint64_t)(uintptr_t)malloc(size);
    return success;
}

EXPORTED int cuMemFree_v2(uint64_t address) {
    CALL();
    free((void *)(uintptr_t)address);
    return success;
}

EXPORTED int cuMemHostAlloc(void **memory, size_t size, unsigned flags) {
    CALL();
    if (flags != 0) return invalid_value;
    *memory = malloc(size);
    return success;
}

EXPORTED int cuMemFreeHost(void *memory) {
    CALL();
    free(memory);
    return success;
}

EXPORTED int cuStreamCreate(stream **created, unsigned flags) {
    CALL();
    if (flags != 1 || current == NULL) return invalid_value;
    *created = calloc(1, sizeof **created);
    (*created)->device = current->device;
    return success;
}

EXPORTED int cuStreamDestroy_v2(stream *stream) {
    CALL();
    free(stream);
    return success;
}

EXPORTED int cuEventCreate(event **created, unsigned flags) {
    CALL();
    if (flags != (1 | 2)) return invalid_value;
    *created = calloc(1, sizeof **created);
    return success;
}

EXPORTED int cuEventDestroy_v2(event *event) {
    CALL();
    free(event);
    return success;
}

EXPORTED int cuEventRecord(event *event, stream *stream) {
    CALL();
    event->stream = stream;
    event->position = stream->entered;
    return success;
}

static operation *enter(stream *stream) {
    if (stream->entered - stream->done == most_operations) return NULL;
    return &stream->operations[stream->entered++ % most_operations];
}

EXPORTED int cuMemsetD32Async(uint64_t to, unsigned word, size_t count, stream *stream) {
    CALL();
    operation *o = enter(stream);
    if (o == NULL) return invalid_value;
    o->kind = set_words;
    o->to = (void *)(uintptr_t)to;
    o->word = word;
    o->size = count;
    return success;
}

static int enter_copy(stream *stream, void *to, const void *from, size_t size) {
    operation *o = enter(stream);
    if (o == NULL) return invalid_value;
    o->kind = copy;
    o->to = to;
    o->from = from;
    o->size = size;
    return success;
}

EXPORTED int cuMemcpyDtoHAsync_v2(void *to, uint64_t from, size_t size, stream *stream) {
    CALL();
    return enter_copy(stream, to, (const void *)(uintptr_t)from, size);
}

EXPORTED int cuMemcpyHtoDAsync_v2(uint64_t to, const void *from, size_t size, stream *stream) {
    CALL();
    return enter_copy(stream, (void *)(uintptr_t)to, from, size);
}

static long nonces_of(const operation *o) {
    long nonces = 0;
    for (unsigned y = 0; y < o->grid[1]; y++) {
        nonces += o->kernel < fake_grid_kernel ? o->launch.segment[y].count
                                               : (long)o->launch.grid[y].count * seal_grid_rows;
    }
    return nonces;
}

EXPORTED int cuLaunchKernel(void *function, unsigned grid_x, unsigned grid_y, unsigned grid_z, unsigned block_x,
                            unsigned block_y, unsigned block_z, unsigned memory, stream *stream, void **parameters,
                            void **extra) {
    CALL_ON_CARD();
    if (grid_z != 1 || block_y != 1 || block_z != 1 || memory != 0 || extra != NULL || block_x % 32 != 0 ||
        block_x == 0 || block_x > (unsigned)fake_setting("threads_per_block") || grid_x == 0 || grid_y == 0) {
        return invalid_value;
    }
    operation *o = enter(stream);
    if (o == NULL) return invalid_value;
    o->kind = run_kernel;
    o->kernel = (int)(intptr_t)function;
    o->grid[0] = grid_x;
    o->grid[1] = grid_y;
    o->threads = block_x;
    o->launch = *(const seal_launch *)parameters[0];
    o->to = (void *)(uintptr_t) * (const uint64_t *)parameters[1];
    stream->launches++;
    current->in_flight++;

    const long nonces = nonces_of(o);
    fake_figure_raise("largest_launch", nonces);
    fake_figure_raise("most_segments", grid_y);
    fake_figure_raise("most_in_flight", current->in_flight);
    fake_figure_set("latest_threads", block_x);
    fake_figure_set("latest_kernel", o->kernel);
    return success;
}

static void run(const operation *o) {
    switch (o->kind) {
    case set_words:
        for (size_t i = 0; i < o->size; i++) ((unsigned *)o->to)[i] = o->word;
        break;
    case copy: memcpy(o->to, o->from, o->size); break;
    case run_kernel: {
        long lost = fake_setting("lost_blocks"), every = fake_setting("wrong_hit_every");
        unsigned grid[2] = {o->grid[0] > lost ? o->grid[0] - (unsigned)lost : 0, o->grid[1]};
        fake_kernel_run(o->kernel, grid, o->threads, &o->launch, o->to);
        seal_hits *hits = o->to;
        for (long i = every - 1; every > 0 && i < (long)hits->count && i < seal_hit_capacity; i += every) {
            hits->hit[i] ^= 1;
        }
        break;
    }
    }
}

static void dawdle(const operation *o) {
    if (current->device != fake_setting("slow_device")) return;
    const long long microseconds = nonces_of(o) * fake_setting("slow_microseconds");
    nanosleep(&(struct timespec){.tv_sec = microseconds / 1000000, .tv_nsec = microseconds % 1000000 * 1000}, NULL);
}

EXPORTED int cuEventSynchronize(event *event) {
    CALL_ON_CARD();
    stream *stream = event->stream;
    for (; stream->done < event->position; stream->done++) {
        const operation *o = &stream->operations[stream->done % most_operations];
        run(o);
        if (o->kind != run_kernel) continue;
        dawdle(o);
        current->in_flight--;
    }
    return success;
}

EXPORTED int cuGetErrorName(int result, const char **name) {
    switch (result) {
    case no_device: *name = "CUDA_ERROR_NO_DEVICE"; break;
    case invalid_ptx: *name = "CUDA_ERROR_INVALID_PTX"; break;
    case 222: *name = "CUDA_ERROR_UNSUPPORTED_PTX_VERSION"; break;
    case launch_failed: *name = "CUDA_ERROR_LAUNCH_FAILED"; break;
    case 999: *name = "CUDA_ERROR_UNKNOWN"; break;
    default: *name = NULL; return invalid_value;
    }
    return success;
}

EXPORTED int cuGetErrorString(int result, const char **text) {
    switch (result) {
    case no_device: *text = "no CUDA-capable device is detected"; break;
    case invalid_ptx: *text = "a PTX JIT compilation failed"; break;
    case 222: *text = "the provided PTX was compiled with an unsupported toolchain."; break;
    case launch_failed: *text = "unspecified launch failure"; break;
    case 999: *text = "unknown error"; break;
    default: *text = NULL; return invalid_value;
    }
    return success;
}

// MARK: NVML

EXPORTED int nvmlInit_v2(void) {
    CALL();
    return success;
}

EXPORTED int nvmlDeviceGetHandleByPciBusId_v2(const char *identifier, void **device) {
    CALL();
    *device = (void *)(intptr_t)(identifier[6] - '0');
    return success;
}

EXPORTED int nvmlDeviceGetTemperature(void *device, unsigned sensor, unsigned *degrees) {
    CALL();
    *degrees = sensor == 0 ? 60 + (unsigned)(intptr_t)device : 0;
    return success;
}

EXPORTED int nvmlDeviceGetPowerUsage(void *device, unsigned *milliwatts) {
    CALL();
    *milliwatts = 400000 + (unsigned)(intptr_t)device;
    return success;
}

EXPORTED int nvmlDeviceGetClockInfo(void *device, unsigned kind, unsigned *megahertz) {
    (void)device;
    CALL();
    *megahertz = kind == 1 ? 1755 : 0;
    return success;
}
