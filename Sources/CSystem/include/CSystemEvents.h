// Event loops and sockets: `epoll_*`, `accept4`, `signalfd` and `struct ucred`, which Swift's Glibc module hides, and calls
// whose arguments are made of casts and macros. All report failure by -1 and errno unless they say otherwise.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// As EPOLLIN, EPOLLOUT, and EPOLLHUP with EPOLLERR.
static const uint32_t lacuna_readable = 0x1, lacuna_writable = 0x4, lacuna_hung_up = 0x18;

/// What happened to one watched descriptor: the token it was watched with, and a set of the three flags above.
typedef struct {
    uint64_t token;
    uint32_t flags;
} lacuna_event;

int lacuna_epoll_create(void);
int lacuna_epoll_add(int epoll, int descriptor, uint32_t flags, uint64_t token);
int lacuna_epoll_change(int epoll, int descriptor, uint32_t flags, uint64_t token);
int lacuna_epoll_remove(int epoll, int descriptor);

/// Waits for at most `most` events, no more than 256 at a time. A signal that interrupts it counts as no event.
int lacuna_epoll_wait(int epoll, lacuna_event *found, int most, int milliseconds);

/// Accepts a connection that neither blocks nor outlives the program's image.
int lacuna_accept(int listener);
int lacuna_socket(int family, int does_block);

/// Sends without waiting and without SIGPIPE.
long lacuna_send(int descriptor, const void *bytes, size_t count);

/// Receives without waiting.
long lacuna_receive(int descriptor, void *bytes, size_t count);

/// Waits until a descriptor is readable or writable (the flags above): 1 when it is, 0 when the time is over.
int lacuna_poll(int descriptor, uint32_t flags, int milliseconds);
int lacuna_would_block(void);

/// Sends small answers at once, and notices peers that vanished.
void lacuna_tune_tcp(int descriptor);
void lacuna_reuse_address(int descriptor);
void lacuna_ipv6_only(int descriptor);
int lacuna_shutdown_sending(int descriptor);

/// The address family of a socket that listens for connections; -1 for any other descriptor.
int lacuna_listening_family(int descriptor);
int lacuna_bind_unix(int descriptor, const char *path);
int lacuna_connect_unix(int descriptor, const char *path);

/// The user who opened the other end of a Unix-domain socket: 0, or -1 when it cannot be told.
int lacuna_peer_user(int descriptor, uint32_t *user);

/// Writes `127.0.0.1:8080` or `[::1]:8080`: the address of a TCP socket's own end, or of its peer. 0, or -1.
int lacuna_tcp_address(int descriptor, int is_peer, char *text, size_t capacity);

/// Whether a TCP socket's own end can be reached from this machine alone.
int lacuna_is_loopback(int descriptor);

/// A counter that wakes an event loop.
int lacuna_eventfd(void);

/// Blocks SIGTERM, SIGINT and SIGHUP in this thread and those it starts, and has them read from a descriptor instead.
int lacuna_signalfd(void);

/// The next signal that came; 0 when none did.
int lacuna_next_signal(int descriptor);

/// A peer that hangs up, or a full file, is an error of the call rather than the end of the program.
void lacuna_ignore_broken_pipes(void);

/// Raises the number of descriptors this process may have, as far as it is allowed to: the number it then may have.
uint64_t lacuna_allow_descriptors(uint64_t wanted);

/// Nanoseconds of a clock that never goes back, from an unknown start.
uint64_t lacuna_monotonic(void);

/// Nanoseconds since 1970.
uint64_t lacuna_wall(void);

/// Whether a descriptor is a file whose reads and writes never wait for another program.
int lacuna_is_regular(int descriptor);

/// Makes a descriptor that was handed over neither block nor outlive the program's image.
int lacuna_make_own(int descriptor);
