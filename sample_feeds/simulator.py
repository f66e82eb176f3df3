"""The course of every series of the sample: a pure function of the seed, the instant and the script.

The published figure is the middle of everything. Full coverage stays full, cumulative counters never
fall, and a value stays on the side of its limits on which its published figure stands unless the
script says otherwise. Nothing is kept between calls.
"""

import csv
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from sample_feeds.cameras import LINK
from sample_feeds.formulas import FORMULAS, Key
from sample_feeds.rhythm import Wave, seconds_of, working_days, working_share
from sample_feeds.script import SCRIPT, Incident, OutageIncident, SeriesIncident, going_on

SEED = 2026
TABLE = Path(__file__).parent / "deployment" / "indicators.csv"

CONNECTED: Key = ("camera_ioc_connected", "hau-giang")
"""Counts the cameras of Hậu Giang, so it follows their outages."""

_GROWING = frozenset({"văn bản", "hồ sơ", "chứng thư", "người", "tin bài", "công việc"})
"""Measures of things that only become more, where the limits already watch for a fall of 1 %."""
_GROWTH_A_DAY = 0.0002
_STEADY = frozenset({"TTHC", "DVCTT", "dịch vụ", "hệ thống", "thủ tục", "hộp thư", "tài khoản", "người"})
"""Measures of inventories: their limits watch for jumps because nothing should move."""
_REL = 0.015
_POINTS = 1.5

Row = Mapping[str, str]
Course = Callable[[float], float]
"""From seconds since the anchor to the value, not yet rounded."""


class Value(NamedTuple):
    """A value as a source would print it; the parts of a share where it prints them."""

    value: float
    numerator: float | None = None
    denominator: float | None = None


class Simulator:
    """All series of the deployment's table."""

    def __init__(self, start: datetime, seed: int = SEED, script: tuple[Incident, ...] = SCRIPT) -> None:
        """``start``: the aware instant at which the scripted day begins; no incident comes before it."""
        with TABLE.open(encoding="utf-8", newline="") as file:
            self.rows: dict[Key, Row] = {(row["indicator"], row["unit"]): row for row in csv.DictReader(file)}
        self._start = start
        self._script = script
        self._courses = {key: course_of(row, seed) for key, row in self.rows.items() if key not in FORMULAS}

    def offset(self, at: datetime) -> float:
        """Seconds since the start of the scripted day."""
        return (at - self._start).total_seconds()

    def incidents(self, at: datetime) -> list[Incident]:
        """What goes wrong at an instant."""
        return list(going_on(self.offset(at), self._script))

    def value(self, key: Key, at: datetime) -> Value:
        """The value of a series (indicator, unit) at an aware instant; ``KeyError`` for an unknown one."""
        return self.values([key], at)[key]

    def values(self, keys: Iterable[Key], at: datetime) -> dict[Key, Value]:
        """Several series at one instant."""
        seconds = seconds_of(at)
        incidents = self.incidents(at)
        changes = {
            (incident.indicator, incident.unit): incident
            for incident in incidents
            if isinstance(incident, SeriesIncident)
        }
        found = {key: self._value(key, seconds, changes) for key in keys}
        if CONNECTED in found:
            outages = [incident for incident in incidents if isinstance(incident, OutageIncident)]
            dark = sum(outage.cameras for outage in outages if outage.site == LINK)
            found[CONNECTED] = Value(found[CONNECTED].value - dark)
        return found

    def _value(self, key: Key, seconds: float, changes: Mapping[Key, SeriesIncident]) -> Value:
        row = self.rows[key]
        decimals = int(row["decimals"])
        change = changes.get(key)
        if change is not None and change.value is not None:
            return Value(change.value)
        factor = change.factor if change is not None and change.factor is not None else 1.0
        formula = FORMULAS.get(key)
        if formula is None:
            return Value(round(self._courses[key](seconds) * factor, decimals))
        numerator, denominator = (self._sum(terms, key[1], seconds) for terms in formula.parts)
        if denominator is None:
            return Value(round((numerator or 0.0) * factor, decimals))
        share = 100.0 * (numerator or 0.0) / denominator + formula.printed_off
        return Value(round(share * factor, decimals), numerator, denominator)

    def _sum(self, terms: tuple[str | float, ...], unit: str, seconds: float) -> float | None:
        """Terms are numbers, indicators of the unit, or indicators to subtract ("-name")."""
        if not terms:
            return None
        total = 0.0
        for term in terms:
            if isinstance(term, str):
                sign, name = (-1, term[1:]) if term.startswith("-") else (1, term)
                total += sign * self._value((name, unit), seconds, {}).value
            else:
                total += term
        return total


def course_of(row: Row, seed: int = SEED) -> Course:
    """The course of one row of ``indicators.csv``."""
    if row["kind"] == "state":
        return lambda seconds: 1.0
    if row["kind"] == "date":
        days = float((date.fromisoformat(row["as_of"]) - date(1970, 1, 1)).days)
        return lambda seconds: days
    figure = float(row["published_value"])
    if row["flag"] == "furniture":
        return _page_counter(row["indicator"], figure, seed)
    if row["measure_vi"] in _GROWING and row["comparison"] == "drop_pct" and float(row["warning"]) <= 1:
        return lambda seconds: figure * (1 + _GROWTH_A_DAY * working_days(seconds))
    low, high = span_of(row)
    if low == high:
        return lambda seconds: figure
    wave = Wave(f"{seed} {row['indicator']} {row['unit']}")
    middle, half = (low + high) / 2, (high - low) / 2
    return lambda seconds: middle + half * wave(seconds)


def span_of(row: Row) -> tuple[float, float]:
    """Between what a value moves: never across a limit, never above 100 %, not at all where nothing should."""
    figure, share = float(row["published_value"]), row["measure_vi"] == "%"
    comparison = row["comparison"]
    if not comparison or figure == 0 or (share and figure == 100):
        return figure, figure
    if comparison in ("change_pct", "drop_pct"):
        steady = share or comparison == "drop_pct" or row["measure_vi"] in _STEADY
        return (figure, figure) if steady else (figure * (1 - _REL), figure * (1 + _REL))
    if row["system"] == "target2025" or not (share or row["measure_vi"] in ("hồ sơ", "lượt")):
        return figure, figure
    reach = min(_POINTS, figure * _REL) if share else figure * _REL
    step = 10.0 ** -int(row["decimals"])
    below, above = figure - reach, figure + reach
    for limit in (float(row["warning"]), float(row["critical"])):
        # a tie belongs to the good side: above "lt", below "gt"
        if comparison == "lt":
            below, above = (max(below, limit), above) if figure >= limit else (below, min(above, limit - step))
        else:
            below, above = (below, min(above, limit)) if figure <= limit else (max(below, limit + step), above)
    return max(below, 0.0), min(above, 100.0) if share else above


def _page_counter(indicator: str, figure: float, seed: int) -> Course:
    """Counters of a web page: who is there now, who was there today, and totals that grow."""
    if indicator == "page_zoom":
        return lambda seconds: figure
    if indicator == "page_views_today":
        return lambda seconds: figure * (0.02 + 0.98 * working_share((seconds + 7 * 3600) % 86_400))
    if indicator == "page_online":
        wave = Wave(f"{seed} {indicator} {figure}")
        return lambda seconds: figure * (1 + 0.4 * wave(seconds))
    return lambda seconds: figure * (1 + _GROWTH_A_DAY * working_days(seconds))


def numeric_keys(rows: Mapping[Key, Row]) -> list[Key]:
    """The series that are numbers, in the order of the table."""
    return [key for key, row in rows.items() if row["kind"] == "number"]
