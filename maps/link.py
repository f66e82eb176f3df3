"""The one object that the map page can see: a few slots it may call, a few signals it listens to."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot


def _nothing(generation: int, number: int) -> str:
    return ""


class Link(QObject):
    """Carries JSON text to the page and plain numbers back. It decides nothing."""

    # to the page
    look = Signal(str)
    """Colours, font, words and place labels."""
    view = Signal(str)
    """Everything to be shown in the viewport."""
    change = Signal(str)
    """What changed of it."""
    go = Signal(str)
    """Where to look: ``bounds`` or ``at`` and ``zoom``."""
    frame = Signal(int)
    """Asks for ``presented`` with the same number once the next frame is on its way."""

    # from the page
    greeted = Signal()
    viewport = Signal(float, float, float, float, float, float, float)
    picked = Signal(int, int)
    cameras_painted = Signal(int, int)
    frame_presented = Signal(int)
    trouble = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.describe_group: Callable[[int, int], str] = _nothing
        """Set by the view: JSON lines about a group, for the page's tip."""

    @Slot()
    def hello(self) -> None:
        """The page listens."""
        self.greeted.emit()

    @Slot(float, float, float, float, float, float, float)
    def moved(
        self, zoom: float, west: float, north: float, east: float, south: float, latitude: float, longitude: float
    ) -> None:
        """The viewport in world units, and its middle in degrees."""
        self.viewport.emit(zoom, west, north, east, south, latitude, longitude)

    @Slot(int, int)
    def clicked(self, generation: int, number: int) -> None:
        """A group was clicked."""
        self.picked.emit(generation, number)

    @Slot(int, int, result=str)
    def describe(self, generation: int, number: int) -> str:
        """What to say of a group under the pointer."""
        return self.describe_group(generation, number)

    @Slot(int, int)
    def painted(self, generation: int, cameras: int) -> None:
        """So many cameras of this generation are painted inside the viewport."""
        self.cameras_painted.emit(generation, cameras)

    @Slot(int)
    def presented(self, ticket: int) -> None:
        """The frame asked for is on its way."""
        self.frame_presented.emit(ticket)

    @Slot(str)
    def failed(self, message: str) -> None:
        """Something of the page could not be loaded."""
        self.trouble.emit(message)
