"""``indicators.csv``: what each unit measures, where it turns abnormal, and what was published."""

from datetime import timedelta
from typing import NamedTuple

from ioc.deployment.faults import closest
from ioc.deployment.tables import Row, Table
from ioc.deployment.unit_table import name_of
from ioc.domain.indicators import (
    Comparison,
    Direction,
    Indicator,
    Limits,
    Published,
    Series,
    System,
    ValueKind,
)
from ioc.domain.text import Text
from ioc.domain.units import Unit

INDICATOR_REQUIRED = ("indicator", "unit", "system", "name_vi")
INDICATOR_OPTIONAL = (
    *("name_en", "measure_vi", "measure_en", "kind", "decimals", "direction"),
    *("comparison", "warning", "critical", "deadband", "for", "keep_for", "target", "reason_vi", "reason_en"),
    *("published_value", "published_raw", "as_of", "source", "qualifier", "low", "high"),
    *("numerator", "denominator", "flag", "note"),
)

_ABOVE = (Comparison.GT, Comparison.GE, Comparison.CHANGE_PCT, Comparison.DROP_PCT, Comparison.STALE)
"""Comparisons whose critical limit is the higher one."""
_PERCENT = (Comparison.CHANGE_PCT, Comparison.DROP_PCT)
_MOST_DECIMALS = 9


class Known(NamedTuple):
    """What a row may refer to."""

    units: dict[str, Unit]
    systems: dict[str, System]


class Placed(NamedTuple):
    """An indicator with the row it came from."""

    indicator: Indicator
    row: Row


def read_indicators(table: Table, known: Known) -> dict[Series, Placed]:
    """The indicators by series, in the order of the table."""
    found: dict[Series, Placed] = {}
    for row in table.rows:
        series = Series(row.id("indicator"), _reference(row, "unit", "unit", known.units))
        system = _reference(row, "system", "system", known.systems)
        if series in found and all(series):
            row.fault("indicator", f"{series} is there twice, first in line {found[series].row.line}")
            continue
        indicator = _indicator(row, series, system)
        if all(series) and system:
            found[series] = Placed(indicator, row)
    return found


def _reference(row: Row, column: str, what: str, known: dict[str, Unit] | dict[str, System]) -> str:
    key = row.id(column)
    if key and known and key not in known:
        row.fault(column, f"there is no {what} {key!r}", closest(key, known))
        return ""
    return key


def _indicator(row: Row, series: Series, system: str) -> Indicator:
    direction = Direction(row.choice("direction", [str(way) for way in Direction], Direction.NEUTRAL))
    return Indicator(
        series=series,
        system=system,
        name=name_of(row),
        measure=Text(row.text("measure_vi"), row.text("measure_en") or row.text("measure_vi")),
        kind=ValueKind(row.choice("kind", [str(kind) for kind in ValueKind], ValueKind.NUMBER)),
        decimals=_decimals(row),
        direction=direction,
        limits=_limits(row, direction),
        target=row.number("target"),
        published=_published(row),
    )


def _decimals(row: Row) -> int:
    text = row.text("decimals")
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and int(text) <= _MOST_DECIMALS):
        row.fault("decimals", f"{text!r} is not a number of decimals", f"0 to {_MOST_DECIMALS}")
        return 0
    return int(text)


def _published(row: Row) -> Published | None:
    columns = ("published_value", "published_raw", "as_of", "source")
    if not any(row.text(column) for column in columns):
        return None
    return Published(
        value=row.number("published_value"),
        raw=row.text("published_raw"),
        as_of=row.date("as_of"),
        source=row.text("source"),
        qualifier=row.text("qualifier"),
        low=row.number("low"),
        high=row.number("high"),
        numerator=row.number("numerator"),
        denominator=row.number("denominator"),
        flag=row.text("flag"),
        note=row.text("note"),
    )


def _limits(row: Row, direction: Direction) -> Limits | None:
    given = row.text("comparison")
    comparison = row.choice("comparison", [str(word) for word in Comparison], "")
    if not comparison:
        for column in ("warning", "critical"):
            if row.text(column) and not given:
                row.fault(column, "a limit without a comparison", "Fill in the column comparison, such as lt or gt")
        return None
    way = Comparison(comparison)
    read = row.seconds if way is Comparison.STALE else row.number
    warning, critical = read("warning"), read("critical")
    if not row.text("warning") and not row.text("critical"):
        row.fault("warning", f"comparison {comparison!r} without a limit", "Fill in warning, critical or both")
    _check_order(row, way, warning, critical)
    _check_direction(row, way, direction)
    deadband = row.number("deadband") or 0.0
    _check_deadband(row, way, deadband, warning, critical)
    hold, keep_for = row.seconds("for"), row.seconds("keep_for")
    return Limits(
        way,
        warning,
        critical,
        max(deadband, 0.0),
        timedelta(seconds=hold or 0.0),
        timedelta(seconds=keep_for or 0.0),
        Text(row.text("reason_vi"), row.text("reason_en") or row.text("reason_vi")),
    )


def _check_order(row: Row, way: Comparison, warning: float | None, critical: float | None) -> None:
    if warning is None or critical is None:
        return
    if way in _ABOVE and critical < warning:
        row.fault(
            "critical",
            f"critical {critical:g} is below warning {warning:g}, but {way} grows worse upwards",
            "Swap warning and critical",
        )
    if way not in _ABOVE and critical > warning:
        row.fault(
            "critical",
            f"critical {critical:g} is above warning {warning:g}, but {way} grows worse downwards",
            "Swap warning and critical",
        )


def _check_direction(row: Row, way: Comparison, direction: Direction) -> None:
    if direction is Direction.HIGHER_BETTER and way in (Comparison.GT, Comparison.GE):
        row.fault("comparison", f"{way} alarms on high values, but direction says higher is better", "Use lt or le")
    if direction is Direction.LOWER_BETTER and way in (Comparison.LT, Comparison.LE):
        row.fault("comparison", f"{way} alarms on low values, but direction says lower is better", "Use gt or ge")


def _check_deadband(row: Row, way: Comparison, deadband: float, warning: float | None, critical: float | None) -> None:
    if deadband < 0:
        row.fault("deadband", f"{deadband:g} is negative", "0 or more, in the unit of the limits")
    limits = [limit for limit in (warning, critical) if limit is not None]
    if not limits or way is Comparison.STALE:
        return
    if way in _PERCENT and min(limits) < 0:
        row.fault("warning", f"a change of {min(limits):g} % is negative", "Limits of a change are 0 or more")
    elif way in _PERCENT and deadband > min(limits):
        row.fault("deadband", f"{deadband:g} is more than the limit {min(limits):g}: the alert could never end")
