// What the thread sanitizer must find, and what it must not: two threads that add to one number, without a lock or under one.
import Glibc
import Synchronization

final class Sum: @unchecked Sendable {
    var value = 0
    let lock = Mutex(())
}

let sum = Sum()
let ready = Atomic(0)
let isLocked = CommandLine.arguments.dropFirst().first == "locked"

func add(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    // Both at once: many times each finds the lock held.
    ready.wrappingAdd(1, ordering: .relaxed)
    while ready.load(ordering: .relaxed) < 2 {}
    for _ in 0..<100_000 {
        if isLocked { sum.lock.withLock { _ in sum.value += 1 } } else { sum.value += 1 }
    }
    return nil
}

var threads = [pthread_t(), pthread_t()]
for index in threads.indices { pthread_create(&threads[index], nil, add, nil) }
for thread in threads { pthread_join(thread, nil) }
