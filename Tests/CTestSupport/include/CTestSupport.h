// Has the kernel refuse system calls to a process of a test's own, so that it is seen what Lacuna makes of it.
#pragma once

#include <stdint.h>

/// The calls that can be refused.
typedef enum {
    refused_close,
    refused_flock,
    refused_fstat,
    refused_fsync,
    refused_getdents,
    refused_mmap,
    refused_openat,
    refused_pread,
    refused_read,
    refused_renameat2,
    refused_write,
} refused_call;

/// Refuses a call with an error from here on, for good, in all threads; or only where an argument, of which the bits of `mask` are
/// looked at, has a value. 0, or -1 where the kernel does not do that.
int refuse_call(refused_call call, int error);
int refuse_call_where(refused_call call, int error, unsigned int argument, uint32_t mask, uint32_t value);
