#include "CTestSupport.h"
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// By what a call is known to the kernel: the C library may take either of two.
static const long numbers[][2] = {
    [refused_close] = {SYS_close, SYS_close},
    [refused_flock] = {SYS_flock, SYS_flock},
    [refused_fstat] = {SYS_fstat, SYS_newfstatat},
    [refused_fsync] = {SYS_fsync, SYS_fsync},
    [refused_getdents] = {SYS_getdents64, SYS_getdents64},
    [refused_mmap] = {SYS_mmap, SYS_mmap},
    [refused_openat] = {SYS_openat, SYS_openat},
    [refused_pread] = {SYS_pread64, SYS_pread64},
    [refused_read] = {SYS_read, SYS_read},
    [refused_renameat2] = {SYS_renameat2, SYS_renameat2},
    [refused_write] = {SYS_write, SYS_write},
};

int refuse_call(refused_call call, int error) { return refuse_call_where(call, error, 0, 0, 0); }

int refuse_call_where(refused_call call, int error, unsigned int argument, uint32_t mask, uint32_t value) {
    const long first = numbers[call][0], second = numbers[call][1];
    // The low half of an argument comes first on the processors that Swift runs on.
    const size_t place = offsetof(struct seccomp_data, args) + argument * sizeof(uint64_t);
    struct sock_filter steps[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)first, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)second, 0, 4),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)place),
        BPF_STMT(BPF_ALU | BPF_AND | BPF_K, mask),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ((uint32_t)error & SECCOMP_RET_DATA)),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = sizeof steps / sizeof *steps, .filter = steps};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) == 0 ? 0 : -1;
}
