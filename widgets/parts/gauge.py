"""A gauge of a share in percent: grey while normal, dashed when stale, with its limits and target as marks."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ioc.domain.alerts import Severity
from widgets import format as fmt
from widgets.shapes import paint_shape
from widgets.theme import BODY, HEADING, SMALL, Theme, font

BEGIN, SWEEP = 210.0, -240.0
"""Degrees counter-clockwise from three o'clock: the arc opens downwards."""
THICK = 0.13
"""Thickness of the arc as a share of its diameter."""
TEXT_LINE = 20.0
TINY = 11
DIM = 0.55
"""Opacity of the limits around a normal share: they can be read, but nothing calls for attention."""
ROOM_FOR_CAPTION = 100.0
"""Dials smaller than this hold the number alone."""


@dataclass(frozen=True, slots=True)
class GaugeFace:
    """What a gauge shows. Shares are percent; ``low`` is where the arc begins, it ends at 100."""

    percent: float | None = None
    caption: str = ""
    title: str = ""
    lines: tuple[tuple[str, ...], ...] = ()
    """Below the title: each line in a long and shorter wordings, of which the longest that fits is shown."""
    worst: tuple[str, ...] = ()
    """The lowest share below this one, as text, with its sign; and on the next line whose it is."""
    worst_name: str = ""
    worst_severity: Severity | None = None
    severity: Severity | None = None
    warning: float | None = None
    critical: float | None = None
    target: float | None = None
    low: float = 80.0
    decimals: int = 1
    stale: bool = False
    """Whether the source has stopped saying that the share holds."""


def low_end(percents: list[float]) -> float:
    """Where arcs begin so that every one of these shares can be told apart: 80, 50 or 0."""
    least = min(percents, default=100.0)
    return 80.0 if least >= 82.0 else 50.0 if least >= 53.0 else 0.0


