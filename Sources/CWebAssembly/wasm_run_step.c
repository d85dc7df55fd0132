// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Instructions that are single steps.

#include "wasm_run.h"

#define X(name)                                       \
    RUN(name) {                                       \
        const wasm_operands fields = operands_of(pc); \
        TAKE(name, &fields);                          \
        GO(wasm_cells_of(op_##name));                 \
    }
STEP_CODE
#undef X
