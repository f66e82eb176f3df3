"""``python -m benchmarks``: every benchmark in a process of its own, one table, ``out/bench.json``."""

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.report import Figure, show, write

NAMES = ("start", "paint", "tiles", "pipeline")


def main() -> int:
    """Returns 1 when a budget does not hold or a benchmark failed."""
    figures: list[Figure] = []
    failed = False
    for name in NAMES:
        print(f"… {name}", file=sys.stderr)
        done = subprocess.run([sys.executable, "-m", f"benchmarks.{name}", "--json"], capture_output=True, text=True)
        if done.returncode:
            failed = True
            print(f"{name} failed:\n{done.stderr}", file=sys.stderr)
            continue
        figures += [Figure(**row) for row in json.loads(done.stdout.splitlines()[-1])]
    show(figures)
    write(figures, Path("out/bench.json"))
    return 1 if failed or any(figure.holds is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
