# Prints `row figure` for each row that Python's `schedule` has a part in: nanoseconds, or bytes.
import datetime
import gc
import statistics
import time
import tracemalloc

import schedule


def nothing():
    pass


def filled(jobs):
    scheduler = schedule.Scheduler()
    for _ in range(jobs):
        scheduler.every(10).minutes.do(nothing)
    return scheduler


def clock(work, before=lambda: None, rounds=7):
    times = []
    for _ in range(rounds):
        before()
        start = time.perf_counter_ns()
        work()
        times.append(time.perf_counter_ns() - start)
    return statistics.median(times)


gc.disable()
for size, jobs in ("1k", 1_000), ("10k", 10_000), ("100k", 100_000):
    scheduler = filled(jobs)
    print(f"idle_{size}", clock(scheduler.run_pending))

# There is no clock to move: the jobs are.
past = datetime.datetime.now() - datetime.timedelta(seconds=1)


def move(jobs):
    for job in jobs:
        job.next_run = past


print("due_1_of_100k", clock(scheduler.run_pending, lambda: move(scheduler.jobs[:1])))
print("due_all_100k_interval_utc", clock(scheduler.run_pending, lambda: move(scheduler.jobs), 3) / 100_000)
del scheduler
print("add_interval_1k", clock(lambda: filled(1_000)) / 1_000)
print("add_interval_100k", clock(lambda: filled(100_000), rounds=1) / 100_000)
tracemalloc.start()
scheduler = filled(100_000)
print("memory_interval_100k", tracemalloc.get_traced_memory()[0] / 100_000)
