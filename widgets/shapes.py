"""Signs as painter paths: severities, directions and pages. No font has to have the glyph."""

from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

FILLED = frozenset({"disc", "triangle", "diamond", "half", "up", "down", "open", "closed"})
"""Signs that are filled; the others are drawn as lines."""


@cache
def shape_path(shape: str) -> QPainterPath:
    """A sign in the unit square, y downwards. Raises KeyError for a name nobody drew."""
    path = QPainterPath()
    _DRAWN[shape](path)
    return path


def paint_shape(painter: QPainter, rect: QRectF, shape: str, colour: QColor) -> None:
    """Draw a sign as large as fits into ``rect``, in the middle of it."""
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center().x() - side / 2.0, rect.center().y() - side / 2.0)
    painter.scale(side, side)
    if shape in FILLED:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if shape == "half":
            painter.drawPath(shape_path(shape))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, 0.1))
            painter.drawEllipse(QRectF(0.1, 0.1, 0.8, 0.8))
        else:
            painter.drawPath(shape_path(shape))
    else:
        pen = QPen(colour, 0.085)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape_path(shape))
    painter.restore()


def shape_pixmap(shape: str, colour: QColor, size: int, ratio: float = 2.0) -> QPixmap:
    """A sign ``size`` device-independent pixels high, sharp up to a pixel ratio of ``ratio``."""
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_shape(painter, QRectF(0, 0, size, size), shape, colour)
    painter.end()
    return pixmap


def shape_icon(shape: str, colour: QColor, checked: QColor | None = None, size: int = 24) -> QIcon:
    """An icon of a sign, in another colour while checked."""
    icon = QIcon(shape_pixmap(shape, colour, size))
    if checked is not None:
        icon.addPixmap(shape_pixmap(shape, checked, size), QIcon.Mode.Normal, QIcon.State.On)
    return icon


def _polygon(path: QPainterPath, *points: tuple[float, float]) -> None:
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    path.closeSubpath()


def _lines(path: QPainterPath, *points: tuple[float, float]) -> None:
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)


def _disc(path: QPainterPath) -> None:
    path.addEllipse(QRectF(0.1, 0.1, 0.8, 0.8))


def _half(path: QPainterPath) -> None:
    path.moveTo(0.5, 0.1)
    path.arcTo(QRectF(0.1, 0.1, 0.8, 0.8), 90, 180)
    path.closeSubpath()


def _triangle(path: QPainterPath) -> None:
    _polygon(path, (0.5, 0.08), (0.96, 0.9), (0.04, 0.9))


def _diamond(path: QPainterPath) -> None:
    _polygon(path, (0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5))


def _up(path: QPainterPath) -> None:
    _polygon(path, (0.5, 0.2), (0.9, 0.8), (0.1, 0.8))


def _down(path: QPainterPath) -> None:
    _polygon(path, (0.1, 0.2), (0.9, 0.2), (0.5, 0.8))


def _open(path: QPainterPath) -> None:
    _polygon(path, (0.15, 0.3), (0.85, 0.3), (0.5, 0.78))


def _closed(path: QPainterPath) -> None:
    _polygon(path, (0.3, 0.15), (0.78, 0.5), (0.3, 0.85))


def _overview(path: QPainterPath) -> None:
    for x in (0.12, 0.55):
        for y in (0.12, 0.55):
            path.addRoundedRect(QRectF(x, y, 0.33, 0.33), 0.05, 0.05)


def _dossiers(path: QPainterPath) -> None:
    path.arcMoveTo(QRectF(0.08, 0.14, 0.84, 0.84), 210)
    path.arcTo(QRectF(0.08, 0.14, 0.84, 0.84), 210, -240)
    _lines(path, (0.5, 0.56), (0.7, 0.34))


def _map(path: QPainterPath) -> None:
    path.moveTo(0.5, 0.92)
    path.cubicTo(0.3, 0.68, 0.2, 0.54, 0.2, 0.38)
    path.cubicTo(0.2, -0.02, 0.8, -0.02, 0.8, 0.38)
    path.cubicTo(0.8, 0.54, 0.7, 0.68, 0.5, 0.92)
    path.addEllipse(QRectF(0.39, 0.27, 0.22, 0.22))


def _alerts(path: QPainterPath) -> None:
    _polygon(path, (0.5, 0.08), (0.92, 0.5), (0.5, 0.92), (0.08, 0.5))
    _lines(path, (0.5, 0.32), (0.5, 0.54))
    path.addEllipse(QRectF(0.485, 0.655, 0.03, 0.03))


def _indicators(path: QPainterPath) -> None:
    _lines(path, (0.1, 0.1), (0.1, 0.9), (0.92, 0.9))
    _lines(path, (0.22, 0.66), (0.42, 0.42), (0.58, 0.58), (0.88, 0.22))


def _feeds(path: QPainterPath) -> None:
    _lines(path, (0.3, 0.86), (0.3, 0.14))
    _lines(path, (0.12, 0.32), (0.3, 0.14), (0.48, 0.32))
    _lines(path, (0.7, 0.14), (0.7, 0.86))
    _lines(path, (0.52, 0.68), (0.7, 0.86), (0.88, 0.68))


def _search(path: QPainterPath) -> None:
    path.addEllipse(QRectF(0.12, 0.12, 0.54, 0.54))
    _lines(path, (0.6, 0.6), (0.9, 0.9))


def _menu(path: QPainterPath) -> None:
    for y in (0.25, 0.5, 0.75):
        _lines(path, (0.14, y), (0.86, y))


def _ring(path: QPainterPath) -> None:
    path.addEllipse(QRectF(0.15, 0.15, 0.7, 0.7))


def _square(path: QPainterPath) -> None:
    path.addRect(QRectF(0.16, 0.16, 0.68, 0.68))


_DRAWN = {
    "disc": _disc,
    "half": _half,
    "triangle": _triangle,
    "diamond": _diamond,
    "up": _up,
    "down": _down,
    "open": _open,
    "closed": _closed,
    "overview": _overview,
    "dossiers": _dossiers,
    "map": _map,
    "alerts": _alerts,
    "indicators": _indicators,
    "feeds": _feeds,
    "search": _search,
    "menu": _menu,
    "ring": _ring,
    "square": _square,
}
