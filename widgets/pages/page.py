"""What every page of the window is, and what it is given."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from ioc.domain.clock import Clock
from ioc.domain.console import Console
from ioc.domain.situation import Changes, Situation
from widgets.queries import QueryPool
from widgets.theme import Theme


@dataclass
class Context:
    """What a page needs, handed to it: there are no global objects."""

    console: Console
    queries: QueryPool
    theme: Theme
    clock: Clock
    """For ages on the screen; it is the only source of the present time."""
    clock_zone: ZoneInfo
    who: Callable[[], str]
    """The name under which acknowledgements are written."""
    moves: bool = True
    """False where nothing may flash: a picture is taken, or the desktop asks for no motion."""
    map: QWidget | None = None
    """The one map view of the program; None until the window has been painted. See ``Page.take_map``."""


class Page(QWidget):
    """One of the pages on the rail.

    The window calls ``show_situation`` only while the page is visible, and once with ``ALL`` whenever
    it becomes visible. Texts and numbers follow ``self.locale()``; when the language changes, the
    window sets the new locale first and then every page gets ``retranslate``.
    """

    go_to = Signal(str, object)
    """Show another page (its ``page_id``) and select something there: a Series, an alert id, a camera
    key, a unit id, a feed id; None selects nothing."""

    page_id = ""
    symbol = ""
    """The name of a sign of ``widgets.shapes``."""
    wants_map = False
    """Whether the page shows the shared map view."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setProperty("role", "ground")

    def title(self) -> str:
        """The name of the page in the current language."""
        raise NotImplementedError

    def show_situation(self, situation: Situation, changes: Changes) -> None:
        """Show what changed."""
        raise NotImplementedError

    def select(self, argument: object) -> None:
        """Select what another page's ``go_to`` named; unknown things are ignored."""

    def retranslate(self) -> None:
        """Write every text again: the language has changed."""

    def find(self) -> None:
        """Put the cursor into the page's search box (Ctrl+F)."""

    def selected_alerts(self) -> list[str]:
        """The ids of the alerts that Space acknowledges here; empty leaves Space to the alert strip."""
        return []

    def take_map(self, view: QWidget) -> None:
        """Receive the shared map view, to be put into the page's layout. Called each time the page is shown."""

    @property
    def language(self) -> str:
        """The code for ``Text.of``: "vi_VN" or "en_GB"."""
        return self.locale().name()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
