#include "com.acme.Directory.h" /* generated from the Java class */

extern unsigned char __heap_base; /* the linker's: where static data ends */
static uintptr_t next;
static int32_t greetings;

/* The host calls it once, before anything else. */
__attribute__((export_name("_initialize")))
void _initialize(void) {
    next = (uintptr_t)&__heap_base;
}

/* The host takes memory for what it passes. All of it is free again when the host has read a result. */
__attribute__((export_name("cabi_realloc")))
void *cabi_realloc(void *old, size_t old_size, size_t alignment, size_t size) {
    uintptr_t at = (next + alignment - 1) / alignment * alignment;
    uintptr_t end = at + size;
    uintptr_t memory = __builtin_wasm_memory_size(0) * 65536;
    if (end > memory && __builtin_wasm_memory_grow(0, (end - memory + 65535) / 65536) == (size_t)-1) {
        __builtin_trap(); /* no memory is left */
    }
    next = end;
    __builtin_memcpy((void *)at, old, old_size);
    return (void *)at;
}

static char *append(char *end, const char *text, size_t length) {
    __builtin_memcpy(end, text, length);
    return end + length;
}

/* greet(name: string) -> string */
__attribute__((export_name("greet")))
hostcall_string *greet(const char *name, size_t length) {
    static hostcall_string greeting;
    hostcall_string title;
    directory_title(name, length, &title);
    char *text = cabi_realloc(0, 0, 1, sizeof "Hello, !" + title.length + length);
    char *end = append(text, "Hello, ", 7);
    end = append(end, title.data, title.length);
    end = append(end, name, length);
    end = append(end, "!", 1);
    greeting.data = text;
    greeting.length = end - text;
    greetings++;
    return &greeting;
}

/* The host has read the greeting. */
__attribute__((export_name("cabi_post_greet")))
void greet_read(hostcall_string *greeting) {
    (void)greeting;
    next = (uintptr_t)&__heap_base;
}

/* count() -> s32 */
__attribute__((export_name("count")))
int32_t count(void) {
    return greetings;
}

/* fail(): a trap, which the host sees as an exception. */
__attribute__((export_name("fail")))
void fail(void) {
    __builtin_trap();
}
