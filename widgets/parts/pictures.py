"""Small pictures drawn once and shown many times: copying one costs a tenth of writing its text again."""

from collections.abc import Callable, Hashable
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

MOST_BYTES = 40_000_000
"""Of all pictures that are kept: what a thousand tiles take at a pixel ratio of 1, and 250 at 2."""


class Picture(NamedTuple):
    """The pixels, the width of what is on them, and what they were drawn from where that can change."""

    pixmap: QPixmap
    width: float
    source: object = None


class Pictures:
    """Keeps what was used last. Pictures are in pixels of the device, so that they are copied and never scaled."""

    def __init__(self) -> None:
        self.ratio = 1.0
        self._kept: dict[Hashable, Picture] = {}
        """In the order of their last use."""
        self._bytes = 0

    def use(self, ratio: float) -> None:
        """Pictures are wanted for a device of this pixel ratio."""
        if ratio != self.ratio:
            self.ratio = ratio
            self.clear()

    def clear(self) -> None:
        """Forget all pictures, as when the words on them change."""
        self._kept.clear()
        self._bytes = 0

    def find(self, key: Hashable) -> Picture | None:
        """The picture kept under that name."""
        found = self._kept.pop(key, None)
        if found is not None:
            self._kept[key] = found
        return found

    def keep(
        self,
        key: Hashable,
        width: float,
        height: float,
        ground: QColor | None,
        paint: Callable[[QPainter], object],
        taken: float = 0.0,
        source: object = None,
    ) -> Picture:
        """Draw a picture of that size and keep it; ``paint`` works in device-independent pixels."""
        pixmap = QPixmap(max(1, ceil(width * self.ratio - 0.001)), max(1, ceil(height * self.ratio - 0.001)))
        pixmap.fill(Qt.GlobalColor.transparent if ground is None else ground)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.ratio, self.ratio)
        paint(painter)
        painter.end()
        before = self._kept.pop(key, None)
        if before is not None:
            self._bytes -= _size(before)
        picture = self._kept[key] = Picture(pixmap, taken, source)
        self._bytes += _size(picture)
        while self._bytes > MOST_BYTES and len(self._kept) > 1:
            self._bytes -= _size(self._kept.pop(next(iter(self._kept))))
        return picture


def _size(picture: Picture) -> int:
    return picture.pixmap.width() * picture.pixmap.height() * 4
