"""Tables of keyed rows: updated in place, so that a selection, a scroll position and a focus survive every update."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtWidgets import QWidget

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()

KEY_ROLE = Qt.ItemDataRole.UserRole + 1
"""The key of a row."""
ORDER_ROLE = Qt.ItemDataRole.UserRole + 2
"""What a column sorts by: numbers sort as numbers, texts as the locale sorts them."""
ROW_ROLE = Qt.ItemDataRole.UserRole + 3
"""The row's own value."""
SIGN_ROLE = Qt.ItemDataRole.UserRole + 4
"""A ``Sign`` drawn before the text of a cell."""

ARROW_ROOM = "\N{EN SPACE}\N{EN SPACE}"
"""Behind a heading on the right: the sort arrow is drawn at the edge, over whatever stands there."""
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Sign(NamedTuple):
    """A shape of ``widgets.shapes`` in a colour of the theme, before the text of a cell."""

    shape: str
    colour: str
    tinted: bool = False
    """Whether the text takes the colour too: the letter of a severity."""
    flashing: bool = False
    """Whether the shape, never the text, flashes: an alert nobody has acknowledged."""


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending places as (first, last) of each unbroken run."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def plain_tip(text: str) -> str:
    """A tool tip that shows ``text`` letter by letter: Qt takes a tip that looks like HTML for HTML."""
    return f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>"


class RowsModel(QAbstractTableModel):
    """A table whose rows are values with a key; subclasses say what a cell shows."""

    right: frozenset[int] = frozenset()
    """The columns whose figures stand under each other."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.owner = owner
        self._keys: list[Hashable] = []
        self._rows: list[Any] = []
        self._place: dict[Hashable, int] = {}
        self._headings: list[str] = []

    @property
    def locale(self) -> QLocale:
        """The locale of the widget that shows the table."""
        return self.owner.locale()

    # what a subclass says

    def headers(self) -> list[str]:
        """The translated heading of each column."""
        raise NotImplementedError

    def text(self, row: Any, column: int) -> str:
        """What a cell shows."""
        raise NotImplementedError

    def order(self, row: Any, column: int) -> float | str:
        """What a cell sorts by; its text where a subclass says nothing."""
        return self.text(row, column)

    def tip(self, row: Any, column: int) -> str:
        """What a cell says on hover, in plain text."""
        return ""

    def sign(self, row: Any, column: int) -> Sign | None:
        """The sign before the text of a cell."""
        return None

    def look(self, row: Any, column: int, role: int) -> Any:
        """A colour, a font or anything else for a role this class does not answer."""
        return None

    # rows

    def put(self, rows: Mapping[Any, Any]) -> None:
        """Show exactly these rows: what is equal stays untouched, new ones are appended, the rest goes."""
        self.drop(key for key in self._keys if key not in rows)
        self.merge(rows)

    def merge(self, rows: Mapping[Any, Any]) -> None:
        """Update or append these rows and leave the others alone."""
        fresh, changed = [], []
        for key, row in rows.items():
            place = self._place.get(key)
            if place is None:
                fresh.append((key, row))
            elif self._rows[place] != row:
                self._rows[place] = row
                changed.append(place)
        last = self.columnCount() - 1
        for begin, end in _runs(sorted(changed)):
            self.dataChanged.emit(self.index(begin, 0), self.index(end, last))
        if fresh:
            first = len(self._rows)
            self.beginInsertRows(TOP, first, first + len(fresh) - 1)
            for place, (key, row) in enumerate(fresh, first):
                self._keys.append(key)
                self._rows.append(row)
                self._place[key] = place
            self.endInsertRows()

    def drop(self, keys: Iterable[Hashable]) -> None:
        """Remove rows, in as few steps as their places allow."""
        places = sorted(self._place[key] for key in set(keys) if key in self._place)
        for first, last in reversed(_runs(places)):
            self.beginRemoveRows(TOP, first, last)
            del self._keys[first : last + 1]
            del self._rows[first : last + 1]
            self._place = {key: place for place, key in enumerate(self._keys)}
            self.endRemoveRows()

    def refresh(self, columns: Iterable[int] | None = None) -> None:
        """Repaint cells whose text depends on something outside the rows: an age, the language."""
        if not self._rows:
            return
        for column in range(self.columnCount()) if columns is None else columns:
            self.dataChanged.emit(self.index(0, column), self.index(len(self._rows) - 1, column))

    def retranslate(self) -> None:
        """Show headings and cells in the language of now."""
        self._headings = self.headers()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
        self.refresh()

    def all_keys(self) -> list[Any]:
        """The keys in the order of arrival."""
        return list(self._keys)

    def row_of(self, key: Hashable) -> Any | None:
        """The row with a key; None where there is none."""
        place = self._place.get(key)
        return None if place is None else self._rows[place]

    def place_of(self, key: Hashable) -> QModelIndex:
        """The first cell of a key's row; an invalid index where there is none."""
        place = self._place.get(key)
        return QModelIndex() if place is None else self.index(place, 0)

    # QAbstractTableModel

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._headings or self._translated())

    def _translated(self) -> list[str]:
        """Translate the headings once: views ask for the number of columns thousands of times."""
        self._headings = self.headers()
        return self._headings

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            headings = self._headings or self._translated()
            return headings[section] if 0 <= section < len(headings) else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if section in self.right else LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place, column = index.row(), index.column()
        row = self._rows[place]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, column)
        if role == ORDER_ROLE:
            return self.order(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column in self.right else LEFT
        if role == SIGN_ROLE:
            return self.sign(row, column)
        if role == KEY_ROLE:
            return self._keys[place]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            tip = self.tip(row, column)
            return plain_tip(tip) if tip else None
        return self.look(row, column, role)


class RowsProxy(QSortFilterProxyModel):
    """Sorts by ``ORDER_ROLE`` and keeps the rows that an accepting function wants."""

    def __init__(self, source: RowsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._accept: Callable[[Any], bool] | None = None
        self.setSortRole(ORDER_ROLE)
        self.setSortLocaleAware(True)
        self.setDynamicSortFilter(True)
        self.setSourceModel(source)

    def set_accept(self, accept: Callable[[Any], bool] | None) -> None:
        """Show only the rows for which ``accept(row)`` holds; all where it is None."""
        self.beginFilterChange()
        self._accept = accept
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        return self.accepts(self._source.data(self._source.index(source_row, 0), ROW_ROLE))

    def accepts(self, row: Any) -> bool:
        """Whether a row passes the filter."""
        return self._accept is None or self._accept(row)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        text = super().headerData(section, orientation, role)
        if role == Qt.ItemDataRole.DisplayRole and section == self.sortColumn() and section in self._source.right:
            return f"{text}{ARROW_ROOM}"
        return text

    def shown_keys(self) -> list[Any]:
        """The keys of the rows shown, from top to bottom."""
        return [self.data(self.index(row, 0), KEY_ROLE) for row in range(self.rowCount())]

    def place_of(self, key: Hashable) -> QModelIndex:
        """The first cell of a key's row as shown; an invalid index where it is not shown."""
        return self.mapFromSource(self._source.place_of(key))
