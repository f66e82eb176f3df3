"""The one path of the data: a batch in, a stored and published situation out. No clock, no thread, no lock.

Everything runs on the caller's thread, one call at a time; ``at`` never goes back. What time alone brings about
(``for``, ``keep_for``, staleness, silence) happens at its own instant, whenever the next call comes: the result
depends on the batches, not on how often somebody ticks.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from ioc.deployment.feed_settings import FeedSettings
from ioc.domain.alarm import acknowledge
from ioc.domain.alerts import Rule
from ioc.domain.catalogue import Catalogue
from ioc.domain.readings import Batch, Outcome
from ioc.domain.situation import ALL, Changes, FeedHealth, FeedState, Situation
from ioc.engine import restoring
from ioc.engine.alerting import Alerting
from ioc.engine.deadlines import Deadlines
from ioc.engine.feed_health import FeedMemory, after_poll, is_success, newest_of, next_change, with_state
from ioc.engine.intake import SLOT_RANK, Intake, Taken
from ioc.engine.journal import EngineStore, Entry, Journal
from ioc.engine.picture import Picture
from ioc.engine.places import Desk, Slot
from ioc.engine.references import References
from ioc.engine.rulebook import INSTANT, Rulebook, Watch
from ioc.storage.queries import Restored

log = logging.getLogger(__name__)

Publish = Callable[[Situation, Changes], None]

DESK_RANK = 0


class Pipeline:
    """Processes batches, carries time forward, takes acknowledgements, publishes after every commit."""

    def __init__(
        self,
        catalogue: Catalogue,
        rules: Iterable[Rule],
        feeds: Mapping[str, FeedSettings],
        store: EngineStore,
        publish: Publish,
        *,
        small: int = 1,
    ) -> None:
        """``small``: a dossier metric with a smaller denominator is not judged."""
        self._catalogue = catalogue
        self._settings = dict(feeds)
        self._store = store
        self._publish = publish
        self._journal = Journal(store)
        self._rules = Rulebook(rules)
        self._references = References(self._rules.changing)
        self._deadlines: Deadlines[Desk | Slot | Watch] = Deadlines()
        self._picture = Picture()
        self._alerting = Alerting(self._picture, self._deadlines)
        self._intake = Intake(
            catalogue,
            self._settings.values(),
            self._rules,
            self._references,
            self._deadlines,
            self._picture,
            max(small, 1),
        )
        self._desks: dict[str, Desk] = {}
        self._health: dict[str, FeedHealth] = {}
        """What the next commit stores of the feeds."""
        self._now = restoring.BEGINNING

    @property
    def situation(self) -> Situation:
        """What was published last."""
        return self._picture.published

    @property
    def next_deadline(self) -> datetime | None:
        """The next instant at which a tick has something to do."""
        return self._deadlines.next()

    # commands

    def restore(self, at: datetime) -> None:
        """Take up where the store left off: nothing is announced again, the time between counts for nothing."""
        self._now = at
        kept = self._store.restore()
        for feed, settings in self._settings.items():
            memory = restoring.memory_of(settings, kept, at)
            desk = self._desks[feed] = Desk(settings, memory, self._rules.of_feed(feed))
            for watch in desk.watches:
                watch.attach(desk)
        restoring.fill(self._references, self._store, self._rules.changing, at)
        self._alerting.adopt(self._rules, kept.tracks, restoring.alive_until(kept, at), at)
        self._restore_values(kept, at)
        for desk in self._desks.values():
            memory = replace(desk.memory, newest=newest_of(slot.reading for slot in desk.slots.values()))
            self._remember(desk, with_state(memory, desk.settings, at))
            if desk.is_silent:
                self._hold_back(desk, at)
            else:
                self._release(desk)
        self._commit(None, at, ALL)

    def process(self, batch: Batch, at: datetime, next_poll: datetime | None = None) -> None:
        """Take in what one poll brought; ``next_poll`` is when its feed is asked again."""
        desk = self._desks.get(batch.poll.feed)
        if desk is None:
            log.warning("A batch of feed %s, which this deployment does not know, was dropped", batch.poll.feed)
            return
        at = self._carry(at)
        succeeded = is_success(batch)
        if succeeded:
            desk.document += batch.poll.outcome is Outcome.OK
            desk.confirmed_at = batch.poll.received_at
        taken = self._intake.take(batch, desk)
        was_silent = desk.is_silent
        memory = after_poll(desk.memory, desk.settings, batch, at)
        if next_poll is not None:
            memory = replace(memory, health=memory.health._replace(next_poll=next_poll))
        self._remember(desk, memory)
        if was_silent and not desk.is_silent:
            self._release(desk)
            taken.tallies |= desk.tallies
        if succeeded:
            self._judge(desk, taken, at)
        self._alerting.judge(desk, desk.watches, at)
        self._commit(taken.batch, at)

    def tick(self, at: datetime) -> None:
        """Carry time forward, and try again a store that failed."""
        at = self._carry(at)
        if self._picture.is_changed or self._alerting.is_dirty or len(self._journal):
            self._commit(None, at)

    def acknowledge(self, ids: Sequence[str], who: str, comment: str, at: datetime) -> int:
        """Take note of alerts by ``Alert.id``; gives how many changed. Raises where the store does not take it."""
        self.tick(at)
        moves = []
        for alert_id in dict.fromkeys(ids):
            alert = self._picture.alerts.get(alert_id)
            watch = self._rules.get(alert.key) if alert is not None else None
            if watch is not None:
                after, rows = acknowledge(watch.track, watch.rule, who, comment, self._now)
                if rows:
                    moves.append((watch, after, rows))
        if not moves:
            return 0
        transitions = tuple(row for _, _, rows in moves for row in rows)
        self._journal.write_now(Entry(None, transitions, tuple(after for _, after, _ in moves)), self._now)
        for watch, after, _ in moves:
            self._alerting.place(watch, after)
        self._show(self._now)
        return len(moves)

    def schedule(self, feed: str, next_poll: datetime | None) -> None:
        """Say when a feed is polled next."""
        desk = self._desks.get(feed)
        if desk is None or desk.memory.health.next_poll == next_poll:
            return
        self._remember(desk, replace(desk.memory, health=desk.memory.health._replace(next_poll=next_poll)))
        self._health.pop(feed, None)
        if not len(self._journal):
            self._show(self._now)

    def slept(self, since: datetime, at: datetime) -> None:
        """The machine stood still from ``since`` to ``at``: as after a restart, the span counts for nothing."""
        self._now = at = max(at, self._now)
        for desk in self._desks.values():
            if not desk.is_silent:
                self._remember(desk, replace(desk.memory, watched_since=at))
        self._alerting.resume(self._rules, since, at)
        self.tick(at)

    # the steps

    def _restore_values(self, kept: Restored, at: datetime) -> None:
        for series, reading in kept.readings.items():
            desk = self._desks.get(reading.feed)
            if desk is None or series not in self._catalogue.indicators:
                continue
            slot = self._intake.put_series(reading, desk)
            if slot.fresh_until < at:
                # Shown as stale at once, but its alerts get the time of a first poll before they are marked.
                self._mark(slot, True)
                self._alerting.freeze(slot.watches, at)
                self._deadlines.set(slot, at + desk.settings.stale_after, SLOT_RANK)
            else:
                self._alerting.judge(slot, slot.watches, at)
            self._alerting.arm(slot.watches)
        for camera in kept.cameras.values():
            if camera.feed in self._desks:
                self._picture.camera(camera, True)
        for tally in kept.tallies.values():
            desk = self._desks.get(tally.feed)
            if desk is not None:
                tally_slot = self._intake.put_tally(tally, desk)
                tally_slot.is_remembered = True
                self._alerting.freeze(tally_slot.watches, at)
                self._alerting.arm(tally_slot.watches)

    def _carry(self, at: datetime) -> datetime:
        """Let everything happen that time brings about up to ``at``, each at its own instant."""
        at = max(at, self._now)
        while (due := self._deadlines.pop(at)) is not None:
            then, owner = max(due[0], self._now), due[1]
            self._now = then
            if isinstance(owner, Slot):
                self._slot_due(owner, then)
            elif isinstance(owner, Watch):
                self._alerting.due(owner, then)
            else:
                self._desk_due(owner, then)
        self._now = at
        return at

    def _slot_due(self, slot: Slot, at: datetime) -> None:
        fresh_until = slot.fresh_until
        if fresh_until >= at:
            self._deadlines.set(slot, fresh_until + INSTANT, SLOT_RANK)
            return
        self._mark(slot, True)
        self._alerting.judge(slot, slot.watches, at)

    def _desk_due(self, desk: Desk, at: datetime) -> None:
        was_silent = desk.is_silent
        self._remember(desk, with_state(desk.memory, desk.settings, at))
        if desk.is_silent and not was_silent:
            self._hold_back(desk, at)
        self._alerting.judge(desk, desk.watches, at)

    def _hold_back(self, desk: Desk, at: datetime) -> None:
        """A feed is silent: its values are stale, and their alerts stay as they are, marked."""
        why = f"feed {desk.settings.id} is silent"
        for slot in desk.slots.values():
            self._mark(slot, True)
            self._alerting.hold(slot, slot.watches, why, at)
        for tally in desk.tallies.values():
            self._alerting.hold(tally, tally.watches, why, at)

    def _release(self, desk: Desk) -> None:
        """A feed is not silent: nothing of it is held back."""
        for slot in desk.slots.values():
            self._alerting.release(slot.watches)
        for tally in desk.tallies.values():
            self._alerting.release(tally.watches)

    def _judge(self, desk: Desk, taken: Taken, at: datetime) -> None:
        """Judge what a document brought, and what it confirmed of what had gone stale."""
        slots = dict.fromkeys(taken.slots)
        for slot in list(desk.stale):
            if slot.fresh_until >= at:
                self._mark(slot, False)
                self._deadlines.set(slot, slot.fresh_until + INSTANT, SLOT_RANK)
                slots[slot] = None
        # Past values may be allowed less than their own feed's age, so each of them is looked at.
        surely_fresh = at if desk.settings.history else at - desk.settings.stale_after
        for slot in slots:
            reading = slot.reading
            if reading.observed_at >= surely_fresh and reading.received_at >= surely_fresh:
                continue
            if not slot.stale and slot.fresh_until < at:
                self._mark(slot, True)
        for slot in (*slots, *taken.refused):
            self._alerting.judge(slot, slot.watches, at)
        doubted = {unit: tally for unit, tally in desk.tallies.items() if tally.is_doubted}
        for tally in (taken.tallies | doubted).values():
            tally.is_remembered = False
            self._alerting.judge(tally, tally.watches, at)

    def _mark(self, slot: Slot, is_stale: bool) -> None:
        if slot.stale is is_stale:
            return
        slot.stale = is_stale
        (slot.desk.stale.add if is_stale else slot.desk.stale.discard)(slot)
        self._picture.stale(slot.series, is_stale)

    def _remember(self, desk: Desk, memory: FeedMemory) -> None:
        """Set what is known of a feed, show it, and wait for the next instant at which it changes by itself."""
        desk.memory = memory
        self._health[desk.settings.id] = memory.health
        self._picture.feed(memory.health)
        change = next_change(memory, desk.settings)
        if change is None:
            self._deadlines.drop(desk)
        else:
            self._deadlines.set(desk, change + INSTANT, DESK_RANK)

    def _commit(self, batch: Batch | None, at: datetime, changes: Changes | None = None) -> None:
        """Store one step in one transaction, then publish; what the store lacks is never shown."""
        transitions, tracks = self._alerting.take()
        health, self._health = tuple(self._health.values()), {}
        if self._journal.write(Entry(batch, transitions, tracks, health), at):
            self._show(at, changes)
        elif batch is not None and self._journal.fault is not None:
            shown = self._desks[batch.poll.feed].memory.health
            shown = shown._replace(state=FeedState.FAILING, fault=self._journal.fault)
            self._publish(self._picture.fault(shown, at), Changes(feeds=frozenset((shown.feed,))))

    def _show(self, at: datetime, changes: Changes | None = None) -> None:
        if self._picture.is_changed or changes is not None:
            found = changes or self._picture.changes()
            self._publish(self._picture.publish(at), found)
