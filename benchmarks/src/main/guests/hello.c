/* The shortest program for WASI and for any other system. */
#include <stdio.h>

int main(void) {
    puts("hello, world");
    return 0;
}
