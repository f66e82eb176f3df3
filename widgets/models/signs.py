"""Draws cells that begin with a sign: severities and states as shape, letter or word, and colour."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ioc.domain.alerts import Severity
from ioc.domain.situation import FeedState
from widgets.models.rows import SIGN_ROLE, Sign
from widgets.shapes import paint_shape
from widgets.theme import SEVERITY_SHAPE, SEVERITY_STATE, Theme

SIZE = 12
"""Height of a sign in pixels."""
GAP = 6
MARGIN = 11
"""Pixels around the contents, as the style sheet pads other cells."""
DIM = 0.25
"""Opacity of a flashing sign in its dark phase: never gone, so that a glance and a photograph still tell."""

FEED_SIGNS = {
    FeedState.WAITING: Sign("ring", "normal"),
    FeedState.OK: Sign("disc", "normal"),
    FeedState.LATE: Sign("disc", "notice"),
    FeedState.FAILING: Sign("triangle", "warning"),
    FeedState.SILENT: Sign("triangle", "warning"),
}


def severity_sign(severity: Severity, flashing: bool = False) -> Sign:
    """The sign of a severity; its letter is the cell's text."""
    return Sign(SEVERITY_SHAPE[severity], SEVERITY_STATE[severity], tinted=True, flashing=flashing)


class SignDelegate(QStyledItemDelegate):
    """Paints ``SIGN_ROLE`` before the text; cells without a sign are painted as always."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.lit = True
        """The phase of flashing: whether signs that flash are bright now."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        sign = index.data(SIGN_ROLE)
        if sign is None:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        style = option.widget.style() if option.widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        inner = QRectF(option.rect).adjusted(MARGIN, 0, -MARGIN, -2)
        metrics = QFontMetrics(option.font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(inner.width()) - SIZE - GAP)
        if option.displayAlignment & Qt.AlignmentFlag.AlignRight:
            inner.setLeft(inner.right() - metrics.horizontalAdvance(shown) - GAP - SIZE)
        place = QRectF(inner.left(), inner.center().y() - SIZE / 2, SIZE, SIZE)
        painter.save()
        painter.setOpacity(1.0 if self.lit or not sign.flashing else DIM)
        paint_shape(painter, place, sign.shape, self._theme.colour(sign.colour))
        painter.setOpacity(1.0)
        inner.setLeft(inner.left() + SIZE + GAP)
        painter.setFont(option.font)
        painter.setPen(self._theme.colour(sign.colour if sign.tinted else "text"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        if index.data(SIGN_ROLE) is not None:
            size.setWidth(size.width() + SIZE + GAP)
        return size


def flashing_cells(view: QTableView, column: int) -> list[QModelIndex]:
    """The cells of a column that are in sight and whose sign flashes."""
    model, first, last = view.model(), view.rowAt(0), view.rowAt(view.viewport().height() - 1)
    rows = range(max(0, first), (last if last >= 0 else model.rowCount() - 1) + 1)
    cells = (model.index(row, column) for row in rows)
    return [cell for cell in cells if (sign := cell.data(SIGN_ROLE)) is not None and sign.flashing]
