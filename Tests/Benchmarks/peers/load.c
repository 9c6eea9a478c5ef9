// Loads a server with requests over many connections, and prints how it did as one line of JSON.
//
//     load ADDRESS CONNECTIONS DEPTH SECONDS MOST REQUEST-LINES ANSWER-LINES REQUESTS SEED
//
// ADDRESS is a port of 127.0.0.1, or unix:PATH. Each connection sends DEPTH requests in one write, waits for all their
// answers, and sends the next, as redis-benchmark does; the time from writing to the last answer is what median and 99th
// percentile are of. It ends after SECONDS, or after MOST answers (0: no end). REQUESTS is a file of requests of
// REQUEST-LINES lines each, of which every connection draws at random by SEED; an answer has ANSWER-LINES lines: 1 and 1
// for JSON-RPC, 5 and 2 for GET of the Redis protocol.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

typedef struct {
    const char *start;
    size_t length;
} Request;

typedef struct {
    int descriptor;
    long lines;     // that came in since the last write
    double written; // when
    uint64_t dice;
} Connection;

enum { slowest = 2000000 }; // microseconds; what takes longer counts as this
static long times[slowest + 1];
static Request *requests;
static size_t requestCount;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

// splitmix64 (Steele, Lea and Flood 2014).
static uint64_t roll(uint64_t *dice) {
    uint64_t word = *dice += 0x9e3779b97f4a7c15;
    word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9;
    word = (word ^ (word >> 27)) * 0x94d049bb133111eb;
    return word ^ (word >> 31);
}

static void readRequests(const char *path, long lines) {
    FILE *file = fopen(path, "rb");
    if (!file) fail(path);
    fseek(file, 0, SEEK_END);
    size_t size = ftell(file);
    rewind(file);
    char *text = malloc(size);
    if (!text || fread(text, 1, size, file) != size) fail(path);
    fclose(file);
    const char *start = text, *end = text + size;
    while (start < end) {
        const char *place = start;
        for (long line = 0; line < lines; line++) {
            place = memchr(place, '\n', end - place);
            if (!place) {
                fprintf(stderr, "%s ends within a request\n", path);
                exit(1);
            }
            place++;
        }
        if (requestCount % 4096 == 0) requests = realloc(requests, (requestCount + 4096) * sizeof *requests);
        requests[requestCount++] = (Request){start, place - start};
        start = place;
    }
    if (requestCount == 0) {
        fprintf(stderr, "%s has no requests\n", path);
        exit(1);
    }
}

static int connectTo(const char *address) {
    if (!strncmp(address, "unix:", 5)) {
        struct sockaddr_un place = {.sun_family = AF_UNIX};
        strncpy(place.sun_path, address + 5, sizeof place.sun_path - 1);
        int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
        if (connect(descriptor, (struct sockaddr *)&place, sizeof place)) fail(address);
        return descriptor;
    }
    struct sockaddr_in place = {
        .sin_family = AF_INET, .sin_port = htons(atoi(address)), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int descriptor = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    if (connect(descriptor, (struct sockaddr *)&place, sizeof place)) fail(address);
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return descriptor;
}

static void writeNext(Connection *connection, long depth) {
    static char block[4 << 20];
    size_t length = 0;
    for (long number = 0; number < depth; number++) {
        Request request = requests[roll(&connection->dice) % requestCount];
        if (length + request.length > sizeof block) {
            fprintf(stderr, "%ld requests are more than are written at once\n", depth);
            exit(1);
        }
        memcpy(block + length, request.start, request.length);
        length += request.length;
    }
    connection->lines = 0;
    connection->written = now();
    for (size_t sent = 0; sent < length;) {
        ssize_t count = send(connection->descriptor, block + sent, length - sent, MSG_NOSIGNAL);
        if (count < 0) fail("send");
        sent += count;
    }
}

static long percentile(long total, double share) {
    long seen = 0;
    for (long time = 0; time <= slowest; time++) {
        seen += times[time];
        if (seen > 0 && seen >= total * share) return time;
    }
    return slowest;
}

int main(int count, char **words) {
    if (count != 10) {
        fprintf(stderr, "load ADDRESS CONNECTIONS DEPTH SECONDS MOST REQUEST-LINES ANSWER-LINES REQUESTS SEED\n");
        return 64;
    }
    long connectionCount = atol(words[2]), depth = atol(words[3]), most = atol(words[5]), answerLines = atol(words[7]);
    double seconds = atof(words[4]);
    uint64_t seed = strtoull(words[9], NULL, 10);
    readRequests(words[8], atol(words[6]));

    int poll = epoll_create1(0);
    Connection *connections = calloc(connectionCount, sizeof *connections);
    for (long number = 0; number < connectionCount; number++) {
        connections[number].descriptor = connectTo(words[1]);
        connections[number].dice = seed * 1000003 + number;
        struct epoll_event event = {.events = EPOLLIN, .data.u64 = number};
        epoll_ctl(poll, EPOLL_CTL_ADD, connections[number].descriptor, &event);
    }

    static char buffer[1 << 20];
    long answers = 0, writes = 0;
    double start = now(), end = start + seconds;
    for (long number = 0; number < connectionCount; number++) writeNext(&connections[number], depth);
    while (now() < end && (most == 0 || answers < most)) {
        struct epoll_event events[256];
        int ready = epoll_wait(poll, events, 256, 1000);
        for (int number = 0; number < ready; number++) {
            Connection *connection = &connections[events[number].data.u64];
            ssize_t length = recv(connection->descriptor, buffer, sizeof buffer, 0);
            if (length <= 0) {
                fprintf(stderr, "the server closed a connection\n");
                return 1;
            }
            for (char *place = buffer; (place = memchr(place, '\n', buffer + length - place)); place++) connection->lines++;
            if (connection->lines < depth * answerLines) continue;
            if (connection->lines > depth * answerLines) {
                fprintf(stderr, "the server answered more than it was asked\n");
                return 1;
            }
            double took = (now() - connection->written) * 1e6;
            times[took < slowest ? (long)took : slowest]++;
            writes++;
            answers += depth;
            writeNext(connection, depth);
        }
    }
    double took = now() - start;
    printf("{\"answers\":%ld,\"seconds\":%.3f,\"rate\":%.1f,\"median\":%ld,\"p99\":%ld}\n", answers, took, answers / took,
           percentile(writes, 0.5), percentile(writes, 0.99));
}
