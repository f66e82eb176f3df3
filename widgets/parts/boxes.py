"""Rounded outlines, quick: rectangles with four small corner pictures instead of anti-aliased paths."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap


class Box:
    """A box of one look. Drawing one costs microseconds whatever its size."""

    def __init__(self, ground: QColor, fill: QColor, line: QColor, radius: int) -> None:
        self._ground, self._fill, self._line, self._radius = ground, fill, line, radius
        self._corners: dict[float, QPixmap] = {}

    def outline(self, painter: QPainter, rect: QRect) -> None:
        """The outline and the corners, which show the ground; the filling is left to the caller."""
        for edge in (
            QRect(rect.left(), rect.top(), rect.width(), 1),
            QRect(rect.left(), rect.bottom(), rect.width(), 1),
            QRect(rect.left(), rect.top(), 1, rect.height()),
            QRect(rect.right(), rect.top(), 1, rect.height()),
        ):
            painter.fillRect(edge, self._line)
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
            painter.setPen(QPen(self._line, 1))
            painter.drawRoundedRect(QRectF(0.5, 0.5, side - 1, side - 1), self._radius, self._radius)
            painter.end()
            self._corners[ratio] = corners
        return corners
