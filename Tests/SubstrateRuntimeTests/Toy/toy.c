// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// A runtime of a chain that only moves coins: small enough to read, and of the shape that Substrate's runtimes have. The tests
// compile it for wasm32; every function takes a pointer and a length and returns both of its answer in one number.
//
// Storage: "a" and an account is its balance (u64) and its nonce (u32), "issued" is the sum, "log" a vector of transfers.
// A transfer is the sender, the receiver, the amount (u64), the nonce (u32), and an sr25519 signature of all that.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HOST(name) __attribute__((import_module("env"), import_name("ext_" #name))) extern
#define RUNTIME(name) __attribute__((export_name(#name))) span name

typedef uint64_t span;

HOST(allocator_malloc_version_1) uint32_t host_malloc(uint32_t);
HOST(allocator_free_version_1) void host_free(uint32_t);
HOST(storage_get_version_1) span host_get(span key);
HOST(storage_read_version_1) span host_read(span key, span out, uint32_t offset);
HOST(storage_set_version_1) void host_set(span key, span value);
HOST(storage_clear_version_1) void host_clear(span key);
HOST(storage_exists_version_1) int32_t host_exists(span key);
HOST(storage_next_key_version_1) span host_next_key(span key);
HOST(storage_clear_prefix_version_2) span host_clear_prefix(span prefix, span limit);
HOST(storage_append_version_1) void host_append(span key, span value);
HOST(storage_root_version_2) span host_root(int32_t version);
HOST(storage_start_transaction_version_1) void host_begin(void);
HOST(storage_commit_transaction_version_1) void host_commit(void);
HOST(storage_rollback_transaction_version_1) void host_roll_back(void);
HOST(hashing_blake2_256_version_1) uint32_t host_blake2_256(span data);
HOST(hashing_twox_128_version_1) uint32_t host_twox_128(span data);
HOST(hashing_keccak_256_version_1) uint32_t host_keccak_256(span data);
HOST(hashing_sha2_256_version_1) uint32_t host_sha2_256(span data);
HOST(crypto_sr25519_verify_version_2) int32_t host_verify(uint32_t signature, span message, uint32_t key);
HOST(logging_log_version_1) void host_log(int32_t level, span target, span message);
HOST(trie_blake2_256_ordered_root_version_2) uint32_t host_ordered_root(span items, int32_t version);

// MARK: Memory

extern uint8_t __heap_base;

void *memcpy(void *to, const void *from, size_t count) {
    for (size_t index = 0; index < count; index++) ((uint8_t *)to)[index] = ((const uint8_t *)from)[index];
    return to;
}

void *memset(void *to, int byte, size_t count) {
    for (size_t index = 0; index < count; index++) ((uint8_t *)to)[index] = (uint8_t)byte;
    return to;
}

static span pack(const void *start, uint32_t count) { return (uint64_t)count << 32 | (uint32_t)(uintptr_t)start; }
static uint8_t *start_of(span packed) { return (uint8_t *)(uintptr_t)(uint32_t)packed; }
static uint32_t count_of(span packed) { return (uint32_t)(packed >> 32); }
#define TEXT(text) pack(text, sizeof(text) - 1)

static uint8_t *allocate(uint32_t count) { return (uint8_t *)(uintptr_t)host_malloc(count); }

static span answer(const void *bytes, uint32_t count) {
    uint8_t *copy = allocate(count);
    memcpy(copy, bytes, count);
    return pack(copy, count);
}

_Noreturn static void panic(span message) {
    host_log(1, TEXT("toy"), message);
    __builtin_trap();
}

// MARK: Accounts

enum { account_size = 32, record_size = 12, unsigned_size = 2 * account_size + record_size, signature_size = 64 };

typedef struct {
    uint64_t balance;
    uint32_t nonce;
} record;

static span account_key(uint8_t key[1 + account_size], const uint8_t *account) {
    key[0] = 'a';
    memcpy(key + 1, account, account_size);
    return pack(key, 1 + account_size);
}

static record load(const uint8_t *account) {
    uint8_t key[1 + account_size], bytes[record_size] = {0};
    record found;
    host_free((uint32_t)host_read(account_key(key, account), pack(bytes, sizeof bytes), 0));
    memcpy(&found.balance, bytes, 8);
    memcpy(&found.nonce, bytes + 8, 4);
    return found;
}

static void save(const uint8_t *account, record kept) {
    uint8_t key[1 + account_size], bytes[record_size];
    memcpy(bytes, &kept.balance, 8);
    memcpy(bytes + 8, &kept.nonce, 4);
    if (kept.balance == 0 && kept.nonce == 0) host_clear(account_key(key, account));
    else host_set(account_key(key, account), pack(bytes, sizeof bytes));
}

/// 0, or why not: 1 shape, 2 signature, 3 nonce, 4 balance.
static uint8_t transfer(const uint8_t *input, uint32_t count) {
    if (count != unsigned_size + signature_size) return 1;
    const uint8_t *sender = input, *receiver = input + account_size;
    uint64_t amount;
    uint32_t nonce;
    memcpy(&amount, input + 2 * account_size, 8);
    memcpy(&nonce, input + 2 * account_size + 8, 4);
    if (!host_verify((uint32_t)(uintptr_t)(input + unsigned_size), pack(input, unsigned_size), (uint32_t)(uintptr_t)sender))
        return 2;
    host_begin();
    record from = load(sender);
    uint8_t refusal = from.nonce != nonce ? 3 : from.balance < amount ? 4 : 0;
    from.balance -= amount;
    from.nonce += 1;
    // Written before it is judged, so that a roll-back has something to do.
    save(sender, from);
    record to = load(receiver);
    to.balance += amount;
    save(receiver, to);
    host_append(TEXT("log"), pack(input, unsigned_size));
    if (refusal) host_roll_back();
    else host_commit();
    return refusal;
}

