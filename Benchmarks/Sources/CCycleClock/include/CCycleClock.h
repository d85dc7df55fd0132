// Thread CPU time, and how many processor cycles there are in it: a busy machine takes time from a thread, and a
// processor changes its frequency, but the cycles of a computation stay the same.

#ifndef CCYCLECLOCK_H
#define CCYCLECLOCK_H

// Seconds that the calling thread has spent on a processor.
double cycle_clock_thread_seconds(void);

// The processor's frequency now, in hertz: times a chain of additions, each of which waits a cycle for the one before.
double cycle_clock_frequency(void);

#endif
