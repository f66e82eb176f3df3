"""The subject of an alert in words: what it is about, where, and its value against its limit."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QLocale

from ioc.domain.alerts import Alert, DataQuality, Subject, SubjectKind, Transition
from ioc.domain.console import Console
from ioc.domain.faults import Fault, FaultCode
from ioc.domain.indicators import Comparison, Indicator, Series
from widgets import format as fmt
from widgets import words


def fill(text: str, *values: str) -> str:
    """Put values for ``%1``, ``%2`` ... in one pass, so that a value may contain such a mark itself."""
    return re.sub(r"%([1-9])", lambda found: values[int(found[1]) - 1], text)


def brief_moment(when: datetime | None, zone: ZoneInfo, now: datetime) -> str:
    """As little as tells an instant apart: "14:11:07" today, "20/11 14:11" this year, else with the year."""
    if when is None:
        return fmt.NONE
    local, today = when.astimezone(zone), now.astimezone(zone)
    if local.date() == today.date():
        return fmt.clock_time(when, zone)
    return local.strftime("%d/%m %H:%M" if local.year == today.year else "%d/%m/%Y %H:%M")


def reason(console: Console, text: str, language: str) -> str:
    """Why a transition happened, in words: the engine writes codes and English."""
    if text in list(DataQuality):
        return words.quality(DataQuality(text))
    if text == "rule deleted":
        return QCoreApplication.translate("naming", "the rule no longer exists")
    silent = re.fullmatch(r"feed (.+) is silent", text)
    if silent is not None:
        name = feed_name(console, silent[1], language)
        return fill(QCoreApplication.translate("naming", "feed %1 sends nothing"), name)
    code, _, detail = text.partition(": ")
    return words.fault(Fault(FaultCode(code), detail)) if code in list(FaultCode) else text


def indicator_of(console: Console, subject: Subject) -> Indicator | None:
    """The indicator a subject speaks of; None for dossiers, feeds and what has left the catalogue."""
    if subject.kind is not SubjectKind.SERIES:
        return None
    return console.catalogue.indicators.get(Series(subject.name, subject.unit))


def series_subject(series: Series) -> Subject:
    """The subject of alerts on a series."""
    return Subject(SubjectKind.SERIES, series.indicator, series.unit)


def unit_name(console: Console, unit: str, language: str) -> str:
    """A unit in the reader's language; its id where the catalogue has lost it."""
    found = console.catalogue.units.get(unit)
    return found.name.of(language) if found else unit


def name_below(console: Console, unit: str, language: str) -> str:
    """A unit's name where the unit above it is read beside it: without the " (Hậu Giang)" that tells it apart."""
    name = unit_name(console, unit, language)
    above = next(console.catalogue.ancestors(unit), None)
    return name.removesuffix(f" ({above.name.of(language)})") if above is not None else name


def feed_name(console: Console, feed: str, language: str) -> str:
    """A feed in the reader's language; its id where the deployment has lost it."""
    found = console.feeds.get(feed)
    return found.name.of(language) if found else feed


def subject_name(console: Console, subject: Subject, language: str) -> str:
    """What an alert is about."""
    if subject.kind is SubjectKind.FEED:
        return fill(QCoreApplication.translate("naming", "Feed %1"), feed_name(console, subject.name, language))
    if subject.kind is SubjectKind.DOSSIER:
        return fill(QCoreApplication.translate("naming", "On-time dossiers (%1)"), subject.name.upper())
    indicator = indicator_of(console, subject)
    return indicator.name.of(language) if indicator else subject.name


def subject_place(console: Console, subject: Subject, language: str) -> str:
    """Where an alert is: the unit, or the feed."""
    if subject.kind is SubjectKind.FEED:
        return feed_name(console, subject.name, language)
    return unit_name(console, subject.unit, language)


def amount(
    console: Console, locale: QLocale, subject: Subject, value: float | None, comparison: Comparison | None
) -> str:
    """A compared value or a limit with its unit of measure."""
    if comparison is Comparison.STALE or subject.kind is SubjectKind.FEED:
        return fmt.long_duration(locale, value)
    if comparison in (Comparison.CHANGE_PCT, Comparison.DROP_PCT) or subject.kind is SubjectKind.DOSSIER:
        return fmt.percent(locale, value)
    indicator = indicator_of(console, subject)
    return fmt.number(locale, value, 2) if indicator is None else fmt.value_with_measure(locale, indicator, value)


def value_and_limit(console: Console, locale: QLocale, row: Alert | Transition) -> str:
    """ "93,8 % · 95 %", under a heading that says which is which."""
    return _compared(console, locale, row, "%1 · %2")


def against_limit(console: Console, locale: QLocale, row: Alert | Transition) -> str:
    """ "93,8 % · limit 95 %"."""
    return _compared(console, locale, row, QCoreApplication.translate("naming", "%1 · limit %2"))


def _compared(console: Console, locale: QLocale, row: Alert | Transition, text: str) -> str:
    """Value and limit put into a text. A change is named as one: the indicator itself may be no share."""
    comparison = comparison_of(console, row)
    value = amount(console, locale, row.key.subject, row.value, comparison)
    limit = amount(console, locale, row.key.subject, row.limit, comparison)
    if comparison is Comparison.CHANGE_PCT:
        value = fill(QCoreApplication.translate("naming", "change %1"), value)
    elif comparison is Comparison.DROP_PCT:
        value = fill(QCoreApplication.translate("naming", "fall %1"), value)
    return fill(text, value, limit)


def comparison_of(console: Console, row: Alert | Transition) -> Comparison | None:
    """How the value was held against its limit, as far as a transition still tells."""
    if isinstance(row, Alert):
        return row.comparison
    if row.key.rule == "stale":
        return Comparison.STALE
    indicator = indicator_of(console, row.key.subject)
    return indicator.limits.comparison if indicator is not None and indicator.limits is not None else None
