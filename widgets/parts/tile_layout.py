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
        shown = tiles if is_open else tiles[: _room_for(abnormal, columns)]
        groups.append(Group(system, tiles, abnormal, shown, is_open or len(shown) == len(tiles)))
    return sorted(groups, key=lambda group: (group.rank, not _is_half(group, columns)))


def _room_for(abnormal: int, columns: int) -> int:
    """How many tiles a collapsed group shows: none, half a row, or as many rows as its abnormal members need."""
    half = columns // 2
    if 0 < abnormal <= half:
        return half
    return -(-abnormal // columns) * columns


def _is_half(group: Group, columns: int) -> bool:
    """Whether a group needs no more than half the width, and so can stand beside another one."""
    return columns > 1 and 0 < len(group.shown) <= columns // 2


def place(groups: Iterable[Group], width: int, least_line: int = 340) -> Placed:
    """Give every group and tile its rectangle; collapsed groups are at least ``least_line`` wide.

    A small group leaves the other half of its row to the next small one, which so only ever moves up.
    """
    placed = Placed([], [], 0)
    lines: list[Group] = []
    beside = max(1, min(3, (width + GAP) // (least_line + GAP)))
    columns = columns_of(width)
    left = (width - GAP) // 2
    y = 0
    waiting: int | None = None
    for group in groups:
        if not group.shown:
            lines.append(group)
            continue
        if lines:
            lines = _fill_half(placed, lines, waiting, y, width, left)
            y, waiting, lines = _place_lines(placed, lines, y, width, beside), None, []
        if not _is_half(group, columns):
            y = _place_block(placed, group, 0, y, width, columns)
        elif waiting is None:
            waiting = y
            y = _place_block(placed, group, 0, y, left, columns // 2)
        else:
            _place_block(placed, group, left + GAP, waiting, width - left - GAP, columns // 2)
            waiting = None
    lines = _fill_half(placed, lines, waiting, y, width, left)
    y = _place_lines(placed, lines, y, width, beside)
    placed.height = max(0, y - GAP)
    return placed


def _fill_half(placed: Placed, lines: list[Group], top: int | None, bottom: int, width: int, left: int) -> list[Group]:
    """Put collapsed groups beside a small group that found no partner; returns those that still need a place."""
    if top is None:
        return lines
    fit = (bottom - top) // (LINE + GAP)
    for at, group in enumerate(lines[:fit]):
        rect = QRect(left + GAP, top + at * (LINE + GAP), width - left - GAP, LINE)
        placed.panels.append(rect)
        placed.cells.append(Cell(Kind.LINE, rect, group.system))
    return lines[fit:]


def _place_lines(placed: Placed, lines: Sequence[Group], y: int, width: int, columns: int) -> int:
    each = (width - GAP * (columns - 1)) // columns
    for at, group in enumerate(lines):
        column = at % columns
        rect = QRect(column * (each + GAP), y, each, LINE)
        placed.panels.append(rect)
        placed.cells.append(Cell(Kind.LINE, rect, group.system))
        if column == columns - 1 or at == len(lines) - 1:
            y += LINE + GAP
    return y


def _place_block(placed: Placed, group: Group, x: int, y: int, width: int, columns: int) -> int:
    inner = width - 2 * PAD
    rows = -(-len(group.shown) // columns)
    height = HEADER + rows * (TILE_HEIGHT + GAP) - GAP + PAD
    placed.panels.append(QRect(x, y, width, height))
    placed.cells.append(Cell(Kind.HEADER, QRect(x, y, width, HEADER), group.system))
    for at, tile in enumerate(group.shown):
        row, column = divmod(at, columns)
        left = x + PAD + round(column * (inner + GAP) / columns)
        right = x + PAD + round((column + 1) * (inner + GAP) / columns) - GAP
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
