// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// A function while it is checked and translated, in one pass.
//
// Checking is the specification's algorithm: a stack of operands with their types and a stack of open blocks. The
// operands also know where their value is: in their own slot, in a local that was pushed and has not changed since,
// or nowhere because it is a constant. Code that cannot be reached is checked, and nothing is emitted for it.

#ifndef WASM_FUNCTION_H
#define WASM_FUNCTION_H

#include "wasm_code.h"
#include "wasm_reader.h"

enum { type_unknown = 0 };
static const uint32_t nowhere = UINT32_MAX;

typedef enum operand_place { in_slot, in_local, is_constant } operand_place;

typedef struct operand {
    uint8_t type;
    uint8_t place;
    // Its depth in the stack, to which its own slot belongs.
    uint16_t position;
    // In a local: one more than the position of the operand below it that is in the same local, or 0.
    uint32_t below;
    // The constant, or the local.
    uint64_t value;
} operand;

typedef struct block {
    // 0x02 block (and the function itself), 0x03 loop, 0x04 if, 0x05 else.
    uint8_t opcode;
    // Whether its start can be reached.
    bool was_live;
    // Whether the checker is behind an unconditional branch in it.
    bool is_unreachable;
    wasm_function_type type;
    uint32_t height;
    // A loop's first cell.
    uint32_t start;
    // Branches that wait for its end, and for the start of its else, in `patches`.
    uint32_t end_patch, else_patch;
    // Branches that turn the loop again, through the cells of what they cost.
    uint32_t again;
    // Instructions of the block around it so far.
    uint32_t outer_cost;
    // The last branch table that has this label, by its serial, whose operands were checked for it; the last one that
    // goes on for it at a place that is known, and that place.
    uint32_t checked_table, landing_table, landing;
} block;

// A distance to be filled in: which half cell, and the cell it counts from.
typedef struct patch {
    uint32_t half, origin, next;
} patch;

typedef struct wasm_translator {
    const wasm_module *module;
    const wasm_callee *callee;
    const wasm_function_type *type;
    wasm_reader reader;

    uint8_t *locals;
    // Of each local: one more than the position of the uppermost operand that is in it, or 0.
    uint32_t *uppermost;
    uint32_t local_count, local_capacity;

    operand *operands;
    uint32_t height, greatest_height, operand_limit, operand_capacity;
    // Below this, no operand is in a local.
    uint32_t settled;

    block *blocks;
    uint32_t depth, block_capacity;

    // Whether what comes now can be reached.
    bool is_live;
    uint64_t *cells;
    uint32_t count, capacity;
    patch *patches;
    uint32_t patch_count, patch_capacity;
    // The last instruction and the one before it, or `nowhere`: nothing branches to what follows them.
    uint32_t tail, before;
    wasm_operation tail_operation, before_operation;
    // The last instruction if it also computes one result, or `nowhere`.
    uint32_t last;
    wasm_operation last_operation;
    // Instructions of the innermost loop or the function.
    uint32_t cost;
    // Branch tables so far.
    uint32_t table_serial;
    // Operands whose type was compared.
    uint64_t checks;
} wasm_translator;

#define FAIL(t, status, ...) READER_FAIL(&(t)->reader, status, __VA_ARGS__)
static inline bool has_failed(const wasm_translator *t) { return reader_failed(&t->reader); }
// Doubles the room of a list; false and a failure where there is none.
bool wasm_enlarge(wasm_translator *t, void **items, uint32_t *capacity, size_t size);
// Makes room for one more, likewise.
static inline bool wasm_make_room(wasm_translator *t, void **items, uint32_t count, uint32_t *capacity, size_t size) {
    return count < *capacity || wasm_enlarge(t, items, capacity, size);
}

// MARK: Operands (wasm_operands.c)

static inline uint16_t slot_at(const wasm_translator *t, uint32_t position) {
    return (uint16_t)(t->local_count + position);
}
static inline block *innermost(const wasm_translator *t) { return t->blocks + t->depth - 1; }

