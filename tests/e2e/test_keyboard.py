"""An operator at the real window: keys and clicks through an X server, nothing called from inside."""

import subprocess
import threading
from pathlib import Path

import pytest
from driving import Program, until

from ioc.domain.alerts import Transition, What
from ioc.storage.store import Store

TITLE = "sample data"
PAGES = ("Overview", "Dossiers", "Map", "Alerts", "Indicators", "Feeds")


class Hand:
    """Presses keys and clicks where a person would, and reads the window's title."""

    def __init__(self, display: str) -> None:
        self._display = display
        self._call("search", "--sync", "--onlyvisible", "--name", TITLE)

    def _call(self, *arguments: str) -> str:
        return subprocess.run(
            ["xdotool", *arguments],
            env={"DISPLAY": self._display, "PATH": "/usr/local/bin:/usr/bin:/bin"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,  # the web view makes Qt build the native window anew: the id of a moment ago may be gone
        ).stdout

    def press(self, *keys: str) -> None:
        self._call("search", "--onlyvisible", "--name", TITLE, "windowfocus", "--sync")
        self._call("key", "--clearmodifiers", *keys)

    def click(self, x: int, y: int) -> None:
        self._call("mousemove", str(x), str(y), "click", "1")

    def shows(self, page: str) -> bool:
        """Whether the window's title names this page, within a second."""
        pause = threading.Event()
        for _ in range(10):
            if self._call("search", "--onlyvisible", "--name", TITLE, "getwindowname").startswith(page):
                return True
            pause.wait(0.1)
        return False


def transitions(data: Path, what: What) -> list[Transition]:
    """The transitions of one kind that the database of a data folder holds, newest first."""
    store = Store.open(f"sqlite:///{data / 'ioc.db'}")
    try:
        return [transition for transition in store.transitions() if transition.what is what]
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
            # pressed again when lost: the map's first showing makes Qt build the native window anew
            until(lambda key=str(number), name=name: hand.press(key) or hand.shows(name))
        for number, name in enumerate(PAGES):
            hand.click(40, 85 + 74 * number)
            until(lambda name=name: hand.shows(name))
        hand.press("4")
        until(lambda: hand.shows("Alerts"))
        until(lambda: transitions(program.data, What.RAISED), 60)
        # the list shows a raise a moment after it is stored; on an acknowledged alert Space does nothing more
        until(lambda: hand.press("space") or transitions(program.data, What.ACKNOWLEDGED))
    finally:
        running.terminate()
        running.communicate(timeout=30)
    assert running.returncode == 0

    first = transitions(program.data, What.ACKNOWLEDGED)[-1]
    again = program.summary(8, "--page", "alerts", "--language", "en")
    assert again["acknowledged"] == 1
    assert transitions(program.data, What.ACKNOWLEDGED)[-1] == first
