"""Takes the values of a batch in: what is newer, late, repeated or refused. Judges nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from operator import attrgetter

from ioc.deployment.feed_settings import FeedSettings
from ioc.domain.cameras import Camera
from ioc.domain.catalogue import Catalogue
from ioc.domain.dossiers import Tally
from ioc.domain.indicators import Series
from ioc.domain.readings import Batch, Mark, Reading, Reject
from ioc.engine.deadlines import Deadlines
from ioc.engine.feed_health import late_allowance
from ioc.engine.picture import Picture
from ioc.engine.places import Desk, Slot, TallySlot
from ioc.engine.references import References
from ioc.engine.rulebook import INSTANT, Rulebook, Watch

SLOT_RANK = 1
METRICS = ("m1", "m2", "m3")

_by_time = attrgetter("observed_at")


@dataclass(slots=True)
class Taken:
    """What a batch came to: the part of it worth storing, and what has to be judged anew."""

    batch: Batch
    slots: list[Slot] = field(default_factory=list)
    refused: list[Slot] = field(default_factory=list)
    tallies: dict[str, TallySlot] = field(default_factory=dict)


class Intake:
    """The newest value of everything, by series, camera and unit."""

    def __init__(
        self,
        catalogue: Catalogue,
        feeds: Iterable[FeedSettings],
        rules: Rulebook,
        references: References,
        deadlines: Deadlines[Desk | Slot | Watch],
        picture: Picture,
        small: int,
    ) -> None:
        self._catalogue = catalogue
        self._live = tuple(feed for feed in feeds if not feed.history)
        self._rules = rules
        self._references = references
        self._deadlines = deadlines
        self._picture = picture
        self._small = small
        self._slots: dict[Series, Slot] = {}
        self._tallies: dict[str, TallySlot] = {}

    def take(self, batch: Batch, desk: Desk) -> Taken:
        """Take in a batch of a feed."""
        taken = Taken(batch)
        readings = self._readings(batch.readings, desk, taken) if batch.readings else batch.readings
        if batch.rejects or self._picture.refused:
            self._rejects(batch.rejects, taken)
        cameras = tuple(camera for camera in batch.cameras if self._camera(camera))
        tallies = tuple(tally for tally in batch.tallies if self._tally(tally, desk, taken))
        left_out = len(cameras) + len(tallies) < len(batch.cameras) + len(batch.tallies)
        if left_out or readings is not batch.readings:
            taken.batch = replace(batch, readings=readings, cameras=cameras, tallies=tallies)
        return taken

    def put_series(self, reading: Reading, desk: Desk) -> Slot:
        """Set the first reading known of a series."""
        slot = Slot(desk, reading, self._rules.of_series(reading.series), self._references)
        self._slots[reading.series] = desk.slots[reading.series] = slot
        slot.live_allowance = self._live_allowance(reading.series, desk)
        for watch in slot.watches:
            watch.attach(slot)
        self._picture.reading(reading)
        self._deadlines.set(slot, slot.fresh_until + INSTANT, SLOT_RANK)
        return slot

    def put_tally(self, tally: Tally, desk: Desk) -> TallySlot:
        """Set the newest tally of a unit."""
        slot = self._tallies.get(tally.unit)
        if slot is None:
            watches = tuple(watch for metric in METRICS for watch in self._rules.of_dossier(metric, tally.unit))
            slot = self._tallies[tally.unit] = TallySlot(desk, tally, watches, self._small)
            for watch in watches:
                watch.attach(slot)
        elif slot.desk is not desk:
            slot.desk.tallies.pop(tally.unit, None)
        slot.tally, slot.desk = tally, desk
        slot.seen(tally.received_at)
        desk.tallies[tally.unit] = slot
        self._picture.tally(tally)
        return slot

    def _readings(self, readings: tuple[Reading, ...], desk: Desk, taken: Taken) -> tuple[Reading, ...]:
        """The readings worth storing: late ones are marked, repeated ones are left out."""
        slots, picture, references, document = self._slots, self._picture, self._references, desk.document
        kept: list[Reading] = []
        as_they_came = True
        for reading in sorted(readings, key=_by_time):
            series, observed_at = reading.series, reading.observed_at
            slot = slots.get(series)
            if slot is None:
                slot = self.put_series(reading, desk)
            elif observed_at > slot.reading.observed_at:
                slot.reading, slot.seen_at, slot.document = reading, reading.received_at, document
                if slot.desk is not desk:
                    self._move(slot, desk)
                picture.reading(reading)
            elif observed_at == slot.reading.observed_at:
                as_they_came = False
                self._confirm(slot, reading, desk, taken)
                continue
            else:
                as_they_came = False
                reading = reading._replace(marks=reading.marks | Mark.LATE)
                kept.append(reading)
                references.add(series, observed_at, reading.value)
                continue
            references.add(series, observed_at, reading.value)
            kept.append(reading)
            taken.slots.append(slot)
        return readings if as_they_came else tuple(kept)

    def _confirm(self, slot: Slot, reading: Reading, desk: Desk, taken: Taken) -> None:
        """The same value of the same instant again: no change, but the source still says so."""
        if slot.desk is not desk:
            return
        slot.seen(reading.received_at)
        if slot.stale or slot.fault is not None:
            taken.slots.append(slot)

    def _move(self, slot: Slot, desk: Desk) -> None:
        """A series is now brought by another feed."""
        slot.desk.slots.pop(slot.series, None)
        slot.desk.stale.discard(slot)
        if slot.stale:
            desk.stale.add(slot)
        desk.slots[slot.series] = slot
        slot.desk = desk
        slot.live_allowance = self._live_allowance(slot.series, desk)
        for watch in slot.watches:
            watch.attach(slot)
        self._deadlines.set(slot, slot.fresh_until + INSTANT, SLOT_RANK)

    def _live_allowance(self, series: Series, desk: Desk) -> timedelta | None:
        """A value from a feed of past values does not stand in for a live one for longer than that could itself."""
        indicator = self._catalogue.indicators.get(series) if desk.settings.history else None
        if indicator is None:
            return None
        return next((late_allowance(feed) for feed in self._live if feed.feeds(indicator)), None)

    def _rejects(self, rejects: Sequence[Reject], taken: Taken) -> None:
        """Remember which series' newest row was refused, until the source brings a good one."""
        good = {slot.series for slot in taken.slots}
        for slot in taken.slots:
            if slot.series in self._picture.refused:
                slot.fault = None
                self._picture.rejected(slot.series, None)
        for reject in rejects:
            series = reject.series
            if series is None or series in good or series not in self._catalogue.indicators:
                continue
            self._picture.rejected(series, reject.fault)
            known = self._slots.get(series)
            if known is not None:
                known.fault = reject.fault
                taken.refused.append(known)

    def _camera(self, camera: Camera) -> bool:
        """Whether a camera is worth storing: new, or other than it was. A late description is not news."""
        known = self._picture.cameras.get(camera.key)
        if known is None:
            self._picture.camera(camera, True)
            return True
        if camera.observed_at < known.observed_at:
            return False
        changed = camera._replace(observed_at=known.observed_at, received_at=known.received_at) != known
        self._picture.camera(camera, changed)
        return changed

    def _tally(self, tally: Tally, desk: Desk, taken: Taken) -> bool:
        """Whether a tally is worth storing; late ones are, repeated ones are not."""
        slot = self._tallies.get(tally.unit)
        if slot is not None:
            known = slot.tally
            stand, new = (known.observed_at, known.period), (tally.observed_at, tally.period)
            if new == stand:
                if slot.desk is desk:
                    slot.seen(tally.received_at)
                return False
            if new < stand:
                return True
        taken.tallies[tally.unit] = self.put_tally(tally, desk)
        return True
