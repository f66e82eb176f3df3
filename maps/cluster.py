"""Which points stand together on the map at a zoom, and what a group must say of its members.

Positions are Web Mercator in units of the world's width: x grows eastward, y southward, both from 0 to 1.
Pixels are those of a 256-pixel tile pyramid, as Leaflet counts them. Grouping looks at positions only, so a
change of status never moves anything on the screen; it is cached per zoom and cut to the viewport later.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TILE = 256.0
CELL = 52.0
"""Pixels: the side of the cell whose points may become one circle."""
CROWD = 5
"""As many points in a cell become a circle; fewer stay points."""
STACK = 9.0
"""Pixels: points this close would cover one another and are stacked even when few."""
CIRCLE = 13.0
"""Pixels: the least radius of a circle. Circles that touch become one, and cover no point."""
WIDEST = 23.0
"""Pixels: no circle counts as larger; below half a cell, so that a dense city stays many circles."""
POINT = 4.0
"""Pixels: roughly the radius of a single point."""
ROUNDS = 2
"""How often what touches is joined: a joined circle is larger and has moved, and may touch again."""
MAX_LATITUDE = 85.05112878


class Box(NamedTuple):
    """A rectangle in world units: ``west`` ≤ x ≤ ``east``, ``north`` ≤ y ≤ ``south``."""

    west: float
    north: float
    east: float
    south: float

    def padded(self, share: float) -> "Box":
        """The same rectangle, wider by ``share`` of its size on every side."""
        across, down = (self.east - self.west) * share, (self.south - self.north) * share
        return Box(self.west - across, self.north - down, self.east + across, self.south + down)

    def holds(self, other: "Box") -> bool:
        """Whether the other rectangle lies inside."""
        return (
            self.west <= other.west
            and self.north <= other.north
            and self.east >= other.east
            and self.south >= other.south
        )


def valid(latitude: Floats, longitude: Floats) -> NDArray[np.bool_]:
    """Which positions can be drawn: finite, on the globe and inside the Mercator square."""
    return (np.abs(latitude) <= MAX_LATITUDE) & (np.abs(longitude) <= 180.0)


def mercator(latitude: Floats, longitude: Floats) -> tuple[Floats, Floats]:
    """World positions of valid WGS 84 degrees."""
    x = longitude / 360.0 + 0.5
    y = 0.5 - np.arctanh(np.sin(np.radians(latitude))) / (2.0 * np.pi)
    return x, y


def degrees(x: float, y: float) -> tuple[float, float]:
    """Latitude and longitude of a world position."""
    return float(np.degrees(np.arcsin(np.tanh((0.5 - y) * 2.0 * np.pi)))), (x - 0.5) * 360.0


@dataclass(frozen=True, slots=True)
class Groups:
    """Every point in exactly one group. Arrays named in the singular hold one entry per group."""

    of: Ints
    """The group of each point."""
    order: Ints
    """The points, group after group."""
    start: Ints
    """Where each group begins in ``order``."""
    count: Ints
    x: Floats
    """The middle of the members."""
    y: Floats

    def members(self, group: int) -> Ints:
        """The points of one group."""
        first = int(self.start[group])
        return self.order[first : first + int(self.count[group])]

    def inside(self, box: Box) -> Ints:
        """The groups whose middle lies in a rectangle, its edges included."""
        across = (self.x >= box.west) & (self.x <= box.east)
        return np.nonzero(across & (self.y >= box.north) & (self.y <= box.south))[0]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What each group shows, from the ranks of its members (0 is normal, higher is worse)."""

    worst: Ints
    bad: Ints
    """How many members have the worst rank; 0 where that rank is normal."""
    alerted: NDArray[np.bool_]
    """Whether any member has an alert."""


def judge(groups: Groups, rank: Ints, alerted: NDArray[np.bool_]) -> Verdict:
    """The worst rank of each group, how many have it, and whether one is alerted."""
    if not len(groups.start):
        return Verdict(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.bool_))
    sorted_rank = rank[groups.order]
    worst = np.maximum.reduceat(sorted_rank, groups.start)
    is_worst = (sorted_rank == np.repeat(worst, groups.count)) & (sorted_rank > 0)
    bad = np.add.reduceat(is_worst.astype(np.int64), groups.start)
    return Verdict(worst, bad, np.logical_or.reduceat(alerted[groups.order], groups.start))


