"""What one piece of work costs."""

import resource
import time
from typing import Any


def timed(act: Any) -> dict[str, float]:
    """Wall and processor seconds of one call, and the process's peak memory so far."""
    wall, processor = time.perf_counter(), time.process_time()
    act()
    return {
        "wall_s": round(time.perf_counter() - wall, 2),
        "processor_s": round(time.process_time() - processor, 2),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
