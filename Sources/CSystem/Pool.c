// libxml2 makes and frees some thousand nodes, names and strings for each document; measured on returns of 5 KB, a third
// of the time of parsing and validating went into malloc and free. Here a piece comes off a list of pieces of its size
// and goes back onto one: a few instructions each.
//
//     piece:  [ its bytes | its list, or none ] [ memory ... ]
//
// Pieces of up to 1 KB come from lists by their size in units, those of up to 256 KB from lists by the next power of two,
// larger ones from malloc.
#include "CSystemPool.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { unit = 16, small_lists = 64, doubling_lists = 8, lists = 1 + small_lists + doubling_lists, none = -1, chunk = 1 << 20 };

static const size_t largest_small = unit * small_lists, largest_listed = (size_t)(unit * small_lists) << doubling_lists;

typedef struct {
    size_t size;
    long list;
} header;

typedef struct piece {
    struct piece *next;
} piece;

typedef struct pool {
    piece *free[lists];
    char *next, *end;
    struct pool *orphan;
} pool;

static __thread pool *mine __attribute__((tls_model("initial-exec")));
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pool *orphans;
static pthread_once_t started = PTHREAD_ONCE_INIT;

void lacuna_pool_once(void (*start)(void)) { pthread_once(&started, start); }

static void leave(void *ended) {
    pthread_mutex_lock(&lock);
    ((pool *)ended)->orphan = orphans;
    orphans = ended;
    pthread_mutex_unlock(&lock);
    mine = NULL;
}

static void make_key(void) { pthread_key_create(&key, leave); }

static pool *join(void) {
    pthread_once(&once, make_key);
    pthread_mutex_lock(&lock);
    pool *found = orphans;
    if (found != NULL) orphans = found->orphan;
    pthread_mutex_unlock(&lock);
    if (found == NULL) found = calloc(1, sizeof(pool));
    mine = found;
    if (found != NULL) pthread_setspecific(key, found);
    return found;
}

static inline pool *own_pool(void) { return mine != NULL ? mine : join(); }

/// A piece that is on no list yet.
static void *fresh(pool *from, size_t size, long list) {
    size_t needed = sizeof(header) + size;
    header *made;
    if (list == none || needed > chunk / 4) {
        made = malloc(needed);
        if (made == NULL) return NULL;
    } else {
        if (from->next == NULL || (size_t)(from->end - from->next) < needed) {
            from->next = malloc(chunk);
            if (from->next == NULL) return NULL;
            from->end = from->next + chunk;
        }
        made = (header *)from->next;
        from->next += needed;
    }
    *made = (header){size, list};
    return made + 1;
}

void *lacuna_pool_allocate(size_t size) {
    long list;
    if (size <= largest_small) {
        list = size == 0 ? 1 : (long)((size + unit - 1) / unit);
        size = (size_t)list * unit;
    } else if (size <= largest_listed) {
        list = small_lists;
        size_t room = largest_small;
        while (room < size) {
            room *= 2;
            list++;
        }
        size = room;
    } else {
        if (size > SIZE_MAX - sizeof(header)) return NULL;
        list = none;
    }
    pool *from = own_pool();
    if (from == NULL) return NULL;
    if (list != none) {
        piece *found = from->free[list];
        if (found != NULL) {
            from->free[list] = found->next;
            return found;
        }
    }
    return fresh(from, size, list);
}

void lacuna_pool_free(void *memory) {
    if (memory == NULL) return;
    header *head = (header *)memory - 1;
    if (head->list == none) {
        free(head);
        return;
    }
    pool *to = own_pool();
    if (to == NULL) return;
    piece *given = memory;
    given->next = to->free[head->list];
    to->free[head->list] = given;
}

void *lacuna_pool_resize(void *memory, size_t size) {
    if (memory == NULL) return lacuna_pool_allocate(size);
    header *head = (header *)memory - 1;
    if (size <= head->size) return memory;
    void *copy = lacuna_pool_allocate(size);
    if (copy == NULL) return NULL;
    memcpy(copy, memory, head->size);
    lacuna_pool_free(memory);
    return copy;
}

char *lacuna_pool_duplicate(const char *text) {
    size_t size = strlen(text) + 1;
    char *copy = lacuna_pool_allocate(size);
    if (copy != NULL) memcpy(copy, text, size);
    return copy;
}
