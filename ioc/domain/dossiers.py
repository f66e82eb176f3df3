"""Dossier tallies and the three on-time metrics.

M1 follows Decision 766/QĐ-TTg (23/06/2022), item 2.1: on time, with pending dossiers still within due,
over all received; its score is 20 × M1. M2 is the share provinces report: on time over completed.
M3 is the share of pending dossiers that are overdue.
"""

from datetime import datetime
from math import ceil
from typing import NamedTuple


class Ratio(NamedTuple):
    """A numerator over a denominator, kept apart so that sums add both and never average shares."""

    numerator: int
    denominator: int

    @property
    def percent(self) -> float | None:
        """In percent; None where the denominator is zero (shown as "—", never as 0 or 100)."""
        return 100.0 * self.numerator / self.denominator if self.denominator else None

    def __add__(self, other: object) -> "Ratio":
        if not isinstance(other, Ratio):
            return NotImplemented
        return Ratio(self.numerator + other.numerator, self.denominator + other.denominator)

    def missing_to(self, target: float) -> int:
        """How many of the denominator must move into the numerator to reach ``target`` percent."""
        return max(0, ceil(target * self.denominator / 100.0 - 1e-9) - self.numerator)


class Tally(NamedTuple):
    """Dossier counts of one unit in one period (``2026-11``)."""

    unit: str
    period: str
    observed_at: datetime
    received_at: datetime
    feed: str
    early: int
    on_due: int
    late: int
    within: int
    """Pending, not yet due."""
    overdue: int
    """Pending, past due."""
    received: int | None = None
    """As the source printed it, carried over included; None where it prints none."""

    @property
    def completed(self) -> int:
        return self.early + self.on_due + self.late

    @property
    def pending(self) -> int:
        return self.within + self.overdue

    @property
    def m1(self) -> Ratio:
        """Decision 766 item 2.1."""
        return Ratio(self.early + self.on_due + self.within, self.completed + self.pending)

    @property
    def m2(self) -> Ratio:
        """What provinces report as on time."""
        return Ratio(self.early + self.on_due, self.completed)

    @property
    def m3(self) -> Ratio:
        """Overdue among the pending."""
        return Ratio(self.overdue, self.pending)

    @property
    def score(self) -> float | None:
        """Points of 20 for item 2.1 of Decision 766."""
        percent = self.m1.percent
        return None if percent is None else percent / 5.0

    @property
    def breaks_identity(self) -> bool:
        """Whether the printed number received contradicts the parts (flagged, never repaired)."""
        return self.received is not None and self.received != self.completed + self.pending
