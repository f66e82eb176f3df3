"""Budget: 1,000 tiles that all change repaint in ≤ 30 ms, and unchanged tiles are not repainted.

Reference: 200 pyqtgraph PlotWidgets, one per tile, repainted once.
"""

from datetime import timedelta
from time import perf_counter

from benchmarks import city
from benchmarks.report import Figure, main
from benchmarks.screen import application, wall
from ioc.domain.clock import ManualClock
from ioc.domain.indicators import Series
from ioc.domain.readings import Reading
from ioc.domain.situation import ALL, Changes, Situation
from widgets.parts.tile_wall import TileWall

TILES = 1_000
ROUNDS = 60


def situation(series: list[Series], number: int) -> Situation:
    """Every series has a new value; over the half hours of a day they spread between 10 and 90."""
    at = city.START + timedelta(seconds=number)
    return Situation(
        at,
        {
            one: Reading(one, at, at, 10.0 + (number * 13 + number // 1800 * 7 + place) % 80, "city")
            for place, one in enumerate(series)
        },
    )


def open_all(tiles: TileWall, systems: list[str]) -> None:
    """Expand every group so that each tile is on the viewport."""
    for system in systems:
        if tiles.header_rect(system) is None or not any(
            tiles.cell_rect(tile.indicator.series) for tile in tiles.shown_tiles() if tile.indicator.system == system
        ):
            tiles.toggle(system)


def plot_widgets() -> list[float]:
    """Milliseconds to repaint 200 PlotWidgets."""
    import pyqtgraph
    from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

    host = QWidget()
    grid = QGridLayout(host)
    plots = [pyqtgraph.PlotWidget() for _ in range(200)]
    curves = []
    for place, plot in enumerate(plots):
        plot.setFixedSize(150, 90)
        curves.append(plot.plot(list(range(48))))
        grid.addWidget(plot, place // 20, place % 20)
    host.show()
    QApplication.processEvents()
    spans = []
    for number in range(5):
        for curve in curves:
            curve.setData([value * number % 17 for value in range(48)])
        start = perf_counter()
        for plot in plots:
            plot.repaint()
            plot.viewport().repaint()
        spans.append((perf_counter() - start) * 1000)
    host.close()
    return spans


def measure() -> list[Figure]:
    app = application()
    catalogue = city.catalogue(TILES)
    series = list(catalogue.indicators)
    clock = ManualClock(city.START + timedelta(seconds=90_000))  # a day of history before it: changes are shown
    tiles = wall(catalogue, 3840, 9000, clock)
    tiles.show_situation(situation(series, 0), ALL)
    open_all(tiles, list(catalogue.systems))
    for number in range(1, 50):  # a sparkline's worth of history
        tiles.show_situation(situation(series, number * 1800), Changes(series=frozenset(series)))
    app.processEvents()
    spans = []
    for number in range(ROUNDS):
        before = tiles.painted_tiles
        clock.advance(timedelta(seconds=1))
        tiles.show_situation(situation(series, 90_000 + number), Changes(series=frozenset(series)))
        start = perf_counter()
        tiles.viewport().repaint()
        spans.append((perf_counter() - start) * 1000)
        app.processEvents()
        assert tiles.painted_tiles - before >= TILES, "not every tile was on the viewport"
    before = tiles.painted_tiles
    tiles.show_situation(situation(series, 99_000), Changes(series=frozenset(series[:10])))
    app.processEvents()
    extra = tiles.painted_tiles - before - 10
    reference = plot_widgets()
    return [
        Figure("1,000 tiles, all changed: repaint", "ms", spans, "200 PlotWidgets", reference, 30.0),
        Figure("10 tiles changed: others repainted", "tiles", [extra], "changed tiles", [10], 0),
    ]


if __name__ == "__main__":
    main(measure)
