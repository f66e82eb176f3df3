"""Text and numbers to instants in UTC."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from ioc.domain.faults import FaultCode
from ioc.feeds.refused import TEXT_LIMIT, RowError

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_UNITS: Final = {
    "epoch": timedelta(seconds=1),
    "epoch_ms": timedelta(milliseconds=1),
    "epoch_us": timedelta(microseconds=1),
}
_INTEGER = re.compile(r"[+-]?\d{1,20}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?\d{1,20}\.\d{0,12}", re.ASCII)
_REMEMBERED: Final = 20_000
"""Distinct raw times kept per reader: documents repeat theirs row after row."""


def time_reader(form: str, zone: str) -> Callable[[Any], datetime | None]:
    """A function from a raw value to an instant in UTC, or None for null and empty text.

    ``form`` is a name of ``TIME_FORMS`` or a ``strptime`` format; ``zone`` is that of times that
    name none. It raises ``RowError`` with NOT_A_TIME.
    """
    parse = _parser(form, ZoneInfo(zone))
    seen: dict[Any, datetime | None] = {}

    def read(raw: Any) -> datetime | None:
        if type(raw) is bool:  # equal to 0 and 1, which may be remembered
            raise RowError(FaultCode.NOT_A_TIME, str(raw).lower())
        try:
            return seen[raw]
        except KeyError:
            pass
        except TypeError:
            raise RowError(FaultCode.NOT_A_TIME, f"a {type(raw).__name__}") from None
        found = _checked(parse, raw)
        if len(seen) < _REMEMBERED:
            seen[raw] = found
        return found

    return read


def _checked(parse: Callable[[Any], datetime], raw: Any) -> datetime | None:
    if raw is None:
        return None
    if isinstance(raw, str):
        raw = raw.strip()
        if not raw:
            return None
        if len(raw) > TEXT_LIMIT:
            raise RowError(FaultCode.TOO_LONG, f"a time of {len(raw)} characters")
    try:
        return parse(raw)
    except (ValueError, OverflowError, TypeError, OSError, re.error):
        is_short = not isinstance(raw, int) or raw.bit_length() < 200
        raise RowError(FaultCode.NOT_A_TIME, str(raw) if is_short else "a very large number") from None


def _parser(form: str, zone: ZoneInfo) -> Callable[[Any], datetime]:
    if form == "iso":
        return lambda raw: _in_utc(datetime.fromisoformat(raw), zone)
    if form == "interval":
        return lambda raw: _in_utc(datetime.fromisoformat(str.rpartition(raw, "/")[2]), zone)
    if form == "epoch_ns":
        return lambda raw: _EPOCH + timedelta(microseconds=int(_ticks(raw)) // 1000)
    if form in _UNITS:
        unit = _UNITS[form]
        return lambda raw: _EPOCH + _ticks(raw) * unit
    return lambda raw: _in_utc(datetime.strptime(raw, form), zone)  # noqa: DTZ007 - the zone is added next


def _in_utc(at: datetime, zone: ZoneInfo) -> datetime:
    return (at.replace(tzinfo=zone) if at.tzinfo is None else at).astimezone(UTC)


def _ticks(raw: Any) -> int | float:
    """An epoch count from a number or its text; ValueError for anything else."""
    if isinstance(raw, int | float):
        return raw
    if _INTEGER.fullmatch(raw):
        return int(raw)
    if _DECIMAL.fullmatch(raw):
        return float(raw)
    raise ValueError(raw)
