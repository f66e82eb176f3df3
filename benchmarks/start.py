"""Budget: window with data ≤ 1.5 s, map ≤ 3 s, ``ioc --help`` ≤ 0.2 s. Reference: a bare interpreter, a bare window."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks.report import Figure, main

ROOT = Path(__file__).parents[1]
BARE_WINDOW = """
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel("IOC")
label.show()
application.processEvents()
label.grab()
"""


def seconds(*command: str) -> float:
    """Wall time of a process from start to end."""
    start = perf_counter()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True, capture_output=True)
    return perf_counter() - start


def program(folder: Path) -> dict[str, float]:
    """One start on the sample province; its own account of when it painted."""
    file = folder / "summary.json"
    seconds("main.py", "--data", str(folder), "--for", "8", "--summary", str(file))
    return json.loads(file.read_text(encoding="utf-8"))


def measure() -> list[Figure]:
    """Times in seconds. Every program start but the first finds a database with data."""
    bare = [seconds("-c", "pass") for _ in range(10)]
    window = [seconds("-c", BARE_WINDOW) for _ in range(5)]
    helped = [seconds("main.py", "--help") for _ in range(10)]
    with tempfile.TemporaryDirectory() as folder:
        runs = [program(Path(folder)) for _ in range(5)]
    return [
        Figure("ioc --help", "s", helped, "bare interpreter", bare, 0.2),
        Figure("window with data", "s", [run["first_data_s"] for run in runs], "bare Qt window", window, 1.5),
        Figure("map ready", "s", [run["map_ready_s"] for run in runs], "bare Qt window", window, 3.0),
    ]


if __name__ == "__main__":
    main(measure)
