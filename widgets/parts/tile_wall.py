"""All tiles in one viewport: scrolled, walked through by keyboard, painted only where something changed."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from ioc.domain.catalogue import Catalogue
from ioc.domain.clock import Clock
from ioc.domain.indicators import Series
from ioc.domain.situation import Changes, Situation
from widgets.finding import matches
from widgets.parts.tile_layout import TILE_WIDTH, Cell, Group, Kind, Placed, columns_of, full_height, make_groups, place
from widgets.parts.tile_painter import TilePainter, clip_of
from widgets.parts.tiles import Tile, TileBook
from widgets.theme import Theme

MARGIN_RIGHT = 4
"""Between the panels and the scroll bar."""


class TileWall(QAbstractScrollArea):
    """The tiles of every system, grouped."""

    activated = Signal(object)
    """The Series of a tile that was double-clicked or entered."""

    def __init__(
        self,
        catalogue: Catalogue,
        clock: Clock,
        theme: Theme,
        tooltip: Callable[[Tile], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.book = TileBook(catalogue)
        self.painted_tiles = 0
        """How many tiles have been painted so far; tests and benchmarks read the difference."""
        self._catalogue, self._clock, self._tooltip = catalogue, clock, tooltip
        self._painter = TilePainter(theme, catalogue, self)
        self._ground, self._panel = theme.colour("ground"), theme.colour("panel")
        self._opened: dict[str, bool] = {}
        self._query = ""
        self._groups: dict[str, Group] = {}
        self._placed = Placed([], [], 0)
        self._panels, self._bare = QRegion(), QRegion()
        """All panels, and what no tile covers of them."""
        self._cells_of: dict[Series, Cell] = {}
        self._current: tuple[Kind, str, Series | None] | None = None
        self._column = 0
        """Where Up and Down lead, also across headers that are as wide as the wall."""
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().setSingleStep(44)
        self.retranslate()

    # data

    def show_situation(self, situation: Situation, changes: Changes) -> None:
        """Take a situation over and paint what changed."""
        touched, reordered = self.book.update(situation, changes)
        if reordered or not self._cells_of:
            self._arrange()
            return
        self._repaint(touched)

    def fill(self, recent: object) -> None:
        """Take the history of the last day over (the answer of ``Console.recent``)."""
        self.book.fill(recent)  # type: ignore[arg-type]
        self.viewport().update()

    def tick(self) -> None:
        """A second has passed: paint the ages that read differently now."""
        now = self._clock.now()
        region = QRegion()
        for cell in self._visible_cells():
            if cell.tile is not None and self._painter.age(cell.tile, now) != cell.tile.age:
                region += clip_of(self._on_viewport(cell.rect))
        if not region.isEmpty():
            self.viewport().update(region)

    def flash(self, on: bool) -> None:
        """Show or hide the signs of unacknowledged alerts."""
        self._painter.flash_on = on
        region = QRegion()
        for cell in self._visible_cells():
            if cell.tile is not None and cell.tile.severity is not None and cell.tile.unacknowledged:
                rect = self._on_viewport(cell.rect)
                region += QRect(rect.right() - 42, rect.top(), 42, 28)
        if not region.isEmpty():
            self.viewport().update(region)

    def search(self, query: str) -> None:
        """Show only tiles whose indicator, unit or system contains every word."""
        self._query = query.strip()
        self.verticalScrollBar().setValue(0)
        self._arrange()

    def retranslate(self) -> None:
        """Take the language over from ``locale()``."""
        self._painter.set_locale(self.locale())
        self.setAccessibleName(self.tr("Indicators by system"))
        if self._groups:
            self._arrange()

    # what is on the screen, for the summary

    def shown_systems(self) -> list[str]:
        """The systems that have a line or tiles on the wall."""
        return list(self._groups)

    def shown_tiles(self) -> list[Tile]:
        """The tiles of these systems, those behind a collapsed line included."""
        return [tile for group in self._groups.values() for tile in group.tiles]

    def cell_rect(self, series: Series) -> QRect | None:
        """Where the tile of a series stands on the viewport; None where it has none."""
        cell = self._cells_of.get(series)
        return None if cell is None else self._on_viewport(cell.rect)

    def header_rect(self, system: str) -> QRect | None:
        """Where the header or line of a system stands on the viewport."""
        found = [cell for cell in self._placed.cells if cell.tile is None and cell.system == system]
        return self._on_viewport(found[0].rect) if found else None

    def current_series(self) -> Series | None:
        """The tile the keyboard stands on."""
        return self._current[2] if self._current else None

    def toggle(self, system: str) -> None:
        """Open a collapsed group or collapse an open one."""
        group = self._groups.get(system)
        if group is not None:
            self._opened[system] = not group.open
            self._arrange()

    # layout

    def _wanted(self, tile: Tile) -> bool:
        indicator = tile.indicator
        unit = self._catalogue.units.get(indicator.series.unit)
        system = self._catalogue.systems.get(indicator.system)
        names = [indicator.name, *([unit.name] if unit else []), *([system.name] if system else [])]
        return matches(self._query, *(text for name in names for text in name))

    def _arrange(self) -> None:
        width = self.viewport().width() - MARGIN_RIGHT
        columns = columns_of(width)
        wanted = self._wanted if self._query else None
        groups = make_groups(self._catalogue, self.book, self._opened, columns, wanted)
        if wanted is None and full_height(groups, width) <= self.viewport().height():
            groups = make_groups(self._catalogue, self.book, self._opened, columns, everything=True)
        self._groups = {group.system: group for group in groups}
        self._placed = place(groups, width, self._painter.least_line())
        self._cells_of = {cell.tile.indicator.series: cell for cell in self._placed.cells if cell.tile is not None}
        self._panels, self._bare = _regions(self._placed)
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, self._placed.height - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        self.viewport().update()

    def _on_viewport(self, rect: QRect) -> QRect:
        return rect.translated(0, -self.verticalScrollBar().value())

    def _visible_cells(self) -> list[Cell]:
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        return [cell for cell in self._placed.cells if cell.rect.bottom() >= top and cell.rect.top() <= bottom]

    def _repaint(self, touched: set[Series]) -> None:
        """Only the rectangles of changed tiles; of a collapsed group with one member, its line."""
        cells = self._visible_cells()
        changed = [cell.rect for cell in cells if self._shows(cell) in touched]
        if len(changed) == len(cells) - sum(cell.kind is Kind.HEADER for cell in cells):
            self.viewport().update()  # one whole rectangle is painted faster than many that make it up
            return
        for rect in changed:
            self.viewport().update(self._on_viewport(rect))

    def _shows(self, cell: Cell) -> Series | None:
        """The series whose value a cell shows."""
        if cell.tile is not None:
            return cell.tile.indicator.series
        tiles = self._groups[cell.system].tiles if cell.kind is Kind.LINE else []
        return tiles[0].indicator.series if len(tiles) == 1 else None

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(dx, dy)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        offset = self.verticalScrollBar().value()
        painter.translate(0, -offset)
        region = event.region().translated(0, offset)
        exact = painter.device().devicePixelRatioF().is_integer()  # else tiles do not end where pixels do
        filled = self._bare if exact else self._panels
        for colour, bare in ((self._ground, region - self._panels), (self._panel, region & filled)):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRects(list(bare))  # type: ignore[call-overload]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = self._clock.now()
        for panel in self._placed.panels:
            if region.intersects(panel):
                self._painter.panel(painter, panel)
        whole = region.rectCount() == 1
        cells = self._visible_cells()
        bounds = region.boundingRect()
        cells = [cell for cell in cells if (bounds if whole else region).intersects(cell.rect)]
        tiles = [(cell.rect, cell.tile) for cell in cells if cell.tile is not None]
        self.painted_tiles += len(tiles)
        self._painter.tiles(painter, tiles, now)
        for cell in cells:
            self._paint_rest(painter, cell, now)
        painter.end()

    def _paint_rest(self, painter: QPainter, cell: Cell, now: datetime) -> None:
        """Headers and lines; and where the keyboard stands."""
        current = self._current is not None and self.hasFocus() and self._current == _name(cell)
        if cell.kind is Kind.LINE:
            self._painter.line(painter, cell.rect, self._groups[cell.system], now, current)
        elif cell.kind is Kind.HEADER:
            self._painter.header(painter, cell.rect, self._groups[cell.system], current)
        elif current:
            self._painter.focus(painter, cell.rect)

    def _cell_at(self, point: QPoint) -> Cell | None:
        where = point + QPoint(0, self.verticalScrollBar().value())
        return next((cell for cell in self._visible_cells() if cell.rect.contains(where)), None)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self._cell_at(event.pos())
            if cell is not None and cell.tile is not None:
                QToolTip.showText(
                    event.globalPos(), self._tooltip(cell.tile), self.viewport(), self._on_viewport(cell.rect)
                )
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or cell is None:
            return
        self._walk_to(cell)
        if cell.tile is None:
            self.toggle(cell.system)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position().toPoint())
        if cell is not None and cell.tile is not None:
            self.activated.emit(cell.tile.indicator.series)
        elif cell is not None:
            self.toggle(cell.system)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cells = self._placed.cells
        if not cells:
            super().keyPressEvent(event)
            return
        at = next((n for n, cell in enumerate(cells) if _name(cell) == self._current), None)
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if at is not None:
                self._enter(cells[at])
            return
        target = self._target(key, cells, at)
        if target is None:
            super().keyPressEvent(event)
        else:
            column = self._column if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) else None
            self._walk_to(target)
            self._column = self._column if column is None else column

    def _enter(self, cell: Cell) -> None:
        if cell.tile is not None:
            self.activated.emit(cell.tile.indicator.series)
        else:
            self.toggle(cell.system)

    def _target(self, key: int, cells: list[Cell], at: int | None) -> Cell | None:
        keys = Qt.Key
        if key in (keys.Key_Home, keys.Key_End):
            return cells[0 if key == keys.Key_Home else -1]
        if key not in (keys.Key_Left, keys.Key_Right, keys.Key_Up, keys.Key_Down):
            return None
        if at is None:
            return next(iter(self._visible_cells()), cells[0])
        if key == keys.Key_Left:
            return cells[max(0, at - 1)]
        if key == keys.Key_Right:
            return cells[min(len(cells) - 1, at + 1)]
        return _beyond(cells, cells[at], self._column, key == keys.Key_Down)

    def _walk_to(self, cell: Cell) -> None:
        """Make a cell the current one, bring it into view and tell assistive technology of it."""
        self._current = _name(cell)
        self._column = cell.rect.left() + min(cell.rect.width(), TILE_WIDTH) // 2
        bar = self.verticalScrollBar()
        if cell.rect.top() < bar.value():
            bar.setValue(cell.rect.top())
        elif cell.rect.bottom() > bar.value() + self.viewport().height():
            bar.setValue(cell.rect.bottom() - self.viewport().height() + 1)
        self.setAccessibleDescription(self._spoken(cell))
        self.viewport().update()

    def _spoken(self, cell: Cell) -> str:
        language = self.locale().name()
        if cell.tile is None:
            system = self._catalogue.systems.get(cell.system)
            return system.name.of(language) if system else cell.system
        return cell.tile.indicator.name.of(language)


def _regions(placed: Placed) -> tuple[QRegion, QRegion]:
    """The panels, and the panels without the tiles: what has to be filled so that no pixel is painted twice."""
    panels, tiles = QRegion(), QRegion()
    for panel in placed.panels:
        panels = panels.united(panel)
    for cell in placed.cells:
        if cell.tile is not None:
            tiles = tiles.united(cell.rect)
    return panels, panels - tiles


def _name(cell: Cell) -> tuple[Kind, str, Series | None]:
    """What a cell is called across layouts: a header and a collapsed line of a system are the same."""
    if cell.tile is None:
        return (Kind.HEADER, cell.system, None)
    return (Kind.TILE, cell.system, cell.tile.indicator.series)


def _beyond(cells: list[Cell], cell: Cell, column: int, down: bool) -> Cell:
    """The nearest cell in the next row below or above."""
    if down:
        rows = [c for c in cells if c.rect.top() > cell.rect.bottom() - 1]
        nearest = min((c.rect.top() for c in rows), default=None)
        row = [c for c in rows if c.rect.top() == nearest]
    else:
        rows = [c for c in cells if c.rect.bottom() < cell.rect.top() + 1]
        nearest = max((c.rect.bottom() for c in rows), default=None)
        row = [c for c in rows if c.rect.bottom() == nearest]
    return min(row, key=lambda c: abs(c.rect.center().x() - column), default=cell)
