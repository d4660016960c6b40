/* Programs for tests, chosen by the first argument. Each returns the exit code. */
#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static int hello(char **arguments) {
    (void)arguments;
    printf("hello, %s: %d, %.3f\n", "world", 42, 1.0 / 3);
    fprintf(stderr, "and to whom it may concern\n");
    return 0;
}

static int echo(char **arguments) {
    for (; *arguments; arguments++) {
        printf("[%s]\n", *arguments);
    }
    return 0;
}

static int env(char **arguments) {
    (void)arguments;
    for (char **each = environ; *each; each++) {
        puts(*each);
    }
    return 0;
}

static int exit_with(char **arguments) {
    atexit(abort);
    _Exit(atoi(arguments[0]));
}

static int fail(char **arguments) {
    (void)arguments;
    printf("not flushed at the end");
    abort();
}

static int now(char **arguments) {
    (void)arguments;
    time_t seconds = time(NULL);
    struct timespec monotonic;
    clock_gettime(CLOCK_MONOTONIC, &monotonic);
    char text[32];
    strftime(text, sizeof text, "%F %T", gmtime(&seconds));
    printf("%s, %lld\n", text, (long long)monotonic.tv_sec);
    return 0;
}

static int nap(char **arguments) {
    int milliseconds = atoi(arguments[0]);
    struct timespec duration = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
    return nanosleep(&duration, NULL);
}

static int dice(char **arguments) {
    (void)arguments;
    unsigned char bytes[4];
    getentropy(bytes, sizeof bytes);
    printf("%02x%02x%02x%02x\n", bytes[0], bytes[1], bytes[2], bytes[3]);
    return 0;
}

/* Numbers the lines of standard input. */
static int number(char **arguments) {
    (void)arguments;
    char line[256];
    for (int i = 1; fgets(line, sizeof line, stdin); i++) {
        printf("%d: %s", i, line);
        fflush(stdout);
    }
    return ferror(stdin);
}

/* Copies standard input to standard output as it is. */
static int cat(char **arguments) {
    (void)arguments;
    static char buffer[100000];
    ssize_t length;
    while ((length = read(STDIN_FILENO, buffer, sizeof buffer)) > 0) {
        for (ssize_t done = 0; done < length;) {
            ssize_t step = write(STDOUT_FILENO, buffer + done, length - done);
            if (step < 0) {
                return errno;
            }
            done += step;
        }
    }
    return length < 0 ? errno : 0;
}

/* Waits for standard input, for so many milliseconds at most. */
static int await(char **arguments) {
    struct pollfd input = {STDIN_FILENO, POLLIN, 0};
    int ready = poll(&input, 1, atoi(arguments[0]));
    printf("%d%s%s\n", ready, input.revents & POLLIN ? " readable" : "", input.revents & POLLHUP ? " ended" : "");
    return 0;
}

static int yield(char **arguments) {
    for (int i = atoi(arguments[0]); i > 0; i--) {
        sched_yield();
    }
    return 0;
}

/* Accepts so many connections of a listener, and sends back whatever each of them sends. */
static int serve(char **arguments) {
    int listener = atoi(arguments[0]);
    for (int left = atoi(arguments[1]); left > 0; left--) {
        int connection = accept(listener, NULL, NULL);
        if (connection < 0) {
            return errno;
        }
        char buffer[1000];
        ssize_t length;
        while ((length = recv(connection, buffer, sizeof buffer, 0)) > 0) {
            send(connection, buffer, length, 0);
        }
        shutdown(connection, SHUT_RDWR);
        close(connection);
    }
    return 0;
}

/* Prints why something failed, and ends the program. */
static void require(int condition, const char *what) {
    if (!condition) {
        perror(what);
        exit(1);
    }
}

/* Makes, reads, changes and removes files below a directory. */
static int files(char **arguments) {
    require(!chdir(arguments[0]), "chdir");
    require(!mkdir("notes", 0700), "mkdir");
    FILE *file = fopen("notes/one", "w+");
    require(file != NULL, "fopen");
    fprintf(file, "%s\n%s\n", "first", "second");
    require(!fseek(file, 6, SEEK_SET), "fseek");
    char line[16];
    require(fgets(line, sizeof line, file) != NULL, "fgets");
    printf("%s", line);
    fclose(file);
    require((file = fopen("notes/one", "a")) != NULL, "append");
    fputs("third\n", file);
    fclose(file);
    struct stat status;
    require(!stat("notes/one", &status), "stat");
    printf("%lld bytes\n", (long long)status.st_size);
    require(!rename("notes/one", "notes/two"), "rename");
    require(!link("notes/two", "notes/three"), "link");
    require(!symlink("two", "notes/four"), "symlink");
    char target[16] = "";
    require(readlink("notes/four", target, sizeof target - 1) == 3, "readlink");
    printf("four is %s\n", target);
    DIR *directory = opendir("notes");
    require(directory != NULL, "opendir");
    int names = 0;
    while (readdir(directory)) {
        names++;
    }
    closedir(directory);
    printf("%d names\n", names);
    require(!truncate("notes/two", 5), "truncate");
    require(!stat("notes/three", &status) && status.st_size == 5, "stat of a link");
    for (const char **name = (const char *[]){"notes/two", "notes/three", "notes/four", NULL}; *name; name++) {
        require(!unlink(*name), *name);
    }
    return 0;
}

/* Prints a file, or why it cannot be read. */
static int show(char **arguments) {
    FILE *file = fopen(arguments[0], "r");
    if (!file) {
        printf("%s\n", strerror(errno));
        return 1;
    }
    for (int c; (c = fgetc(file)) != EOF;) {
        putchar(c);
    }
    return 0;
}

/* Writes a file, or prints why it cannot be written. */
static int store(char **arguments) {
    FILE *file = fopen(arguments[0], "w");
    if (!file || fputs(arguments[1], file) < 0 || fclose(file)) {
        printf("%s\n", strerror(errno));
        return 1;
    }
    return 0;
}

static const struct {
    const char *name;
    int (*run)(char **arguments);
} PROGRAMS[] = {
    {"hello", hello}, {"echo", echo}, {"env", env},     {"exit", exit_with}, {"fail", fail},   {"now", now},
    {"nap", nap},     {"dice", dice}, {"number", number}, {"cat", cat},        {"await", await}, {"yield", yield},
    {"serve", serve}, {"files", files}, {"show", show},   {"store", store},
};

int main(int count, char **arguments) {
    for (size_t i = 0; count > 1 && i < sizeof PROGRAMS / sizeof *PROGRAMS; i++) {
        if (!strcmp(arguments[1], PROGRAMS[i].name)) {
            return PROGRAMS[i].run(arguments + 2);
        }
    }
    fprintf(stderr, "no such program\n");
    return 127;
}