// MARK: What it exports

RUNTIME(Core_version)(uint32_t start, uint32_t count) {
    (void)start, (void)count;
    // Names, authoring 1, spec 7, implementation 0, no interfaces but Core 4, transactions 1, state 1.
    static const uint8_t version[] = {12,   't',  'o',  'y',  12,   't',  'o',  'y', 1, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 4,
                                      0xdf, 0x6a, 0xcb, 0x68, 0x99, 0x07, 0x60, 0x9b, 4, 0, 0, 0, 1, 0, 0, 0, 1};
    return answer(version, sizeof version);
}

RUNTIME(Toy_endow)(uint32_t start, uint32_t count) {
    const uint8_t *input = (const uint8_t *)(uintptr_t)start;
    if (count != account_size + 8) panic(TEXT("an endowment is an account and an amount"));
    record kept = load(input);
    uint64_t amount, issued = 0;
    memcpy(&amount, input + account_size, 8);
    kept.balance += amount;
    save(input, kept);
    span before = host_read(TEXT("issued"), pack(&issued, 8), 0);
    host_free((uint32_t)before);
    issued += amount;
    host_set(TEXT("issued"), pack(&issued, 8));
    return answer(&issued, 8);
}

RUNTIME(Toy_transfer)(uint32_t start, uint32_t count) {
    uint8_t refusal = transfer((const uint8_t *)(uintptr_t)start, count);
    return answer(&refusal, 1);
}

/// The accounts and their records, one after the other, in the order of their keys.
RUNTIME(Toy_accounts)(uint32_t start, uint32_t count) {
    (void)start, (void)count;
    uint8_t *out = allocate(4096);
    uint32_t filled = 0;
    span key = TEXT("a");
    while (filled + account_size + record_size <= 4096) {
        // An option: its first byte says whether there is one; the vector's length is one byte, for keys are short.
        span next = host_next_key(key);
        if (start_of(next)[0] == 0) break;
        key = pack(start_of(next) + 2, start_of(next)[1] >> 2);
        if (count_of(key) != 1 + account_size || start_of(key)[0] != 'a') break;
        memcpy(out + filled, start_of(key) + 1, account_size);
        record kept = load(start_of(key) + 1);
        memcpy(out + filled + account_size, &kept.balance, 8);
        memcpy(out + filled + account_size + 8, &kept.nonce, 4);
        filled += account_size + record_size;
    }
    return pack(out, filled);
}

RUNTIME(Toy_log)(uint32_t start, uint32_t count) {
    (void)start, (void)count;
    return host_exists(TEXT("log")) ? host_get(TEXT("log")) : answer("", 0);
}

RUNTIME(Toy_forget)(uint32_t start, uint32_t count) {
    (void)start, (void)count;
    static const uint8_t no_limit[] = {0};
    return host_clear_prefix(TEXT("a"), pack(no_limit, 1));
}

RUNTIME(Toy_root)(uint32_t start, uint32_t count) {
    (void)start, (void)count;
    return host_root(1);
}

/// BLAKE2b-256, two halves of XXH64, Keccak-256 and SHA-256 of the input.
RUNTIME(Toy_hashes)(uint32_t start, uint32_t count) {
    span input = pack((const void *)(uintptr_t)start, count);
    uint8_t *out = allocate(32 + 16 + 32 + 32);
    memcpy(out, (const void *)(uintptr_t)host_blake2_256(input), 32);
    memcpy(out + 32, (const void *)(uintptr_t)host_twox_128(input), 16);
    memcpy(out + 48, (const void *)(uintptr_t)host_keccak_256(input), 32);
    memcpy(out + 80, (const void *)(uintptr_t)host_sha2_256(input), 32);
    return pack(out, 112);
}

RUNTIME(Toy_ordered_root)(uint32_t start, uint32_t count) {
    return answer((const void *)(uintptr_t)host_ordered_root(pack((const void *)(uintptr_t)start, count), 1), 32);
}

RUNTIME(Toy_panic)(uint32_t start, uint32_t count) {
    host_set(TEXT("left behind"), TEXT("by a call that fails"));
    panic(pack((const void *)(uintptr_t)start, count));
}

RUNTIME(Toy_forever)(uint32_t start, uint32_t count) {
    (void)count;
    for (volatile uint32_t turns = start;; turns++) {
    }
}

/// Calls itself four billion times, and each call keeps something.
static uint32_t deeper(volatile uint32_t *above) {
    if (*above == UINT32_MAX) return 0;
    volatile uint32_t kept[16];
    kept[0] = *above + 1;
    return deeper(kept) + kept[0];
}

RUNTIME(Toy_recursion)(uint32_t start, uint32_t count) {
    volatile uint32_t first = count;
    return deeper(&first) + start;
}

RUNTIME(Toy_hunger)(uint32_t start, uint32_t count) {
    (void)start, (void)count;
    for (;;) allocate(1 << 24);
}

/// An answer beyond the memory's end.
RUNTIME(Toy_lie)(uint32_t start, uint32_t count) {
    (void)count;
    return pack((const void *)(uintptr_t)start, 0xffffff00);
}
