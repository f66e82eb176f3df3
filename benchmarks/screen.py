"""An offscreen application and a wall of tiles for the benchmarks that draw."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from ioc.domain.catalogue import Catalogue
from ioc.domain.clock import Clock, SystemClock
from widgets.parts.tile_wall import TileWall
from widgets.theme import Theme


def application() -> QApplication:
    """The application in the program's theme."""
    app = QApplication([])
    Theme().apply(app)
    return app


def wall(city: Catalogue, width: int, height: int, clock: Clock | None = None) -> TileWall:
    """A visible wall of that size."""
    tiles = TileWall(city, clock or SystemClock(), Theme(), lambda tile: "")
    tiles.resize(width, height)
    tiles.show()
    return tiles
