"""``python -m bench.index``: draws of the vulnerability index a second, beside plain numpy in the same run.

Wall time on a busy machine says little; processor time and the ratio to code that anybody would write first do.
Each measurement runs in a process of its own, so that its peak of memory is its own.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from saksama.vulnerability.index import (
    Result,
    compute,
    draws,
    parse_definition,
    sensitivity,
    table_from_columns,
    uncertainty,
)

OUT = Path(__file__).parents[1] / "docs" / "benchmarks"
SEED = 20241109
REGENCIES, VILLAGES = (514, 61), (83_762, 28)
COINR = {
    "compute": 0.083,
    "weights": 107 / 1000,
    "choices": 96 / 1000,
}  # seconds, for one result and one draw

ALL_CHOICES = """normalisation = ["min_max", "percentile", "fraction_of_maximum"]
aggregation = ["arithmetic", "geometric"]"""


def made(units: int, indicators: int, uncertain: str, groups: int = 12) -> Result:
    """A made-up index: skewed numbers, two levels, three classes."""
    random = np.random.default_rng(SEED)
    text = (
        '[index]\ncode = "bench"\nedition = "1"\nsource = "made up"\nlevels = ["index", "dimension", "indicator"]\n'
        '[weights]\nmethod = "equal"\n[aggregation]\nfloor = 1\n[classes]\nmethod = "mean_sd"\nk = [-1, 1]\n'
        f'names = ["low", "medium", "high"]\n[uncertainty]\n{uncertain}\n'
    )
    text += "".join(f'[[node]]\ncode = "g{group}"\n' for group in range(groups))
    text += "".join(
        f'[[indicator]]\ncode = "i{i}"\nparent = "g{i % groups}"\nkind = "count"\n' for i in range(indicators)
    )
    definition = parse_definition(text)
    columns = {f"i{i}": np.floor(random.lognormal(1, 1, units)) for i in range(indicators)}
    return compute(definition, table_from_columns(definition, [str(unit) for unit in range(units)], columns))


def plain_numpy(result: Result, count: int) -> None:
    """The same output as anybody would first write it: one draw after the other, level by level."""
    random = np.random.default_rng(SEED)
    values, tree, classes = result.normalised, result.definition.children(), np.zeros((3, len(result.scores)))
    kept = np.empty((count, len(result.scores)), dtype=np.int32)
    for draw in range(count):
        weights = result.weights * random.uniform(0.75, 1.25, len(result.weights))
        parts = np.empty((len(values), len(weights)))
        parts[:, : values.shape[1]] = values
        for parent, children in tree.items():
            own = weights[list(children)]
            parts[:, parent] = parts[:, list(children)] @ (own / own.sum())
        scores = parts[:, -1]
        _, group, size = np.unique(-scores, return_inverse=True, return_counts=True)
        kept[draw] = 1 + np.concatenate([[0], np.cumsum(size)[:-1]])[group]
        mean, spread = scores.mean(), scores.std(ddof=1)
        found = np.searchsorted([mean - spread, mean + spread], scores, side="right")
        classes[found, np.arange(len(scores))] += 1
    np.quantile(kept, (0.05, 0.5, 0.95), axis=0, method="inverted_cdf")


def intervals(
    uncertain: str, shape: tuple[int, int], count: int
) -> Callable[[], tuple[Callable[[], object], int]]:
    def prepare() -> tuple[Callable[[], object], int]:
        result = made(*shape, uncertain)
        return lambda: uncertainty.intervals(result, draws.draw(result, count, SEED)), count

    return prepare


def baseline(shape: tuple[int, int], count: int) -> Callable[[], tuple[Callable[[], object], int]]:
    def prepare() -> tuple[Callable[[], object], int]:
        result = made(*shape, "weights = 0.25")
        return lambda: plain_numpy(result, count), count

    return prepare


def one_result() -> tuple[Callable[[], object], int]:
    result = made(*REGENCIES, "weights = 0.25")
    return lambda: compute(result.definition, result.table), 1


def what_if() -> tuple[Callable[[], object], int]:
    result = made(*REGENCIES, "weights = 0.25")
    return lambda: sensitivity.what_if(result, weights={"g0": 0.5}), 1


def one_out() -> tuple[Callable[[], object], int]:
    result = made(*REGENCIES, "weights = 0.25")
    return lambda: sensitivity.one_out(result), 1


CASES: dict[str, tuple[str, Callable[[], tuple[Callable[[], object], int]]]] = {
    "compute": ("514 x 61: normalise, aggregate, rank, classify", one_result),
    "what_if": ("514 x 61: what-if on one weight", what_if),
    "one_out": ("514 x 61: each of 61 indicators left out", one_out),
    "plain": ("514 x 61: plain numpy, draw after draw, 2,000 draws", baseline(REGENCIES, 2000)),
    "weights_1000": ("514 x 61: weights, 1,000 draws", intervals("weights = 0.25", REGENCIES, 1000)),
    "weights": ("514 x 61: weights, 10,000 draws", intervals("weights = 0.25", REGENCIES, 10_000)),
    "choices": (
        "514 x 61: weights, normalisation, aggregation, 10,000 draws",
        intervals(f"weights = 0.25\n{ALL_CHOICES}", REGENCIES, 10_000),
    ),
    "counts": (
        "514 x 61: weights and Poisson noise on every count, 1,000 draws",
        intervals('weights = 0.25\ncounts = "poisson"', REGENCIES, 1000),
    ),
    "plain_villages": ("83,762 x 28: plain numpy, 50 draws", baseline(VILLAGES, 50)),
    "villages": ("83,762 x 28: weights, 1,000 draws", intervals("weights = 0.25", VILLAGES, 1000)),
}


def measure(name: str) -> dict[str, Any]:
    """Best of three (large ones once), after one warm-up of the small ones."""
    act, count = CASES[name][1]()
    times = 1 if "villages" in name else 3
    if times > 1:
        act()
    found = []
    for _ in range(times):
        wall, processor = time.perf_counter(), time.process_time()
        act()
        found.append((time.process_time() - processor, time.perf_counter() - wall))
    processor, wall = min(found)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "draws": count,
        "processor_s": round(processor, 4),
        "wall_s": round(wall, 4),
        "peak_mib": round(peak),
    }


def main() -> None:
    """Measure every case in its own process, write figures and the page."""
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1])))
        return
    figures = {}
    for name in CASES:
        done = subprocess.run(
            [sys.executable, "-m", "bench.index", name], capture_output=True, text=True, check=True
        )
        figures[name] = json.loads(done.stdout)
        print(CASES[name][0], figures[name], flush=True)
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "index.json").write_text(json.dumps(figures, indent=1) + "\n")
    (OUT / "index.md").write_text(page(figures))


def page(figures: dict[str, dict[str, Any]]) -> str:
    def per_draw(name: str) -> float:
        return float(figures[name]["processor_s"]) / int(figures[name]["draws"])

    rows = "\n".join(
        f"| {CASES[name][0]} | {each['processor_s']:.3f} s | {per_draw(name) * 1e3:.3f} ms "
        f"| {each['wall_s']:.2f} s | {each['peak_mib']} MiB |"
        for name, each in figures.items()
    )
    named = {"one result": "compute", "one draw of weights": "weights"}
    named["one draw of weights, normalisation, aggregation"] = "choices"
    beside = "\n".join(
        f"| {told} | {COINR[name] * 1e3:.0f} ms | {per_draw(name) * 1e3:.3f} ms | {COINR[name] / per_draw(name):,.0f} "
        f"| {COINR[name] * figures[name]['draws'] / figures[name]['wall_s']:,.0f} |"
        for told, name in named.items()
    )
    faster = per_draw("plain") / per_draw("weights")
    faster_villages = per_draw("plain_villages") / per_draw("villages")
    return f"""# Speed of the index

