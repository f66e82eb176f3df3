"""The two small dialogs of the window: the keys (F1), and "go to anything" (Ctrl+K)."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ioc.domain.console import Console
from ioc.domain.situation import Situation
from ioc.domain.units import UnitKind
from widgets import words
from widgets.finding import fold
from widgets.models.naming import subject_place
from widgets.pages.registry import ENTRIES, page_title

MOST = 60
"""Rows shown at once; typing on narrows them."""


class KeysDialog(QDialog):
    """Every key and what it does."""

    def __init__(self, keys: Iterable[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        more = [
            (self.tr("Arrows, Enter"), self.tr("Walk through the tiles; open a tile or a group")),
            (self.tr("Tab"), self.tr("Next control")),
        ]
        for row, (key, does) in enumerate([*keys, *more]):
            label, text = QLabel(key, self), QLabel(does, self)
            label.setProperty("role", "strong")
            grid.addWidget(label, row, 0)
            grid.addWidget(text, row, 1)
        note = QLabel(
            self.tr(
                "Colour means abnormal: C critical, W warning, N notice. "
                "A dashed frame is stale data, hatching is no data."
            ),
            self,
        )
        note.setProperty("role", "secondary")
        note.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText(self.tr("Close"))
        close.setIcon(QIcon())
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(14)
        column.addLayout(grid)
        column.addWidget(note)
        column.addWidget(buttons)


class Place(NamedTuple):
    """Somewhere to go: what it is called, what it is, and the arguments of ``Page.go_to``."""

    name: str
    kind: str
    page: str
    argument: object
    folded: str


class GoDialog(QDialog):
    """Type a few letters, choose, press Enter."""

    chosen = Signal(str, object)
    """A page id and what to select there."""

    def __init__(self, console: Console, situation: Situation, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Go to"))
        self.resize(760, 460)
        self._places = list(self._all(console, situation))
        self._box, self._list = QLineEdit(self), QTreeWidget(self)
        self._box.setPlaceholderText(self.tr("Page, alert, indicator, unit or camera"))
        self._box.setAccessibleName(self.tr("Go to"))
        self._list.setAccessibleName(self.tr("What was found"))
        self._list.setColumnCount(2)
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        header = self._list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        column = QVBoxLayout(self)
        column.addWidget(self._box)
        column.addWidget(self._list, 1)
        self._box.textChanged.connect(self._show)
        self._box.returnPressed.connect(self._go)
        self._box.installEventFilter(self)
        self._list.itemActivated.connect(self._go)
        self._show("")

    def _all(self, console: Console, situation: Situation) -> Iterator[Place]:
        language = self.locale().name()
        page, alert, indicator = self.tr("page"), self.tr("alert"), self.tr("indicator")
        camera = self.tr("camera")
        for entry in ENTRIES:
            yield _place(page_title(entry.page_id), page, entry.page_id, None)
        for found in sorted(situation.alerts.values(), key=lambda one: one.severity, reverse=True):
            where = subject_place(console, found.key.subject, language)
            yield _place(f"{found.title.of(language)} · {where}", alert, "alerts", found.id)
        units = console.catalogue.units
        for unit in units.values():
            if unit.kind is not UnitKind.CENTRE:
                yield _place(unit.name.of(language), words.unit_kind(unit.kind).lower(), "dossiers", unit.id)
        for series, known in console.catalogue.indicators.items():
            owner = units[series.unit].name.of(language) if series.unit in units else series.unit
            yield _place(f"{known.name.of(language)} · {owner}", indicator, "indicators", series)
        for key, point in situation.cameras.items():
            yield _place(f"{point.name} · {point.site}" if point.site else point.name, camera, "map", key)

    @Slot(str)
    def _show(self, text: str) -> None:
        wanted = fold(text).split()
        found = [place for place in self._places if all(word in place.folded for word in wanted)][:MOST]
        self._list.clear()
        items = []
        for place in found:
            item = QTreeWidgetItem([place.name, place.kind])
            item.setData(0, Qt.ItemDataRole.UserRole, self._places.index(place))
            item.setToolTip(0, place.name)
            items.append(item)
        self._list.addTopLevelItems(items)
        if items:
            self._list.setCurrentItem(items[0])

    @Slot()
    def _go(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            place = self._places[item.data(0, Qt.ItemDataRole.UserRole)]
            self.accept()
            self.chosen.emit(place.page, place.argument)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down in the box walk through the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                row = self._list.indexOfTopLevelItem(self._list.currentItem()) + step
                if 0 <= row < self._list.topLevelItemCount():
                    self._list.setCurrentItem(self._list.topLevelItem(row))
                return True
        return super().eventFilter(watched, event)


def _place(name: str, kind: str, page: str, argument: object) -> Place:
    return Place(name, kind, page, argument, fold(f"{name} {kind}"))
