/* A program that Emscripten compiles to one that needs more than WASI. */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static jmp_buf target;

static void dive(int depth) {
    if (depth == 0) {
        longjmp(target, 7);
    }
    dive(depth - 1);
}

int main(int argc, char **argv) {
    printf("%d arguments, the last is %s\n", argc, argv[argc - 1]);
    int value = setjmp(target);
    if (value == 0) {
        dive(10);
    }
    printf("jumped with %d\n", value);
    size_t size = 50 << 20;
    char *memory = malloc(size);
    memset(memory, 1, size);
    printf("the last byte is %d\n", memory[size - 1]);
    time_t year = 365 * 24 * 60 * 60;
    printf("%d\n", gmtime(&year)->tm_year);
    printf("%s\n", fopen("/file", "r") == NULL ? "no file" : "a file");
    return 3;
}
