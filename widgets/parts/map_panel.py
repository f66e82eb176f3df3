"""The place of the camera map on the overview: what the cameras are doing, and the map below."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ioc.domain.cameras import Camera, CameraStatus
from widgets import format as fmt
from widgets import words
from widgets.pages.page import Context
from widgets.shapes import shape_pixmap

SIGNS = {CameraStatus.OFFLINE: ("diamond", "critical"), CameraStatus.DEGRADED: ("triangle", "warning")}
"""The others are grey: a hollow square for those of which nothing is known, as on the map."""
ROOM_FOR_NAMES = 560
"""Below this width the head shows numbers without the names of the statuses."""


class MapPanel(QFrame):
    """Counts of the cameras by status in the head; the shared map view in the body."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._context = context
        self._cameras: Mapping[str, Camera] = {}
        self._narrow = False
        self._title = QLabel(self)
        self._title.setProperty("role", "heading")
        self._total = QLabel(self)
        self._total.setProperty("role", "small")
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 0)
        head.setSpacing(6)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._total)
        self._counts: dict[CameraStatus, tuple[QLabel, QLabel]] = {}
        for status in (CameraStatus.OFFLINE, CameraStatus.DEGRADED, CameraStatus.UNKNOWN):
            shape, colour = SIGNS.get(status, ("square", "secondary"))
            sign, text = QLabel(self), QLabel(self)
            sign.setPixmap(shape_pixmap(shape, context.theme.colour(colour), 11))
            text.setProperty("role", "small")
            head.addSpacing(6)
            head.addWidget(sign)
            head.addWidget(text)
            self._counts[status] = (sign, text)
        self._waiting = QLabel(self)
        self._waiting.setProperty("role", "secondary")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(1, 0, 1, 1)
        self._body.addWidget(self._waiting)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(self._body, 1)
        self.setMinimumHeight(180)
        self.retranslate()

    def take_map(self, view: Any) -> None:
        """Put the shared map view into the body. Where another page had it, it shows everything again."""
        self._waiting.hide()
        elsewhere = self._body.indexOf(view) < 0
        self._body.addWidget(view, 1)
        view.show()
        if elsewhere:
            view.fit_to(None)

    def show_cameras(self, cameras: Mapping[str, Camera]) -> None:
        """Count the cameras."""
        self._cameras = cameras
        self._show()

    def shown(self) -> int:
        """How many cameras the head counts."""
        return len(self._cameras)

    def retranslate(self) -> None:
        """Write every text again."""
        self._title.setText(self.tr("Cameras"))
        self._waiting.setText(self.tr("The map is being loaded"))
        self._show()

    def _show(self) -> None:
        counts = Counter(camera.status for camera in self._cameras.values())
        locale = self.locale()
        self._total.setText(self.tr("%n camera(s)", "", len(self._cameras)))
        for status, (sign, text) in self._counts.items():
            number, name = fmt.number(locale, counts[status]), words.camera_status(status)
            text.setText(number if self._narrow else f"{number} {name}")
            for label in (sign, text):
                label.setVisible(counts[status] > 0)
                label.setToolTip(f"{number} {name}")
                label.setAccessibleName(f"{number} {name}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < ROOM_FOR_NAMES
        if narrow != self._narrow:
            self._narrow = narrow
            self._show()
        super().resizeEvent(event)
