"""The rail on the left: one button per page, with its sign, its name and its number key."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from widgets.pages.registry import ENTRIES, page_title
from widgets.shapes import shape_icon
from widgets.theme import SMALL, Theme, font


class Rail(QWidget):
    """Emits ``chosen`` with the id of the page whose button was pressed."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(86)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        for entry in ENTRIES:
            button = QToolButton(self)
            button.setProperty("role", "rail")
            button.setProperty("page", entry.page_id)
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIcon(shape_icon(entry.symbol, theme.colour("secondary"), theme.colour("text")))
            button.setIconSize(QSize(22, 22))
            button.setFont(font(SMALL))
            button.setFixedSize(85, 74)
            column.addWidget(button)
            self._group.addButton(button)
            self._buttons[entry.page_id] = button
        column.addStretch(1)
        self._group.buttonClicked.connect(self._clicked)
        self.retranslate()

    def show_page(self, page_id: str) -> None:
        """Mark the page that is shown."""
        self._buttons[page_id].setChecked(True)

    def retranslate(self) -> None:
        """Write every text again."""
        for number, entry in enumerate(ENTRIES, 1):
            button = self._buttons[entry.page_id]
            button.setText(page_title(entry.page_id))
            button.setAccessibleName(page_title(entry.page_id))
            button.setToolTip(f"{page_title(entry.page_id)} ({number})")

    @Slot(object)
    def _clicked(self, button: QToolButton) -> None:
        self.chosen.emit(str(button.property("page")))
