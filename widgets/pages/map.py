"""The map page: the cameras on the map and in a list; choosing in one chooses in the other."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QObject, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QSplitter, QVBoxLayout, QWidget

from ioc.domain.cameras import CameraStatus
from ioc.domain.situation import Changes, Situation
from widgets import format as fmt
from widgets import words
from widgets.models.naming import fill, unit_name
from widgets.models.rows import KEY_ROLE, RowsProxy
from widgets.models.signs import SignDelegate
from widgets.models.tables import Width, panel, plain_label, sortable, table
from widgets.pages.map_list import SIGNS, SITE, STATUS, WORST_FIRST, CamerasModel, Filter
from widgets.pages.map_pane import CameraPane
from widgets.pages.page import Context, Page
from widgets.shapes import shape_pixmap

WIDTHS = (Width(138), Width(150, 5), Width(132, 2), Width(120, 4), Width(76))
WIDE = 620
"""Pixels of list from which the site is shown; the pane has it anyway."""
NAMED = (CameraStatus.OFFLINE, CameraStatus.DEGRADED, CameraStatus.UNKNOWN)
"""The statuses that the head counts one by one."""


class MapPage(Page):
    """The shared map view on the left; list, filters and the chosen camera on the right."""

    page_id = "map"
    symbol = "map"
    wants_map = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._map: Any = None
        self._chosen = ""
        self._keeping = False
        self._statuses: list[CameraStatus | None] = [None, *WORST_FIRST]
        self._units: list[str] = [""]
        self.model = CamerasModel(context, self)
        self.proxy = RowsProxy(self.model, self)
        self._ages = QTimer(self)
        self._ages.setInterval(1000)
        self._ages.timeout.connect(self._tick)
        self._build()
        self.setFocusProxy(self.view)
        self.retranslate()

    def title(self) -> str:
        return self.tr("Map")

    # the parts

    def _build(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(10)
        splitter.addWidget(self._build_map())
        right = QSplitter(Qt.Orientation.Vertical, splitter)
        right.setChildrenCollapsible(False)
        right.setHandleWidth(10)
        right.addWidget(self._build_list())
        self.pane = CameraPane(self.context, right)
        right.addWidget(self.pane)
        right.setStretchFactor(0, 1)
        right.setSizes([600, 300])
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([800, 800])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 12, 12, 12)
        outer.addWidget(splitter)

    def _build_map(self) -> QWidget:
        place = panel(self)
        self._map_place = QVBoxLayout(place)
        self._map_place.setContentsMargins(1, 1, 1, 1)
        self._waiting = plain_label(role="secondary")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._map_place.addWidget(self._waiting)
        place.setMinimumWidth(320)
        return place

    def _build_list(self) -> QWidget:
        part = panel(self)
        column = QVBoxLayout(part)
        column.setContentsMargins(1, 10, 1, 1)
        column.setSpacing(8)
        column.addLayout(self._build_head())
        column.addLayout(self._build_filters())
        self.view = table(self.proxy, WIDTHS, self)
        self.view.setItemDelegateForColumn(STATUS, SignDelegate(self.context.theme, self))
        sortable(self.view, STATUS, Qt.SortOrder.AscendingOrder)
        self.view.selectionModel().selectionChanged.connect(self._row_chosen)
        self.view.activated.connect(self._row_activated)
        self.view.installEventFilter(self)
        column.addWidget(self.view, 1)
        return part

    def _build_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 12, 0)
        head.setSpacing(6)
        self._heading = plain_label(role="heading")
        self._total = plain_label(role="secondary")
        head.addWidget(self._heading)
        head.addSpacing(8)
        head.addStretch(1)
        head.addWidget(self._total)
        self._counts: dict[CameraStatus, tuple[QLabel, QLabel]] = {}
        for status in NAMED:
            sign, text = plain_label(), plain_label(role="secondary")
            sign.setPixmap(shape_pixmap(SIGNS[status].shape, self.context.theme.colour(SIGNS[status].colour), 11))
            head.addSpacing(6)
            head.addWidget(sign)
            head.addWidget(text)
            self._counts[status] = (sign, text)
        return head

    def _build_filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow)
        self.status_box, self.unit_box = QComboBox(self), QComboBox(self)
        for box in (self.status_box, self.unit_box):
            box.currentIndexChanged.connect(self._narrow)
        self.unit_box.activated.connect(self._show_unit_on_map)
        row.addWidget(self.search, 4)
        row.addWidget(self.status_box, 3)
        row.addWidget(self.unit_box, 4)
        return row

    def take_map(self, view: QWidget) -> None:
        self._waiting.hide()
        self._map_place.addWidget(view, 1)
        view.show()
        if view is not self._map:
            self._map = view
            self._map.selected.connect(self._camera_clicked)
        if self._chosen:
            self._map.select(self._chosen)
            self._map.centre_on(self._chosen)
        else:
            self._follow_map()

    def retranslate(self) -> None:
        self._heading.setText(self.tr("Cameras"))
        self._waiting.setText(self.tr("The map is being loaded"))
        self.search.setPlaceholderText(self.tr("Search (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Search cameras"))
        self.status_box.setAccessibleName(self.tr("Only cameras with this status"))
        self.unit_box.setAccessibleName(self.tr("Only cameras of this unit"))
        self.view.setAccessibleName(self.tr("All cameras"))
        self._fill_status_box()
        self._fill_unit_box()
        self.model.retranslate()
        self.pane.retranslate()
        self._count()

    # data

    def show_situation(self, situation: Situation, changes: Changes) -> None:
        self.model.newest = situation.cameras
        if not changes.everything and not changes.cameras:
            return
        with self._keeping_choice():
            if changes.everything:
                self.model.put(situation.cameras)
            else:
                self.model.drop(key for key in changes.cameras if key not in situation.cameras)
                self.model.merge({key: situation.cameras[key] for key in changes.cameras if key in situation.cameras})
        self._fill_unit_box()
        self._count()
        if not self._chosen:
            self._follow_map()
        elif changes.everything or self._chosen in changes.cameras:
            self._show_chosen()

    def _count(self) -> None:
        locale, shown = self.locale(), self.proxy.rowCount()
        counts = Counter(self.model.row_of(key).status for key in self.model.all_keys())
        total = fmt.number(locale, sum(counts.values()))
        narrowed = shown != sum(counts.values())
        text = fill(self.tr("%1 of %2"), fmt.number(locale, shown), total) if narrowed else total
        self._total.setText(text)
        for status, (sign, label) in self._counts.items():
            label.setText(f"{fmt.number(locale, counts[status])} {words.camera_status(status)}")
            sign.setVisible(counts[status] > 0)
            label.setVisible(counts[status] > 0)

    def _tick(self) -> None:
        """Ages go on without new data: only what is visible is painted again."""
        self.view.viewport().update()
        if self._chosen:
            self._show_chosen()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ages.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ages.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view and event.type() == QEvent.Type.Resize:
            self.view.setColumnHidden(SITE, self.view.width() < WIDE)
        return super().eventFilter(watched, event)

    # filters

    def _fill_status_box(self) -> None:
        names = [self.tr("Every status"), *(words.camera_status(status) for status in WORST_FIRST)]
        self._fill(self.status_box, names, self.status_box.currentIndex())

    def _fill_unit_box(self) -> None:
        """The units that have cameras and those above them, as a tree; a unit stands for all below it."""
        found = {self.model.row_of(key).unit for key in self.model.all_keys()} - {""}
        paths = sorted({path for unit in found for path in self._paths(unit)})
        units = ["", *(path[-1][1] for path in paths)]
        names = [self.tr("Every unit"), *("  " * (len(path) - 1) + path[-1][0] for path in paths)]
        if units == self._units and [self.unit_box.itemText(n) for n in range(self.unit_box.count())] == names:
            return
        chosen = self._units[max(0, self.unit_box.currentIndex())]
        self._units = units
        self._fill(self.unit_box, names, units.index(chosen) if chosen in units else 0)

    def _paths(self, unit: str) -> list[tuple[tuple[str, str], ...]]:
        """A unit and each unit above it as a path of (name, id) from the top; the centre itself is no filter."""
        line = [(unit_name(self.context.console, one, self.language), one) for one in self.model.line(unit)]
        return [tuple(reversed(line[place:])) for place in range(len(line))]

    def _fill(self, box: QComboBox, names: list[str], at: int) -> None:
        with QSignalBlocker(box):
            box.clear()
            box.addItems(names)
            box.setCurrentIndex(max(0, at))

    def _narrow(self) -> None:
        status = self._statuses[max(0, self.status_box.currentIndex())]
        wanted = Filter(self.search.text().strip(), status, self._units[max(0, self.unit_box.currentIndex())])
        with self._keeping_choice():
            self.proxy.set_accept(None if wanted == Filter() else partial(self.model.accepts, wanted=wanted))
        self._count()

    def _show_unit_on_map(self, at: int) -> None:
        """The map goes where the list is narrowed to, and back to everything."""
        if self._map is not None:
            unit = self._units[max(0, at)]
            keys = [key for key in self.model.all_keys() if unit in self.model.line(self.model.row_of(key).unit)]
            self._map.fit_cameras(keys) if unit else self._map.fit_to(None)

    def _widen(self) -> None:
        for box in (self.status_box, self.unit_box):
            box.setCurrentIndex(0)
        self.search.clear()

    def find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    # the choice

    def select(self, argument: object) -> None:
        if not isinstance(argument, str) or self.model.row_of(argument) is None:
            return
        if not self.proxy.place_of(argument).isValid():
            self._widen()
        self._choose(argument)
        self._mark_row()

    @contextmanager
    def _keeping_choice(self) -> Iterator[None]:
        """A table that loses its selected row selects a neighbour; a person chose that one, not its neighbour."""
        self._keeping = True
        in_sight = self._is_in_sight()
        try:
            yield
        finally:
            self._keeping = False
            place = self.proxy.place_of(self._chosen)
            if place.isValid():
                self._mark_row()
                if in_sight and not self._is_in_sight():
                    self.view.scrollTo(place)
            else:
                self.view.clearSelection()

    def _is_in_sight(self) -> bool:
        """Whether the row of the chosen camera is on the screen: one that is sorted elsewhere is followed."""
        place = self.proxy.place_of(self._chosen)
        return place.isValid() and self.view.viewport().rect().intersects(self.view.visualRect(place))

    def _row_chosen(self, _now: QItemSelection, _before: QItemSelection) -> None:
        rows = self.view.selectionModel().selectedRows()
        if rows and not self._keeping:
            self._choose(rows[0].data(KEY_ROLE))

    def _row_activated(self, index: QModelIndex) -> None:
        """Enter or a double click brings the camera to the middle again."""
        if self._map is not None:
            self._map.centre_on(index.data(KEY_ROLE))

    def _camera_clicked(self, key: str) -> None:
        """Chosen on the map: the map already shows it, also while another page holds it."""
        self.select(key)

    def _follow_map(self) -> None:
        """Take over what was chosen on the map before this page had it."""
        if self._map is not None and self._map.selected_key:
            self.select(self._map.selected_key)

    def _choose(self, key: str) -> None:
        if key == self._chosen:
            return
        self._chosen = key
        self._show_chosen()
        if self._map is not None:
            self._map.select(key)

    def _mark_row(self) -> None:
        place = self.proxy.place_of(self._chosen)
        if place.isValid() and not self.view.selectionModel().isRowSelected(place.row()):
            self.view.selectRow(place.row())
            self.view.scrollTo(place)

    def _show_chosen(self) -> None:
        camera = self.model.row_of(self._chosen)
        if camera is not None:
            self.pane.show_camera(self.model.now(camera))
        elif self._chosen:
            self.pane.show_camera(self.pane.camera, gone=True)
