"""Paints tiles, headers and collapsed lines. One painter object serves a thousand tiles."""

from datetime import datetime

from PySide6.QtCore import QLocale, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from ioc.domain.catalogue import Catalogue
from ioc.domain.indicators import ValueKind
from widgets import format as fmt
from widgets.parts.boxes import Box
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
MIDDLE_VALUE, LEAST_VALUE = 21, 17
SPARK_LEAST = 40.0
MOST_KEPT = 20_000
"""Names broken into lines; when there are more they are all broken again."""


class TilePainter(QObject):
    """Knows the theme, the language and the widths of texts; keeps no state of any tile."""

    def __init__(self, theme: Theme, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._catalogue = catalogue
        self._small, self._body, self._heading = Writing(font(SMALL)), Writing(font(BODY)), Writing(font(HEADING, True))
        self._bold = Writing(font(SMALL, True))
        self._values = [Writing(font(size, True)) for size in (VALUE, MIDDLE_VALUE, LEAST_VALUE)]
        self._wrapped: dict[tuple[str, int], list[str]] = {}
        self._panel = Box(theme.colour("ground"), theme.colour("panel"), theme.colour("line"), 5)
        self._tile = Box(theme.colour("panel"), theme.colour("raised"), None, 3)
        self._hatch = QBrush(theme.colour("line"), Qt.BrushStyle.BDiagPattern)
        self.flash_on = True
        """Whether the signs of unacknowledged alerts are in their visible half second."""
        self.set_locale(QLocale())

    def set_locale(self, locale: QLocale) -> None:
        """Take over a language; everything measured in the old one is forgotten."""
        self._locale = locale
        self._language = locale.name()
        self._wrapped.clear()
        self._no_change = self.tr("no change")
        self._no_reference = self.tr("under 24 h of data")
        self._no_data = self.tr("no data yet")
        self._no_value = self.tr("source has no value")
        self._stale = self.tr("stale %1")
        self._rejected = self.tr("%1 refused")

    # groups

    def panel(self, painter: QPainter, rect: QRect) -> None:
        """The ground of a group."""
        self._panel.draw(painter, rect)

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
            self._focus(painter, rect)
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

    def tile(self, painter: QPainter, rect: QRect, tile: Tile, now: datetime, current: bool) -> None:
        """One tile, whole."""
        theme = self._theme
        self._ground(painter, rect, tile)
        left, width = rect.left() + LEFT, rect.width() - LEFT - RIGHT
        mark = self._mark(painter, rect, tile)
        indicator = tile.indicator
        painter.setPen(theme.colour("text"))
        top = float(rect.top() + TOP)
        for at, text in enumerate(
            self._wrap(indicator.name.of(self._language), width if not mark else width - mark, width)
        ):
            self._small.at(painter, left, top + NAME_LINE * at + 14.0, text)
            top_of_unit = top + NAME_LINE * (at + 1)
        painter.setPen(theme.colour("secondary"))
        unit = self._catalogue.units.get(indicator.series.unit)
        below = unit.name.of(self._language) if unit else indicator.series.unit
        measure = fmt.measure(self._locale, indicator)
        if measure and measure != "%":
            below = f"{below} · {measure}"
        self._small.at(painter, left, top_of_unit + 13.0, self._small.elided(below, width))
        self._value(painter, rect, tile)
        self._foot(painter, rect, tile, now)
        if current:
            self._focus(painter, rect)

    def _ground(self, painter: QPainter, rect: QRect, tile: Tile) -> None:
        theme = self._theme
        self._tile.draw(painter, rect)
        if tile.quality in (Quality.REJECTED, Quality.NONE):
            painter.fillRect(rect.adjusted(1, 1, -1, -1), self._hatch)
        if tile.severity is not None:
            painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), theme.severity_colour(tile.severity))
        if tile.quality is Quality.STALE:
            pen = QPen(theme.colour("secondary"), 1, Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5))

    def _mark(self, painter: QPainter, rect: QRect, tile: Tile) -> float:
        """The severity as shape and letter, top right; returns the width it takes from the first line."""
        if tile.severity is None:
            return 0.0
        theme = self._theme
        colour = theme.severity_colour(tile.severity)
        right, top = rect.right() - RIGHT, rect.top() + TOP + 4
        if self.flash_on or not tile.unacknowledged:
            paint_shape(painter, QRectF(right - 27, top, 12, 12), theme.severity_shape(tile.severity), colour)
        painter.setPen(colour)
        letter = theme.severity_letter(tile.severity)
        self._bold.in_middle(painter, QRectF(right - 13, top - 4, 14, 20), letter, right=True)
        return 34.0

    def _value(self, painter: QPainter, rect: QRect, tile: Tile) -> None:
        theme, indicator = self._theme, tile.indicator
        shown = tile.quality in (Quality.GOOD, Quality.STALE) and tile.reading is not None
        text = fmt.value(self._locale, indicator, tile.reading.value if shown and tile.reading else None)
        percent = shown and fmt.measure(self._locale, indicator) == "%"
        spark = len(tile.spark) > 1 and indicator.kind is not ValueKind.DATE
        width = rect.width() - LEFT - RIGHT - (18.0 if percent else 0.0)
        size = 0
        while size < 2 and self._values[size].width(text) > width - (SPARK_LEAST + 10.0 if spark else 0.0):
            size += 1
        taken = self._values[size].width(text)
        top, left = rect.top() + VALUE_TOP, rect.left() + LEFT
        painter.setPen(theme.colour("secondary" if not shown or tile.quality is Quality.STALE else "text"))
        self._values[size].at(painter, left, top + 26.0, text)
        if percent:
            painter.setPen(theme.colour("secondary"))
            self._small.at(painter, left + taken + 4.0, top + 26.0, "%")
            taken += 18.0
        begin = left + taken + 10.0
        end = rect.right() - RIGHT
        room = QRectF(max(begin, end - 72.0), top + 4.0, end - max(begin, end - 72.0), VALUE_HEIGHT - 10.0)
        if spark and room.width() >= 24.0:
            line = theme.colour("normal")
            mark = line if tile.severity is None else theme.severity_colour(tile.severity)
            tile.spark.paint(painter, room, line, theme.colour("secondary"), mark)

    def _foot(self, painter: QPainter, rect: QRect, tile: Tile, now: datetime) -> None:
        theme = self._theme
        room = QRectF(rect.left() + LEFT, rect.bottom() - FOOT, rect.width() - LEFT - RIGHT, FOOT - 3)
        tile.age = self.age(tile, now)
        stale = tile.quality is Quality.STALE
        painter.setPen(theme.colour("text" if stale else "secondary"))
        taken = self._small.in_middle(painter, room, tile.age, right=True)
        painter.setPen(theme.colour("secondary"))
        text, sign = self._change(tile, now)
        width = room.width() - taken - 8.0
        if sign:
            paint_shape(
                painter, QRectF(room.left(), room.center().y() - 4.0, 9.0, 9.0), sign, theme.colour("secondary")
            )
            room.setLeft(room.left() + 14.0)
            width -= 14.0
        self._small.in_middle(painter, room, self._small.elided(text, width))

    def age(self, tile: Tile, now: datetime) -> str:
        """The age of the value: of a stale one by the source's time and said so, else since it came."""
        if tile.reading is None:
            return ""
        if tile.quality is Quality.STALE:
            return self._stale.replace("%1", fmt.age(self._locale, tile.reading.observed_at, now))
        return fmt.age(self._locale, tile.reading.received_at, now)

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

    def _focus(self, painter: QPainter, rect: QRect) -> None:
        painter.setPen(QPen(self._theme.colour("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4)

    def _wrap(self, text: str, first: float, second: float) -> list[str]:
        """At most two lines, the first one narrower where a severity stands beside it."""
        key = (text, int(first) * 10_000 + int(second))
        lines = self._wrapped.get(key)
        if lines is None:
            if len(self._wrapped) > MOST_KEPT:
                self._wrapped.clear()
            lines = self._wrapped[key] = self._break(text, first, second)
        return lines

    def _break(self, text: str, first: float, second: float) -> list[str]:
        advance = self._small.metrics.horizontalAdvance
        if advance(text) <= first:
            return [text]
        words = text.split(" ")
        taken = 1
        while taken < len(words) and advance(" ".join(words[: taken + 1])) <= first:
            taken += 1
        rest = " ".join(words[taken:])
        begin = self._small.elided(" ".join(words[:taken]), first)
        return [begin, self._small.elided(rest, second)] if rest else [begin]


def clip_of(rect: QRect) -> QRect:
    """The foot of a tile: all that has to be painted when only the age changes."""
    return QRect(rect.left(), rect.bottom() - FOOT, rect.width(), FOOT - 1)
