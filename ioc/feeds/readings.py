"""Rows of a feed of indicators to readings."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from math import isclose
from typing import Any, Final, NamedTuple

from ioc.deployment.mapping import NumberSpec
from ioc.domain.catalogue import Catalogue
from ioc.domain.faults import FaultCode
from ioc.domain.indicators import Indicator, Series, ValueKind
from ioc.domain.readings import Mark, Poll, Reading
from ioc.feeds.collect import Collected, collect
from ioc.feeds.numbers import printed_decimals
from ioc.feeds.plan import Number, OpenDocument
from ioc.feeds.refused import ABSENT, RowError

AHEAD: Final = timedelta(minutes=5)
"""How far a source's clock may run before ours."""
_EPOCH_DAY: Final = date(1970, 1, 1).toordinal()


class _Known(NamedTuple):
    """What is decided once per series: how its values are read."""

    series: Series
    read: Number
    is_share: bool


def read_indicators(opened: OpenDocument, poll: Poll, catalogue: Catalogue | None) -> Collected[Reading]:
    """Readings of the series that the catalogue knows; of every series where it is None."""
    resolve = _resolver(opened, catalogue)
    raw_indicator, raw_unit, raw_value = opened.raw("indicator"), opened.raw("unit"), opened.raw("value")
    at = opened.instant(poll.received_at, poll.received_at + AHEAD)
    share = _share(opened)
    known: dict[tuple[Any, Any], _Known] = opened.plan.known(catalogue)
    feed, received = poll.feed, poll.received_at

    def read(row: Any) -> tuple[tuple[Series, datetime], Reading]:
        names = raw_indicator(row), raw_unit(row)
        try:
            series, convert, is_share = known[names]
        except (KeyError, TypeError):
            found = resolve(row)
            if type(names[0]) is str and type(names[1]) is str:
                known[names] = found
            series, convert, is_share = found
        try:
            raw = raw_value(row)
            if raw is ABSENT:
                raise RowError(FaultCode.MISSING_FIELD, "value")
            value = convert(raw)
            observed = at(row)
            if share is None:
                return (series, observed), Reading(series, observed, received, value, feed)
            numerator, denominator, mark = share(row, raw, value, is_share)
        except RowError as refused:
            refused.series = series
            raise
        return (series, observed), Reading(series, observed, received, value, feed, numerator, denominator, mark)

    return collect(opened, poll, read)


def _resolver(opened: OpenDocument, catalogue: Catalogue | None) -> Callable[[Any], _Known]:
    """What finds the series of a row; raises MISSING_FIELD, UNKNOWN_UNIT or UNKNOWN_SERIES."""
    indicator_text, unit_text = opened.required_text("indicator"), opened.required_text("unit")
    plain = opened.reader("value")

    def resolve(row: Any) -> _Known:
        series = Series(indicator_text(row), unit_text(row))
        if catalogue is None:
            return _Known(series, plain, False)
        if series.unit not in catalogue.units:
            raise RowError(FaultCode.UNKNOWN_UNIT, series.unit)
        indicator = catalogue.indicators.get(series)
        if indicator is None:
            raise RowError(FaultCode.UNKNOWN_SERIES, str(series))
        return _Known(indicator.series, _reader(indicator, plain), _is_share(indicator))

    return resolve


def _is_share(indicator: Indicator) -> bool:
    return "%" in (indicator.measure.vi.strip(), indicator.measure.en.strip())


def _reader(indicator: Indicator, plain: Number) -> Number:
    if indicator.kind is ValueKind.STATE:
        return lambda raw: _state(raw, plain)
    if indicator.kind is ValueKind.DATE:
        return lambda raw: _day(raw, plain)
    return plain


def _state(raw: Any, plain: Number) -> float | None:
    """1 for true, 0 for false, also as text."""
    text = raw.strip().lower() if isinstance(raw, str) else raw
    if text is True or text == "true":
        return 1.0
    if text is False or text == "false":
        return 0.0
    return plain(raw)


def _day(raw: Any, plain: Number) -> float | None:
    """Days since 1970-01-01 of an ISO date, or of the number of them."""
    if isinstance(raw, str):
        try:
            return float(datetime.fromisoformat(raw.strip()).toordinal() - _EPOCH_DAY)
        except ValueError:
            pass
    return plain(raw)


Share = Callable[[Any, Any, float | None, bool], tuple[float | None, float | None, Mark]]


def _share(opened: OpenDocument) -> Share | None:
    """What reads numerator and denominator, and compares a printed share with them."""
    if "numerator" not in opened.plan.fields and "denominator" not in opened.plan.fields:
        return None
    numerator_of, denominator_of = opened.number("numerator"), opened.number("denominator")
    spec = opened.plan.fields["value"].number

    def share(row: Any, raw: Any, value: float | None, is_share: bool) -> tuple[float | None, float | None, Mark]:
        numerator, denominator = numerator_of(row), denominator_of(row)
        mark = Mark.NONE
        if (
            is_share
            and value is not None
            and numerator is not None
            and denominator is not None
            and not follows(value, numerator, denominator, raw, spec)
        ):
            mark = Mark.MISMATCH
        return numerator, denominator, mark

    return share


def follows(value: float, numerator: float, denominator: float, raw: Any, spec: NumberSpec) -> bool:
    """Whether a share in percent is what its parts give, rounded up or down at the printed decimals."""
    if denominator == 0.0:
        return False
    exact = 100.0 * numerator / denominator
    rounding = 0.5 * 10.0 ** -printed_decimals(raw, spec) * abs(spec.scale)
    difference = abs(exact - value)
    return difference <= rounding or isclose(difference, rounding, rel_tol=1e-6, abs_tol=1e-9)
