"""Text, or what JSON calls a number, to a finite float. Never guesses: unclear digit groups are refused."""

import re
from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any

from ioc.deployment.mapping import NumberSpec
from ioc.domain.faults import FaultCode
from ioc.feeds.refused import TEXT_LIMIT, RowError

_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d[\d.,' _]*\d", re.ASCII)
_NOT_FINITE = frozenset({"nan", "inf", "infinity"})
_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2212": "-", "\u2019": "'"})
_SHORT_SCALE: Mapping[str, float] = {"K": 1e3, "k": 1e3, "M": 1e6, "B": 1e9}


def number_reader(spec: NumberSpec) -> Callable[[Any], float | None]:
    """A function from a raw value to a finite float, or None for null and empty text.

    It raises ``RowError``: NOT_FINITE, DIGIT_GROUPING, TOO_LONG or NOT_A_NUMBER (also for true and false).
    """
    parse = _parser(spec)
    scale = spec.scale

    def read(raw: Any) -> float | None:
        kind = type(raw)
        if kind is str:
            text = raw.strip()
            if not text:
                return None
            value = parse(text)
        elif kind is float:
            value = raw
        elif kind is int:
            try:
                value = float(raw)
            except OverflowError:
                raise RowError(FaultCode.NOT_FINITE, "an integer beyond all floats") from None
        elif raw is None:
            return None
        else:
            raise RowError(FaultCode.NOT_A_NUMBER, str(raw).lower() if kind is bool else f"a {kind.__name__}")
        value *= scale
        if not isfinite(value):
            raise RowError(FaultCode.NOT_FINITE, str(raw)[:50])
        return value

    return read


def printed_decimals(raw: Any, spec: NumberSpec) -> int:
    """How many digits stand after the decimal mark as printed; 0 for what has none."""
    text = repr(raw) if isinstance(raw, float) else str(raw)[:TEXT_LIMIT]
    mark = "." if isinstance(raw, float) else spec.decimal
    _, found, after = text.partition(mark)
    digits = re.match(r"\d*", after, re.ASCII)
    return len(digits[0]) if found and digits is not None else 0


def _parser(spec: NumberSpec) -> Callable[[str], float]:
    """A function from non-empty text to a float that may still be infinite."""
    if spec.model_copy(update={"scale": 1.0}) == NumberSpec():
        return _parse_plain
    suffixes = _SHORT_SCALE if spec.suffixes is True else spec.suffixes or {}
    words = sorted(suffixes.items(), key=lambda item: -len(item[0]))
    groups = _groups(spec)

    def parse(text: str) -> float:
        number, factor = text, 1.0
        if number.endswith("%") and spec.percent != "reject":
            number, factor = number[:-1].rstrip(), 0.01 if spec.percent == "fraction" else 1.0
        for word, times in words:
            if number.endswith(word):
                number, factor = number[: -len(word)].rstrip(), factor * times
                break
        number = number.translate(_BLANKS)
        if len(number) > TEXT_LIMIT or not groups.fullmatch(number):
            raise _refusal(text)
        if spec.thousands:
            number = number.replace(spec.thousands, "")
        return float(number.replace(spec.decimal, ".")) * factor

    return parse


def _groups(spec: NumberSpec) -> re.Pattern[str]:
    """What a number looks like with these marks: groups of exactly three digits, or no groups."""
    decimal = re.escape(spec.decimal)
    whole = r"\d+"
    if spec.thousands:
        whole = rf"(?:\d{{1,3}}(?:{re.escape(spec.thousands)}\d{{3}})+|\d+)"
    return re.compile(rf"[+-]?(?:{whole}(?:{decimal}\d*)?|{decimal}\d+)(?:[eE][+-]?\d{{1,4}})?", re.ASCII)


def _parse_plain(text: str) -> float:
    if len(text) <= TEXT_LIMIT:
        if _PLAIN.fullmatch(text):
            return float(text)
        number = text.translate(_BLANKS)
        if number is not text and _PLAIN.fullmatch(number):
            return float(number)
    raise _refusal(text)


def _refusal(text: str) -> RowError:
    """Why a text is no number."""
    if len(text) > TEXT_LIMIT:
        return RowError(FaultCode.TOO_LONG, f"a number of {len(text)} characters")
    if text.lstrip("+-").lower() in _NOT_FINITE:
        return RowError(FaultCode.NOT_FINITE, text)
    number = text.translate(_BLANKS)
    if _GROUPED.fullmatch(number.removesuffix("%").rstrip()) and not number.lstrip("+-").isdigit():
        if number.endswith("%") and _PLAIN.fullmatch(number[:-1].rstrip()):
            return RowError(FaultCode.NOT_A_NUMBER, text)
        return RowError(FaultCode.DIGIT_GROUPING, text)
    return RowError(FaultCode.NOT_A_NUMBER, text)
