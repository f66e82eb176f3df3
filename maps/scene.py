"""What the map page is sent: the groups of cameras inside the viewport, then only what changed of them.

Qt-free and clock-free. The page knows groups by number only; a number means something together with the
generation it was sent under, and keys, names and addresses of cameras never leave this side.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import numpy as np

from ioc.domain.cameras import Camera, CameraStatus
from maps import cluster
from maps.cluster import Box, Groups, Verdict

RANK = {CameraStatus.ONLINE: 0, CameraStatus.UNKNOWN: 1, CameraStatus.DEGRADED: 2, CameraStatus.OFFLINE: 3}
"""From normal to worst; the page draws by the same numbers."""
MARGIN = 0.5
"""How much more than the viewport is sent on every side, so that dragging shows points at once."""
DEEPEST = 18.0
"""The closest zoom."""
KEPT = 8
"""Groupings of this many zooms are kept."""

Message = dict[str, Any]


class Scene:
    """The cameras, where they are on the world, and what the page holds of them."""

    def __init__(self) -> None:
        self.generation = 0
        """Counts full views; a page that answers with an older one is not listened to."""
        self.keys: list[str] = []
        self.selected = ""
        self._cameras: Mapping[str, Camera] = {}
        self._alerted: frozenset[str] = frozenset()
        self._at: dict[str, int] = {}
        self._x = self._y = np.zeros(0)
        self._rank = np.zeros(0, np.int64)
        self._alert = np.zeros(0, np.bool_)
        self._groupings: OrderedDict[float, Groups] = OrderedDict()
        self._zoom: float | None = None
        self._sent_box: Box | None = None
        self._sent = np.zeros(0, np.int64)
        self._sent_verdict: Verdict | None = None
        self._sent_selected = -1

    @property
    def total(self) -> int:
        """How many cameras can be drawn at all."""
        return len(self.keys)

    def camera(self, key: str) -> Camera | None:
        """The camera of a key as last shown, drawn or not."""
        return self._cameras.get(key)

    def show(self, cameras: Mapping[str, Camera], changed: Collection[str] | None) -> bool:
        """Take the newest cameras; ``changed`` names those that differ (None: all). Says if a full view is due."""
        before, self._cameras = self._cameras, cameras
        if changed is None or len(cameras) != len(before) or any(_moved(before, cameras, key) for key in changed):
            return self._place(cameras)
        for key in changed:
            at = self._at.get(key)
            if at is not None:
                self._rank[at] = RANK[cameras[key].status]
        return False

    def set_alerted(self, keys: Iterable[str]) -> None:
        """Mark the cameras that have an alert."""
        self._alerted = frozenset(keys)
        self._alert = np.fromiter((key in self._alerted for key in self.keys), np.bool_, len(self.keys))

    def view(self, zoom: float, box: Box) -> Message | None:
        """What the page needs for a viewport, or None where it already has it."""
        if zoom == self._zoom and self._sent_box is not None and self._sent_box.holds(box):
            return None
        self._zoom, self._sent_box = zoom, box.padded(MARGIN)
        return self.full()

    def forget(self) -> None:
        """The page is new and holds nothing."""
        self._zoom = self._sent_box = self._sent_verdict = None

    def full(self) -> Message | None:
        """Everything for the viewport last asked for; None before the first."""
        if self._zoom is None or self._sent_box is None:
            return None
        groups = self._grouping(self._zoom)
        verdict = cluster.judge(groups, self._rank, self._alert)
        inside = groups.inside(self._sent_box)
        self.generation += 1
        self._sent, self._sent_verdict, self._sent_selected = inside, verdict, self._selected_group(groups)
        return {
            "generation": self.generation,
            "ids": inside.tolist(),
            "x": np.round(groups.x[inside], 9).tolist(),
            "y": np.round(groups.y[inside], 9).tolist(),
            "n": groups.count[inside].tolist(),
            **_shown(verdict, inside),
            "selected": self._sent_selected,
        }

    def delta(self) -> Message | None:
        """What differs from what the page holds, or None."""
        if self._zoom is None or self._sent_verdict is None:
            return None
        groups = self._grouping(self._zoom)
        verdict, before = cluster.judge(groups, self._rank, self._alert), self._sent_verdict
        sent = self._sent
        differs = (
            (verdict.worst[sent] != before.worst[sent])
            | (verdict.bad[sent] != before.bad[sent])
            | (verdict.alerted[sent] != before.alerted[sent])
        )
        changed, selected = sent[differs], self._selected_group(groups)
        if not len(changed) and selected == self._sent_selected:
            return None
        self._sent_verdict, self._sent_selected = verdict, selected
        return {
            "generation": self.generation,
            "ids": changed.tolist(),
            **_shown(verdict, changed),
            "selected": selected,
        }

    def members(self, generation: int, number: int) -> list[str]:
        """The keys in a group the page speaks of, worst first; empty where the page speaks of the past."""
        if generation != self.generation or self._zoom is None:
            return []
        groups = self._grouping(self._zoom)
        if not 0 <= number < len(groups.count):
            return []
        points = groups.members(number)
        return [self.keys[point] for point in points[np.argsort(-self._rank[points], kind="stable")]]

    def extent(self, keys: Iterable[str]) -> Box | None:
        """The smallest rectangle around cameras; None where none can be drawn."""
        points = [self._at[key] for key in keys if key in self._at]
        if not points:
            return None
        x, y = self._x[points], self._y[points]
        return Box(float(x.min()), float(y.min()), float(x.max()), float(y.max()))

    def place_of(self, key: str) -> tuple[float, float] | None:
        """The world position of a camera."""
        at = self._at.get(key)
        return None if at is None else (float(self._x[at]), float(self._y[at]))

    def zoom_for(self, key: str) -> float:
        """The zoom at which a camera stands alone, never less than the present one."""
        at = self._at.get(key)
        now = self._zoom or 0.0
        if at is None:
            return now
        groups = self._grouping(now)
        near = groups.members(int(groups.of[at]))
        return cluster.zoom_apart(self._x, self._y, at, near, now, DEEPEST)

    def splits(self, keys: Iterable[str]) -> bool:
        """Whether coming closer can ever tell these cameras apart."""
        box = self.extent(keys)
        deepest = cluster.TILE * 2.0**DEEPEST
        return box is not None and max(box.east - box.west, box.south - box.north) * deepest > 2.0 * cluster.STACK

    def _grouping(self, zoom: float) -> Groups:
        found = self._groupings.pop(zoom, None)
        if found is None:
            found = cluster.group(self._x, self._y, zoom)
        self._groupings[zoom] = found
        while len(self._groupings) > KEPT:
            self._groupings.popitem(last=False)
        return found

    def _selected_group(self, groups: Groups) -> int:
        at = self._at.get(self.selected)
        return -1 if at is None else int(groups.of[at])

    def _place(self, cameras: Mapping[str, Camera]) -> bool:
        """Work out every position again; says whether any differs from before."""
        keys = list(cameras)
        latitude = np.fromiter((camera.latitude for camera in cameras.values()), np.float64, len(keys))
        longitude = np.fromiter((camera.longitude for camera in cameras.values()), np.float64, len(keys))
        rank = np.fromiter((RANK[camera.status] for camera in cameras.values()), np.int64, len(keys))
        drawn = cluster.valid(latitude, longitude)
        x, y = cluster.mercator(latitude[drawn], longitude[drawn])
        keys = [key for key, ok in zip(keys, drawn.tolist(), strict=True) if ok]
        same = keys == self.keys and np.array_equal(x, self._x) and np.array_equal(y, self._y)
        self._rank = rank[drawn]
        if same:
            return False
        self.keys, self._x, self._y = keys, x, y
        self._at = {key: at for at, key in enumerate(keys)}
        self._groupings.clear()
        self.set_alerted(self._alerted)
        return True


def _moved(before: Mapping[str, Camera], after: Mapping[str, Camera], key: str) -> bool:
    """Whether a camera appeared, went or stands elsewhere."""
    old, new = before.get(key), after.get(key)
    if old is None or new is None:
        return old is not new
    return (old.latitude, old.longitude) != (new.latitude, new.longitude)


def _shown(verdict: Verdict, which: cluster.Ints) -> Message:
    return {
        "worst": verdict.worst[which].tolist(),
        "bad": verdict.bad[which].tolist(),
        "alerted": verdict.alerted[which].astype(int).tolist(),
    }
