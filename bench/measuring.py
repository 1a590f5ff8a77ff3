"""What one piece of work costs, and what it was measured on."""

import os
import resource
import sys
import time
from datetime import UTC, datetime
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


def machine(**more: str) -> dict[str, str]:
    """Day, processors, load and versions, to stand beside figures; ``more``: what else they depend on."""
    return {
        "measured_on": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, beside other work",
        "python": sys.version.split()[0],
        **more,
    }


def peak_mib() -> float:
    """The most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
