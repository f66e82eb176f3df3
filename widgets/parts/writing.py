"""Single lines of text, quick: each is shaped once and kept, because a wall of tiles says the same words again."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QStaticText, QTransform

MOST_KEPT = 6_000
"""Texts; when there are more, all are shaped again as they come."""


class Writing:
    """Writes in one face, in the pen's colour. A text is plain, never markup."""

    def __init__(self, face: QFont) -> None:
        self.face = face
        self.metrics = QFontMetricsF(face)
        self._ascent, self._height = self.metrics.ascent(), self.metrics.height()
        self._kept: dict[str, tuple[QStaticText, float]] = {}
        self._elided: dict[tuple[str, int], str] = {}

    def width(self, text: str) -> float:
        """The room a text takes."""
        return self._shaped(text)[1]

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

    def at(self, painter: QPainter, left: float, base: float, text: str) -> None:
        """Write with the baseline at ``base``."""
        painter.setFont(self.face)
        painter.drawStaticText(QPointF(left, base - self._ascent), self._shaped(text)[0])

    def in_middle(self, painter: QPainter, room: QRectF, text: str, right: bool = False) -> float:
        """Write on the middle line of ``room``, at its left or right end; returns the width taken."""
        shaped, width = self._shaped(text)
        left = room.right() - width if right else room.left()
        painter.setFont(self.face)
        painter.drawStaticText(QPointF(left, room.center().y() - self._height / 2.0), shaped)
        return width

    def _shaped(self, text: str) -> tuple[QStaticText, float]:
        found = self._kept.get(text)
        if found is None:
            if len(self._kept) > MOST_KEPT:
                self._kept.clear()
            shaped = QStaticText(text)
            shaped.setTextFormat(Qt.TextFormat.PlainText)
            shaped.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            shaped.prepare(QTransform(), self.face)
            found = self._kept[text] = (shaped, self.metrics.horizontalAdvance(text))
        return found
