"""Table views that look and behave alike on every page."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QLabel, QTableView, QTreeView, QWidget

ROW_HEIGHT = 32
PADDING, ARROW = 28, 14
"""Pixels around a heading, as the style sheet pads it, and of the sort arrow."""


class Width(NamedTuple):
    """The least width of a column in pixels, and its share of what is left."""

    least: int
    share: int = 0


class _Widths(QObject):
    """Gives columns their shares whenever the room changes; more than the room scrolls."""

    def __init__(self, view: QTableView | QTreeView, widths: Sequence[Width]) -> None:
        super().__init__(view)
        self._view, self._widths = view, widths
        view.viewport().installEventFilter(self)
        self._header = view.horizontalHeader() if isinstance(view, QTableView) else view.header()
        self._header.sectionCountChanged.connect(self.share)
        self._header.sortIndicatorChanged.connect(self.share)
        view.model().headerDataChanged.connect(self.share)
        self.share()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.share()
        return super().eventFilter(watched, event)

    def share(self, *_: object) -> None:
        """Set every width; no heading is cut in any language."""
        shown = [n for n in range(len(self._widths)) if not self._view.isColumnHidden(n)]
        least = {n: max(self._widths[n].least, self._heading(n)) for n in shown}
        left = max(0, self._view.viewport().width() - sum(least.values()))
        shares = sum(self._widths[n].share for n in shown) or 1
        for n in shown:
            self._view.setColumnWidth(n, least[n] + left * self._widths[n].share // shares)

    def _heading(self, column: int) -> int:
        """The width of a heading with its padding, and with the sort arrow where it stands."""
        text = self._view.model().headerData(column, Qt.Orientation.Horizontal)
        arrow = self._header.isSortIndicatorShown() and self._header.sortIndicatorSection() == column
        return self._header.fontMetrics().horizontalAdvance(str(text or "")) + PADDING + (ARROW if arrow else 0)


def share_width(view: QTableView | QTreeView, widths: Sequence[Width]) -> None:
    """Let columns keep their shares of the room while it changes."""
    _Widths(view, widths)


def table(model: QAbstractItemModel, widths: Sequence[Width], parent: QWidget, many: bool = False) -> QTableView:
    """A table of whole rows."""
    view = QTableView(parent)
    view.setModel(model)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setCornerButtonEnabled(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    mode = QAbstractItemView.SelectionMode
    view.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setMinimumSectionSize(40)
    share_width(view, widths)
    return view


def sortable(view: QTableView, column: int, order: Qt.SortOrder) -> None:
    """Let a click on a heading sort; begin with this column."""
    view.setSortingEnabled(True)
    view.sortByColumn(column, order)


def plain_label(parent: QWidget | None = None, role: str = "", wrap: bool = False) -> QLabel:
    """A label that shows every text letter by letter: what a feed wrote is never HTML."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    return label


def panel(parent: QWidget | None = None) -> QFrame:
    """A framed area on the ground of a page."""
    frame = QFrame(parent)
    frame.setProperty("role", "panel")
    return frame
