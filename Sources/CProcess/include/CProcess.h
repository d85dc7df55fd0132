// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#ifndef CPROCESS_H
#define CPROCESS_H

/// Keeps other processes of the same user from reading this one's memory, and the system from writing it to a file when it
/// crashes. Returns 0, or -1 where there is no such call or it fails.
int cprocess_forbid_inspection(void);

#endif
