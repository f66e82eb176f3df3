"""Where groups and tiles stand on the wall: rectangles from groups and a width. Knows no Qt widget."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRect

from ioc.domain.catalogue import Catalogue
from ioc.domain.indicators import Series
from widgets.parts.tiles import Tile, TileBook

GAP = 8
PAD = 10
HEADER = 36
LINE = 34
TILE_HEIGHT = 124
TILE_WIDTH = 176
"""The least; tiles share the width that is left."""
TWO_COLUMNS = 700
"""From this width on, collapsed groups stand two in a row."""


class Kind(Enum):
    """What stands in a cell."""

    HEADER = "header"
    LINE = "line"
    TILE = "tile"


@dataclass(slots=True)
class Cell:
    """Something that can be pointed at, walked to and painted."""

    kind: Kind
    rect: QRect
    system: str
    tile: Tile | None = None


@dataclass(slots=True)
class Group:
    """A system with its tiles, worst first. ``shown`` are those that get a rectangle."""

    system: str
    tiles: list[Tile]
    abnormal: int
    shown: list[Tile]
    open: bool

    @property
    def rank(self) -> int:
        """Groups with the worst member come first."""
        return min((-(tile.severity or 0) for tile in self.tiles if tile.severity), default=0 if self.abnormal else 1)


@dataclass(slots=True)
class Placed:
    """The whole wall: cells in reading order, panels behind them, and the height they need."""

    cells: list[Cell]
    panels: list[QRect]
    height: int


def columns_of(width: int) -> int:
    """How many tiles stand beside each other in a panel of that width."""
    return max(1, (width - 2 * PAD + GAP) // (TILE_WIDTH + GAP))


def make_groups(
    catalogue: Catalogue,
    book: TileBook,
    opened: Mapping[str, bool],
    columns: int,
    wanted: Callable[[Tile], bool] | None = None,
    everything: bool = False,
) -> list[Group]:
    """The groups in the order of the screen.

    ``opened`` holds what the person chose. Where nothing was chosen a group shows its abnormal members
    and fills the row; a normal group is one line, unless ``everything`` fits. ``wanted`` is the filter:
    with it, exactly the tiles found are shown.
    """
    groups = []
    for system, indicators in catalogue.by_system.items():
        tiles = sorted((book.tiles[indicator.series] for indicator in indicators), key=_order)
        if wanted is not None:
            tiles = [tile for tile in tiles if wanted(tile)]
        if not tiles:
            continue
        abnormal = sum(tile.abnormal for tile in tiles)
        is_open = opened.get(system, everything) or wanted is not None
        if is_open:
            shown = tiles
        else:
            rows = -(-abnormal // columns)
            shown = tiles[: rows * columns]
        groups.append(Group(system, tiles, abnormal, shown, is_open or len(shown) == len(tiles)))
    return sorted(groups, key=lambda group: group.rank)


def place(groups: Iterable[Group], width: int) -> Placed:
    """Give every group and tile its rectangle."""
    placed = Placed([], [], 0)
    lines: list[Group] = []
    y = 0
    for group in groups:
        if not group.shown:
            lines.append(group)
            continue
        y = _place_lines(placed, lines, y, width)
        lines = []
        y = _place_block(placed, group, y, width)
    y = _place_lines(placed, lines, y, width)
    placed.height = max(0, y - GAP)
    return placed


def _place_lines(placed: Placed, lines: Sequence[Group], y: int, width: int) -> int:
    columns = 2 if width >= TWO_COLUMNS else 1
    each = (width - GAP * (columns - 1)) // columns
    for at, group in enumerate(lines):
        column = at % columns
        rect = QRect(column * (each + GAP), y, each, LINE)
        placed.panels.append(rect)
        placed.cells.append(Cell(Kind.LINE, rect, group.system))
        if column == columns - 1 or at == len(lines) - 1:
            y += LINE + GAP
    return y


def _place_block(placed: Placed, group: Group, y: int, width: int) -> int:
    columns = columns_of(width)
    inner = width - 2 * PAD
    rows = -(-len(group.shown) // columns)
    height = HEADER + rows * (TILE_HEIGHT + GAP) - GAP + PAD
    placed.panels.append(QRect(0, y, width, height))
    placed.cells.append(Cell(Kind.HEADER, QRect(0, y, width, HEADER), group.system))
    for at, tile in enumerate(group.shown):
        row, column = divmod(at, columns)
        left = PAD + round(column * (inner + GAP) / columns)
        right = PAD + round((column + 1) * (inner + GAP) / columns) - GAP
        rect = QRect(left, y + HEADER + row * (TILE_HEIGHT + GAP), right - left, TILE_HEIGHT)
        placed.cells.append(Cell(Kind.TILE, rect, group.system, tile))
    return y + height + GAP


def full_height(groups: Iterable[Group], width: int) -> int:
    """The height with every group open: tells whether collapsing is needed."""
    columns = columns_of(width)
    heights = (HEADER + -(-len(group.tiles) // columns) * (TILE_HEIGHT + GAP) + PAD for group in groups)
    return sum(heights)


def _order(tile: Tile) -> tuple[int, int, int]:
    return tile.order


def series_of(cells: Iterable[Cell]) -> list[Series]:
    """The series that have a tile."""
    return [cell.tile.indicator.series for cell in cells if cell.tile is not None]
