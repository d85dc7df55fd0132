// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// OpenCL: signatures and numbers as Khronos documents them. Its cards compute as the others do; a queue does nothing
// before somebody waits, and reads and writes the host's memory only then.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fake_internals.h"
#include "../../../Sources/CSealKernels/include/seal_launch.h"

enum {
    success = 0,
    device_not_found = -1,
    build_failure = -11,
    invalid_value = -30,
    invalid_kernel_name = -46,
    invalid_work_group_size = -54,
    platform_not_found = -1001,
};

enum { most_devices = 4, most_operations = 64 };

typedef struct platform {
    const char *name;
} platform;

typedef struct device {
    platform *platform;
    int number;
} device;

typedef struct memory {
    void *bytes;
    size_t size;
} memory;

typedef struct program {
    int device, is_refused;
} program;

typedef struct kernel {
    int device, number;
    memory *arguments[3];
} kernel;

typedef struct operation {
    enum { write_out, run_kernel, read_in } kind;
    memory *memory;
    void *host;
    size_t size;
    const kernel *kernel;
    unsigned grid[2], threads;
} operation;

typedef struct queue {
    int device;
    operation operations[most_operations];
    // Operations put in and done, since the beginning.
    long entered, done;
    int in_flight;
} queue;

typedef struct event {
    queue *queue;
    long position;
} event;

// As a loader might list them: one of Mesa's, the maker's, and one whose cards are not here.
static platform platforms[] = {{"rusticl"}, {"Fake OpenCL"}, {"Clover"}};
static device mesa_devices[most_devices], maker_devices[most_devices];

#define CALL(device)                                        \
    do {                                                    \
        int injected = fake_call(__func__, device);         \
        if (injected != success) return injected;           \
    } while (0)

#define MAKE(device)                                        \
    do {                                                    \
        *answer = fake_call(__func__, device);              \
        if (*answer != success) return NULL;                \
    } while (0)

static int fill(const void *value, size_t length, size_t size, void *to, size_t *needed) {
    if (needed != NULL) *needed = length;
    if (to == NULL) return success;
    if (size < length) return invalid_value;
    memcpy(to, value, length);
    return success;
}

static int fill_text(const char *text, size_t size, void *to, size_t *needed) {
    return fill(text, strlen(text) + 1, size, to, needed);
}

EXPORTED int clGetPlatformIDs(unsigned most, platform **found, unsigned *count) {
    CALL(-1);
    // What broken drivers do to whoever loads them: for other processes, whom no setting reaches.
    const char *trouble = getenv("FAKE_OPENCL");
    if (trouble != NULL && strcmp(trouble, "crash") == 0) abort();
    if (trouble != NULL && strcmp(trouble, "hang") == 0) pause();
    long number = fake_setting("opencl_platforms");
    if (number == 0) return platform_not_found;
    // One alone is the maker's.
    unsigned first = number == 1 ? 1 : 0;
    for (unsigned i = 0; i < number && i < most; i++) found[i] = &platforms[first + i];
    *count = (unsigned)number;
    return success;
}

EXPORTED int clGetPlatformInfo(platform *platform, unsigned fact, size_t size, void *to, size_t *needed) {
    CALL(-1);
    return fact == 0x0902 ? fill_text(platform->name, size, to, needed) : invalid_value;
}

EXPORTED int clGetDeviceIDs(platform *platform, uint64_t kinds, unsigned most, device **found, unsigned *count) {
    CALL(-1);
    if (kinds != 0xffffffff) return invalid_value;
    if (platform == &platforms[2]) return device_not_found;
    device *devices = platform == &platforms[0] ? mesa_devices : maker_devices;
    unsigned number = (unsigned)fake_setting("opencl_devices");
    for (unsigned i = 0; i < number && i < most && i < most_devices; i++) {
        devices[i] = (device){platform, (int)i};
        found[i] = &devices[i];
    }
    *count = number;
    return number == 0 ? device_not_found : success;
}

// The devices of a driver are cards, but for a processor in the last place where there are three.
static int is_processor(const device *device) { return device->number == 2; }

