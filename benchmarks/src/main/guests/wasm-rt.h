/*
 * What C that wasm2c 1.0.39 has written asks of its runtime: memories of 32-bit addresses behind guard pages, and tables. A
 * kernel traps by a bug only, so a trap ends the program. Nothing here is in the way of a kernel: it reads and writes by itself.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define LIKELY(condition) __builtin_expect(!!(condition), 1)
#define UNLIKELY(condition) __builtin_expect(!!(condition), 0)

#define WASM_RT_MEMCHECK_GUARD_PAGES 1
#define WASM_RT_USE_SEGUE 0
#define WASM_RT_STACK_DEPTH_COUNT 0 /* an endless recursion runs into the stack's guard page */

#define wasm_rt_memcpy memcpy

typedef enum {
    WASM_RT_TRAP_OOB,
    WASM_RT_TRAP_INT_OVERFLOW,
    WASM_RT_TRAP_DIV_BY_ZERO,
    WASM_RT_TRAP_INVALID_CONVERSION,
    WASM_RT_TRAP_UNREACHABLE,
    WASM_RT_TRAP_CALL_INDIRECT,
} wasm_rt_trap_t;

_Noreturn static inline void wasm_rt_trap(wasm_rt_trap_t trap) {
    fprintf(stderr, "trapped: %d\n", (int)trap);
    exit(1);
}

static inline bool wasm_rt_is_initialized(void) { return true; }

typedef enum { WASM_RT_I32, WASM_RT_I64, WASM_RT_F32, WASM_RT_F64, WASM_RT_V128 } wasm_rt_type_t;

typedef const char *wasm_rt_func_type_t;
typedef void (*wasm_rt_function_ptr_t)(void);

typedef struct {
    void (*fn)(void **, void *, void *);
} wasm_rt_tailcallee_t;

typedef struct {
    wasm_rt_func_type_t func_type;
    wasm_rt_function_ptr_t func;
    wasm_rt_tailcallee_t func_tailcallee;
    void *module_instance;
} wasm_rt_funcref_t;

typedef void *wasm_rt_externref_t;

static const wasm_rt_funcref_t wasm_rt_funcref_null_value;
static const wasm_rt_externref_t wasm_rt_externref_null_value;

typedef struct {
    uint8_t *data;
    uint64_t pages, max_pages, size;
    uint32_t page;
} wasm_rt_memory_t;

typedef struct {
    wasm_rt_funcref_t *data;
    uint32_t max_size, size;
} wasm_rt_funcref_table_t;

typedef struct {
    wasm_rt_externref_t *data;
    uint32_t max_size, size;
} wasm_rt_externref_table_t;

/* By this many pages, where it lies; returns how many they were, or all ones if there is no room. */
static inline uint64_t wasm_rt_grow_memory(wasm_rt_memory_t *memory, uint64_t more) {
    uint64_t before = memory->pages, pages = before + more;
    if (more > memory->max_pages - before ||
        mprotect(memory->data, pages * memory->page, PROT_READ | PROT_WRITE) != 0) {
        return (uint32_t)-1;
    }
    memory->pages = pages;
    memory->size = pages * memory->page;
    return before;
}

/* Wherever a 32-bit address and a 32-bit offset lead, there is either the memory or no access. */
static inline void wasm_rt_allocate_memory(wasm_rt_memory_t *memory, uint64_t pages, uint64_t max, bool is64, uint32_t page) {
    (void)is64;
    void *reserved = mmap(NULL, UINT64_C(1) << 33, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    *memory = (wasm_rt_memory_t){reserved, 0, max, 0, page};
    if (reserved == MAP_FAILED || wasm_rt_grow_memory(memory, pages) != 0) {
        perror("a memory");
        exit(1);
    }
}

static inline void wasm_rt_free_memory(wasm_rt_memory_t *memory) { munmap(memory->data, UINT64_C(1) << 33); }

static inline void wasm_rt_allocate_funcref_table(wasm_rt_funcref_table_t *table, uint32_t size, uint32_t max) {
    *table = (wasm_rt_funcref_table_t){calloc(size, sizeof(wasm_rt_funcref_t)), max, size};
}

static inline void wasm_rt_free_funcref_table(wasm_rt_funcref_table_t *table) { free(table->data); }
