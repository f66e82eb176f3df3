"""The pieces of a chart, made once and used again for every drawing.

pyqtgraph's items hold each other in cycles. What a drawing threw away would be freed whenever Python next
collects garbage, on whatever thread that happens; what is only hidden is never freed while the chart lives.
"""

from typing import Any

import pyqtgraph as pg
from PySide6.QtGui import QColor

BEHIND = -10
"""Where bands lie: under every line."""


class Pieces:
    """Hands out hidden pieces of a plot and takes them back all at once."""

    def __init__(self, plot: "pg.PlotItem", ground: QColor) -> None:
        self._plot, self._ground = plot, ground
        self._made: dict[str, list[Any]] = {}
        self._used: dict[str, int] = {}

    def take(self, kind: str) -> Any:
        """The next free piece: "curve", "dots", "level", "upright", "band" or "word". It is visible."""
        made, used = self._made.setdefault(kind, []), self._used.get(kind, 0)
        if used == len(made):
            piece = self._make(kind)
            self._plot.addItem(piece, ignoreBounds=True)
            made.append(piece)
        self._used[kind] = used + 1
        made[used].setVisible(True)
        return made[used]

    def hide(self) -> None:
        """Take every piece back."""
        for kind, used in self._used.items():
            for piece in self._made[kind][:used]:
                piece.setVisible(False)
        self._used.clear()

    def shown(self, kind: str) -> list[Any]:
        """The pieces of a kind that are in use."""
        return self._made.get(kind, [])[: self._used.get(kind, 0)]

    def set_ground(self, ground: QColor) -> None:
        """The colour behind words, after a change of theme."""
        self._ground = ground
        for word in self._made.get("word", []):
            word.fill = pg.mkBrush(ground)

    def _make(self, kind: str) -> Any:
        if kind == "curve":
            return pg.PlotDataItem(connect="finite")
        if kind == "dots":
            return pg.ScatterPlotItem(size=5, pen=None)
        if kind == "word":
            return pg.TextItem("", fill=self._ground)
        if kind == "band":
            band = pg.LinearRegionItem(orientation="horizontal", movable=False, pen=pg.mkPen(None))
            band.setZValue(BEHIND)
            return band
        return pg.InfiniteLine(angle=90 if kind == "upright" else 0)
