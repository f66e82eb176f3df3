"""Paints tiles, headers and collapsed lines. One painter object serves a thousand tiles.

A tile is put together from small pictures that are kept (``Pictures``): its ground, its names, the value, the
line of the past day, the change and the age. Only the live end of the line is drawn each time."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil

from PySide6.QtCore import QLocale, QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPixmap

from ioc.domain.alerts import Severity
from ioc.domain.catalogue import Catalogue
from ioc.domain.indicators import ValueKind
from widgets import format as fmt
from widgets.parts.boxes import Box
from widgets.parts.pictures import Picture, Pictures
from widgets.parts.sparkline import paint_past
from widgets.parts.tile_layout import Group
from widgets.parts.tiles import Quality, Tile
from widgets.parts.writing import Writing
from widgets.shapes import paint_shape
from widgets.theme import BODY, HEADING, SMALL, VALUE, Theme, font

LEFT, RIGHT, TOP = 12, 10, 8
NAME_LINE = 19.0
"""Line height of names: room for two stacked diacritics at the small size."""
VALUE_TOP = 64.0
VALUE_HEIGHT = 34.0
FOOT = 22
"""Height of the foot, which holds the change and the age."""
MARK = 34
"""What the sign and letter of a severity take from the first line of the name."""
MIDDLE_VALUE, LEAST_VALUE = 21, 17
SPARK_LEAST, SPARK_MOST, SPARK_HEIGHT = 40.0, 69.0, 20.0
DOT = 2.5
"""Radius of the live point."""
MOST_AGES = 4_000
"""Ages in words, by seconds."""
HATCHED = frozenset({Quality.REJECTED, Quality.NONE})


class TilePainter(QObject):
    """Knows the theme, the language and the widths of texts; keeps pictures, but no state of any tile."""

    def __init__(self, theme: Theme, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._catalogue = catalogue
        self._small, self._body, self._heading = Writing(font(SMALL)), Writing(font(BODY)), Writing(font(HEADING, True))
        self._bold = Writing(font(SMALL, True))
        self._values = [Writing(font(size, True)) for size in (VALUE, MIDDLE_VALUE, LEAST_VALUE)]
        self._pictures = Pictures()
        self._ages: dict[int, str] = {}
        self._percents: dict[int, bool] = {}
        self._panel = Box(theme.colour("ground"), theme.colour("panel"), theme.colour("line"), 5)
        self._raised = theme.colour("raised")
        self._hatch = QBrush(theme.colour("line"), Qt.BrushStyle.BDiagPattern)
        self._spark_pen, self._limit_pen = QPen(theme.colour("normal"), 1.0), QPen(theme.colour("secondary"), 1.0)
        self._limit_pen.setDashPattern([3.0, 3.0])
        self._spark_pen.setCosmetic(True)
        self._stale_pen = QPen(theme.colour("secondary"), 1.0)
        self._stale_pen.setDashPattern([4.0, 3.0])
        self.flash_on = True
        """Whether the signs of unacknowledged alerts are in their visible half second."""
        self.set_locale(QLocale())

    def set_locale(self, locale: QLocale) -> None:
        """Take over a language; everything drawn in the old one is forgotten."""
        self._locale = locale
        self._language = locale.name()
        self._pictures.clear()
        self._ages.clear()
        self._percents.clear()
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
        self._pictures.use(ratio)
        self._spark_pen.setWidthF(ratio)
        signed = []
        painter.save()
        painter.scale(1.0 / ratio, 1.0 / ratio)
        for rect, tile in placed:
            self._copy(painter, rect, tile, now, ratio)
            if tile.severity is not None or tile.quality is Quality.STALE:
                signed.append((rect, tile))
        painter.restore()
        for rect, tile in signed:
            self._signs(painter, rect, tile)

    def _copy(self, painter: QPainter, rect: QRect, tile: Tile, now: datetime, ratio: float) -> None:
        x, y, width, height = rect.getRect()
        hatched = tile.quality in HATCHED
        room = width - LEFT - RIGHT
        left, right = round((x + LEFT - 1) * ratio), round((x + width - RIGHT + 1) * ratio)
        copy = painter.drawPixmap
        edge = round(x * ratio)
        copy(edge, round(y * ratio), self._ground(round((x + width) * ratio) - edge, height, hatched)[0])
        copy(left, round((y + TOP) * ratio), self._names(tile, room, hatched)[0])
        spark = len(tile.spark) > 1 and tile.indicator.kind is not ValueKind.DATE
        value, taken = self._value(tile, room, spark, hatched)
        copy(left, round((y + VALUE_TOP) * ratio) + 1, value)
        if spark:
            wide = min(SPARK_MOST, room - 1.0 - taken - 13.0)
            if wide >= 21.0:
                self._spark(
                    painter, right - round((wide + 4.0) * ratio), round((y + VALUE_TOP + 5) * ratio), wide, tile
                )
        foot = round((y + height - 1 - FOOT) * ratio)
        tile.age = self.age(tile, now)
        age, taken = self._age(tile, hatched)
        copy(right - age.width(), foot, age)
        copy(left, foot, self._change_picture(tile, now, int(room - taken - 8.0), hatched)[0])

    def _ground(self, width: int, height: int, hatched: bool) -> Picture:
        """The ground of a tile ``width`` pixels of the device wide, corners included."""
        key = ("ground", width, height, hatched)
        wide = width / self._pictures.ratio

        def paint(painter: QPainter) -> None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._raised)
            painter.drawRoundedRect(QRectF(0.0, 0.0, wide, height), 3, 3)
            if hatched:
                painter.fillRect(QRectF(1.0, 1.0, wide - 2.0, height - 2.0), self._hatch)

        panel = self._theme.colour("panel")
        return self._pictures.find(key) or self._pictures.keep(key, wide, height, panel, paint)

    def _names(self, tile: Tile, room: int, hatched: bool) -> Picture:
        """Name, unit and measure."""
        marked = tile.severity is not None
        key = ("names", tile.place, room, marked, hatched)
        found = self._pictures.find(key)
        if found is not None:
            return found
        indicator = tile.indicator
        names = self._small.broken(indicator.name.of(self._language), room - MARK if marked else room, room)
        unit = self._catalogue.units.get(indicator.series.unit)
        below = unit.name.of(self._language) if unit else indicator.series.unit
        measure = fmt.measure(self._locale, indicator)
        if measure and measure != "%":
            below = f"{below} · {measure}"
        below = self._small.elided(below, room)

        def paint(painter: QPainter) -> None:
            painter.setPen(self._theme.colour("text"))
            for at, text in enumerate(names):
                self._small.at(painter, 1.0, NAME_LINE * at + 14.0, text)
            painter.setPen(self._theme.colour("secondary"))
            self._small.at(painter, 1.0, NAME_LINE * len(names) + 13.0, below)

        wide = max(self._small.width(text) for text in (*names, below))
        height = NAME_LINE * len(names) + 18.0
        return self._pictures.keep(key, wide + 2.0, height, None if hatched else self._raised, paint)

    def _value(self, tile: Tile, room: int, spark: bool, hatched: bool) -> tuple[QPixmap, float]:
        """The value as large as there is room for, and the width it takes."""
        stale = tile.quality is Quality.STALE
        shown = not hatched and tile.reading is not None
        text = fmt.value(self._locale, tile.indicator, tile.reading.value if shown and tile.reading else None)
        percent = shown and self._is_percent(tile)
        least = room - (18 if percent else 0) - (int(SPARK_LEAST) + 10 if spark else 0)
        key = ("value", text, percent, least, stale, hatched)
        found = self._pictures.find(key)
        if found is not None:
            return found
        writing = next((one for one in self._values if one.width(text) <= least), self._values[-1])
        width = writing.width(text)

        def paint(painter: QPainter) -> None:
            painter.setPen(self._theme.colour("secondary" if stale or not shown else "text"))
            writing.at(painter, 1.0, 25.0, text)
            if percent:
                painter.setPen(self._theme.colour("secondary"))
                self._small.at(painter, width + 5.0, 25.0, "%")

        taken = width + (18.0 if percent else 0.0)
        ground = None if hatched else self._raised
        return self._pictures.keep(key, taken + 2.0, VALUE_HEIGHT - 2.0, ground, paint, taken)

    def _is_percent(self, tile: Tile) -> bool:
        found = self._percents.get(tile.place)
        if found is None:
            found = self._percents[tile.place] = fmt.measure(self._locale, tile.indicator) == "%"
        return found

    def _spark(self, painter: QPainter, left: int, top: int, width: float, tile: Tile) -> None:
        """The line of the past day, the piece from there to the live point, and the point."""
        spark, pictures = tile.spark, self._pictures
        shape = spark.shape()
        key = ("spark", tile.place, width)
        past = pictures.find(key)
        if past is None or past[1] is not shape:
            pen, dashes = self._spark_pen, self._limit_pen

            def paint(onto: QPainter) -> None:
                onto.translate(1.0, 1.0)
                paint_past(onto, width, SPARK_HEIGHT, shape, pen, dashes)

            past = pictures.keep(key, width + 2.0, SPARK_HEIGHT + 2.0, None, paint, shape)
        painter.drawPixmap(left, top, past[0])
        ratio = pictures.ratio
        across, down = width * ratio, SPARK_HEIGHT * ratio
        begin_x, begin_y = left + ratio, top + ratio
        at_x, at_y = spark.live(shape)
        live_x, live_y = begin_x + at_x * across, begin_y + at_y * down
        if shape.joined is not None:
            painter.setPen(self._spark_pen)
            before = QPointF(begin_x + shape.joined.x() * across, begin_y + shape.joined.y() * down)
            painter.drawLine(before, QPointF(live_x, live_y))
        dot = self._dot(tile.severity)
        painter.drawPixmap(round(live_x - DOT * ratio), round(live_y - DOT * ratio), dot)

    def _dot(self, severity: Severity | None) -> QPixmap:
        key = ("dot", severity)
        found = self._pictures.find(key)
        if found is None:

            def paint(painter: QPainter) -> None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._theme.severity_colour(severity))
                painter.drawEllipse(QPointF(DOT, DOT), DOT, DOT)

            found = self._pictures.keep(key, 2 * DOT, 2 * DOT, None, paint)
        return found[0]

    def _age(self, tile: Tile, hatched: bool) -> tuple[QPixmap, float]:
        """The age as it was put down in the tile, and the width it takes."""
        text, stale = tile.age, tile.quality is Quality.STALE
        key = ("age", text, stale, hatched)
        found = self._pictures.find(key)
        if found is not None:
            return found
        width = self._small.width(text)
        room = ceil(width)

        def paint(painter: QPainter) -> None:
            painter.setPen(self._theme.colour("text" if stale else "secondary"))
            self._small.in_middle(painter, QRectF(1.0, 0.0, room, FOOT - 3), text, right=True)

        return self._pictures.keep(key, room + 2.0, FOOT - 3, None if hatched else self._raised, paint, width)

    def _change_picture(self, tile: Tile, now: datetime, room: int, hatched: bool) -> Picture:
        text, sign = self._change(tile, now)
        key = ("change", text, sign, room, hatched)
        found = self._pictures.find(key)
        if found is not None:
            return found
        indent = 15.0 if sign else 1.0
        shown = self._small.elided(text, room + 1.0 - indent)
        colour = self._theme.colour("secondary")

        def paint(painter: QPainter) -> None:
            if sign:
                paint_shape(painter, QRectF(1.0, (FOOT - 3) / 2.0 - 4.0, 9.0, 9.0), sign, colour)
            painter.setPen(colour)
            self._small.in_middle(painter, QRectF(indent, 0.0, room, FOOT - 3), shown)

        width = indent + self._small.width(shown) + 1.0
        return self._pictures.keep(key, width, FOOT - 3, None if hatched else self._raised, paint)

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
        if tile.quality is Quality.STALE:
            return self._stale.replace("%1", self._age_text(now - tile.reading.observed_at))
        return self._age_text(now - tile.reading.received_at)

    def _age_text(self, age: timedelta) -> str:
        seconds = max(0, int(age.total_seconds()))
        found = self._ages.get(seconds)
        if found is None:
            if len(self._ages) > MOST_AGES:
                self._ages.clear()
            found = self._ages[seconds] = fmt.duration(self._locale, seconds)
        return found

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
        text = fmt.change(self._locale, tile.indicator, reference[1], tile.reading.value)
        if not text:
            return self._no_change, ""
        return text, "up" if tile.reading.value > reference[1] else "down"

    # texts

    def focus(self, painter: QPainter, rect: QRect) -> None:
        """The frame of the current cell."""
        painter.setPen(QPen(self._theme.colour("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4)


def clip_of(rect: QRect) -> QRect:
    """The foot of a tile: all that has to be painted when only the age changes."""
    return QRect(rect.left(), rect.bottom() - FOOT, rect.width(), FOOT - 1)
