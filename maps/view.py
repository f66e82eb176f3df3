"""The map as a widget: cameras in, a chosen camera out. The one web view of the program lives in here.

The engine starts when the widget is first shown; folium is imported and the page built on a thread meanwhile.
Data never reload the page: the position, the zoom and the choice belong to the person and survive every update,
a change of language and a move to another window.

Pixels: ``QWidget.grab()`` of the widget or of the window around it holds the map's picture too, also with
``QT_QPA_PLATFORM=offscreen``, because Qt composes the page inside the program. What it holds is the frame last
handed over; ``snapshot`` calls back when that frame is of now. So a picture is taken in two steps: show and lay
out everything, then ``view.snapshot(take)`` with a ``take`` that grabs the window.
"""

import logging
import threading
from collections.abc import Callable, Collection, Iterable, Mapping

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from shiboken6 import delete

from ioc.domain.cameras import Camera
from ioc.domain.console import CentreInfo
from maps import cluster, look, scheme, web
from maps.cluster import Box
from maps.files import Asset
from maps.link import Link
from maps.messages import dumps, place_message
from maps.scene import Scene

log = logging.getLogger(__name__)

CLOSEST_FIT = 15.0
"""A fit never comes closer than this: the outlines say nothing there."""
PATIENCE_MS = 3000
"""A snapshot waits this long for a frame, then takes what there is."""
GREETING_MS = 20_000
"""A page that has not greeted so long after it was asked for never will: something of it did not arrive."""
SETTLE_MS = 60
"""From a frame leaving the page to its being in the widget."""


