"""The pictures that a tile is put together from, and where in the tile they stand."""

from math import ceil

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

from ioc.domain.alerts import Severity
from widgets.parts.pictures import Picture, Pictures
from widgets.parts.sparkline import paint_past
from widgets.parts.tile_layout import TILE_HEIGHT
from widgets.parts.tiles import Tile
from widgets.parts.writing import Writing
from widgets.shapes import paint_shape
from widgets.theme import VALUE, Theme, font

LEFT, RIGHT, TOP = 12, 10, 8
NAME_LINE = 19.0
"""Line height of names: room for two stacked diacritics at the small size."""
VALUE_TOP, VALUE_HEIGHT = 64.0, 34.0
MIDDLE_VALUE, LEAST_VALUE = 21, 17
SPARK_HEIGHT = 20.0
FOOT = 22
"""Height of the foot, which holds the change and the age."""
FOOT_LINE = FOOT - 3
DOT = 2.5
"""Radius of the live point."""


class Faces:
    """Draws each piece once and keeps it. Places and sizes that end in pixels of the device are for ``ratio``."""

    def __init__(self, theme: Theme, small: Writing) -> None:
        self._theme, self._small = theme, small
        self._values = [Writing(font(size, True)) for size in (VALUE, MIDDLE_VALUE, LEAST_VALUE)]
        self._pictures = Pictures()
        self.clear = self._pictures.clear
        self._panel, self._raised = theme.colour("panel"), theme.colour("raised")
        self._hatch = QBrush(theme.colour("line"), Qt.BrushStyle.BDiagPattern)
        self.line, self._limit = QPen(theme.colour("normal"), 1.0), QPen(theme.colour("secondary"), 1.0)
        self.line.setCosmetic(True)
        self._limit.setDashPattern([3.0, 3.0])
        self._piece = QLineF()
        self.use(1.0)

    def use(self, ratio: float) -> None:
        """Set all places for a device of this pixel ratio. Pictures have a margin of 1 to the left and right."""
        self._pictures.use(ratio)
        self.ratio = ratio
        self.inset, self.outset = round((LEFT - 1) * ratio), round((RIGHT - 1) * ratio)
        self.names_down, self.value_down = round(TOP * ratio), round((VALUE_TOP + 1) * ratio)
        self._spark_down = round((VALUE_TOP + 5) * ratio)
        self.foot_down = round((TILE_HEIGHT - 1 - FOOT) * ratio)
        self.line.setWidthF(ratio)

    def _under(self, hatched: bool) -> QColor | None:
        """Text stands on its ground, so that it can be smoothed by the colours of the pixel; but not on hatching."""
        return None if hatched else self._raised

    def ground(self, width: int, height: int, hatched: bool) -> Picture:
        """The ground of a tile ``width`` pixels of the device wide, corners included."""
        key = ("ground", width, height, hatched)
        found = self._pictures.find(key)
        if found is not None:
            return found
        wide = width / self.ratio

        def paint(painter: QPainter) -> None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._raised)
            painter.drawRoundedRect(QRectF(0.0, 0.0, wide, height), 3, 3)
            if hatched:
                painter.fillRect(QRectF(1.0, 1.0, wide - 2.0, height - 2.0), self._hatch)

        return self._pictures.keep(key, wide, height, self._panel, paint)

    def names(self, place: int, room: int, marked: bool, hatched: bool) -> Picture | None:
        """The names of the tile at that place of the catalogue, if they were written before."""
        return self._pictures.find(("names", place, room, marked, hatched))

    def name(self, place: int, room: int, marked: bool, hatched: bool, names: list[str], below: str) -> Picture:
        """Write them: the name on its lines, and the unit below."""

        def paint(painter: QPainter) -> None:
            painter.setPen(self._theme.colour("text"))
            for at, text in enumerate(names):
                self._small.at(painter, 1.0, NAME_LINE * at + 14.0, text)
            painter.setPen(self._theme.colour("secondary"))
            self._small.at(painter, 1.0, NAME_LINE * len(names) + 13.0, below)

        wide = max(self._small.width(text) for text in (*names, below))
        height = NAME_LINE * len(names) + 18.0
        key = ("names", place, room, marked, hatched)
        return self._pictures.keep(key, wide + 2.0, height, self._under(hatched), paint)

    def value(self, text: str, percent: bool, least: int, faint: bool, hatched: bool) -> Picture:
        """The value as large as it fits into ``least``, with its percent sign."""
        key = ("value", text, percent, least, faint, hatched)
        found = self._pictures.find(key)
        if found is not None:
            return found
        writing = next((one for one in self._values if one.width(text) <= least), self._values[-1])
        width = writing.width(text)

        def paint(painter: QPainter) -> None:
            painter.setPen(self._theme.colour("secondary" if faint else "text"))
            writing.at(painter, 1.0, 25.0, text)
            if percent:
                painter.setPen(self._theme.colour("secondary"))
                self._small.at(painter, width + 5.0, 25.0, "%")

        taken = width + (18.0 if percent else 0.0)
        return self._pictures.keep(key, taken + 2.0, VALUE_HEIGHT - 2.0, self._under(hatched), paint, taken)

    def age(self, text: str, bright: bool, hatched: bool) -> Picture:
        """The age, which stands at the right."""
        key = ("age", text, bright, hatched)
        found = self._pictures.find(key)
        if found is not None:
            return found
        width = self._small.width(text)
        room = QRectF(1.0, 0.0, ceil(width), FOOT_LINE)

        def paint(painter: QPainter) -> None:
            painter.setPen(self._theme.colour("text" if bright else "secondary"))
            self._small.in_middle(painter, room, text, right=True)

        return self._pictures.keep(key, room.width() + 2.0, FOOT_LINE, self._under(hatched), paint, width)

    def change(self, text: str, sign: str, room: int, hatched: bool) -> Picture:
        """The change with its arrow, or words instead."""
        key = ("change", text, sign, room, hatched)
        found = self._pictures.find(key)
        if found is not None:
            return found
        indent = 15.0 if sign else 1.0
        shown = self._small.elided(text, room + 1.0 - indent)
        colour = self._theme.colour("secondary")

        def paint(painter: QPainter) -> None:
            if sign:
                paint_shape(painter, QRectF(1.0, FOOT_LINE / 2.0 - 4.0, 9.0, 9.0), sign, colour)
            painter.setPen(colour)
            self._small.in_middle(painter, QRectF(indent, 0.0, room, FOOT_LINE), shown)

        width = indent + self._small.width(shown) + 1.0
        return self._pictures.keep(key, width, FOOT_LINE, self._under(hatched), paint)

    def spark(self, painter: QPainter, right: int, top: int, width: float, tile: Tile) -> None:
        """The line of the past day, the piece from there to the live point, and the point. The pen is ``line``."""
        ratio, shape = self.ratio, tile.spark.shape()
        key = ("spark", tile.place, width)
        past = self._pictures.find(key)
        if past is None or past.source is not shape:

            def paint(onto: QPainter) -> None:
                onto.translate(1.0, 1.0)
                paint_past(onto, width, SPARK_HEIGHT, shape, self.line, self._limit)

            past = self._pictures.keep(key, width + 2.0, SPARK_HEIGHT + 2.0, None, paint, source=shape)
        left, top = right - round((width + 4.0) * ratio), top + self._spark_down
        painter.drawPixmap(left, top, past.pixmap)
        across, down = width * ratio, SPARK_HEIGHT * ratio
        at_x, at_y = tile.spark.live(shape)
        x, y = left + ratio + at_x * across, top + ratio + at_y * down
        if shape.joined is not None:
            before_x, before_y = shape.joined
            self._piece.setLine(left + ratio + before_x * across, top + ratio + before_y * down, x, y)
            painter.drawLine(self._piece)
        painter.drawPixmap(round(x - DOT * ratio), round(y - DOT * ratio), self._dot(tile.severity))

    def _dot(self, severity: Severity | None) -> QPixmap:
        found = self._pictures.find(("dot", severity))
        if found is None:

            def paint(painter: QPainter) -> None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._theme.severity_colour(severity))
                painter.drawEllipse(QPointF(DOT, DOT), DOT, DOT)

            found = self._pictures.keep(("dot", severity), 2 * DOT, 2 * DOT, None, paint)
        return found.pixmap
