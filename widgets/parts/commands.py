"""Everything the window can be told, as actions with keys: the menu and the help list the same ones."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from widgets.pages.registry import ENTRIES, page_title


class Command(NamedTuple):
    """A command: its name, its key, and what it is called in English."""

    name: str
    key: str
    text: str


COMMANDS = (
    Command("acknowledge", "Space", QT_TRANSLATE_NOOP("commands", "Acknowledge")),
    Command("poll", "F5", QT_TRANSLATE_NOOP("commands", "Poll all feeds now")),
    Command("find", "Ctrl+F", QT_TRANSLATE_NOOP("commands", "Find on this page")),
    Command("go", "Ctrl+K", QT_TRANSLATE_NOOP("commands", "Go to anything…")),
    Command("full", "F11", QT_TRANSLATE_NOOP("commands", "Full screen")),
    Command("menu", "F10", QT_TRANSLATE_NOOP("commands", "Open this menu")),
    Command("help", "F1", QT_TRANSLATE_NOOP("commands", "Keys and help")),
    Command("quit", "Ctrl+Q", QT_TRANSLATE_NOOP("commands", "Quit")),
)
BREAKS = frozenset({"acknowledge", "full", "quit"})
"""Commands before which the menu draws a line."""


class Commands(QObject):
    """Owns the actions; the window says what each does."""

    def __init__(
        self, window: QWidget, does: dict[str, Callable[[], None]], pages: dict[str, Callable[[], None]]
    ) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        for command in COMMANDS:
            self._add(window, command.name, command.key, does[command.name])
        for number, entry in enumerate(ENTRIES, 1):
            self._add(window, entry.page_id, str(number), pages[entry.page_id])
        self.retranslate()

    def _add(self, window: QWidget, name: str, key: str, does: Callable[[], None]) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(key))
        action.setAutoRepeat(False)
        action.triggered.connect(does)
        window.addAction(action)
        self._actions[name] = action

    def action(self, name: str) -> QAction:
        """An action by the name of its command or the id of its page."""
        return self._actions[name]

    def fill(self, menu: QMenu) -> None:
        """Put everything into a menu: pages first."""
        for entry in ENTRIES:
            menu.addAction(self._actions[entry.page_id])
        for command in COMMANDS:
            if command.name in BREAKS:
                menu.addSeparator()
            menu.addAction(self._actions[command.name])

    def retranslate(self) -> None:
        """Write every text again."""
        for command in COMMANDS:
            self._actions[command.name].setText(QCoreApplication.translate("commands", command.text))
        for entry in ENTRIES:
            self._actions[entry.page_id].setText(page_title(entry.page_id))

    def listed(self) -> list[tuple[str, str]]:
        """Keys and what they do, for the help, in the order of the menu."""
        names = [*(entry.page_id for entry in ENTRIES), *(command.name for command in COMMANDS)]
        actions = [self._actions[name] for name in names]
        return [(action.shortcut().toString(), action.text()) for action in actions]