class Gauge(QWidget):
    """Paints a ``GaugeFace``. The scale may begin above zero: its ends are printed at the arc."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.face = GaugeFace()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_face(self, face: GaugeFace) -> None:
        """Show another state; nothing is painted where it is the same."""
        if face == self.face:
            return
        taller = len(face.lines) != len(self.face.lines) or bool(face.worst) != bool(self.face.worst)
        self.face = face
        self.setAccessibleName(f"{face.title}: {self._number()} {face.caption}")
        if taller:
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(128, 300)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 100)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._diameter(width) * 0.86 + 8.0 + self._text_height(width))

    def _diameter(self, width: float) -> float:
        return min(width - 10.0, 172.0) // 6.0 * 6.0

    def _text_height(self, width: int) -> float:
        face = self.face
        return 24.0 + TEXT_LINE * (len(face.lines) + ((3 if self._is_small(width) else 2) if face.worst else 0))

    def _is_small(self, width: int | None = None) -> bool:
        return self._diameter(self.width() if width is None else width) < ROOM_FOR_CAPTION

    def _number(self) -> str:
        return fmt.number(self.locale(), self.face.percent, self.face.decimals)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        diameter = self._diameter(self.width())
        left = (self.width() - diameter) / 2.0
        outer = QRectF(left, 4.0, diameter, diameter)
        if self.face.stale:
            self._dashes(painter)
        self._arc(painter, outer)
        self._middle(painter, outer)
        self._below(painter, outer.top() + diameter * 0.86 + 4.0)
        painter.end()

    def _dashes(self, painter: QPainter) -> None:
        """The frame of everything that is stale."""
        pen = QPen(self._theme.colour("secondary"), 1, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _share(self, percent: float) -> float:
        """Where a share lies on the arc, 0 to 1."""
        low = self.face.low
        return min(1.0, max(0.0, (percent - low) / (100.0 - low)))

    def _arc(self, painter: QPainter, outer: QRectF) -> None:
        theme, face = self._theme, self.face
        thick = outer.width() * THICK
        half = thick / 2.0 + 5.0
        ring = outer.adjusted(half, half, -half, -half)
        self._stroke(painter, ring, 0.0, 1.0, theme.colour("faint").name(), thick)
        if face.percent is not None:
            colour = theme.severity_colour(face.severity).name()
            self._stroke(painter, ring, 0.0, self._share(face.percent), colour, thick)
        rim = outer.adjusted(1.5, 1.5, -1.5, -1.5)
        painter.setOpacity(1.0 if face.severity is not None else DIM)
        begin = 0.0
        for limit, severity in ((face.critical, Severity.CRITICAL), (face.warning, Severity.WARNING)):
            if limit is not None:
                end = self._share(limit)
                if end - begin > 0.01:
                    colour = theme.severity_colour(severity).name()
                    self._stroke(painter, rim, begin + (0.008 if begin else 0.0), end, colour, 1.6)
                begin = end
        painter.setOpacity(1.0)
        if face.target is not None:
            self._tick(painter, outer, self._share(face.target), thick)

    def _stroke(self, painter: QPainter, ring: QRectF, begin: float, end: float, colour: str, thick: float) -> None:
        if end <= begin:
            return
        pen = QPen(colour)
        pen.setWidthF(thick)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawArc(ring, round((BEGIN + SWEEP * begin) * 16), round(SWEEP * (end - begin) * 16))

    def _tick(self, painter: QPainter, outer: QRectF, share: float, thick: float) -> None:
        painter.save()
        painter.translate(outer.center())
        painter.rotate(-(BEGIN + SWEEP * share))
        painter.setPen(QPen(self._theme.colour("text"), 2.2))
        radius = outer.width() / 2.0
        painter.drawLine(QPointF(radius - thick - 6.0, 0.0), QPointF(radius + 1.0, 0.0))
        painter.restore()

    def _middle(self, painter: QPainter, outer: QRectF) -> None:
        theme, face = self._theme, self.face
        centre = outer.center()
        size = 27 if outer.width() >= 150 else 24 if outer.width() >= 116 else 18
        self._figure(painter, centre.x(), centre.y() - size * 0.75, font(size, True), outer.width() >= ROOM_FOR_CAPTION)
        below = centre.y() + size * 0.42
        if outer.width() >= ROOM_FOR_CAPTION:
            small = font(SMALL if outer.width() >= 150 else TINY)
            self._text(painter, centre.x(), below, face.caption, small, "secondary", outer.width() * 0.66)
        else:
            below -= 16.0
        if face.severity is not None:
            colour = theme.severity_colour(face.severity)
            paint_shape(
                painter, QRectF(centre.x() - 15, below + 21, 12, 12), theme.severity_shape(face.severity), colour
            )
            painter.setFont(font(BODY, True))
            painter.setPen(colour)
            room = QRectF(centre.x() + 2, below + 17, 20, 20)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, theme.severity_letter(face.severity))
        if outer.width() < ROOM_FOR_CAPTION:
            return
        low, high = fmt.number(self.locale(), face.low), fmt.number(self.locale(), 100.0)
        foot = outer.top() + outer.height() * 0.755
        self._text(painter, outer.left() + outer.width() * 0.245, foot, low, font(TINY), "secondary", 40.0)
        self._text(painter, outer.right() - outer.width() * 0.245, foot, high, font(TINY), "secondary", 40.0)

    def _figure(self, painter: QPainter, middle: float, top: float, face: QFont, room: bool) -> None:
        """The share; where there is room and the caption does not say it, with a small "%" behind it."""
        metrics, number = QFontMetricsF(face), self._number()
        sign = room and self.face.percent is not None and "%" not in self.face.caption
        width = metrics.horizontalAdvance(number)
        begin = middle - (width + (14.0 if sign else 0.0)) / 2.0
        base = top + metrics.ascent()
        painter.setFont(face)
        painter.setPen(self._theme.colour("secondary" if self.face.stale else "text"))
        painter.drawText(QPointF(begin, base), number)
        if sign:
            painter.setFont(font(SMALL))
            painter.setPen(self._theme.colour("secondary"))
            painter.drawText(QPointF(begin + width + 2.0, base), "%")

    def _below(self, painter: QPainter, top: float) -> None:
        face, middle, width = self.face, self.width() / 2.0, self.width() - 6.0
        small = QFontMetricsF(font(SMALL))
        names = _halves(face.worst_name, small, width) if self._is_small() else [face.worst_name]
        self._text(painter, middle, top, face.title, font(HEADING if width > 110 else SMALL, True), "text", width)
        y = top + 24.0
        for wordings in face.lines:
            self._text(painter, middle, y, _fitting(wordings, small, width), font(SMALL), "secondary", width)
            y += TEXT_LINE
        if not face.worst:
            return
        for at, name in enumerate(names, 1):
            self._text(painter, middle, y + TEXT_LINE * at, name, font(SMALL), "secondary", width)
        if face.worst_severity is None:
            self._text(painter, middle, y, _fitting(face.worst, small, width), font(SMALL), "secondary", width)
            return
        theme = self._theme
        worst = _fitting(face.worst, small, width - 16.0)
        taken = min(width - 16.0, small.horizontalAdvance(worst))
        begin = middle - (taken + 15.0) / 2.0
        colour = theme.severity_colour(face.worst_severity)
        paint_shape(painter, QRectF(begin, y + 5.0, 10, 10), theme.severity_shape(face.worst_severity), colour)
        self._text(painter, begin + 15.0 + taken / 2.0, y, worst, font(SMALL), "text", taken + 1.0)

    def _text(
        self, painter: QPainter, middle: float, top: float, text: str, face: QFont, colour: str, width: float
    ) -> None:
        """One line centred on ``middle``, cut with an ellipsis where it does not fit."""
        painter.setFont(face)
        painter.setPen(self._theme.colour(colour))
        metrics = QFontMetricsF(face)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        height = metrics.height()
        room = QRectF(middle - width / 2.0 - 2.0, top, width + 4.0, height)
        painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, shown)


def _fitting(wordings: tuple[str, ...], metrics: QFontMetricsF, width: float) -> str:
    """The first wording that fits, else the last."""
    return next(
        (text for text in wordings if metrics.horizontalAdvance(text) <= width), wordings[-1] if wordings else ""
    )


def _halves(text: str, metrics: QFontMetricsF, width: float) -> list[str]:
    """A name on one line, or on two where it does not fit and has a place to break."""
    if metrics.horizontalAdvance(text) <= width or " " not in text:
        return [text]
    words = text.split(" ")
    first = 1
    while first < len(words) - 1 and metrics.horizontalAdvance(" ".join(words[: first + 1])) <= width:
        first += 1
    return [" ".join(words[:first]), " ".join(words[first:])]
