"""Single lines of text in one face. Widths are kept, because a wall of tiles says the same words again."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

MOST_KEPT = 6_000
"""Texts; when there are more, all are measured again as they come."""


class Writing:
    """Writes in one face, in the pen's colour. A text is plain, never markup."""

    def __init__(self, face: QFont) -> None:
        self.face = face
        self.metrics = QFontMetricsF(face)
        self._ascent, self._height = self.metrics.ascent(), self.metrics.height()
        self._widths: dict[str, float] = {}
        self._elided: dict[tuple[str, int], str] = {}

    def width(self, text: str) -> float:
        """The room a text takes."""
        found = self._widths.get(text)
        if found is None:
            if len(self._widths) > MOST_KEPT:
                self._widths.clear()
            found = self._widths[text] = self.metrics.horizontalAdvance(text)
        return found

    def elided(self, text: str, width: float) -> str:
        """The text, or its beginning with an ellipsis where it does not fit."""
        key = (text, int(width))
        shown = self._elided.get(key)
        if shown is None:
            if len(self._elided) > MOST_KEPT:
                self._elided.clear()
            shown = self._elided[key] = self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        return shown

    def fitting(self, texts: Sequence[str], width: float) -> str:
        """The first of several wordings that fits, else the last."""
        return next((text for text in texts if self.width(text) <= width), texts[-1])

    def broken(self, text: str, first: float, second: float) -> list[str]:
        """The text on at most two lines, which may be of different widths."""
        if self.width(text) <= first:
            return [text]
        words = text.split(" ")
        taken = 1
        while taken < len(words) and self.metrics.horizontalAdvance(" ".join(words[: taken + 1])) <= first:
            taken += 1
        rest = " ".join(words[taken:])
        begin = self.elided(" ".join(words[:taken]), first)
        return [begin, self.elided(rest, second)] if rest else [begin]

    def at(self, painter: QPainter, left: float, base: float, text: str) -> None:
        """Write with the baseline at ``base``."""
        painter.setFont(self.face)
        painter.drawText(QPointF(left, base), text)

    def in_middle(self, painter: QPainter, room: QRectF, text: str, right: bool = False) -> float:
        """Write on the middle line of ``room``, at its left or right end; returns the width taken."""
        width = self.width(text)
        left = room.right() - width if right else room.left()
        self.at(painter, left, room.center().y() - self._height / 2.0 + self._ascent, text)
        return width