class MapView(QWidget):
    """Shows cameras on the outlines of the provinces."""

    selected = Signal(str)
    """A person chose a camera on the map: its key."""
    ready = Signal()
    """The page has painted its first view; once, and once more after a reload."""
    trouble = Signal(str)
    """Something is wrong with the map, in words for a person."""
    _built = Signal(object)

    def __init__(
        self,
        centre: CentreInfo,
        language: str,
        parent: QWidget | None = None,
        colours: Mapping[str, str] = look.DARK,
    ) -> None:
        super().__init__(parent)
        self._centre, self._language, self._colours = centre, language, colours
        self._scene = Scene()
        self._link = Link(self)
        self._web: QWebEngineView | None = None
        self._page: web.MapWebPage | None = None
        self._profile: web.MapProfile | None = None
        self._thread: threading.Thread | None = None
        self._greeted = self._ready = self._begun = self._stopped = False
        self._quiet = web.QuietStart()
        self._reloads = 0
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._painted = 0
        self._middle: tuple[float, float, float] | None = None
        self._target: dict[str, object] = place_message(centre.bounds, home=True)
        self._waiting: dict[int, Callable[[], None]] = {}
        self._tickets = 0
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._note = QLabel(self)
        self._note.setWordWrap(True)
        self._note.setMargin(8)
        self._again = QPushButton(self)
        self._again.clicked.connect(self._load_again)
        for widget in (self._note, self._again):
            widget.hide()
            column.addWidget(widget)

    def _connect(self) -> None:
        self._link.describe_group = self._describe
        self._link.greeted.connect(self._on_greeted)
        self._link.viewport.connect(self._on_viewport)
        self._link.picked.connect(self._on_picked)
        self._link.cameras_painted.connect(self._on_painted)
        self._link.frame_presented.connect(self._on_presented)
        self._link.trouble.connect(self._on_trouble)
        self._built.connect(self._on_built)
        self._patience.timeout.connect(self._on_silence)

    # what the program says

    def show_cameras(self, cameras: Mapping[str, Camera], changed: Collection[str] | None) -> None:
        """Show the newest cameras. ``changed`` names the keys that differ from the last call, None means any."""
        moved = self._scene.show(cameras, changed)
        if self._greeted:
            self._send_view(self._scene.full()) if moved else self._send_change()

    def set_alerted(self, keys: Iterable[str]) -> None:
        """Surround these cameras, and the circles that hold them."""
        self._scene.set_alerted(keys)
        self._send_change()

    def select(self, key: str) -> None:
        """Choose a camera and bring it to the middle, as near as it takes to tell it apart; "" chooses none."""
        if key != self._scene.selected:
            self._scene.selected = key
            if not self.centre_on(key):
                self._send_change()

    def centre_on(self, key: str) -> bool:
        """Bring a camera to the middle without choosing it; False where it cannot be drawn."""
        place = self._scene.place_of(key)
        if place is None:
            return False
        latitude, longitude = cluster.degrees(*place)
        self._go({"at": [latitude, longitude], "zoom": self._scene.zoom_for(key)})
        self._send_change()
        return True

    def fit_to(self, bounds: tuple[float, float, float, float] | None = None) -> None:
        """Show a rectangle (west, south, east, north in degrees); None shows the deployment's."""
        self._go(place_message(bounds or self._centre.bounds, home=bounds is None, closest=CLOSEST_FIT))

    def fit_cameras(self, keys: Iterable[str]) -> None:
        """Show all of these cameras, as near as they allow."""
        box = self._scene.extent(keys)
        if box is not None:
            south, west = cluster.degrees(box.west, box.south)
            north, east = cluster.degrees(box.east, box.north)
            self._go(place_message((west, south, east, north), closest=CLOSEST_FIT))

    def set_language(self, language: str) -> None:
        """Relabel everything; nothing is loaded again."""
        self._language = language
        self.retranslate()

    def set_colours(self, colours: Mapping[str, str]) -> None:
        """Take the tokens of a theme by name (see ``maps.look.DARK``)."""
        self._colours = colours
        self._send_look()

    def points_on_screen(self) -> int:
        """How many cameras the page says it has painted inside the viewport, circles counted by their members."""
        return self._painted

    @property
    def selected_key(self) -> str:
        """The chosen camera; "" where none is."""
        return self._scene.selected

    @property
    def is_ready(self) -> bool:
        """Whether the page has painted."""
        return self._ready

    @property
    def position(self) -> tuple[float, float, float] | None:
        """Latitude and longitude of the middle and the zoom, as the page last told."""
        return self._middle

    @property
    def blocked(self) -> list[str]:
        """Addresses outside the program that the page asked for and was refused."""
        return [] if self._profile is None else list(self._profile.isolation.blocked)

    def snapshot(self, callback: Callable[[], None]) -> None:
        """Call back when ``grab()`` of a window holds the map as it is now; at the latest after ``PATIENCE_MS``."""
        self._tickets += 1
        ticket = self._tickets
        self._waiting[ticket] = callback
        if self._ready:
            self._link.frame.emit(ticket)
        QTimer.singleShot(PATIENCE_MS, self, lambda: self._deliver(ticket))

    def stop(self) -> None:
        """Take the web engine down, page before profile; the widget stays and shows nothing."""
        self._stopped, self._greeted, self._ready = True, False, False
        self._patience.stop()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        for part in (self._page, self._web, self._profile):
            if part is not None:
                delete(part)
        self._web = self._page = self._profile = None
        self._quiet.end()

    def retranslate(self) -> None:
        """Write every text again."""
        self.setAccessibleName(self.tr("Map of the cameras"))
        self._again.setText(self.tr("Load the map again"))
        self._send_look()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # the life of the page

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._begun and not self._stopped:
            self._begun = True
            QTimer.singleShot(0, self, self._begin)

    @Slot()
    def _begin(self) -> None:
        """Start the engine, and build the page beside it."""
        if self._stopped:
            return
        self._thread = threading.Thread(target=self._build, name="map-page", daemon=True)
        self._thread.start()
        self._quiet.begin()
        self._web = QWebEngineView(self)
        self._profile = web.MapProfile(self)
        self._page = web.MapWebPage(self._profile, self._web)
        self._page.setBackgroundColor(self._colours["ground"])
        self._page.renderProcessTerminated.connect(self._on_terminated)
        channel = QWebChannel(self._page)
        channel.registerObject("link", self._link)
        self._page.setWebChannel(channel)
        self._web.setPage(self._page)
        self._web.setContextMenuPolicy(web.NO_MENU)
        self._web.setAcceptDrops(False)
        self.setFocusProxy(self._web)
        self._column.addWidget(self._web)

    def _build(self) -> None:
        """Runs on the thread."""
        try:
            # folium takes half a second to import: here the engine starts meanwhile.
            from maps.page import build

            self._built.emit(build(self._centre.bounds, scheme.channel_script()))
        except Exception as error:
            log.exception("the map page could not be built")
            self._built.emit(error)

    @Slot(object)
    def _on_built(self, answer: Mapping[str, Asset] | Exception) -> None:
        if self._profile is None or self._page is None:
            return
        if isinstance(answer, Exception):
            self._tell(self.tr("The map could not be built: %1").replace("%1", str(answer)))
            return
        self._profile.handler.serve(answer)
        self._load_again()

    @Slot(QWebEnginePage.RenderProcessTerminationStatus, int)
    def _on_terminated(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        if not self._stopped:
            log.error("the renderer of the map ended (%s, code %d)", status.name, code)
            self._recover()

    @Slot()
    def _on_silence(self) -> None:
        log.error("the page of the map did not greet within %d s", GREETING_MS // 1000)
        self._recover()

    def _recover(self) -> None:
        """Load the page once more by ourselves; after that a person decides."""
        self._patience.stop()
        self._greeted = self._ready = False
        self._painted = 0
        if self._reloads:
            self._again.show()
            self._tell(self.tr("The map stopped again. Everything else goes on working."))
            return
        self._reloads += 1
        self._tell(self.tr("The map had stopped and was loaded again."))
        QTimer.singleShot(0, self, self._load_again)

    @Slot()
    def _load_again(self) -> None:
        self._again.hide()
        if self._page is not None:
            self._patience.start(GREETING_MS)
            self._page.load(scheme.START)

    @Slot(str)
    def _on_trouble(self, message: str) -> None:
        log.error("map page: %s", message)
        self._tell(self.tr("A part of the map could not be loaded: %1").replace("%1", message))

    def _tell(self, text: str) -> None:
        self._note.setText(text)
        self._note.show()
        self.trouble.emit(text)

    # what the page says

    @Slot()
    def _on_greeted(self) -> None:
        self._patience.stop()
        self._greeted = True
        self._scene.forget()
        self._send_look()
        if self._middle is not None and "home" not in self._target:
            self._target = {"at": list(self._middle[:2]), "zoom": self._middle[2]}
        self._link.go.emit(dumps(self._target))

    @Slot(float, float, float, float, float, float, float)
    def _on_viewport(
        self, zoom: float, west: float, north: float, east: float, south: float, latitude: float, longitude: float
    ) -> None:
        self._middle = (latitude, longitude, zoom)
        self._send_view(self._scene.view(zoom, Box(west, north, east, south)))

    @Slot(int, int)
    def _on_painted(self, generation: int, cameras: int) -> None:
        self._painted = cameras
        if generation and not self._ready:
            self._ready = True
            self._quiet.end()
            self.ready.emit()
            for ticket in list(self._waiting):
                self._link.frame.emit(ticket)

    @Slot(int, int)
    def _on_picked(self, generation: int, number: int) -> None:
        """One camera is chosen; a circle is opened, or gone through where its members stand on one spot."""
        keys = self._scene.members(generation, number)
        if not keys:
            return
        if len(keys) > 1 and self._scene.splits(keys):
            self.fit_cameras(keys)
            return
        after = keys.index(self._scene.selected) + 1 if self._scene.selected in keys else 0
        self._scene.selected = keys[after % len(keys)]
        self._send_change()
        self.selected.emit(self._scene.selected)

    @Slot(int)
    def _on_presented(self, ticket: int) -> None:
        QTimer.singleShot(SETTLE_MS, self, lambda: self._deliver(ticket))

    def _deliver(self, ticket: int) -> None:
        callback = self._waiting.pop(ticket, None)
        if callback is not None:
            callback()

    def _describe(self, generation: int, number: int) -> str:
        cameras = [self._scene.camera(key) for key in self._scene.members(generation, number)]
        return dumps(look.tip([camera for camera in cameras if camera is not None], self._language))

    # to the page

    def _go(self, target: dict[str, object]) -> None:
        self._target = target
        if self._greeted:
            self._link.go.emit(dumps(target))

    def _send_view(self, message: dict[str, object] | None) -> None:
        if message is not None and self._greeted:
            self._link.view.emit(dumps(message))

    def _send_change(self) -> None:
        message = self._scene.delta() if self._greeted else None
        if message is not None:
            self._link.change.emit(dumps(message))

    def _send_look(self) -> None:
        if self._page is not None:
            self._page.setBackgroundColor(self._colours["ground"])
        if self._greeted:
            self._link.look.emit(dumps(look.message(self._centre, self._language, self._colours, self.font())))
