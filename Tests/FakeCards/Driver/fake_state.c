// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Settings, figures and injected failures, under one lock: cards are used from several threads.

#include <pthread.h>
#include <string.h>

#include "fake_cuda.h"
#include "fake_internals.h"

typedef struct number {
    const char *name;
    long value;
} number;

static number settings[] = {
    {"devices", 2},
    {"driver_version", 12080},
    {"multiprocessors", 2},
    {"blocks_per_multiprocessor", 1},
    {"capability_major", 9},
    {"capability_minor", 0},
    // Less than nothing: the driver does not know the question.
    {"clock_kilohertz", 1980000},
    {"threads_per_block", 512},
    // Says so in the log of the compilation.
    {"refuse_ptx", 0},
    // The devices are slices of one card.
    {"slices", 0},
    // The one device that needs so many microseconds more for each nonce.
    {"slow_device", -1},
    {"slow_microseconds", 0},
    // Every so manieth hit is reported one nonce off.
    {"wrong_hit_every", 0},
    // Blocks that are left out of every launch.
    {"lost_blocks", 0},
    // Drivers that OpenCL's loader finds, devices of each, and what these say of themselves.
    {"opencl_platforms", 1},
    {"opencl_devices", 2},
    {"opencl_version", 12},
    {"opencl_vendor", 0x1002},
    // OpenCL's compiler refuses everything with 1, the complemented form with 2.
    {"refuse_source", 0},
    // The one OpenCL device whose hits are wrong; all with -1.
    {"wrong_device", -1},
};

static number figures[] = {
    // Of the largest launch: nonces, segments.
    {"largest_launch", 0},
    {"most_segments", 0},
    // Of the latest launch.
    {"latest_threads", 0},
    {"latest_kernel", 0},
    // Launches that nobody had waited for, at most, on one card.
    {"most_in_flight", 0},
};

typedef struct call {
    const char *function;
    long count;
} call;

enum { most_functions = 128, most_failures = 8 };
static call calls[most_functions];

typedef struct failure {
    char function[64];
    int result, device;
    long after, seen;
} failure;

static failure failures[most_failures];
static int failure_count;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static number *find(number *numbers, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(numbers[i].name, name) == 0) return &numbers[i];
    }
    return NULL;
}

#define SETTING(name) find(settings, sizeof settings / sizeof settings[0], name)
#define FIGURE(name) find(figures, sizeof figures / sizeof figures[0], name)

EXPORTED int fake_cuda_set(const char *name, long value) {
    number *setting = SETTING(name);
    if (setting == NULL) return 0;
    pthread_mutex_lock(&lock);
    setting->value = value;
    pthread_mutex_unlock(&lock);
    return 1;
}

EXPORTED long fake_cuda_get(const char *name) {
    number *number = SETTING(name);
    if (number == NULL) number = FIGURE(name);
    if (number == NULL) return -1;
    pthread_mutex_lock(&lock);
    long value = number->value;
    pthread_mutex_unlock(&lock);
    return value;
}

long fake_setting(const char *name) { return fake_cuda_get(name); }

void fake_figure_set(const char *name, long value) {
    pthread_mutex_lock(&lock);
    FIGURE(name)->value = value;
    pthread_mutex_unlock(&lock);
}

void fake_figure_raise(const char *name, long least) {
    pthread_mutex_lock(&lock);
    if (FIGURE(name)->value < least) FIGURE(name)->value = least;
    pthread_mutex_unlock(&lock);
}

EXPORTED void fake_cuda_fail(const char *function, int result, long after, int device) {
    pthread_mutex_lock(&lock);
    if (failure_count < most_failures) {
        failure *f = &failures[failure_count++];
        *f = (failure){.result = result, .device = device, .after = after};
        strncpy(f->function, function, sizeof f->function - 1);
    }
    pthread_mutex_unlock(&lock);
}

EXPORTED void fake_cuda_mend(void) {
    pthread_mutex_lock(&lock);
    failure_count = 0;
    pthread_mutex_unlock(&lock);
}

EXPORTED long fake_cuda_calls(const char *function) {
    long count = 0;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < most_functions && calls[i].function != NULL; i++) {
        if (strcmp(calls[i].function, function) == 0) count = calls[i].count;
    }
    pthread_mutex_unlock(&lock);
    return count;
}

int fake_call(const char *function, int device) {
    int result = 0;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < most_functions; i++) {
        if (calls[i].function == NULL) calls[i].function = function;
        if (strcmp(calls[i].function, function) != 0) continue;
        calls[i].count++;
        break;
    }
    for (int i = 0; i < failure_count; i++) {
        failure *f = &failures[i];
        if (strcmp(f->function, function) != 0 || (f->device >= 0 && f->device != device)) continue;
        if (f->seen++ >= f->after) result = f->result;
    }
    pthread_mutex_unlock(&lock);
    return result;
}
