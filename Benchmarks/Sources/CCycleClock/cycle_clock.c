#include "CCycleClock.h"

#include <stdint.h>
#include <time.h>

double cycle_clock_thread_seconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

// The empty asm statement keeps the compiler from adding things up beforehand. Both operands are registers, because
// some processors add constants in no time.
#define ADD                              \
    sum += addend;                       \
    __asm__ volatile("" : "+r"(sum), "+r"(addend));
#define ADD_8 ADD ADD ADD ADD ADD ADD ADD ADD

double cycle_clock_frequency(void) {
    enum { rounds = 20000, additions = 64 };
    register uint64_t sum = 0, addend = 3;
    double begin = cycle_clock_thread_seconds();
    for (int i = 0; i < rounds; i++) {
        ADD_8 ADD_8 ADD_8 ADD_8 ADD_8 ADD_8 ADD_8 ADD_8
    }
    double seconds = cycle_clock_thread_seconds() - begin;
    return seconds > 0 ? (double)rounds * additions / seconds : 0;
}
