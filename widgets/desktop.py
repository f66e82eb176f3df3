"""The desktop program: the Qt application, the window and the map around a running console."""

import getpass
import json
import os
import signal
import sys
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Thread
from time import monotonic
from types import FrameType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer, Slot
from PySide6.QtWidgets import QApplication, QStyle

from ioc.domain.clock import Clock, SystemClock
from ioc.domain.console import Console
from ioc.domain.situation import Changes, Situation
from maps.web import prepare
from widgets.bridge import Bridge
from widgets.i18n.languages import Languages
from widgets.loopwatch import LoopWatch
from widgets.pages.page import Context
from widgets.pages.registry import BY_ID
from widgets.queries import QueryPool
from widgets.summary import Times, summarise
from widgets.theme import Theme
from widgets.window import Window

if TYPE_CHECKING:
    from maps.view import MapView

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
SCREENSHOT_SIZE = (1920, 1080)
MAP_WAITS_MS = 500
"""The first values are worth more than the map: it leaves them so long after the first frame."""
CHARTS_WAIT_MS = 3000
"""Charts are prepared when the map is ready; so long after the first frame where no map is shown."""
UNSEEN_MS = 1000
"""A window that starts minimised is not painted: the feeds are polled after so long all the same."""


@dataclass(frozen=True)
class Options:
    """How the program is to run. ``started`` is ``time.monotonic()`` at the start of the process."""

    for_s: float | None = None
    screenshot: Path | None = None
    summary: str | Path | None = None
    """A file for the JSON summary; "-" prints it."""
    page: str | None = None
    language: str | None = None
    size: tuple[int, int] | None = None
    started: float = field(default_factory=monotonic)
    settings: Path | None = None
    """Where the window keeps its place; None remembers nothing."""


def _nothing() -> None:
    return


def run(console: Console, options: Options, begin: Callable[[], None] = _nothing) -> int:
    """Open the window and stay until it is closed; the exit status. Must be called on the main thread.

    ``begin`` is called once, when the window shows what the console knows already: the first polls all at once
    would take the time in which the window is built.
    """
    _choose_platform(os.environ)
    prepare()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise RuntimeError("a Qt application without widgets is running already")
    application.setApplicationName("ioc-dashboard")
    desktop = Desktop(application, console, options, begin=begin)
    desktop.open()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, desktop.on_signal)
    status = application.exec()
    desktop.stop()
    return status


def _choose_platform(environment: MutableMapping[str, str]) -> None:
    """Without a display the same program runs offscreen, and says so."""
    if sys.platform.startswith("linux") and not any(environment.get(name) for name in DISPLAYS):
        environment["QT_QPA_PLATFORM"] = "offscreen"
        print("ioc: no display found, running offscreen", file=sys.stderr)  # noqa: T201


