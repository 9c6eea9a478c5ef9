// Stands between a program and the system's calls (LD_PRELOAD), and makes writers that are wrong on purpose.
//
// TORTURE names what is wrong, as words with spaces between:
//   nofsync    a file is said to be on disk, and is not
//   nodirsync  a folder is said to be on disk, and is not
//   inplace    a document is written under its own name, not beside it and then renamed
//   deaf       a write, a flush and a renaming that fail are taken for done
//   environ    the environment is another than the one the program was begun with, which libraries may do: nothing is wrong with that
//   short      reads and writes take 61 bytes at most, which the system may do at any time: nothing is wrong with that
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int is(const char *mode) {
    const char *modes = getenv("TORTURE");
    return modes && strstr(modes, mode);
}
// Before main, as libraries do that were loaded first.
__attribute__((constructor)) static void begin(void) {
    if (is("environ")) setenv("TORTURE_WAS_HERE", "1", 1);
}
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define MOST 61

static int is_folder(int fd) {
    struct stat s;
    return fstat(fd, &s) == 0 && S_ISDIR(s.st_mode);
}
static int is_file(int fd) {
    struct stat s;
    return fstat(fd, &s) == 0 && S_ISREG(s.st_mode);
}

static int flushed(int fd, int (*flush)(int)) {
    if (is(is_folder(fd) ? "nodirsync" : "nofsync")) return 0;
    int result = flush(fd);
    return result != 0 && is("deaf") ? 0 : result;
}
int fsync(int fd) { return flushed(fd, REAL(fsync)); }
int fdatasync(int fd) { return flushed(fd, REAL(fdatasync)); }
int syncfs(int fd) { return is("nofsync") || is("nodirsync") ? 0 : REAL(syncfs)(fd); }

ssize_t write(int fd, const void *bytes, size_t count) {
    if (is("short") && count > MOST && is_file(fd)) count = MOST;
    ssize_t result = REAL(write)(fd, bytes, count);
    return result < 0 && is("deaf") && is_file(fd) ? (ssize_t)count : result;
}
ssize_t read(int fd, void *bytes, size_t count) {
    if (is("short") && count > MOST && is_file(fd)) count = MOST;
    return REAL(read)(fd, bytes, count);
}
int close(int fd) {
    int result = REAL(close)(fd);
    return result != 0 && is("deaf") ? 0 : result;
}

// The name that a temporary file is to get: .lacuna-NUMBER-NAME.
static const char *final_name(const char *path) {
    if (strncmp(path, ".lacuna-", 8) != 0) return NULL;
    const char *name = strchr(path + 8, '-');
    return name ? name + 1 : NULL;
}
static int open_it(int (*real)(int, const char *, int, ...), int folder, const char *path, int flags, unsigned mode) {
    const char *name = is("inplace") && (flags & O_CREAT) ? final_name(path) : NULL;
    if (name) return real(folder, name, (flags & ~O_EXCL) | O_TRUNC, mode);
    return real(folder, path, flags, mode);
}
#define OPENING(name)                                           \
    int name(int folder, const char *path, int flags, ...) {    \
        va_list more;                                           \
        va_start(more, flags);                                  \
        unsigned mode = va_arg(more, unsigned);                 \
        va_end(more);                                           \
        return open_it(REAL(name), folder, path, flags, mode);  \
    }
OPENING(openat)
OPENING(openat64)

// renameat2, which the program asks for by its number.
long syscall(long number, ...) {
    va_list more;
    va_start(more, number);
    long a = va_arg(more, long), b = va_arg(more, long), c = va_arg(more, long), d = va_arg(more, long),
         e = va_arg(more, long), f = va_arg(more, long);
    va_end(more);
    if (number == SYS_renameat2 && is("inplace") && final_name((const char *)b)) return 0;
    long result = REAL(syscall)(number, a, b, c, d, e, f);
    return result < 0 && number == SYS_renameat2 && is("deaf") ? 0 : result;
}
