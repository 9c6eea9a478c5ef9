"""Trials beside one another: each worker has a copy of the store of its own."""

import concurrent.futures
import os
import queue


def beside(part, items, make, trial, always=False):
    """Runs `trial(bench, item)` for every item, as many at once as there are processors.

    always: whether the part's time does not matter, as with controls.
    make: a worker's own bench, of its number. What a trial raises is a fault of the trial: it is told, and the rest goes on.
    Returns how many were tried; fewer than there are where the part's time is up.
    """
    count = min(os.cpu_count() or 1, 8)
    benches = queue.SimpleQueue()
    for number in range(count):
        benches.put(make(number))
    items = list(items)
    tried = 0

    def one(item):
        if part.is_over and not always:
            return False
        bench = benches.get()
        try:
            trial(bench, item)
        except Exception as error:  # noqa: BLE001: whatever it is, the part goes on and fails
            part.fault(f"the trial {item} ended with {type(error).__name__}: {error}")
        finally:
            benches.put(bench)
        return True

    with concurrent.futures.ThreadPoolExecutor(count) as pool:
        for was_tried in pool.map(one, items):
            tried += was_tried
    if tried < len(items):
        part.cut_short(f"its time was up after {tried:,} of {len(items):,} trials of this kind")
    return tried
