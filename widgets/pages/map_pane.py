"""The pane of the camera that is chosen: what is known of it, every word as the source wrote it."""

from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ioc.domain.cameras import Camera
from widgets import format as fmt
from widgets import words
from widgets.models.naming import fill, unit_name
from widgets.models.tables import panel, plain_label
from widgets.pages.map_list import SIGNS
from widgets.pages.page import Context
from widgets.shapes import shape_pixmap

FACTS = ("status", "id", "unit", "site", "place", "url", "observed", "received")


class CameraPane(QWidget):
    """Facts of one camera; hidden while none is chosen."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.camera: Camera | None = None
        self._gone = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._build_facts())
        self.hide()
        self.retranslate()

    def _build_facts(self) -> QWidget:
        body = panel()
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        self._sign = plain_label()
        self._sign.setFixedSize(QSize(18, 24))
        self._name = plain_label(role="heading", wrap=True)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._name, 1)
        column.addLayout(head)
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(5)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._captions: dict[str, QLabel] = {}
        self._values: dict[str, QLabel] = {}
        for fact in FACTS:
            self._captions[fact] = plain_label(role="secondary")
            self._values[fact] = plain_label(wrap=True)
            self._values[fact].setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            form.addRow(self._captions[fact], self._values[fact])
        column.addLayout(form)
        column.addStretch(1)
        return body

    def show_camera(self, camera: Camera | None, gone: bool = False) -> None:
        """Show a camera, or nothing for None; ``gone`` where its feed no longer names it."""
        self.camera, self._gone = camera, gone
        self.setVisible(camera is not None)
        self.tick()

    def retranslate(self) -> None:
        """Write every text again."""
        captions = {
            "status": self.tr("Status"),
            "id": self.tr("Id at the source"),
            "unit": self.tr("Unit"),
            "site": self.tr("Site"),
            "place": self.tr("Latitude, longitude"),
            "url": self.tr("Address"),
            "observed": self.tr("Source time"),
            "received": self.tr("Received"),
        }
        for fact, text in captions.items():
            self._captions[fact].setText(text)
        self.tick()

    def tick(self) -> None:
        """Write the facts again: ages go on."""
        camera = self.camera
        if camera is None:
            return
        sign = SIGNS[camera.status]
        self._sign.setPixmap(shape_pixmap(sign.shape, self._context.theme.colour(sign.colour), 16))
        self._sign.setAccessibleName(words.camera_status(camera.status))
        self._name.setText(camera.name or camera.id)
        for fact, text in self._texts(camera).items():
            if self._values[fact].text() != text:
                self._values[fact].setText(text)

    def _texts(self, camera: Camera) -> dict[str, str]:
        locale = self.locale()
        status = words.camera_status(camera.status)
        unit = unit_name(self._context.console, camera.unit, locale.name()) if camera.unit else fmt.NONE
        return {
            "status": fill(self.tr("%1, no longer in the feed"), status) if self._gone else status,
            "id": camera.id,
            "unit": unit,
            "site": camera.site or fmt.NONE,
            "place": f"{fmt.number(locale, camera.latitude, 5)}  {fmt.number(locale, camera.longitude, 5)}",
            "url": camera.url or fmt.NONE,
            "observed": self._when(camera.observed_at),
            "received": self._when(camera.received_at),
        }

    def _when(self, when: datetime) -> str:
        age = fmt.long_duration(self.locale(), self._context.clock.now() - when)
        return fill(self.tr("%1 (%2 ago)"), fmt.moment(when, self._context.clock_zone, seconds=True), age)
