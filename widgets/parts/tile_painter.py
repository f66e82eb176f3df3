"""Paints tiles, headers and collapsed lines. One painter object serves a thousand tiles.

A tile is put together from small pictures that are kept (``Pictures``): its ground, its names, the value, the
line of the past day, the change and the age. Only the live end of the line is drawn each time."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache, partial

from PySide6.QtCore import QLocale, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ioc.domain.catalogue import Catalogue
from ioc.domain.indicators import ValueKind
from widgets import format as fmt
from widgets.parts.boxes import Box
from widgets.parts.pictures import Picture
from widgets.parts.tile_faces import FOOT, LEFT, RIGHT, TOP, Faces
from widgets.parts.tile_layout import Group
from widgets.parts.tiles import Quality, Tile
from widgets.parts.writing import Writing
from widgets.shapes import paint_shape
from widgets.theme import BODY, HEADING, SMALL, Theme, font

MARK = 34
"""What the sign and letter of a severity take from the first line of the name."""
SPARK_LEAST, SPARK_MOST = 40.0, 69.0
MOST_KEPT = 4_000
"""Numbers and ages in words."""
HATCHED = frozenset({Quality.REJECTED, Quality.NONE})


class TilePainter(QObject):
    """Knows the theme, the language and the widths of texts; keeps pictures, but no state of any tile."""

    def __init__(self, theme: Theme, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._catalogue = catalogue
        self._small, self._body, self._heading = Writing(font(SMALL)), Writing(font(BODY)), Writing(font(HEADING, True))
        self._bold = Writing(font(SMALL, True))
        self._panel = Box(theme.colour("ground"), theme.colour("panel"), theme.colour("line"), 5)
        self._faces = Faces(theme, self._small)
        self._stale_pen = QPen(theme.colour("secondary"), 1.0)
        self._stale_pen.setDashPattern([4.0, 3.0])
        self.flash_on = True
        """Whether the signs of unacknowledged alerts are in their visible half second."""
        self.set_locale(QLocale())

    def set_locale(self, locale: QLocale) -> None:
        """Take over a language; everything drawn in the old one is forgotten."""
        self._locale = locale
        self._language = locale.name()
        self._faces.clear()
        self._number = lru_cache(MOST_KEPT)(partial(fmt.number, locale))
        self._difference = lru_cache(MOST_KEPT)(partial(fmt.difference, locale))
        self._duration = lru_cache(MOST_KEPT)(partial(fmt.duration, locale))
        self._no_change = self.tr("no change")
        self._no_reference = self.tr("under 24 h of data")
        self._no_data = self.tr("no data yet")
        self._no_value = self.tr("source has no value")
        self._stale = self.tr("stale %1")
        self._rejected = self.tr("%1 refused")

    # groups

    def panel(self, painter: QPainter, rect: QRect) -> None:
        """The outline of a group; its filling is under all that stands on it."""
        self._panel.outline(painter, rect)

    def header(self, painter: QPainter, rect: QRect, group: Group, current: bool) -> None:
        """The name of an open group and what is in it."""
        text = self._counts(group)
        sign = "" if len(group.shown) == len(group.tiles) and not group.open else "open" if group.open else "closed"
        self._head(painter, rect, group.system, text, sign, self._heading, current)

    def line(self, painter: QPainter, rect: QRect, group: Group, now: datetime, current: bool) -> None:
        """A group with nothing to say, on one line; a single member shows its value."""
        text = self._counts(group)
        if len(group.tiles) == 1 and group.tiles[0].quality is Quality.GOOD:
            tile = group.tiles[0]
            amount = tile.reading.value if tile.reading else None
            text = (fmt.value_with_measure(self._locale, tile.indicator, amount),)
        self._head(painter, rect, group.system, text, "closed", self._body, current)

    def _head(
        self,
        painter: QPainter,
        rect: QRect,
        system: str,
        texts: tuple[str, ...],
        sign: str,
        writing: Writing,
        current: bool,
    ) -> None:
        theme = self._theme
        if current:
            self.focus(painter, rect)
        if sign:
            paint_shape(
                painter, QRectF(rect.left() + 10, rect.center().y() - 5, 10, 10), sign, theme.colour("secondary")
            )
        room = QRectF(rect).adjusted(28, 0, -12, 0)
        known = self._catalogue.systems.get(system)
        name = known.name.of(self._language) if known is not None else system
        text = self._small.fitting(texts, room.width() - writing.width(name) - 14.0)
        painter.setPen(theme.colour("secondary"))
        taken = self._small.in_middle(painter, room, text, right=True)
        painter.setPen(theme.colour("text"))
        writing.in_middle(painter, room, writing.elided(name, room.width() - taken - 12.0))

    def _counts(self, group: Group) -> tuple[str, ...]:
        """What is in a group, in ever shorter wordings: the name of the group goes first."""
        many = len(group.tiles)
        bad, hidden = group.abnormal, many - len(group.shown)
        if bad:
            first = self.tr("%n abnormal", "", bad)
            all_of_them = first + " · " + self.tr("%n indicator(s)", "", many)
            short = (all_of_them, f"{first} / {fmt.number(self._locale, many)}")
            if hidden:
                return (all_of_them + " · " + self.tr("%n not shown", "", hidden), *short)
            return short
        if all(tile.quality is Quality.NONE for tile in group.tiles):
            return (self.tr("%n indicator(s)", "", many) + " · " + self._no_data, self._no_data)
        return (self.tr("%n normal", "", many),)

    def least_line(self) -> int:
        """The width in which the longest name of a system still stands whole on a collapsed line."""
        names = (system.name.of(self._language) for system in self._catalogue.systems.values())
        longest = max((self._body.width(name) for name in names), default=0.0)
        return min(480, round(longest) + 160)

    # tiles

    def tiles(self, painter: QPainter, placed: Iterable[tuple[QRect, Tile]], now: datetime) -> None:
        """Whole tiles: first what is copied, in pixels of the device, then the signs that few tiles have."""
        ratio = painter.device().devicePixelRatioF()
        self._faces.use(ratio)
        signed = []
        painter.save()
        painter.setPen(self._faces.line)
        painter.scale(1.0 / ratio, 1.0 / ratio)
        for rect, tile in placed:
            self._copy(painter, rect, tile, now)
            if tile.severity is not None or tile.quality is Quality.STALE:
                signed.append((rect, tile))
        painter.restore()
        for rect, tile in signed:
            self._signs(painter, rect, tile)

    def _copy(self, painter: QPainter, rect: QRect, tile: Tile, now: datetime) -> None:
        faces = self._faces
        ratio = faces.ratio
        x, y, width, height = rect.x(), rect.y(), rect.width(), rect.height()
        begin, end, top = round(x * ratio), round((x + width) * ratio), round(y * ratio)
        left, right = begin + faces.inset, end - faces.outset
        hatched, room = tile.quality in HATCHED, width - LEFT - RIGHT
        copy = painter.drawPixmap
        copy(begin, top, faces.ground(end - begin, height, hatched).pixmap)
        copy(left, top + faces.names_down, self._names(tile, room, hatched).pixmap)
        spark = len(tile.spark) > 1 and tile.indicator.kind is not ValueKind.DATE
        value = self._value(tile, room, spark, hatched)
        copy(left, top + faces.value_down, value.pixmap)
        if spark:
            wide = min(SPARK_MOST, room - value.width - 14.0)
            if wide >= 21.0:
                faces.spark(painter, right, top, wide, tile)
        tile.age = self.age(tile, now)
        age = faces.age(tile.age, tile.quality is Quality.STALE, hatched)
        foot = top + faces.foot_down
        copy(right - age.pixmap.width(), foot, age.pixmap)
        text, sign = self._change(tile, now)
        copy(left, foot, faces.change(text, sign, int(room - age.width - 8.0), hatched).pixmap)

    def _names(self, tile: Tile, room: int, hatched: bool) -> Picture:
        """Name, unit and measure."""
        marked = tile.severity is not None
        found = self._faces.names(tile.place, room, marked, hatched)
        if found is not None:
            return found
        indicator = tile.indicator
        names = self._small.broken(indicator.name.of(self._language), room - MARK if marked else room, room)
        unit = self._catalogue.units.get(indicator.series.unit)
        below = unit.name.of(self._language) if unit else indicator.series.unit
        measure = fmt.measure(self._locale, indicator)
        if measure and measure != "%":
            below = f"{below} · {measure}"
        return self._faces.name(tile.place, room, marked, hatched, names, self._small.elided(below, room))

    def _value(self, tile: Tile, room: int, spark: bool, hatched: bool) -> Picture:
        shown = not hatched and tile.reading is not None
        amount = tile.reading.value if shown and tile.reading else None
        indicator = tile.indicator
        if indicator.kind is ValueKind.NUMBER:
            text = self._number(amount, indicator.decimals)
            percent = shown and indicator.measure.of(self._language) == "%"
        else:
            text, percent = fmt.value(self._locale, indicator, amount), False
        least = room - (18 if percent else 0) - (int(SPARK_LEAST) + 10 if spark else 0)
        return self._faces.value(text, percent, least, not shown or tile.quality is Quality.STALE, hatched)

    def _signs(self, painter: QPainter, rect: QRect, tile: Tile) -> None:
        """The dashed edge of a stale value; the severity as bar, and as shape and letter top right."""
        theme = self._theme
        if tile.severity is not None:
            colour = theme.severity_colour(tile.severity)
            painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), colour)
            right, top = rect.right() - RIGHT, rect.top() + TOP + 4
            if self.flash_on or not tile.unacknowledged:
                paint_shape(painter, QRectF(right - 27, top, 12, 12), theme.severity_shape(tile.severity), colour)
            painter.setPen(colour)
            letter = theme.severity_letter(tile.severity)
            self._bold.in_middle(painter, QRectF(right - 13, top - 4, 14, 20), letter, right=True)
        if tile.quality is Quality.STALE:
            painter.setPen(self._stale_pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5))

    # what is written in the foot

    def age(self, tile: Tile, now: datetime) -> str:
        """The age of the value: of a stale one by the source's time and said so, else since it came."""
        if tile.reading is None:
            return ""
        stale = tile.quality is Quality.STALE
        since = tile.reading.observed_at if stale else tile.reading.received_at
        text = self._duration(max(0, int((now - since).total_seconds())))
        return self._stale.replace("%1", text) if stale else text

    def _change(self, tile: Tile, now: datetime) -> tuple[str, str]:
        """The difference to 24 hours ago and its arrow; or why there is none."""
        if tile.quality is Quality.REJECTED and tile.fault is not None:
            return self._rejected.replace("%1", tile.fault.detail or fmt.NONE), ""
        if tile.reading is None:
            return self._no_data, ""
        if tile.reading.value is None:
            return self._no_value, ""
        if tile.indicator.kind is not ValueKind.NUMBER or tile.quality is Quality.STALE:
            return "", ""
        reference = tile.spark.reference(now)
        if reference is None:
            return self._no_reference, ""
        indicator, now_is, was = tile.indicator, tile.reading.value, reference[1]
        decimals = indicator.decimals
        size = round(abs(round(now_is, decimals) - round(was, decimals)), decimals)
        if size == 0:
            return self._no_change, ""
        return self._difference(size, decimals, fmt.is_share(indicator)), "up" if now_is > was else "down"

    # texts

    def focus(self, painter: QPainter, rect: QRect) -> None:
        """The frame of the current cell."""
        painter.setPen(QPen(self._theme.colour("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4)


def clip_of(rect: QRect) -> QRect:
    """The foot of a tile: all that has to be painted when only the age changes."""
    return QRect(rect.left(), rect.bottom() - FOOT, rect.width(), FOOT - 1)
