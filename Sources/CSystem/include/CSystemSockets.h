// Sockets and their events. Addresses are C unions that Swift reads badly, so they stay on this side.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// Each makes a listening or connected socket that does not block, closed on exec: -1 with errno when it fails.
int lacuna_listen_unix(const char *path, int backlog);
int lacuna_listen_tcp(const char *host, const char *port, int backlog);
/// These two block.
int lacuna_connect_unix(const char *path);
int lacuna_connect_tcp(const char *host, const char *port);

/// 1 where every address of a host is this machine's own, 0 where one is not, -1 where the name is unknown.
int lacuna_is_loopback(const char *host);

/// Takes the next connection, not blocking, without delay of small packets: -1 with errno when there is none.
int lacuna_accept(int listener);

/// The user at the other end of a Unix-domain socket: 0 and `user`, or -1.
int lacuna_peer_user(int socket, unsigned int *user);

/// "127.0.0.1:40312", "unix" or "?".
void lacuna_peer_text(int socket, char *text, int room);

/// The port a TCP listener was given; 0 for others.
int lacuna_port(int socket);

typedef struct {
    int descriptor;
    uint32_t events;
} lacuna_event;

enum { LACUNA_READABLE = 1, LACUNA_WRITABLE = 2, LACUNA_GONE = 4 };

int lacuna_events_open(void);
/// Begins, changes or (with none) ends the watch over a descriptor.
int lacuna_events_watch(int events, int descriptor, uint32_t wanted, int is_new);
/// -1 with errno EINTR when a signal came.
int lacuna_events_wait(int events, lacuna_event *found, int room, int milliseconds);

/// A descriptor that is readable when SIGTERM, SIGINT or SIGHUP came, which from now on do nothing else.
int lacuna_signals_open(void);
/// The number of a signal that came; 0 for none.
int lacuna_signals_next(int descriptor);
/// A descriptor that `lacuna_wake` makes readable.
int lacuna_wake_open(void);
void lacuna_wake(int descriptor);

/// As send without waiting and without SIGPIPE.
long lacuna_send(int socket, const void *bytes, size_t count);
