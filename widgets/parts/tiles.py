"""What the tiles show: one ``Tile`` per series, brought up to date from situations. No painting here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from ioc.domain.alerts import Ack, Alert, Severity, SubjectKind
from ioc.domain.catalogue import Catalogue
from ioc.domain.faults import Fault
from ioc.domain.indicators import Indicator, Series
from ioc.domain.readings import Reading
from ioc.domain.situation import Changes, Situation
from widgets.parts.sparkline import Sparkline


class Quality(IntEnum):
    """What can be said of the value; the order is the order of tiles, most in need of eyes first."""

    REJECTED = 0
    STALE = 1
    GOOD = 2
    NONE = 3
    """No reading yet, or one that says "no value"."""


@dataclass(slots=True)
class Tile:
    """One series on the screen."""

    indicator: Indicator
    place: int
    """Its place in the catalogue."""
    spark: Sparkline
    reading: Reading | None = None
    quality: Quality = Quality.NONE
    fault: Fault | None = None
    severity: Severity | None = None
    unacknowledged: bool = False
    age: str = field(default="", compare=False)
    """The age as last painted, to know when it has to be painted again."""

    @property
    def abnormal(self) -> bool:
        """Whether the tile is shown even where its group is collapsed."""
        return self.severity is not None or self.quality in (Quality.REJECTED, Quality.STALE)

    @property
    def order(self) -> tuple[int, int, int]:
        """Sorts worst first, then as in the catalogue."""
        return (-(self.severity or 0), self.quality, self.place)


class TileBook:
    """The tiles of all series, and which of them a situation changed."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.tiles: dict[Series, Tile] = {
            series: Tile(indicator, place, Sparkline(indicator.limits))
            for place, (series, indicator) in enumerate(catalogue.indicators.items())
        }
        self._alerts: dict[Series, Alert] = {}

    def update(self, situation: Situation, changes: Changes) -> tuple[set[Series], bool]:
        """Take a situation over. Returns the series to paint again, and whether the order may have changed."""
        touched: set[Series] = set(self.tiles) if changes.everything else set(changes.series)
        if changes.alerts or changes.everything:
            before, self._alerts = self._alerts, worst_by_series(situation.alerts.values())
            touched |= {s for s in before.keys() | self._alerts.keys() if before.get(s) is not self._alerts.get(s)}
        reordered = False
        for series in touched:
            tile = self.tiles.get(series)
            if tile is not None:
                before_order = tile.order
                self._take(tile, situation)
                reordered = reordered or tile.order != before_order
        return touched, reordered

    def fill(self, recent: Mapping[Series, Sequence[tuple[datetime, float]]]) -> None:
        """Take the history of the last day over."""
        for series, points in recent.items():
            tile = self.tiles.get(series)
            if tile is not None:
                tile.spark.fill(points)

    def _take(self, tile: Tile, situation: Situation) -> None:
        series = tile.indicator.series
        reading = situation.readings.get(series)
        if reading is not None and reading is not tile.reading and reading.value is not None:
            tile.spark.append(reading.observed_at, reading.value)
        tile.reading = reading
        tile.fault = situation.rejected.get(series)
        tile.quality = _quality(tile, series in situation.stale)
        alert = self._alerts.get(series)
        tile.severity = None if alert is None else alert.severity
        tile.unacknowledged = alert is not None and alert.ack is Ack.UNACK


def worst_by_series(alerts: Iterable[Alert]) -> dict[Series, Alert]:
    """The worst open alert of each series."""
    worst: dict[Series, Alert] = {}
    for alert in alerts:
        kind, name, unit = alert.key.subject
        if kind is SubjectKind.SERIES and alert.is_open:
            series = Series(name, unit)
            known = worst.get(series)
            if known is None or alert.severity > known.severity:
                worst[series] = alert
    return worst


def _quality(tile: Tile, stale: bool) -> Quality:
    if tile.fault is not None:
        return Quality.REJECTED
    if tile.reading is None:
        return Quality.NONE
    if stale:
        return Quality.STALE
    return Quality.NONE if tile.reading.value is None else Quality.GOOD
