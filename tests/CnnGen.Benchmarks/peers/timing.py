"""Times every call by itself, as the other side does."""
import time


def time_calls(call, seconds):
    """Repeats a call for so long, at least once."""
    times = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or not times:
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    times.sort()
    return {"median": times[len(times) // 2], "min": times[0], "calls": len(times)}
