// Written out here rather than in the header: with _GNU_SOURCE the system's socket headers define some types otherwise than
// Swift's Glibc module does.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "CSystemEvents.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

int lacuna_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

static int lacuna_epoll_control(int epoll, int operation, int descriptor, uint32_t flags, uint64_t token) {
    struct epoll_event event = {.events = flags, .data = {.u64 = token}};
    return epoll_ctl(epoll, operation, descriptor, &event);
}

int lacuna_epoll_add(int epoll, int descriptor, uint32_t flags, uint64_t token) {
    return lacuna_epoll_control(epoll, EPOLL_CTL_ADD, descriptor, flags, token);
}

int lacuna_epoll_change(int epoll, int descriptor, uint32_t flags, uint64_t token) {
    return lacuna_epoll_control(epoll, EPOLL_CTL_MOD, descriptor, flags, token);
}

int lacuna_epoll_remove(int epoll, int descriptor) {
    return lacuna_epoll_control(epoll, EPOLL_CTL_DEL, descriptor, 0, 0);
}

int lacuna_epoll_wait(int epoll, lacuna_event *found, int most, int milliseconds) {
    struct epoll_event events[256];
    int count = epoll_wait(epoll, events, most < 256 ? most : 256, milliseconds);
    if (count < 0) return errno == EINTR ? 0 : -1;
    for (int i = 0; i < count; i++) found[i] = (lacuna_event){events[i].data.u64, events[i].events};
    return count;
}

int lacuna_accept(int listener) {
    int result;
    do {
        result = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    } while (result < 0 && errno == EINTR);
    return result;
}

int lacuna_socket(int family, int does_block) {
    return socket(family, SOCK_STREAM | SOCK_CLOEXEC | (does_block ? 0 : SOCK_NONBLOCK), 0);
}

long lacuna_send(int descriptor, const void *bytes, size_t count) {
    ssize_t result;
    do {
        result = send(descriptor, bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT);
    } while (result < 0 && errno == EINTR);
    return result;
}

long lacuna_receive(int descriptor, void *bytes, size_t count) {
    ssize_t result;
    do {
        result = recv(descriptor, bytes, count, MSG_DONTWAIT);
    } while (result < 0 && errno == EINTR);
    return result;
}

int lacuna_poll(int descriptor, uint32_t flags, int milliseconds) {
    struct pollfd entry = {
        .fd = descriptor,
        .events = (short)((flags & lacuna_readable ? POLLIN : 0) | (flags & lacuna_writable ? POLLOUT : 0)),
    };
    return poll(&entry, 1, milliseconds);
}

int lacuna_would_block(void) { return errno == EAGAIN || errno == EWOULDBLOCK; }

static void lacuna_set_flag(int descriptor, int level, int option) {
    int on = 1;
    setsockopt(descriptor, level, option, &on, sizeof on);
}

void lacuna_tune_tcp(int descriptor) {
    lacuna_set_flag(descriptor, IPPROTO_TCP, TCP_NODELAY);
    lacuna_set_flag(descriptor, SOL_SOCKET, SO_KEEPALIVE);
}

void lacuna_reuse_address(int descriptor) { lacuna_set_flag(descriptor, SOL_SOCKET, SO_REUSEADDR); }

void lacuna_ipv6_only(int descriptor) { lacuna_set_flag(descriptor, IPPROTO_IPV6, IPV6_V6ONLY); }

int lacuna_shutdown_sending(int descriptor) { return shutdown(descriptor, SHUT_WR); }

int lacuna_listening_family(int descriptor) {
    int listens = 0, type = 0;
    socklen_t size = sizeof listens;
    if (getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) != 0 || !listens) return -1;
    size = sizeof type;
    if (getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &size) != 0 || type != SOCK_STREAM) return -1;
    struct sockaddr_storage address;
    size = sizeof address;
    if (getsockname(descriptor, (struct sockaddr *)&address, &size) != 0) return -1;
    return address.ss_family;
}