def group(x: Floats, y: Floats, zoom: float) -> Groups:
    """Group points for a zoom: circles where a cell is crowded, stacks where points cover one another."""
    scale = TILE * 2.0**zoom
    px, py = x * scale, y * scale
    cell = _cell(px, py, CELL, scale)
    _, inverse, crowd = np.unique(cell, return_inverse=True, return_counts=True)
    crowded = crowd[inverse] >= CROWD
    label = np.where(crowded, cell, -1 - _cell(px, py, STACK, scale))
    for _ in range(ROUNDS):
        label = _joined(label, x, y, scale)
    return _indexed(label, x, y)


def zoom_apart(x: Floats, y: Floats, point: int, near: Ints, now: float, most: float) -> float:
    """The least whole step closer than ``now`` at which a point stands alone among those near it; else ``most``."""
    zoom = now
    while len(near) > 1 and zoom < most:
        zoom = min(most, zoom + 1.0)
        groups = group(x[near], y[near], zoom)
        here = int(np.nonzero(near == point)[0][0])
        near = near[groups.members(int(groups.of[here]))]
    return zoom


def _cell(px: Floats, py: Floats, side: float, scale: float) -> Ints:
    """The number of the cell a pixel lies in, counted from the world's corner so that panning keeps it."""
    across = int(scale // side) + 2
    return np.floor(py / side).astype(np.int64) * across + np.floor(px / side).astype(np.int64)


def _indexed(label: Ints, x: Floats, y: Floats) -> Groups:
    """Number the labels from 0 and work out the middle of each group."""
    _, of, count = np.unique(label, return_inverse=True, return_counts=True)
    order = np.argsort(of, kind="stable")
    start = np.concatenate(([0], np.cumsum(count)[:-1])) if len(count) else np.zeros(0, np.int64)
    if not len(count):
        return Groups(of, order, start, count, np.zeros(0), np.zeros(0))
    return Groups(
        of, order, start, count, np.add.reduceat(x[order], start) / count, np.add.reduceat(y[order], start) / count
    )


def _joined(label: Ints, x: Floats, y: Floats, scale: float) -> Ints:
    """Join what would overlap on the screen: circles with circles, and with the points they would cover."""
    groups = _indexed(label, x, y)
    px, py = groups.x * scale, groups.y * scale
    reach = np.where(groups.count > 1, _radius(groups.count), POINT)
    one, other = _neighbours(px, py, np.nonzero(groups.count > 1)[0], CELL)
    together = np.hypot(px[one] - px[other], py[one] - py[other]) < reach[one] + reach[other]
    parent = list(range(len(px)))
    for first, second in zip(one[together].tolist(), other[together].tolist(), strict=True):
        _unite(parent, first, second)
    roots = np.array([_root(parent, number) for number in range(len(parent))], np.int64)
    return roots[groups.of]


def _radius(count: Ints) -> Floats:
    """About the radius in pixels at which the page draws a circle of so many cameras."""
    digits = np.ceil(np.log10(count.astype(np.float64) + 1.0))
    return np.minimum(WIDEST, np.maximum(CIRCLE, 7.0 + 4.0 * digits))


def _neighbours(px: Floats, py: Floats, which: Ints, side: float) -> tuple[Ints, Ints]:
    """Pairs of one of ``which`` and any place in its cell or the eight around; with itself and twice too."""
    across = int(px.max(initial=0.0) // side) + 3
    cell = np.floor(py / side).astype(np.int64) * across + np.floor(px / side).astype(np.int64)
    order = np.argsort(cell, kind="stable")
    cells = cell[order]
    firsts, seconds = [], []
    for row in (-across, 0, across):
        # The three cells of a row follow one another, so their members do too.
        begin = np.searchsorted(cells, cell[which] + row - 1, side="left")
        many = np.searchsorted(cells, cell[which] + row + 1, side="right") - begin
        offset = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
        firsts.append(np.repeat(which, many))
        seconds.append(order[np.repeat(begin, many) + offset])
    return np.concatenate(firsts), np.concatenate(seconds)


def _root(parent: list[int], one: int) -> int:
    while parent[one] != one:
        parent[one] = parent[parent[one]]
        one = parent[one]
    return one


def _unite(parent: list[int], one: int, other: int) -> None:
    first, second = sorted((_root(parent, one), _root(parent, other)))
    parent[second] = first
