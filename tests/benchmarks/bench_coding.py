"""Start-up, memory and speed of the extraction: `python tests/benchmarks/bench_coding.py`.

Codes the testimonials of `data/gold` three times; texts that the model was trained on take as long as any others.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

GOLD = Path(__file__).parents[2] / "data" / "gold"
FILES = ("a", "b", "c", "d", "e", "g")
WORDS = 60
"""Words of the testimonial in which speed is given."""


def main() -> None:
    """Print what it takes."""
    begun = time.perf_counter()
    from feedback_nlp.extract import build_coder  # noqa: PLC0415 -- importing is part of the start-up

    coder = build_coder()
    list(coder.docs([("Leuven showed us how to plant trees.", None)]))
    started = time.perf_counter() - begun
    lines = [line for name in FILES for line in (GOLD / f"train_{name}.jsonl").read_text("utf-8").splitlines()]
    rows = [json.loads(line) for line in lines]
    length = sum(len(row["text"].split()) for row in rows) / len(rows)
    sys.stdout.write(f"start-up {started:.1f} s; {len(rows)} testimonials of {length:.0f} words on average\n")
    for _ in range(3):
        begun, processor = time.perf_counter(), time.process_time()
        list(coder.docs((row["text"], row["learner"]) for row in rows))
        speed = len(rows) / (time.perf_counter() - begun)
        cost = (time.process_time() - processor) / len(rows)
        per_word_count = f"{speed * length / WORDS:.0f} of {WORDS} words"
        sys.stdout.write(f"{speed:.0f} a second, {per_word_count}; {cost * 1000:.0f} ms of processor time\n")
    sys.stdout.write(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB\n")


if __name__ == "__main__":
    main()