EXPORTED int clGetDeviceInfo(device *device, unsigned fact, size_t size, void *to, size_t *needed) {
    CALL(device->number);
    char text[64];
    uint64_t number = 0;
    unsigned word = 0;
    switch (fact) {
    case 0x1000: number = is_processor(device) ? 2 : 4; return fill(&number, 8, size, to, needed);
    case 0x1001: word = (unsigned)fake_setting("opencl_vendor"); return fill(&word, 4, size, to, needed);
    case 0x1002: word = (unsigned)fake_setting("multiprocessors"); return fill(&word, 4, size, to, needed);
    case 0x100c: word = 1500; return fill(&word, 4, size, to, needed);
    case 0x101f: number = (uint64_t)16 << 30; return fill(&number, 8, size, to, needed);
    case 0x102b: snprintf(text, sizeof text, " Fake Device %d ", device->number); break;
    case 0x102d: snprintf(text, sizeof text, "7.1"); break;
    case 0x1030: snprintf(text, sizeof text, "%s", is_processor(device) ? "" : "cl_other cl_khr_pci_bus_info"); break;
    case 0x103d: {
        long version = fake_setting("opencl_version");
        snprintf(text, sizeof text, "OpenCL C %ld.%ld fake", version / 10, version % 10);
        break;
    }
    case 0x410f: {
        // Those of the CUDA cards.
        unsigned place[4] = {0, (unsigned)device->number + 1, 0, 0};
        return fill(place, sizeof place, size, to, needed);
    }
    default: return invalid_value;
    }
    return fill_text(text, size, to, needed);
}

EXPORTED void *clCreateContext(const void *properties, unsigned count, device **devices, void *notify, void *data,
                               int *answer) {
    (void)properties, (void)notify, (void)data;
    MAKE(devices[0]->number);
    if (count != 1) *answer = invalid_value;
    return devices[0];
}

EXPORTED int clReleaseContext(device *context) {
    CALL(context->number);
    return success;
}

EXPORTED void *clCreateCommandQueue(void *context, device *device, uint64_t properties, int *answer) {
    (void)context, (void)properties;
    MAKE(device->number);
    queue *queue = calloc(1, sizeof *queue);
    queue->device = device->number;
    return queue;
}

EXPORTED int clReleaseCommandQueue(queue *queue) {
    CALL(queue->device);
    free(queue);
    return success;
}

EXPORTED void *clCreateProgramWithSource(device *context, unsigned count, const char **texts, const size_t *lengths,
                                         int *answer) {
    MAKE(context->number);
    if (count != 1 || lengths != NULL || strstr(texts[0], "KERNEL seal_search(") == NULL) *answer = invalid_value;
    program *program = calloc(1, sizeof *program);
    program->device = context->number;
    return program;
}

EXPORTED int clBuildProgram(program *program, unsigned count, device **devices, const char *options, void *notify,
                            void *data) {
    (void)devices, (void)notify, (void)data;
    CALL(program->device);
    if (count != 1 || strncmp(options, "-cl-std=CL1.2", 13) != 0) return invalid_value;
    long refusal = fake_setting("refuse_source");
    program->is_refused = refusal == 1 || (refusal == 2 && strstr(options, "SEAL_COMPLEMENTED") != NULL);
    return program->is_refused ? build_failure : success;
}

EXPORTED int clGetProgramBuildInfo(program *program, device *device, unsigned fact, size_t size, void *to,
                                   size_t *needed) {
    (void)device;
    CALL(program->device);
    if (fact != 0x1183) return invalid_value;
    static char log[5000];
    memset(log, '.', sizeof log - 1);
    const char *words = "source, line 1:\nno such thing\n";
    memcpy(log, words, strlen(words));
    return fill_text(log, size, to, needed);
}

EXPORTED int clReleaseProgram(program *program) {
    CALL(program->device);
    free(program);
    return success;
}

EXPORTED void *clCreateKernel(program *program, const char *name, int *answer) {
    MAKE(program->device);
    const int is_grid = strcmp(name, "seal_search_grid") == 0;
    if (program->is_refused || (!is_grid && strcmp(name, "seal_search") != 0)) *answer = invalid_kernel_name;
    kernel *kernel = calloc(1, sizeof *kernel);
    kernel->device = program->device;
    kernel->number = is_grid ? fake_grid_kernel : 1;
    return kernel;
}

EXPORTED int clReleaseKernel(kernel *kernel) {
    CALL(kernel->device);
    free(kernel);
    return success;
}

EXPORTED int clGetKernelWorkGroupInfo(kernel *kernel, device *device, unsigned fact, size_t size, void *to,
                                      size_t *needed) {
    (void)device;
    CALL(kernel->device);
    size_t value = fact == 0x11b0 ? (size_t)fake_setting("threads_per_block") : 16;
    return fact == 0x11b0 || fact == 0x11b3 ? fill(&value, sizeof value, size, to, needed) : invalid_value;
}

EXPORTED int clSetKernelArg(kernel *kernel, unsigned index, size_t size, memory *const *value) {
    CALL(kernel->device);
    if (index >= (kernel->number == fake_grid_kernel ? 3 : 2) || size != sizeof(memory *)) return invalid_value;
    kernel->arguments[index] = *value;
    return success;
}