Written by `python -m bench.index` (module `bench/index.py`), seed {SEED}; figures in `index.json` beside this
page. {os.cpu_count()} cores, Python {platform.python_version()}, numpy {np.__version__}. Processor time
is that of all threads together; wall time is what a person waits, and grows when the machine has other work.

| case | processor | for one draw | wall | peak memory |
| --- | --- | --- | --- | --- |
{rows}

Ratios in this run, by processor time for one draw:

| against | times faster |
| --- | --- |
| plain numpy, one draw after the other, weights only (514 x 61) | {faster:.1f} |
| the same for 83,762 x 28 | {faster_villages:.1f} |

Plain numpy gives the same output (weights by level, shared ranks, a class line for every draw, quantiles), written as
anybody would write it first.

Beside COINr 1.1.14 (R), measured earlier on a machine of this kind, wall time: 0.083 s to normalise and aggregate,
107 s for 1,000 draws of weights, 96 s for 1,000 draws of weights, normalisation and aggregation, 174 MiB.

| | COINr | here, processor | times, by processor time | times, by wall time |
| --- | --- | --- | --- | --- |
{beside}

Scaling: time grows with draws x units (sorting dominates) and only a little with indicators; memory is 2 bytes (4
above 65,535 units) for each unit and draw, and a temporary file beyond 800 MB.
"""


if __name__ == "__main__":
    main()
