"""Load time, memory and speed of the gazetteer: `python tests/benchmarks/bench_places.py`.

Figures are for one core. The text is prose of this repository and sentences dense in names, repeated.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from feedback_nlp.places import load_gazetteer

ROOT = Path(__file__).parents[2]
CHARACTERS = 2_000_000
REPEATS = 5
LOADING = """
import resource, time
import numpy
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
from feedback_nlp.places import load_gazetteer
imported = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start, cpu = time.perf_counter(), time.process_time()
gazetteer = load_gazetteer()
wall, used = time.perf_counter() - start, time.process_time() - cpu
print(wall, used, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, len(gazetteer))
"""


def loading() -> tuple[float, float, float, int]:
    """Return wall seconds, processor seconds and MiB of loading in a fresh process (best of some), and the places."""
    runs = []
    for _ in range(REPEATS):
        done = subprocess.run([sys.executable, "-c", LOADING], capture_output=True, text=True, check=True, cwd=ROOT)
        wall, used, memory, places = done.stdout.split()
        runs.append((float(wall), float(used), float(memory), int(places)))
    return min(runs)


def prose() -> str:
    """Return the repository's own documents, which name few cities."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("*.md")))


def dense() -> str:
    """Return the sentences of the test set of ambiguous names, which name a city in every second one."""
    lines = (ROOT / "tests/extract/data/city_names.jsonl").read_text(encoding="utf-8").splitlines()
    return "\n".join(json.loads(line)["text"] for line in lines)


def speed(text: str) -> tuple[float, int]:
    """Return characters per processor second (best of some) and the matches in a text repeated to 2 M characters."""
    gazetteer = load_gazetteer()
    repeated = text * (CHARACTERS // len(text) + 1)
    best, found = 0.0, 0
    for _ in range(REPEATS):
        start = time.process_time()
        found = len(gazetteer.find(repeated))
        best = max(best, len(repeated) / (time.process_time() - start))
    return best, found


def main() -> None:
    """Print the figures."""
    wall, used, memory, places = loading()
    lines = [
        f"load       {wall:.2f} s wall, {used:.2f} s processor, {places:,} places (best of {REPEATS} processes)",
        f"memory     {memory:.0f} MiB more than a process with NumPy",
    ]
    for name, text in (("prose", prose()), ("dense", dense())):
        rate, found = speed(text)
        size = CHARACTERS / 1e6
        lines.append(f"look-up    {rate / 1e6:.1f} M characters/s on {name} text ({found:,} matches in {size:.0f} M)")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
