"""The real window around a running console, in the process of the test."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from ioc.application import Running, open_console
from ioc.deployment.load import load
from ioc.domain.clock import SystemClock
from ioc.domain.indicators import Series
from ioc.domain.situation import Changes, FeedHealth, Situation
from widgets.bridge import Bridge
from widgets.i18n.languages import Languages
from widgets.pages.page import Context
from widgets.parts.tiles import Quality, Tile
from widgets.queries import QueryPool
from widgets.theme import Theme
from widgets.window import Window


class Bot(Protocol):
    """What is used of ``qtbot``."""

    def addWidget(self, widget: Window) -> None: ...

    def waitExposed(self, widget: Window) -> object: ...

    def waitUntil(self, condition: Callable[[], object], timeout: int = 5000) -> None: ...


class Shown:
    """A running console and what its window shows. Every situation that was published is in ``told``."""

    def __init__(self, console: Running, window: Window, bot: Bot) -> None:
        self.console = console
        self.window = window
        self.told: list[tuple[Situation, Changes]] = []
        self._bot = bot

    @property
    def feeds(self) -> Mapping[str, FeedHealth]:
        """How the feeds do, as the window was told."""
        return self.window.situation.feeds

    @property
    def tiles(self) -> dict[Series, Tile]:
        """The tiles of the wall."""
        overview = self.window.overview()
        assert overview is not None
        return overview.wall.book.tiles

    @property
    def painted(self) -> int:
        """How many tiles have been painted so far."""
        overview = self.window.overview()
        assert overview is not None
        return overview.wall.painted_tiles

    def qualities(self) -> dict[Series, Quality]:
        """What each tile says of its value."""
        return {series: tile.quality for series, tile in self.tiles.items()}

    def until(self, condition: Callable[[], object], seconds: float = 20.0) -> None:
        """Let the window live until something holds."""
        self._bot.waitUntil(lambda: bool(condition()), timeout=int(seconds * 1000))


@contextmanager
def showing(
    bot: Bot, application: QApplication, folder: Path, database: Path, variables: Mapping[str, str]
) -> Iterator[Shown]:
    """Show the overview of the deployment in ``folder`` until the block ends; the test starts the console."""
    console = open_console(load(folder, variables), f"sqlite:///{database}")
    theme = Theme()
    theme.apply(application)
    languages, bridge, queries = Languages(application, "vi"), Bridge(), QueryPool()
    context = Context(console, queries, theme, SystemClock(), console.centre.zone, lambda: "ca trực")
    window = Window(context, languages)
    bot.addWidget(window)
    shown = Shown(console, window, bot)
    try:
        bridge.changed.connect(window.show_situation)
        console.subscribe(lambda situation, changes: shown.told.append((situation, changes)))
        console.subscribe(bridge.publish)
        bridge.flush()
        window.resize(1600, 900)
        window.show_page("overview")
        window.show()
        bot.waitExposed(window)
        yield shown
    finally:
        console.stop()
        bridge.stop()
        window.close()
        queries.stop()
        languages.close()
