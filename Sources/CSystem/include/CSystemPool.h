// An allocator for many small pieces of memory that live as long as one document.
#pragma once

#include <stddef.h>

/// As malloc, free, realloc and strdup, from lists that each thread keeps for itself: no lock, no search.
///
/// Memory given back stays with the thread for its next document. What a thread kept when it ended goes to the next
/// thread that needs some, so that threads may come and go.
void *lacuna_pool_allocate(size_t size);
void lacuna_pool_free(void *memory);
void *lacuna_pool_resize(void *memory, size_t size);
char *lacuna_pool_duplicate(const char *text);

/// Calls `start` the first time that any module asks, and waits until it is done: a library must be told of this allocator
/// once, and before it is used.
void lacuna_pool_once(void (*start)(void));
