/* A program for WASI and for any other system: copies a file, or sleeps. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int copy(const char *from, const char *to) {
    static char buffer[65536];
    int in = open(from, O_RDONLY);
    int out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (in < 0 || out < 0) {
        perror(in < 0 ? from : to);
        return 1;
    }
    ssize_t count;
    while ((count = read(in, buffer, sizeof buffer)) > 0) {
        if (write(out, buffer, count) != count) {
            perror(to);
            return 1;
        }
    }
    if (count < 0) {
        perror(from);
    }
    return count < 0 || close(in) != 0 || close(out) != 0;
}

static int nap(long milliseconds) {
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    return nanosleep(&time, NULL);
}

int main(int argc, char **argv) {
    if (argc == 4 && strcmp(argv[1], "copy") == 0) {
        return copy(argv[2], argv[3]);
    }
    if (argc == 3 && strcmp(argv[1], "nap") == 0) {
        return nap(atol(argv[2]));
    }
    fprintf(stderr, "copy FROM TO, or nap MILLISECONDS\n");
    return 2;
}
