"""The pages of the window, in the order of the rail and of the keys 1 to 6. Each is imported when first shown."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QWidget

from widgets.pages.page import Context, Page


class Entry(NamedTuple):
    """A page before it exists."""

    page_id: str
    symbol: str
    title: str
    """English; ``page_title`` translates it."""
    make: Callable[[Context, QWidget], Page]


def _overview(context: Context, parent: QWidget) -> Page:
    from widgets.pages.overview import OverviewPage

    return OverviewPage(context, parent)


def _dossiers(context: Context, parent: QWidget) -> Page:
    from widgets.pages.dossiers import DossiersPage

    return DossiersPage(context, parent)


def _map(context: Context, parent: QWidget) -> Page:
    from widgets.pages.map import MapPage

    return MapPage(context, parent)


def _alerts(context: Context, parent: QWidget) -> Page:
    from widgets.pages.alerts import AlertsPage

    return AlertsPage(context, parent)


def _indicators(context: Context, parent: QWidget) -> Page:
    from widgets.pages.indicators import IndicatorsPage

    return IndicatorsPage(context, parent)


def _feeds(context: Context, parent: QWidget) -> Page:
    from widgets.pages.feeds import FeedsPage

    return FeedsPage(context, parent)


ENTRIES = (
    Entry("overview", "overview", QT_TRANSLATE_NOOP("pages", "Overview"), _overview),
    Entry("dossiers", "dossiers", QT_TRANSLATE_NOOP("pages", "Dossiers"), _dossiers),
    Entry("map", "map", QT_TRANSLATE_NOOP("pages", "Map"), _map),
    Entry("alerts", "alerts", QT_TRANSLATE_NOOP("pages", "Alerts"), _alerts),
    Entry("indicators", "indicators", QT_TRANSLATE_NOOP("pages", "Indicators"), _indicators),
    Entry("feeds", "feeds", QT_TRANSLATE_NOOP("pages", "Feeds"), _feeds),
)
BY_ID = {entry.page_id: entry for entry in ENTRIES}


def page_title(page_id: str) -> str:
    """The name of a page in the current language."""
    return QCoreApplication.translate("pages", BY_ID[page_id].title)
