"""The table of cameras beside the map."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from ioc.domain.cameras import Camera, CameraStatus
from ioc.domain.units import UnitKind
from widgets import format as fmt
from widgets import words
from widgets.finding import matches
from widgets.models.naming import unit_name
from widgets.models.rows import RowsModel, Sign
from widgets.pages.page import Context

STATUS, NAME, UNIT, SITE, AGE = range(5)

WORST_FIRST = (CameraStatus.OFFLINE, CameraStatus.DEGRADED, CameraStatus.UNKNOWN, CameraStatus.ONLINE)
SIGNS = {
    CameraStatus.OFFLINE: Sign("diamond", "critical"),
    CameraStatus.DEGRADED: Sign("triangle", "warning"),
    CameraStatus.UNKNOWN: Sign("square", "secondary"),
    CameraStatus.ONLINE: Sign("disc", "normal"),
}


class Filter(NamedTuple):
    """What the list is narrowed to; empty and None narrow nothing."""

    text: str = ""
    status: CameraStatus | None = None
    unit: str = ""
    """The unit or any unit below it."""


class CamerasModel(RowsModel):
    """All cameras by key. Sorted by status: the worst first, then by name."""

    right = frozenset((AGE,))

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(owner)
        self._context = context
        self._lines: dict[str, tuple[str, ...]] = {}
        self.newest: Mapping[str, Camera] = {}
        """The cameras of the newest situation. A camera of which only the times are new is no change, but its age is
        read from here."""

    def now(self, row: Camera) -> Camera:
        """A camera as the newest situation has it."""
        return self.newest.get(row.key, row)

    def headers(self) -> list[str]:
        return [self.tr("Status"), self.tr("Camera"), self.tr("Unit"), self.tr("Site"), self.tr("Age")]

    def text(self, row: Camera, column: int) -> str:
        if column == STATUS:
            return words.camera_status(row.status)
        if column == NAME:
            return row.name or row.id
        if column == UNIT:
            return self.unit(row)
        if column == SITE:
            return row.site or fmt.NONE
        return fmt.age(self.locale, self.now(row).observed_at, self._context.clock.now())

    def order(self, row: Camera, column: int) -> float | str:
        if column == STATUS:
            return f"{WORST_FIRST.index(row.status)} {row.name or row.id}"
        if column == AGE:
            return -self.now(row).observed_at.timestamp()
        return self.text(row, column)

    def sign(self, row: Camera, column: int) -> Sign | None:
        return SIGNS[row.status] if column == STATUS else None

    def tip(self, row: Camera, column: int) -> str:
        if column == AGE:
            return fmt.moment(self.now(row).observed_at, self._context.clock_zone, seconds=True)
        return "" if column == STATUS else self.text(row, column)

    def unit(self, row: Camera) -> str:
        """The name of the camera's unit; "—" where the source names none."""
        return unit_name(self._context.console, row.unit, self.locale.name()) if row.unit else fmt.NONE

    def line(self, unit: str) -> tuple[str, ...]:
        """A unit and the units above it, nearest first, without the centre that is above all."""
        known = self._lines.get(unit)
        if known is None:
            above = self._context.console.catalogue.ancestors(unit)
            known = self._lines[unit] = (unit, *(one.id for one in above if one.kind is not UnitKind.CENTRE))
        return known

    def accepts(self, row: Camera, wanted: Filter) -> bool:
        """Whether a camera belongs on the narrowed list."""
        return (
            (wanted.status is None or row.status is wanted.status)
            and (not wanted.unit or wanted.unit in self.line(row.unit))
            and (not wanted.text or matches(wanted.text, row.name, row.id, row.site, self.unit(row)))
        )