// Takes the uppermost operand; a failure where there is none of the type.
operand wasm_pop(wasm_translator *t, uint8_t type);
// Takes as many as there are types. What was there stays readable above the new height.
void wasm_pop_all(wasm_translator *t, const uint8_t *types, uint32_t count);
// Fails where wasm_pop_all would, and takes none.
void wasm_check_top(wasm_translator *t, const uint8_t *types, uint32_t count);
void wasm_push(wasm_translator *t, uint8_t type, operand_place place, uint64_t value);
void wasm_push_all(wasm_translator *t, const uint8_t *types, uint32_t count);
// The slot that holds an operand; a constant is put in its own.
uint16_t wasm_source(wasm_translator *t, operand operand);
// Puts operands that are in locals into their own slots: all of them, or those in one local.
void wasm_settle_locals(wasm_translator *t);
void wasm_settle_local(wasm_translator *t, uint32_t local);
// What comes now cannot be reached.
void wasm_become_unreachable(wasm_translator *t);
void wasm_open_block(wasm_translator *t, uint8_t opcode, wasm_function_type type);

// MARK: Cells (wasm_emit.c)

// These give the instruction's first cell.
uint32_t wasm_emit(wasm_translator *t, wasm_operation operation, uint32_t d, uint32_t a, uint32_t u);
uint32_t wasm_emit_slots(wasm_translator *t, wasm_operation operation, uint32_t d, uint32_t a, uint32_t b, uint32_t c);
// The same for instructions that compute one result, in `d`.
void wasm_emit_result(wasm_translator *t, wasm_operation operation, uint32_t d, uint32_t a, uint32_t u);
void wasm_emit_slots_result(wasm_translator *t, wasm_operation operation, uint32_t d, uint32_t a, uint32_t b,
                            uint32_t c);
void wasm_emit_cell(wasm_translator *t, uint64_t cell);
void wasm_emit_copy(wasm_translator *t, uint32_t to, uint32_t from);
void wasm_emit_constant(wasm_translator *t, uint32_t to, uint8_t type, uint64_t value);
// An operand's value to any slot.
void wasm_emit_move(wasm_translator *t, uint32_t to, const operand *operand);
wasm_instruction *wasm_instruction_at(const wasm_translator *t, uint32_t cell);
// Whether the last instruction computes this operand and nothing else needs it.
bool wasm_is_last(const wasm_translator *t, const operand *operand);
// Takes the last instruction back.
wasm_instruction wasm_take_back(wasm_translator *t);
// Something branches here.
void wasm_place_label(wasm_translator *t);
// A branch's distance, at a half cell, waits in a list.
void wasm_wait(wasm_translator *t, uint32_t *list, uint32_t half, uint32_t origin);
// Here is what a list of branches waits for.
void wasm_arrive(wasm_translator *t, uint32_t *list);

// MARK: Branches (wasm_branch.c)

// A branch that is taken if a popped condition is not zero, or if it is (`negated`). It goes to `target`, or where its
// first cell is later made to go. No values are moved.
uint32_t wasm_emit_branch(wasm_translator *t, operand condition, bool negated, block *target);
// The same for one that is always taken.
void wasm_emit_go(wasm_translator *t, block *target);
// The types that a branch to a block carries.
const uint8_t *wasm_label_types(const block *block, uint32_t *count);
// Puts operands that were just popped, from the height on, into their own slots.
void wasm_emit_values(wasm_translator *t, uint32_t count);
// Moves them, if they are in their slots, to where a block has its values.
void wasm_emit_carry(wasm_translator *t, const block *target, uint32_t count);
// Returns operands that were just popped; branches with them.
void wasm_emit_return(wasm_translator *t, uint32_t count);
void wasm_emit_jump(wasm_translator *t, block *target, uint32_t count);
// The half cell in which an instruction's distance is.
static inline uint32_t half_of(uint32_t cell) { return cell * 2 + 3; }
// i32.eqz and i64.eqz, of what is popped.
void wasm_emit_eqz(wasm_translator *t, operand operand);
// An instruction with two popped operands that has a form with a constant.
void wasm_emit_integers(wasm_translator *t, wasm_operation operation, operand a, operand b);

// MARK: Instructions of WebAssembly

// Numbers, memory, locals, globals (wasm_translate_plain.c): false for an opcode that is none of them. Those behind
// 0xfc are 0xfc00 and more.
bool wasm_translate_plain(wasm_translator *t, uint32_t opcode);
// Blocks, branches, calls (wasm_translate_control.c): false for an opcode that is none of them.
bool wasm_translate_control(wasm_translator *t, uint32_t opcode);
// Whole memories and tables (wasm_translate_bulk.c): false for an opcode that is none of them.
bool wasm_translate_bulk(wasm_translator *t, uint32_t opcode);

#endif
