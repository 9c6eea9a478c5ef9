// The libc calls that Swift's Glibc module hides, `static inline`; and the pool that libxml2 takes its memory from.
#pragma once

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "CSystemEvents.h"
#include <errno.h>
#include <fcntl.h>
#include <gnu/libc-version.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef RENAME_NOREPLACE
#define RENAME_NOREPLACE (1 << 0)
#endif

/// Renames a file within a folder, and never onto a file that exists: then -1 with errno EEXIST.
///
/// File systems that cannot do that in one step get a second name for the file instead, and lose the first.
static inline int lacuna_rename_noreplace(int folder, const char *from, const char *to) {
    int result = (int)syscall(SYS_renameat2, folder, from, folder, to, RENAME_NOREPLACE);
    if (result == 0 || (errno != EINVAL && errno != ENOSYS)) return result;
    if (linkat(folder, from, folder, to, 0) != 0) return -1;
    unlinkat(folder, from, 0);
    return 0;
}

/// Takes the advisory lock on an open file without waiting: -1 with errno EWOULDBLOCK while another holds it.
static inline int lacuna_try_lock(int descriptor) { return flock(descriptor, LOCK_EX | LOCK_NB); }

/// The version of the C library that runs, such as "2.36".
static inline const char *lacuna_libc_version(void) { return gnu_get_libc_version(); }

static inline void lacuna_unlock(int descriptor) { flock(descriptor, LOCK_UN); }

/// Opens a file below a folder: Swift imports no variadic function.
static inline int lacuna_open_at(int folder, const char *path, int flags, unsigned int mode) {
    return openat(folder, path, flags, mode);
}

/// Reads entries of a folder, as many as fit: their bytes, 0 at the end, -1 with errno. `readdir` takes one of its errors
/// (ENOENT, of a folder that was removed) for the end.
static inline long lacuna_read_entries(int folder, void *entries, size_t size) {
    return syscall(SYS_getdents64, folder, entries, size);
}

/// Whether a signal is ignored: Swift would compare the address of a function.
static inline bool lacuna_is_ignored(int number) {
    struct sigaction action;
    return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

/// How many words the program was called with, its own name among them.
int lacuna_word_count(void);

/// One of them, which lives as long as the program; NULL beyond the last.
const char *lacuna_word(int index);
