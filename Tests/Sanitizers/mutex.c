// Tells the thread sanitizer of Swift's mutexes where two threads want one at once. The common case is compiled into the program, and the
// sanitizer sees it; the rare one lies in a library of the toolchain, which it does not see, and everything below such a lock would look like
// a race. Preloaded, this stands before that library. See `_MutexHandle` in the module Synchronization.
#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>

#define SELF __attribute__((swift_context)) void *self
#define SWIFT __attribute__((swiftcall))

// What the program does not have, where it was built without the sanitizer, is NULL.
extern void __tsan_acquire(void *) __attribute__((weak));
extern void __tsan_release(void *) __attribute__((weak));

static void *next(void **known, const char *name) {
    void *found = __atomic_load_n(known, __ATOMIC_RELAXED);
    if (found == NULL) {
        found = dlsym(RTLD_NEXT, name);
        __atomic_store_n(known, found, __ATOMIC_RELAXED);
    }
    return found;
}

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

SWIFT void lock_slow(uint32_t thread, SELF) __asm__(LOCK);
SWIFT _Bool try_lock_slow(SELF) __asm__(TRY);
SWIFT void unlock_slow(SELF) __asm__(UNLOCK);

SWIFT void lock_slow(uint32_t thread, SELF) {
    static void *known;
    SWIFT void (*lock)(uint32_t, SELF) = next(&known, LOCK);
    lock(thread, self);
    if (__tsan_acquire) __tsan_acquire(self);
}

SWIFT _Bool try_lock_slow(SELF) {
    static void *known;
    SWIFT _Bool (*lock)(SELF) = next(&known, TRY);
    _Bool is_taken = lock(self);
    if (is_taken && __tsan_acquire) __tsan_acquire(self);
    return is_taken;
}

SWIFT void unlock_slow(SELF) {
    static void *known;
    SWIFT void (*unlock)(SELF) = next(&known, UNLOCK);
    if (__tsan_release) __tsan_release(self);
    unlock(self);
}
