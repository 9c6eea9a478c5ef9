// The pattern of a durable write in plain C: temporary file, write, fsync, close, rename without replacing, fsync of the
// folder. durable FOLDER COUNT -> count and seconds.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

int main(int argc, char **argv) {
    if (argc < 3) return 64;
    int count = atoi(argv[2]);
    mkdir(argv[1], 0755);
    int folder = open(argv[1], O_RDONLY | O_DIRECTORY);
    char bytes[5000];
    memset(bytes, 'x', sizeof bytes);
    double start = now();
    for (int i = 0; i < count; i++) {
        char temporary[64], name[64];
        snprintf(temporary, sizeof temporary, ".tmp-%d-%d", getpid(), i);
        snprintf(name, sizeof name, "%d-%d.xml", getpid(), i);
        int file = openat(folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
        if (file < 0 || write(file, bytes, sizeof bytes) != sizeof bytes || fsync(file) != 0 || close(file) != 0) return 1;
        if (renameat2(folder, temporary, folder, name, RENAME_NOREPLACE) != 0 || fsync(folder) != 0) return 1;
    }
    printf("%d %.6f\n", count, now() - start);
    return 0;
}
