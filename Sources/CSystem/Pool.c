// libxml2 makes and frees some thousand nodes, names and strings for each document; measured on returns of 5 KB, a third
// of the time of parsing and validating went into malloc and free. Here a piece comes off a list of pieces of its size
// and goes back onto one: a few instructions each.
//
//     piece:  [ size in units of 16, or of a large piece in bytes | is it large ] [ memory ... ]
//
// Pieces of up to 1 KB come from the lists, larger ones from malloc.
#include "CSystemPool.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { unit = 16, classes = 64, chunk = 1 << 18 };

typedef struct {
    size_t size;
    size_t is_large;
} header;

typedef struct piece {
    struct piece *next;
} piece;

typedef struct pool {
    piece *free[classes + 1];
    char *next, *end;
    struct pool *orphan;
} pool;

static __thread pool *mine;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pool *orphans;

static void leave(void *ended) {
    pthread_mutex_lock(&lock);
    ((pool *)ended)->orphan = orphans;
    orphans = ended;
    pthread_mutex_unlock(&lock);
    mine = NULL;
}

static void make_key(void) { pthread_key_create(&key, leave); }

static pool *own_pool(void) {
    if (mine != NULL) return mine;
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

void *lacuna_pool_allocate(size_t size) {
    if (size > SIZE_MAX - 2 * unit) return NULL;
    size_t units = size == 0 ? 1 : (size + unit - 1) / unit;
    if (units > classes) {
        header *large = malloc(sizeof(header) + size);
        if (large == NULL) return NULL;
        *large = (header){size, 1};
        return large + 1;
    }
    pool *from = own_pool();
    if (from == NULL) return NULL;
    piece *found = from->free[units];
    if (found != NULL) {
        from->free[units] = found->next;
        return found;
    }
    size_t needed = sizeof(header) + units * unit;
    if (from->next == NULL || (size_t)(from->end - from->next) < needed) {
        from->next = malloc(chunk);
        if (from->next == NULL) return NULL;
        from->end = from->next + chunk;
    }
    header *made = (header *)from->next;
    from->next += needed;
    *made = (header){units, 0};
    return made + 1;
}

void lacuna_pool_free(void *memory) {
    if (memory == NULL) return;
    header *head = (header *)memory - 1;
    if (head->is_large) {
        free(head);
        return;
    }
    pool *to = own_pool();
    if (to == NULL) return;
    piece *given = memory;
    given->next = to->free[head->size];
    to->free[head->size] = given;
}

void *lacuna_pool_resize(void *memory, size_t size) {
    if (memory == NULL) return lacuna_pool_allocate(size);
    header *head = (header *)memory - 1;
    size_t room = head->is_large ? head->size : head->size * unit;
    if (head->is_large && size > classes * unit) {
        if (size > SIZE_MAX - sizeof(header)) return NULL;
        header *moved = realloc(head, sizeof(header) + size);
        if (moved == NULL) return NULL;
        moved->size = size;
        return moved + 1;
    }
    if (!head->is_large && size <= room) return memory;
    void *copy = lacuna_pool_allocate(size);
    if (copy == NULL) return NULL;
    memcpy(copy, memory, room < size ? room : size);
    lacuna_pool_free(memory);
    return copy;
}

char *lacuna_pool_duplicate(const char *text) {
    size_t size = strlen(text) + 1;
    char *copy = lacuna_pool_allocate(size);
    if (copy != NULL) memcpy(copy, text, size);
    return copy;
}
