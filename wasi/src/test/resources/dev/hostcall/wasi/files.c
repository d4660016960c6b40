/* Programs that use files, chosen by the first argument. What fails is printed, with its line; the exit code is how much did. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int failures;

static void expect(int holds, const char *what, int line) {
    if (!holds) {
        printf("line %d: %s (%s)\n", line, what, strerror(errno));
        failures++;
    }
}

#define EXPECT(condition) expect(condition, #condition, __LINE__)
#define FAILS(call, error) EXPECT(((call) == -1) && errno == (error))

static void write_text(const char *path, const char *mode, const char *text) {
    FILE *file = fopen(path, mode);
    EXPECT(file != NULL);
    if (!file) return;
    EXPECT(fputs(text, file) >= 0);
    EXPECT(fclose(file) == 0);
}

static int is_text(const char *path, const char *expected) {
    char text[100] = "";
    FILE *file = fopen(path, "r");
    if (!file) return 0;
    size_t length = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    return length == strlen(expected) && !strcmp(text, expected);
}

static void contents(void) {
    write_text("new", "w", "one\n");
    write_text("new", "a", "two\n");
    EXPECT(is_text("new", "one\ntwo\n"));
    FILE *file = fopen("new", "r+");
    char line[10];
    EXPECT(fseek(file, 4, SEEK_SET) == 0 && fgets(line, sizeof line, file) && !strcmp(line, "two\n"));
    EXPECT(ftell(file) == 8 && !fgets(line, sizeof line, file) && feof(file));
    rewind(file);
    EXPECT(fputc('O', file) == 'O' && fclose(file) == 0 && is_text("new", "One\ntwo\n"));
    int descriptor = open("new", O_RDWR);
    EXPECT(pwrite(descriptor, "TWO", 3, 4) == 3 && pread(descriptor, line, 3, 0) == 3 && !memcmp(line, "One", 3));
    EXPECT(ftruncate(descriptor, 5) == 0 && posix_fallocate(descriptor, 0, 7) == 0 && lseek(descriptor, 0, SEEK_END) == 7);
    EXPECT(fsync(descriptor) == 0 && fdatasync(descriptor) == 0);
    EXPECT(fcntl(descriptor, F_SETFL, O_APPEND) == 0 && lseek(descriptor, 0, SEEK_SET) == 0);
    EXPECT(write(descriptor, "!", 1) == 1 && close(descriptor) == 0);
    struct stat status;
    EXPECT(stat("new", &status) == 0 && S_ISREG(status.st_mode) && status.st_size == 8 && status.st_nlink == 1);
    FAILS(open("new", O_RDONLY | O_CREAT | O_EXCL, 0666), EEXIST);
    FAILS(open("new", O_RDONLY | O_DIRECTORY), ENOTDIR);
    FAILS(open("none", O_RDONLY), ENOENT);
    EXPECT(unlink("new") == 0 && access("new", F_OK) == -1 && errno == ENOENT);
}

static void times(void) {
    write_text("dated", "w", "");
    struct timespec when[] = {{0, UTIME_OMIT}, {1000, 5}};
    EXPECT(utimensat(AT_FDCWD, "dated", when, 0) == 0);
    struct stat status;
    EXPECT(stat("dated", &status) == 0 && status.st_mtim.tv_sec == 1000 && status.st_mtim.tv_nsec == 5);
    EXPECT(status.st_atim.tv_sec > 1000);
    EXPECT(unlink("dated") == 0);
}

static int count(const char *path) {
    DIR *directory = opendir(path);
    if (!directory) return -1;
    int entries = 0;
    while (readdir(directory)) entries++;
    closedir(directory);
    return entries;
}

static void directories(void) {
    EXPECT(mkdir("d", 0777) == 0 && mkdir("d/e", 0777) == 0);
    FAILS(mkdir("d", 0777), EEXIST);
    FAILS(rmdir("d"), ENOTEMPTY);
    FAILS(unlink("d"), EISDIR);
    char name[20];
    for (int i = 0; i < 300; i++) {
        snprintf(name, sizeof name, "d/e/file%d", i);
        write_text(name, "w", name);
    }
    EXPECT(count("d/e") == 302);
    EXPECT(rename("d/e", "d/f") == 0 && count("d/f") == 302 && count("d") == 3);
    for (int i = 0; i < 300; i++) {
        snprintf(name, sizeof name, "d/f/file%d", i);
        EXPECT(unlink(name) == 0);
    }
    EXPECT(rmdir("d/f/") == 0 && rmdir("d") == 0);
    FAILS(count("d"), ENOENT);
}

static void links(void) {
    write_text("target", "w", "text");
    EXPECT(symlink("target", "soft") == 0 && link("target", "hard") == 0);
    char text[10];
    EXPECT(readlink("soft", text, sizeof text) == 6 && !memcmp(text, "target", 6));
    struct stat soft, hard, target;
    EXPECT(lstat("soft", &soft) == 0 && S_ISLNK(soft.st_mode) && stat("soft", &target) == 0);
    EXPECT(stat("hard", &hard) == 0 && hard.st_ino == target.st_ino && hard.st_nlink == 2);
    EXPECT(is_text("soft", "text"));
    FAILS(open("soft", O_RDONLY | O_NOFOLLOW), ELOOP);
    EXPECT(rename("hard", "target2") == 0 && unlink("target") == 0 && !is_text("soft", "text"));
    EXPECT(unlink("soft") == 0 && unlink("target2") == 0);
}

/* Each further argument is a path to make a directory of. */
static void make(char **paths) {
    for (; *paths; paths++) printf("%s: %s\n", *paths, mkdir(*paths, 0777) ? strerror(errno) : "made");
}

/* Writes and reads so many MiB. */
static void large(const char *mebibytes) {
    static char block[1 << 20], read_back[1 << 20];
    int blocks = atoi(mebibytes);
    int file = open("large", O_RDWR | O_CREAT | O_TRUNC, 0666);
    for (int i = 0; i < blocks; i++) {
        memset(block, i, sizeof block);
        EXPECT(write(file, block, sizeof block) == sizeof block);
    }
    EXPECT(lseek(file, 0, SEEK_SET) == 0);
    for (int i = 0; i < blocks; i++) {
        EXPECT(read(file, read_back, sizeof read_back) == sizeof read_back && read_back[i] == (char)i);
    }
    EXPECT(close(file) == 0 && unlink("large") == 0);
}

int main(int count, char **arguments) {
    const char *name = count > 1 ? arguments[1] : "";
    if (!strcmp(name, "contents")) contents();
    else if (!strcmp(name, "times")) times();
    else if (!strcmp(name, "directories")) directories();
    else if (!strcmp(name, "links")) links();
    else if (!strcmp(name, "make")) make(arguments + 2);
    else if (!strcmp(name, "large")) large(arguments[2]);
    else return 127;
    return failures;
}