class Desktop(QObject):
    """Owns what lives as long as the program, and takes it down in the right order."""

    def __init__(
        self,
        application: QApplication,
        console: Console,
        options: Options,
        clock: Clock | None = None,
        begin: Callable[[], None] = _nothing,
    ) -> None:
        super().__init__(application)
        self._begin: Callable[[], None] | None = begin
        self._application, self._console, self._options = application, console, options
        self._times = Times()
        self._theme = Theme()
        self._theme.apply(application)
        self._settings = self._open_settings()
        self._languages = Languages(application, self._language())
        self._bridge = Bridge(self)
        self._queries = QueryPool(parent=self)
        zone = console.centre.zone
        moves = options.screenshot is None and _desktop_moves(application)
        context = Context(console, self._queries, self._theme, clock or SystemClock(), zone, _who, moves)
        self.window = Window(context, self._languages, self._settings)
        self._map: MapView | None = None
        self._watch = LoopWatch(parent=self)
        self._charts = Thread(target=_import_charts, name="charts", daemon=True)
        self._stopped = False

    def open(self) -> None:
        """Show the window with what the console knows; the map follows once the window is painted."""
        size = self._options.size or (SCREENSHOT_SIZE if self._options.screenshot else None)
        if size is not None:
            self.window.resize(*size)
        self.window.painted.connect(self._painted)
        self.window.shown_data.connect(self._data_shown)
        self.window.closed.connect(self._application.quit)
        self._bridge.changed.connect(self._show)
        self._console.subscribe(self._bridge.publish)
        self._bridge.flush()
        self.window.show_page(self._first_page())
        self.window.show()
        QTimer.singleShot(UNSEEN_MS, self, self._begin_once)
        if self._options.for_s is not None:
            QTimer.singleShot(round(self._options.for_s * 1000), self, self._time_is_up)

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        """SIGINT or SIGTERM: leave the event loop; everything else is taken down after it."""
        self._application.quit()

    def stop(self) -> None:
        """Deliver nothing more, end the map, the queries and the window. May be called twice."""
        if self._stopped:
            return
        self._stopped = True
        self._watch.stop()
        self._bridge.stop()
        self.window.close()
        if self._map is not None:
            self._map.stop()
        if self._charts.is_alive():
            self._charts.join()
        self._queries.stop()
        self._languages.close()
        self.window.deleteLater()

    # start

    def _open_settings(self) -> QSettings | None:
        if self._options.settings is None or self._options.screenshot is not None:
            return None
        return QSettings(str(self._options.settings), QSettings.Format.IniFormat)

    def _language(self) -> str:
        remembered = self._settings.value("language", "vi") if self._settings is not None else "vi"
        return self._options.language or str(remembered)

    def _first_page(self) -> str:
        remembered = self._settings.value("page", "overview") if self._settings is not None else "overview"
        page = self._options.page or str(remembered)
        return page if page in BY_ID else "overview"

    @Slot()
    def _painted(self) -> None:
        self._times.first_paint_s = monotonic() - self._options.started
        self._begin_once()
        QTimer.singleShot(MAP_WAITS_MS, self, self._open_map)
        QTimer.singleShot(CHARTS_WAIT_MS, self, self._prepare_charts)

    @Slot()
    def _begin_once(self) -> None:
        begin, self._begin = self._begin, None
        if begin is not None and not self._stopped:
            begin()

    @Slot()
    def _data_shown(self) -> None:
        self._times.first_data_s = monotonic() - self._options.started
        QTimer.singleShot(0, self, self._open_map)

    @Slot()
    def _open_map(self) -> None:
        """The web engine is imported and started only now: it costs more than the whole window."""
        if self._map is not None or self._stopped:
            return
        from maps.view import MapView

        colours = asdict(self._theme.tokens)
        view = MapView(self._console.centre, self._languages.language, self.window, colours)
        view.hide()
        view.ready.connect(self._map_ready)
        view.selected.connect(self._camera_chosen)
        self._map = view
        self.window.bar.language_asked.connect(view.set_language)
        self._show_cameras(self.window.situation, None)
        self.window.give_map(view)

    @Slot()
    def _map_ready(self) -> None:
        if self._times.map_ready_s is None:
            self._times.map_ready_s = monotonic() - self._options.started
            self._prepare_charts()

    @Slot()
    def _prepare_charts(self) -> None:
        if self._charts.ident is None and not self._stopped:
            self._charts.start()

    @Slot(str)
    def _camera_chosen(self, key: str) -> None:
        page = self.window.page()
        if page is not None and page.page_id != "map":
            self.window.go_to("map", key)

    # while it runs

    @Slot(object, object)
    def _show(self, situation: Situation, changes: Changes) -> None:
        self.window.show_situation(situation, changes)
        if self._map is not None and (changes.everything or changes.cameras):
            self._show_cameras(situation, None if changes.everything else changes.cameras)

    def _show_cameras(self, situation: Situation, changed: frozenset[str] | None) -> None:
        if self._map is not None:
            self._map.show_cameras(situation.cameras, changed)

    # end

    @Slot()
    def _time_is_up(self) -> None:
        self._watch.stop()
        self._times.loop_block_max_ms = self._watch.worst_ms
        if self._options.screenshot is None or self._map is None:
            self._finish()
        else:
            self._map.snapshot(self._finish)

    def _finish(self) -> None:
        if self._options.screenshot is not None:
            self._options.screenshot.parent.mkdir(parents=True, exist_ok=True)
            if not self.window.grab().save(str(self._options.screenshot), "PNG"):
                print(f"ioc: cannot write {self._options.screenshot}", file=sys.stderr)  # noqa: T201
                self._application.exit(1)
                return
        if self._options.summary is not None:
            self._write_summary(summarise(self.window, self._points(), self._times))
        self._application.quit()

    def _points(self) -> int:
        return self._map.points_on_screen() if self._map is not None else 0

    def _write_summary(self, summary: Mapping[str, object]) -> None:
        text = json.dumps(summary, ensure_ascii=False, indent=2)
        if str(self._options.summary) == "-":
            print(text)  # noqa: T201
        else:
            path = Path(str(self._options.summary))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text + "\n", encoding="utf-8")


def _import_charts() -> None:
    """On a thread once everything is shown: the first chart would else stop the window for half a second.

    Importing makes classes and no Qt object, so the thread does not matter; whoever needs a chart meanwhile waits.
    """
    import widgets.parts.chart  # noqa: F401


def _who() -> str:
    """The name of the person at the keyboard, as far as the system knows it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "operator"


def _desktop_moves(application: QApplication) -> bool:
    """Whether the desktop allows motion: a style without animations asks for none."""
    duration = application.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
    return duration > 0
