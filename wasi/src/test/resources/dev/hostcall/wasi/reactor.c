/* A library: its functions are called one by one. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *greeting;

__attribute__((constructor)) static void prepare(void) {
    greeting = "hello";
}

__attribute__((export_name("alloc"))) void *alloc(size_t size) {
    return malloc(size);
}

/* Where the text is, and below that how long it is. */
__attribute__((export_name("greet"))) uint64_t greet(const char *name, size_t length) {
    char *text = malloc(length + 32);
    int written = snprintf(text, length + 32, "%s %.*s! %d", greeting, (int)length, name, 42);
    puts(text);
    fflush(stdout);
    return (uint64_t)(uintptr_t)text << 32 | (uint32_t)written;
}
