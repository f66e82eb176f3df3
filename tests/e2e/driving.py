"""Starts the whole program as a process of its own and reads what it says was on the screen."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"


@dataclass
class Program:
    """Starts ``main.py`` with its data in one folder."""

    data: Path
    environment: dict[str, str]

    def command(self, *arguments: str | Path) -> list[str]:
        return [sys.executable, str(ROOT / "main.py"), "--data", str(self.data), *map(str, arguments)]

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """Start and go on; the caller ends it."""
        return subprocess.Popen(
            self.command(*arguments),
            cwd=self.data,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def summary(self, seconds: float, *arguments: str | Path) -> dict[str, Any]:
        """Run for so long offscreen and return what was on the screen."""
        file = self.data / "summary.json"
        file.unlink(missing_ok=True)
        done = subprocess.run(
            self.command("--for", str(seconds), "--summary", file, *arguments),
            cwd=self.data,
            env={**self.environment, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            timeout=seconds + 60,
        )
        assert done.returncode == 0, done.stderr
        summary: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return summary


def until(condition: Callable[[], object], seconds: float = 30) -> None:
    """Look again and again until ``condition`` holds."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.1)):
        if condition():
            return
        pause.wait(0.1)
    raise AssertionError(f"it did not come about in {seconds:g} s")
