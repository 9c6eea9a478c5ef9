#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "CSystemSockets.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static int closing(int descriptor) {
    int reason = errno;
    close(descriptor);
    errno = reason;
    return -1;
}

static int unix_address(const char *path, struct sockaddr_un *address) {
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    if (strlen(path) >= sizeof address->sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(address->sun_path, path);
    return 0;
}

int lacuna_listen_unix(const char *path, int backlog) {
    struct sockaddr_un address;
    if (unix_address(path, &address) != 0) return -1;
    int made = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (made < 0) return -1;
    // Nobody but the user may come near it, from the moment it is there.
    mode_t before = umask(0177);
    int bound = bind(made, (struct sockaddr *)&address, sizeof address);
    umask(before);
    if (bound != 0 || listen(made, backlog) != 0) return closing(made);
    return made;
}

int lacuna_connect_unix(const char *path) {
    struct sockaddr_un address;
    if (unix_address(path, &address) != 0) return -1;
    int made = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (made < 0) return -1;
    return connect(made, (struct sockaddr *)&address, sizeof address) == 0 ? made : closing(made);
}

static struct addrinfo *resolved(const char *host, const char *port, int flags) {
    struct addrinfo wanted = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = flags};
    struct addrinfo *found = NULL;
    if (getaddrinfo(host, port, &wanted, &found) != 0) {
        errno = EADDRNOTAVAIL;
        return NULL;
    }
    return found;
}

int lacuna_listen_tcp(const char *host, const char *port, int backlog) {
    struct addrinfo *found = resolved(host, port, AI_PASSIVE);
    int made = -1;
    for (struct addrinfo *each = found; each != NULL && made < 0; each = each->ai_next) {
        made = socket(each->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (made < 0) continue;
        int yes = 1;
        setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        if (bind(made, each->ai_addr, each->ai_addrlen) != 0 || listen(made, backlog) != 0) made = closing(made);
    }
    if (found != NULL) {
        int reason = errno;
        freeaddrinfo(found);
        errno = reason;
    }
    return made;
}

int lacuna_connect_tcp(const char *host, const char *port) {
    struct addrinfo *found = resolved(host, port, 0);
    int made = -1;
    for (struct addrinfo *each = found; each != NULL && made < 0; each = each->ai_next) {
        made = socket(each->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (made < 0) continue;
        if (connect(made, each->ai_addr, each->ai_addrlen) != 0) made = closing(made);
    }
    if (found != NULL) {
        int reason = errno;
        freeaddrinfo(found);
        errno = reason;
    }
    int yes = 1;
    if (made >= 0) setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return made;
}

int lacuna_is_loopback(const char *host) {
    struct addrinfo *found = resolved(host, NULL, 0);
    if (found == NULL) return -1;
    int all = 1;
    for (struct addrinfo *each = found; each != NULL; each = each->ai_next) {
        if (each->ai_family == AF_INET) {
            uint32_t address = ntohl(((struct sockaddr_in *)each->ai_addr)->sin_addr.s_addr);
            all &= address >> 24 == 127;
        } else if (each->ai_family == AF_INET6) {
            all &= IN6_IS_ADDR_LOOPBACK(&((struct sockaddr_in6 *)each->ai_addr)->sin6_addr) != 0;
        } else {
            all = 0;
        }
    }
    freeaddrinfo(found);
    return all;
}

int lacuna_accept(int listener) {
    int made = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    int yes = 1;
    if (made >= 0) setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return made;
}

int lacuna_peer_user(int socket, unsigned int *user) {
    struct ucred facts;
    socklen_t size = sizeof facts;
    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &facts, &size) != 0) return -1;
    *user = facts.uid;
    return 0;
}

void lacuna_peer_text(int socket, char *text, int room) {
    struct sockaddr_storage address;
    socklen_t size = sizeof address;
    char host[INET6_ADDRSTRLEN] = "?";
    snprintf(text, (size_t)room, "?");
    if (getpeername(socket, (struct sockaddr *)&address, &size) != 0) return;
    if (address.ss_family == AF_UNIX) {
        snprintf(text, (size_t)room, "unix");
    } else if (address.ss_family == AF_INET) {
        struct sockaddr_in *four = (struct sockaddr_in *)&address;
        inet_ntop(AF_INET, &four->sin_addr, host, sizeof host);
        snprintf(text, (size_t)room, "%s:%d", host, ntohs(four->sin_port));
    } else if (address.ss_family == AF_INET6) {
        struct sockaddr_in6 *six = (struct sockaddr_in6 *)&address;
        inet_ntop(AF_INET6, &six->sin6_addr, host, sizeof host);
        snprintf(text, (size_t)room, "[%s]:%d", host, ntohs(six->sin6_port));
    }
}

int lacuna_port(int socket) {
    struct sockaddr_storage address;
    socklen_t size = sizeof address;
    if (getsockname(socket, (struct sockaddr *)&address, &size) != 0) return 0;
    if (address.ss_family == AF_INET) return ntohs(((struct sockaddr_in *)&address)->sin_port);
    if (address.ss_family == AF_INET6) return ntohs(((struct sockaddr_in6 *)&address)->sin6_port);
    return 0;
}

int lacuna_events_open(void) { return epoll_create1(EPOLL_CLOEXEC); }

int lacuna_events_watch(int events, int descriptor, uint32_t wanted, int is_new) {
    struct epoll_event event = {.events = EPOLLRDHUP, .data.fd = descriptor};
    if (wanted & LACUNA_READABLE) event.events |= EPOLLIN;
    if (wanted & LACUNA_WRITABLE) event.events |= EPOLLOUT;
    // Who is not read from is not told of a half-closed peer either, or it would be told without end.
    if (!(wanted & LACUNA_READABLE)) event.events &= ~(uint32_t)EPOLLRDHUP;
    return epoll_ctl(events, is_new ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, descriptor, &event);
}

int lacuna_events_wait(int events, lacuna_event *found, int room, int milliseconds) {
    struct epoll_event raw[256];
    if (room > 256) room = 256;
    int count = epoll_wait(events, raw, room, milliseconds);
    for (int i = 0; i < count; i++) {
        found[i].descriptor = raw[i].data.fd;
        found[i].events = 0;
        if (raw[i].events & (EPOLLIN | EPOLLRDHUP)) found[i].events |= LACUNA_READABLE;
        if (raw[i].events & EPOLLOUT) found[i].events |= LACUNA_WRITABLE;
        if (raw[i].events & (EPOLLERR | EPOLLHUP)) found[i].events |= LACUNA_GONE;
    }
    return count;
}

int lacuna_signals_open(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    if (pthread_sigmask(SIG_BLOCK, &set, NULL) != 0) return -1;
    return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

int lacuna_signals_next(int descriptor) {
    struct signalfd_siginfo info;
    return read(descriptor, &info, sizeof info) == sizeof info ? (int)info.ssi_signo : 0;
}

int lacuna_wake_open(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

void lacuna_wake(int descriptor) {
    uint64_t one = 1;
    ssize_t written = write(descriptor, &one, sizeof one);
    (void)written;
}

long lacuna_send(int socket, const void *bytes, size_t count) {
    return send(socket, bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT);
}
