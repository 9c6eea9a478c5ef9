"""What strace records of a program, and what it does to it: a call fails, or the program is killed at a call."""

import re
import subprocess

from report import NotPossible

# Calls by which a store is read and written. A number behind each: how many a run is worth failing at most.
READING = ["openat", "read", "pread64", "newfstatat", "fstat", "statx", "getdents64", "lseek", "mmap", "access", "readlink"]
WRITING = ["write", "fsync", "fdatasync", "syncfs", "close", "renameat2", "renameat", "rename", "linkat", "unlink", "unlinkat",
           "mkdir", "mkdirat", "flock", "fcntl", "fchmod", "fchown", "ftruncate"]

# What each call may fail with, and how the system words it. Neither a flush nor a closing that was interrupted may be tried again.
ERRORS = {
    "openat": ["EIO", "EMFILE", "EACCES", "ENOMEM", "EINTR", "EROFS", "ENOSPC"],
    "read": ["EIO", "EINTR"], "pread64": ["EIO"], "newfstatat": ["EIO", "EACCES", "ENOMEM"], "fstat": ["EIO"], "statx": ["EIO"],
    "getdents64": ["EIO", "ENOENT"], "lseek": ["EIO"], "mmap": ["ENOMEM"], "access": ["EIO"], "readlink": ["EIO"],
    "write": ["ENOSPC", "EIO", "EINTR", "EDQUOT"], "fsync": ["EIO", "ENOSPC", "EDQUOT"], "fdatasync": ["EIO"],
    "syncfs": ["EIO", "ENOSPC"], "close": ["EIO"], "renameat2": ["EIO", "ENOSPC", "EROFS", "EEXIST", "EINVAL"],
    "renameat": ["EIO", "ENOSPC", "EROFS"], "rename": ["EIO", "ENOSPC"], "linkat": ["EIO"], "unlink": ["EIO"], "unlinkat": ["EIO"],
    "mkdir": ["EIO", "ENOSPC", "EROFS"], "mkdirat": ["EIO", "ENOSPC"], "flock": ["EIO", "EINTR", "ENOLCK"], "fcntl": ["EIO"],
    "fchmod": ["EIO"], "fchown": ["EIO"], "ftruncate": ["EIO"],
}
WORDS = {
    "EIO": "Input/output error", "ENOSPC": "No space left on device", "EINTR": "Interrupted system call",
    "EMFILE": "Too many open files", "EROFS": "Read-only file system", "EDQUOT": "Disk quota exceeded",
    "ENOMEM": "Cannot allocate memory", "EACCES": "Permission denied", "ENOLCK": "No locks available", "EEXIST": "File exists",
    "EINVAL": "Invalid argument", "ENOENT": "No such file or directory",
}


def need_strace():
    """strace must be there, and may trace: containers often forbid it."""
    try:
        tried = subprocess.run(["strace", "-f", "-qq", "-o", "/dev/null", "true"], capture_output=True, text=True)
    except FileNotFoundError:
        raise NotPossible("strace is not installed (apt-get install strace)") from None
    if tried.returncode != 0:
        raise NotPossible(f"strace may not trace here: {tried.stderr.strip()}")


def recording(path, calls="all"):
    """The words that go before a program so that its calls are written to a file."""
    return ["strace", "-f", "-qq", "-y", "-o", path, "-e", "signal=none", "-e", f"trace={calls}"]


def failing(path, call, error, number):
    """The same, and the call of that number in each thread fails."""
    return ["strace", "-f", "-qq", "--seccomp-bpf", "-y", "-o", path, "-e", "signal=none", "-e", f"trace={call}", "-e",
            f"inject={call}:error={error}:when={number}"]


def killing(path, call, number):
    """The same, and the process is killed as it enters its call of that kind and number.

    Not with --seccomp-bpf: strace 6.1 then sends no signal.
    """
    return ["strace", "-f", "-qq", "-o", path, "-e", f"trace={call}", "-e",
            f"inject={call}:signal=KILL:when={number}"]


def read_lines(path):
    with open(path, errors="replace") as file:
        return file.read().splitlines()


def numbered(lines, call):
    """Each line of a call, with its number among that thread's calls of the kind."""
    counts = {}
    for line in lines:
        found = re.match(r"(\d+)\s+(\w+)\(", line)
        if found and found[2] == call:
            counts[found[1]] = counts.get(found[1], 0) + 1
            yield counts[found[1]], line


def calls(lines):
    """Every call of the thread that made most, in order: its kind, and its number among those of the kind."""
    threads = {}
    for line in lines:
        found = re.match(r"(\d+)\s+(\w+)\(", line)
        if found:
            threads.setdefault(found[1], []).append(found[2])
    counts, found = {}, []
    for call in max(threads.values(), key=len):
        counts[call] = counts.get(call, 0) + 1
        found.append((call, counts[call]))
    return found
