"""An operator at the real window: keys and clicks through an X server, nothing called from inside."""

import subprocess
from pathlib import Path

import pytest
from driving import Program, until

from ioc.domain.alerts import Transition, What
from ioc.storage.store import Store

PAGES = ("Overview", "Dossiers", "Map", "Alerts", "Indicators", "Feeds")


class Hand:
    """Presses keys and clicks where a person would, and reads the window's title."""

    def __init__(self, display: str) -> None:
        self._display = display
        self.window = self._call("search", "--sync", "--onlyvisible", "--name", "Overview").split()[0]
        self._call("windowfocus", "--sync", self.window)

    def _call(self, *arguments: str) -> str:
        return subprocess.run(
            ["xdotool", *arguments],
            env={"DISPLAY": self._display, "PATH": "/usr/local/bin:/usr/bin:/bin"},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        ).stdout

    def press(self, *keys: str) -> None:
        self._call("key", "--clearmodifiers", *keys)

    def click(self, x: int, y: int) -> None:
        self._call("mousemove", str(x), str(y), "click", "1")

    def title(self) -> str:
        return self._call("getwindowname", self.window).strip()


def acknowledgements(data: Path) -> list[Transition]:
    """What the database of a data folder holds of acknowledged alerts."""
    store = Store.open(f"sqlite:///{data / 'ioc.db'}")
    try:
        return [t for t in store.transitions() if t.what is What.ACKNOWLEDGED]
    finally:
        store.close()


@pytest.mark.e2e
@pytest.mark.web
def test_pages_open_and_an_alert_is_acknowledged_for_good(program: Program, screen: str) -> None:
    program.environment |= {"DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
    running = program.start("--language", "en", "--size", "1900x1000", "--for", "100")
    try:
        hand = Hand(screen)
        for number, name in enumerate(PAGES, start=1):
            hand.press(str(number))
            until(lambda name=name: hand.title().startswith(name))
        for number, name in enumerate(PAGES):
            hand.click(40, 85 + 66 * number)
            until(lambda name=name: hand.title().startswith(name))
        hand.press("4", "space")
        until(lambda: acknowledgements(program.data))
    finally:
        running.terminate()
        running.communicate(timeout=30)
    assert running.returncode == 0

    first = acknowledgements(program.data)[-1]
    file = program.data / "again.json"
    again = program.summary(8, "--page", "alerts", "--language", "en")
    assert again["acknowledged"] >= 1
    assert not file.exists()
    assert acknowledgements(program.data)[-1] == first
