// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#include "CProcess.h"

#ifdef __linux__
#include <sys/prctl.h>

int cprocess_forbid_inspection(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }
#else
int cprocess_forbid_inspection(void) { return -1; }
#endif
