"""Dossier counts of the sample's districts and provinces. Identities hold; a province is the sum of its districts."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, timezone
from functools import cache
from random import Random
from typing import NamedTuple

from sample_feeds.places import DISTRICTS, PROVINCES
from sample_feeds.rhythm import Wave, seconds_of, working_share
from sample_feeds.script import Incident, OnTimeIncident

LOCAL = timezone(timedelta(hours=7))
_VOLUME = {"Thành phố": 2800, "Thị xã": 2000, "Huyện": 1300}
_BEHIND = {"nt-bac-ai": 0.973, "la-duc-hue": 0.976, "ha-xin-man": 0.970, "vl-tra-on": 0.978}
"""Districts whose on-time share stands between warning and critical all month."""


class Counts(NamedTuple):
    """Dossiers of one unit in one month so far."""

    unit: str
    period: str
    early: int
    on_due: int
    late: int
    within: int
    overdue: int

    @property
    def received(self) -> int:
        """All of them, carried over included."""
        return self.early + self.on_due + self.late + self.within + self.overdue


class _District:
    """The habits of one district."""

    def __init__(self, unit: str, rank: str) -> None:
        chance = Random(f"dossiers {unit}")  # noqa: S311 - a course of sample data, not a secret
        self.unit = unit
        self.volume = int(_VOLUME[rank] * chance.uniform(0.75, 1.3))
        self.on_time = _BEHIND.get(unit, chance.uniform(0.9835, 0.998))
        self.early_share = chance.uniform(0.5, 0.72)
        self.overdue_share = chance.uniform(0.015, 0.07)
        self.wave = Wave(f"pending {unit}")


@cache
def _districts() -> tuple[_District, ...]:
    return tuple(_District(district.id, district.rank) for district in DISTRICTS)


def district_counts(at: datetime, incidents: Iterable[Incident] = ()) -> Iterator[Counts]:
    """Every district at an instant (aware); completed dossiers grow through the local month and day."""
    local = at.astimezone(LOCAL)
    done = local.day - 1 + working_share((local.hour * 60 + local.minute) * 60.0 + local.second)
    month = (0.05 + 0.95 * done / _days_of_month(local)) if done else 0.05
    shares = {incident.unit: incident.percent for incident in incidents if isinstance(incident, OnTimeIncident)}
    for district in _districts():
        completed = int(district.volume * month)
        late = int(completed * (1 - district.on_time))
        if district.unit in shares:
            late = completed - int(completed * shares[district.unit] / 100)
        early = int((completed - late) * district.early_share)
        pending = int(district.volume * (0.11 + 0.02 * district.wave(seconds_of(at))))
        overdue = int(pending * district.overdue_share)
        yield Counts(district.unit, f"{local:%Y-%m}", early, completed - late - early, late, pending - overdue, overdue)


def province_counts(at: datetime, incidents: Iterable[Incident] = ()) -> Iterator[Counts]:
    """Every province at an instant: the sum of its districts."""
    districts = {counts.unit: counts for counts in district_counts(at, incidents)}
    for province in PROVINCES:
        members = [districts[district.id] for district in DISTRICTS if district.province == province.id]
        sums = (sum(column) for column in zip(*(counts[2:] for counts in members), strict=True))
        yield Counts(province.id, members[0].period, *sums)


def _days_of_month(local: datetime) -> int:
    following = (local.replace(day=28) + timedelta(days=4)).replace(day=1)
    return (following - timedelta(days=1)).day
