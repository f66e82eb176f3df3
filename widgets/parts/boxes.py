"""Rounded boxes, quick: filled rectangles with four small corner pictures instead of anti-aliased paths."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap


class Box:
    """A box of one look. Drawing one costs microseconds whatever its size."""

    def __init__(self, ground: QColor, fill: QColor, line: QColor | None, radius: int) -> None:
        self._ground, self._fill, self._line, self._radius = ground, fill, line, radius
        self._corners: dict[float, QPixmap] = {}

    def draw(self, painter: QPainter, rect: QRect) -> None:
        """Fill ``rect``; its corners show the ground."""
        if self._line is None:
            painter.fillRect(rect, self._fill)
        else:
            painter.fillRect(rect, self._line)
            painter.fillRect(rect.adjusted(1, 1, -1, -1), self._fill)
        ratio = painter.device().devicePixelRatioF()
        corners, side = self._corners_for(ratio), self._radius
        part = round(side * ratio)
        for x, right in ((rect.left(), 0), (rect.right() + 1 - side, part)):
            for y, below in ((rect.top(), 0), (rect.bottom() + 1 - side, part)):
                source = QRect(QPoint(right, below), QSize(part, part))
                painter.drawPixmap(QRect(x, y, side, side), corners, source)

    def _corners_for(self, ratio: float) -> QPixmap:
        """The smallest whole box: nothing but its four corners."""
        corners = self._corners.get(ratio)
        if corners is None:
            side = 2 * self._radius
            corners = QPixmap(QSize(round(self._radius * ratio), round(self._radius * ratio)) * 2)
            corners.fill(self._ground)
            painter = QPainter(corners)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(ratio, ratio)
            painter.setBrush(self._fill)
            half = 0.0 if self._line is None else 0.5
            painter.setPen(Qt.PenStyle.NoPen if self._line is None else QPen(self._line, 1))
            painter.drawRoundedRect(QRectF(half, half, side - 2 * half, side - 2 * half), self._radius, self._radius)
            painter.end()
            self._corners[ratio] = corners
        return corners
