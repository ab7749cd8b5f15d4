"""One method in a process of its own: fit twice, say how long either took, how much memory, and what was found.

`python -m tests.benchmarks.topic_worker METHOD DATA.json EMBEDDINGS.npy STARTED`, where STARTED is the time at which
the process was asked for; the answer is one line of JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np

from tests.benchmarks.topic_methods import fitted


def main(method: str, data: str, embeddings: str, started: str) -> None:
    """Run the method and print what it took and found."""
    content = json.loads(Path(data).read_text(encoding="utf-8"))
    vectors = np.load(embeddings)
    classes = len(set(content["labels"]))
    topics, words = fitted(method, content["texts"], vectors, classes=classes)
    cold = time.time() - float(started)
    cpu = time.process_time()
    begun = time.time()
    fitted(method, content["texts"], vectors, classes=classes)
    warm = time.time() - begun
    sys.stdout.write(
        json.dumps({"topics": topics, "words": words, "cold": cold, "cpu": cpu, "warm": warm, "peak": peak_mib()})
        + "\n"
    )


def peak_mib() -> float:
    """Return the most memory that this process held, in MiB.

    Where the system keeps it for each program, it is that of this one alone: what `getrusage` says begins with the
    memory of the process that started it.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        fields = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines())
        return int(fields["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