/// Fills in the address of a Unix-domain socket: its size, or 0 when the path is empty or too long.
static socklen_t lacuna_unix_address(struct sockaddr_un *address, const char *path) {
    size_t length = strlen(path);
    memset(address, 0, sizeof *address);
    if (length == 0 || length >= sizeof address->sun_path) return 0;
    address->sun_family = AF_UNIX;
    memcpy(address->sun_path, path, length + 1);
    return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length + 1);
}

int lacuna_bind_unix(int descriptor, const char *path) {
    struct sockaddr_un address;
    socklen_t size = lacuna_unix_address(&address, path);
    if (size == 0) return errno = ENAMETOOLONG, -1;
    return bind(descriptor, (struct sockaddr *)&address, size);
}

int lacuna_connect_unix(int descriptor, const char *path) {
    struct sockaddr_un address;
    socklen_t size = lacuna_unix_address(&address, path);
    if (size == 0) return errno = ENAMETOOLONG, -1;
    return connect(descriptor, (struct sockaddr *)&address, size);
}

int lacuna_peer_user(int descriptor, uint32_t *user) {
    struct ucred credentials;
    socklen_t size = sizeof credentials;
    if (getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) return -1;
    *user = credentials.uid;
    return 0;
}

int lacuna_tcp_address(int descriptor, int is_peer, char *text, size_t capacity) {
    struct sockaddr_storage address;
    socklen_t size = sizeof address;
    struct sockaddr *any = (struct sockaddr *)&address;
    if ((is_peer ? getpeername(descriptor, any, &size) : getsockname(descriptor, any, &size)) != 0) return -1;
    char host[INET6_ADDRSTRLEN];
    if (any->sa_family == AF_INET) {
        struct sockaddr_in *four = (struct sockaddr_in *)any;
        if (inet_ntop(AF_INET, &four->sin_addr, host, sizeof host) == NULL) return -1;
        snprintf(text, capacity, "%s:%d", host, ntohs(four->sin_port));
    } else if (any->sa_family == AF_INET6) {
        struct sockaddr_in6 *six = (struct sockaddr_in6 *)any;
        if (inet_ntop(AF_INET6, &six->sin6_addr, host, sizeof host) == NULL) return -1;
        snprintf(text, capacity, "[%s]:%d", host, ntohs(six->sin6_port));
    } else {
        return -1;
    }
    return 0;
}

int lacuna_is_loopback(int descriptor) {
    struct sockaddr_storage address;
    socklen_t size = sizeof address;
    if (getsockname(descriptor, (struct sockaddr *)&address, &size) != 0) return 0;
    if (address.ss_family == AF_INET) {
        return (ntohl(((struct sockaddr_in *)&address)->sin_addr.s_addr) >> 24) == 127;
    }
    return address.ss_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&((struct sockaddr_in6 *)&address)->sin6_addr);
}

int lacuna_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

int lacuna_signalfd(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    if (pthread_sigmask(SIG_BLOCK, &set, NULL) != 0) return -1;
    return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

int lacuna_next_signal(int descriptor) {
    struct signalfd_siginfo found;
    return read(descriptor, &found, sizeof found) == (ssize_t)sizeof found ? (int)found.ssi_signo : 0;
}

void lacuna_ignore_broken_pipes(void) {
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

uint64_t lacuna_allow_descriptors(uint64_t wanted) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
    if (limit.rlim_cur < wanted) {
        limit.rlim_cur = wanted < limit.rlim_max ? wanted : limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
        getrlimit(RLIMIT_NOFILE, &limit);
    }
    return limit.rlim_cur;
}

static uint64_t lacuna_nanoseconds(int clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t lacuna_monotonic(void) { return lacuna_nanoseconds(CLOCK_MONOTONIC); }

uint64_t lacuna_wall(void) { return lacuna_nanoseconds(CLOCK_REALTIME); }

int lacuna_is_regular(int descriptor) {
    struct stat status;
    return fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

int lacuna_make_own(int descriptor) {
    int flags = fcntl(descriptor, F_GETFL);
    if (flags < 0 || fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) != 0) return -1;
    return fcntl(descriptor, F_SETFD, FD_CLOEXEC);
}
