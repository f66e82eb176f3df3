"""Spans of time and sizes as a deployment writes them: "500ms", "10s", "1h30m", "2d"; "500KB", "20MB"."""

import re
from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_DURATION_PATTERN = r"^(\d+(\.\d+)?(ms|s|m|h|d))+$"
_DURATION = re.compile(_DURATION_PATTERN)
_DURATION_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)")
_LONGEST_S = 100 * 365 * 86400.0

_BYTES = {"B": 1, "KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}
_SIZE_PATTERN = r"^\d+(\.\d+)?(B|KB|MB|GB)$"
_SIZE = re.compile(r"^(\d+(?:\.\d+)?)\s*(B|KB|MB|GB)$")


def duration(text: str) -> timedelta:
    """Read a span of time; ``ValueError`` says how one is written. There are no negative spans."""
    compact = text.strip().replace(" ", "")
    if not _DURATION.match(compact):
        raise ValueError(f'{text!r} is not a span of time; write it like "500ms", "10s", "5m", "2h" or "1d"')
    seconds = sum(float(number) * _SECONDS[unit] for number, unit in _DURATION_PART.findall(compact))
    if seconds > _LONGEST_S:
        raise ValueError(f"{text!r} is longer than a hundred years")
    return timedelta(seconds=seconds)


def size(text: str) -> int:
    """Read a number of bytes; ``ValueError`` says how one is written. ``MB`` is a million bytes."""
    found = _SIZE.match(text.strip())
    if not found:
        raise ValueError(f'{text!r} is not a size; write it like "500KB" or "20MB"')
    number, unit = found.groups()
    return int(float(number) * _BYTES[unit])


def duration_text(span: timedelta) -> str:
    """The shortest way of writing a span that :func:`duration` reads."""
    milliseconds = round(span.total_seconds() * 1000)
    for unit, length in (("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000)):
        if milliseconds and milliseconds % length == 0:
            return f"{milliseconds // length}{unit}"
    return f"{milliseconds}ms"


def _as_duration(value: object) -> object:
    if isinstance(value, str):
        return duration(value)
    if isinstance(value, timedelta):
        return value
    raise ValueError('a span of time is written in quotes with its unit, like "10s"')


def _positive(value: timedelta) -> timedelta:
    if value <= timedelta(0):
        raise ValueError("must be longer than 0")
    return value


def _as_size(value: object) -> object:
    if isinstance(value, str):
        return size(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError('a size is written in quotes with its unit, like "20MB"')


_DURATION_SCHEMA = {"type": "string", "pattern": _DURATION_PATTERN, "examples": ["500ms", "10s", "5m", "2h", "1d"]}

Duration = Annotated[timedelta, BeforeValidator(_as_duration), WithJsonSchema(_DURATION_SCHEMA)]
"""A pydantic type: a span of time as text; "0s" is allowed."""

PositiveDuration = Annotated[
    timedelta, BeforeValidator(_as_duration), AfterValidator(_positive), WithJsonSchema(_DURATION_SCHEMA)
]
"""A pydantic type: a span of time as text, longer than 0."""

Size = Annotated[
    int,
    BeforeValidator(_as_size),
    WithJsonSchema({"type": "string", "pattern": _SIZE_PATTERN, "examples": ["500KB", "20MB"]}),
]
"""A pydantic type: a number of bytes as text."""