EXPORTED void *clCreateBuffer(device *context, uint64_t flags, size_t size, void *host, int *answer) {
    MAKE(context->number);
    if ((flags != 4 && flags != 1) || host != NULL) *answer = invalid_value;
    memory *memory = calloc(1, sizeof *memory);
    memory->bytes = malloc(size);
    // Nobody may count on what is in new memory.
    memset(memory->bytes, 0xa5, size);
    memory->size = size;
    return memory;
}

EXPORTED int clReleaseMemObject(memory *memory) {
    CALL(-1);
    free(memory->bytes);
    free(memory);
    return success;
}

static operation *enter(queue *queue) {
    if (queue->entered - queue->done == most_operations) return NULL;
    return &queue->operations[queue->entered++ % most_operations];
}

static int enter_copy(queue *queue, int kind, memory *memory, unsigned blocks, size_t offset, size_t size, void *host,
                      event **done) {
    operation *o = enter(queue);
    if (o == NULL || blocks != 0 || offset != 0 || size > memory->size) return invalid_value;
    *o = (operation){.kind = kind, .memory = memory, .host = host, .size = size};
    if (done != NULL) {
        *done = calloc(1, sizeof **done);
        **done = (event){queue, queue->entered};
    }
    return success;
}

EXPORTED int clEnqueueWriteBuffer(queue *queue, memory *memory, unsigned blocks, size_t offset, size_t size,
                                  void *host, unsigned count, void *before, event **done) {
    (void)count, (void)before;
    CALL(queue->device);
    return enter_copy(queue, write_out, memory, blocks, offset, size, host, done);
}

EXPORTED int clEnqueueReadBuffer(queue *queue, memory *memory, unsigned blocks, size_t offset, size_t size, void *host,
                                 unsigned count, void *before, event **done) {
    (void)count, (void)before;
    CALL(queue->device);
    return enter_copy(queue, read_in, memory, blocks, offset, size, host, done);
}

EXPORTED int clEnqueueNDRangeKernel(queue *queue, const kernel *kernel, unsigned dimensions, const size_t *offset,
                                    const size_t *global, const size_t *local, unsigned count, void *before,
                                    event **done) {
    (void)count, (void)before, (void)done;
    CALL(queue->device);
    if (dimensions != 2 || offset != NULL || local[1] != 1 || global[0] == 0 || global[1] == 0) return invalid_value;
    if (local[0] > (size_t)fake_setting("threads_per_block") || global[0] % local[0] != 0) {
        return invalid_work_group_size;
    }
    operation *o = enter(queue);
    if (o == NULL) return invalid_value;
    *o = (operation){.kind = run_kernel, .kernel = kernel, .threads = (unsigned)local[0]};
    o->grid[0] = (unsigned)(global[0] / local[0]);
    o->grid[1] = (unsigned)global[1];
    fake_figure_raise("most_in_flight", ++queue->in_flight);
    fake_figure_set("latest_threads", (long)local[0]);
    return success;
}

static void run(queue *queue, const operation *o) {
    switch (o->kind) {
    case write_out: memcpy(o->memory->bytes, o->host, o->size); break;
    case read_in: memcpy(o->host, o->memory->bytes, o->size); break;
    case run_kernel: {
        long lost = fake_setting("lost_blocks"), every = fake_setting("wrong_hit_every");
        long wrong_device = fake_setting("wrong_device");
        unsigned grid[2] = {o->grid[0] > lost ? o->grid[0] - (unsigned)lost : 0, o->grid[1]};
        seal_hits *hits = o->kernel->arguments[1]->bytes;
        if (o->kernel->number == fake_grid_kernel) {
            size_t table_size;
            unsigned *table = fake_kernel_table("seal_grid_table", &table_size);
            memcpy(table, o->kernel->arguments[2]->bytes, table_size);
        }
        fake_kernel_run(o->kernel->number, grid, o->threads, o->kernel->arguments[0]->bytes, hits);
        if (wrong_device >= 0 && wrong_device != queue->device) every = 0;
        for (long i = every - 1; every > 0 && i < (long)hits->count && i < seal_hit_capacity; i += every) {
            hits->hit[i] ^= 1;
        }
        queue->in_flight--;
        break;
    }
    }
}

static void run_until(queue *queue, long position) {
    for (; queue->done < position; queue->done++) run(queue, &queue->operations[queue->done % most_operations]);
}

EXPORTED int clFlush(queue *queue) {
    CALL(queue->device);
    return success;
}

EXPORTED int clFinish(queue *queue) {
    CALL(queue->device);
    run_until(queue, queue->entered);
    return success;
}

EXPORTED int clWaitForEvents(unsigned count, event **events) {
    if (count != 1 || events[0] == NULL) return invalid_value;
    CALL(events[0]->queue->device);
    run_until(events[0]->queue, events[0]->position);
    return success;
}

EXPORTED int clReleaseEvent(event *event) {
    CALL(-1);
    free(event);
    return success;
}
