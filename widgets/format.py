"""Numbers, times and durations as text. Every function takes the QLocale of the widget that shows it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from ioc.domain.indicators import Indicator, ValueKind

NONE = "—"
"""Shown where there is no value. Zero is shown as zero."""

EPOCH_DAY = date(1970, 1, 1)
_STEPS = (
    (86400.0, QT_TRANSLATE_NOOP("format", "%1 d")),
    (3600.0, QT_TRANSLATE_NOOP("format", "%1 h")),
    (60.0, QT_TRANSLATE_NOOP("format", "%1 min")),
    (1.0, QT_TRANSLATE_NOOP("format", "%1 s")),
)


def locale_of(language: str) -> QLocale:
    """The locale of a language code: Vietnamese, or English with day before month."""
    if language.startswith("vi"):
        return QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam)
    return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


def number(locale: QLocale, value: float | None, decimals: int = 0) -> str:
    """``1.234,5`` in Vietnamese; "—" for None; never "-0"."""
    if value is None:
        return NONE
    rounded = round(float(value), decimals)
    return locale.toString(rounded if rounded else 0.0, "f", decimals)


def value(locale: QLocale, indicator: Indicator, amount: float | None) -> str:
    """A reading by the kind and decimals of its indicator, without its unit of measure."""
    if amount is None:
        return NONE
    if indicator.kind is ValueKind.STATE:
        return state(amount)
    if indicator.kind is ValueKind.DATE:
        return day(EPOCH_DAY + timedelta(days=round(amount)))
    return number(locale, amount, indicator.decimals)


def measure(locale: QLocale, indicator: Indicator) -> str:
    """The unit of measure printed after a number; empty where the value is a state or a date."""
    return indicator.measure.of(locale.name()) if indicator.kind is ValueKind.NUMBER else ""


def value_with_measure(locale: QLocale, indicator: Indicator, amount: float | None) -> str:
    """``93,8 %``; the unit is left out after "—"."""
    text = value(locale, indicator, amount)
    unit = measure(locale, indicator)
    return f"{text} {unit}" if unit and amount is not None else text


def state(amount: float) -> str:
    """A state in words: anything but 0 works."""
    if amount:
        return QCoreApplication.translate("format", "Operating")
    return QCoreApplication.translate("format", "Not operating")


def percent(locale: QLocale, amount: float | None, decimals: int = 1) -> str:
    """``93,8 %``."""
    return NONE if amount is None else f"{number(locale, amount, decimals)} %"


def change(locale: QLocale, indicator: Indicator, before: float | None, now: float | None) -> str:
    """The size of a difference without its sign (the arrow is drawn): "3,1 points" for shares, else a number.

    Empty where either value is missing or the difference rounds to nothing: the caller says "no change".
    """
    if before is None or now is None or indicator.kind is not ValueKind.NUMBER:
        return ""
    decimals = indicator.decimals
    size = abs(round(now, decimals) - round(before, decimals))
    return difference(locale, round(size, decimals), decimals, is_share(indicator))


def is_share(indicator: Indicator) -> bool:
    """Whether values are per cent, and so their differences points."""
    return indicator.measure.en.strip() == "%" or indicator.measure.vi.strip() == "%"


def difference(locale: QLocale, size: float, decimals: int, share: bool) -> str:
    """A difference without its sign, of shares as "3,1 points"; empty for nothing."""
    if size == 0:
        return ""
    text = number(locale, size, decimals)
    if share:
        return QCoreApplication.translate("format", "%1 points").replace("%1", text)
    return text


def duration(locale: QLocale, span: timedelta | float | None) -> str:
    """The largest whole unit: "6 s", "14 min", "3 h", "2 d"; "—" for None. Takes a timedelta or seconds."""
    if span is None:
        return NONE
    seconds = max(0.0, span.total_seconds() if isinstance(span, timedelta) else float(span))
    for size, text in _STEPS:
        if seconds >= size or size == 1.0:
            amount = locale.toString(int(seconds // size))
            return QCoreApplication.translate("format", text).replace("%1", amount)
    return NONE


def long_duration(locale: QLocale, span: timedelta | float | None) -> str:
    """The two largest units: "3 min 27 s", "1 h 5 min"."""
    if span is None:
        return NONE
    seconds = max(0.0, span.total_seconds() if isinstance(span, timedelta) else float(span))
    for place, (size, _) in enumerate(_STEPS[:-1]):
        if seconds >= size:
            rest = (seconds % size) // _STEPS[place + 1][0] * _STEPS[place + 1][0]
            whole = duration(locale, seconds - seconds % size)
            return f"{whole} {duration(locale, rest)}" if rest else whole
    return duration(locale, seconds)


def age(locale: QLocale, since: datetime | None, now: datetime) -> str:
    """How long ago; a time ahead of ours counts as now."""
    return NONE if since is None else duration(locale, now - since)


def size(locale: QLocale, count: int | None) -> str:
    """Bytes as "12,3 kB" (powers of 1000)."""
    if count is None:
        return NONE
    return locale.formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def day(when: date | datetime | None, zone: ZoneInfo | None = None) -> str:
    """``21/11/2026``; a datetime needs the zone of the centre."""
    if when is None:
        return NONE
    if isinstance(when, datetime):
        when = when.astimezone(zone or UTC)
    return f"{when.day:02d}/{when.month:02d}/{when.year:04d}"


def clock_time(when: datetime | None, zone: ZoneInfo, seconds: bool = True) -> str:
    """``14:28:40`` in the centre's zone."""
    if when is None:
        return NONE
    return when.astimezone(zone).strftime("%H:%M:%S" if seconds else "%H:%M")


def moment(when: datetime | None, zone: ZoneInfo, seconds: bool = False) -> str:
    """``21/11/2026 14:28`` in the centre's zone."""
    return NONE if when is None else f"{day(when, zone)} {clock_time(when, zone, seconds)}"


def short_moment(when: datetime | None, zone: ZoneInfo, now: datetime) -> str:
    """The time alone for today, the date and time for any other day."""
    if when is None:
        return NONE
    if when.astimezone(zone).date() == now.astimezone(zone).date():
        return clock_time(when, zone)
    return moment(when, zone)
