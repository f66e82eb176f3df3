"""The overview: tiles of every system, on-time gauges of the provinces, the camera map."""

from datetime import timedelta

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction, QIcon, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ioc.domain.situation import Changes, Situation
from widgets.pages.page import Context, Page
from widgets.parts.gauge_panel import GaugePanel
from widgets.parts.map_panel import MapPanel
from widgets.parts.provenance import provenance
from widgets.parts.sparkline import SPAN, STEP
from widgets.parts.tile_wall import TileWall
from widgets.parts.tiles import Tile
from widgets.shapes import shape_pixmap

RELOADS_MS = (0, 4_000, 12_000, 30_000)
"""When the sparklines are asked for after the start: a first run fills its history while it is watched."""
RELOAD_EVERY = timedelta(minutes=10)


class OverviewPage(Page):
    """What is wrong, where, and since when, on one page."""

    page_id = "overview"
    symbol = "overview"
    wants_map = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._situation = Situation()
        self._search = QLineEdit(self)
        self._search.setClearButtonEnabled(True)
        self._lens = QAction(QIcon(shape_pixmap("search", context.theme.colour("secondary"), 16)), "", self)
        self._search.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)
        console = context.console
        self.wall = TileWall(console.catalogue, context.clock, context.theme, self._origin, self)
        self.gauges = GaugePanel(context, self)
        self.map_panel = MapPanel(context, self)
        self._left, self._right = QWidget(self), QWidget(self)
        self._lay_out()
        self.setFocusProxy(self.wall)
        self._search.textChanged.connect(self.wall.search)
        self._search.returnPressed.connect(self.wall.setFocus)
        self.wall.activated.connect(self._open_series)
        self.gauges.unit_chosen.connect(self._open_unit)
        self._second = QTimer(self)
        self._second.timeout.connect(self.wall.tick)
        self._second.start(1000)
        self._again = QTimer(self)
        self._again.timeout.connect(self._load)
        self._again.start(int(RELOAD_EVERY.total_seconds() * 1000))
        for after in RELOADS_MS:
            QTimer.singleShot(after, self, self._load)
        self.retranslate()

    def _lay_out(self) -> None:
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        left.addWidget(self._search)
        left.addWidget(self.wall, 1)
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(10)
        right.addWidget(self.gauges)
        right.addWidget(self.map_panel, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(10)
        row.addWidget(self._left, 1)
        row.addWidget(self._right)

    def title(self) -> str:
        return self.tr("Overview")

    def show_situation(self, situation: Situation, changes: Changes) -> None:
        self._situation = situation
        self.wall.show_situation(situation, changes)
        self.gauges.show_situation(situation, changes)
        if changes.everything or changes.cameras:
            self.map_panel.show_cameras(situation.cameras)

    def select(self, argument: object) -> None:
        """Search for what was named, so that it stands alone on the wall."""
        if isinstance(argument, str):
            self._search.setText(argument)

    def find(self) -> None:
        self._search.setFocus()
        self._search.selectAll()

    def take_map(self, view: QWidget) -> None:
        self.map_panel.take_map(view)

    def flash(self, on: bool) -> None:
        """Show or hide the signs of unacknowledged alerts: called twice a second."""
        self.wall.flash(on)

    def retranslate(self) -> None:
        self._search.setPlaceholderText(self.tr("Find an indicator, a unit or a system (Ctrl+F)"))
        self._search.setAccessibleName(self.tr("Find an indicator"))
        for part in (self.wall, self.gauges, self.map_panel):
            part.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._right.setFixedWidth(max(450, min(900, round(self.width() * 0.36))))
        super().resizeEvent(event)

    def _origin(self, tile: Tile) -> str:
        feed = tile.reading.feed if tile.reading else ""
        health = self._situation.feeds.get(feed)
        return provenance(tile, self.context.console, health, self.locale(), self.context.clock.now())

    @Slot()
    def _load(self) -> None:
        """Ask for the last day of every series; the answer comes by signal."""
        now = self.context.clock.now()
        recent = self.context.console.recent
        self.context.queries.ask(lambda: recent(now - SPAN - STEP, now, STEP), self.wall.fill, key="sparklines")

    @Slot(object)
    def _open_series(self, series: object) -> None:
        self.go_to.emit("indicators", series)

    @Slot(str)
    def _open_unit(self, unit: str) -> None:
        self.go_to.emit("dossiers", unit)
