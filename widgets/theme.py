"""The one place that knows colours, type sizes and the style sheet (HMI.md, rules 1 to 3).

Widgets set a dynamic property (``role``, ``state``) and call ``restyle``; they never name a colour.
Painters ask ``Theme.colour``. Signs are drawn by ``widgets/shapes.py``, never taken from a font.
"""

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ioc.domain.alerts import Severity
from widgets.style import STYLE

ARROW = Path(__file__).with_name("signs") / "down.svg"
"""The arrow of a combo box, the one sign that a style sheet takes from a file; its grey is seen on either theme."""
FAMILIES = ["Noto Sans", "Segoe UI", "Helvetica Neue", "Arial", "sans-serif"]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of a theme, as ``#RRGGBB``. The severities are used for nothing but severities."""

    ground: str
    panel: str
    raised: str
    hover: str
    line: str
    text: str
    secondary: str
    normal: str
    """The mark of what is normal: grey gauges, sparklines, points of the map."""
    faint: str
    """Decoration that carries no information: tracks of gauges, hatching."""
    focus: str
    critical: str
    warning: str
    notice: str
    shelved: str


DARK = Tokens(
    ground="#1E2329",
    panel="#262C33",
    raised="#2F363E",
    hover="#37404A",
    line="#3A424C",
    text="#E8EAED",
    secondary="#A9B2BC",
    normal="#9AA5B1",
    faint="#3E4752",
    focus="#F4F6F8",
    critical="#FF6B5E",
    warning="#FFA23A",
    notice="#5BB8FF",
    shelved="#B99AF0",
)

LIGHT = Tokens(
    ground="#F0F2F4",
    panel="#FFFFFF",
    raised="#F3F5F7",
    hover="#E4E8EC",
    line="#C9D0D7",
    text="#1B2026",
    secondary="#4E5964",
    normal="#66717D",
    faint="#D9DEE3",
    focus="#1B2026",
    critical="#B8231A",
    warning="#8A4B00",
    notice="#0B5C9E",
    shelved="#6439AE",
)

SMALL, BODY, HEADING, CLOCK, VALUE = 13, 14, 16, 19, 26
"""Type sizes in device-independent pixels."""

LINE_HEIGHT = 1.4
"""Of the type size: Vietnamese stacks two diacritics above a letter."""

SEVERITY_STATE = {Severity.NOTICE: "notice", Severity.WARNING: "warning", Severity.CRITICAL: "critical"}
SEVERITY_LETTER = {Severity.NOTICE: "N", Severity.WARNING: "W", Severity.CRITICAL: "C"}
SEVERITY_SHAPE = {Severity.NOTICE: "disc", Severity.WARNING: "triangle", Severity.CRITICAL: "diamond"}


class Theme:
    """Tokens as Qt colours and fonts."""

    def __init__(self, tokens: Tokens = DARK) -> None:
        self.tokens = tokens
        self._colours = {field.name: QColor(getattr(tokens, field.name)) for field in fields(tokens)}

    def colour(self, name: str) -> QColor:
        """A token by name, or the colour of a state ("critical", "normal", ...)."""
        return self._colours[name]

    def severity_colour(self, severity: Severity | None) -> QColor:
        """The colour of a severity; the mark of the normal for None."""
        return self._colours["normal" if severity is None else SEVERITY_STATE[severity]]

    def severity_state(self, severity: Severity | None) -> str:
        """The value of the ``state`` property: "normal", "notice", "warning" or "critical"."""
        return "normal" if severity is None else SEVERITY_STATE[severity]

    def severity_letter(self, severity: Severity) -> str:
        """``C``, ``W`` or ``N``: the same in every language."""
        return SEVERITY_LETTER[severity]

    def severity_shape(self, severity: Severity) -> str:
        """The name of the sign for ``widgets.shapes``."""
        return SEVERITY_SHAPE[severity]

    def apply(self, app: QApplication) -> None:
        """Give the whole application this theme."""
        app.setStyle("Fusion")
        app.setPalette(self._palette())
        app.setFont(font(BODY))
        app.setStyleSheet(self.style_sheet())

    def style_sheet(self) -> str:
        """The style sheet with the tokens filled in."""
        sheet = STYLE
        names = sorted((field.name for field in fields(self.tokens)), key=len, reverse=True)
        for name in names:
            sheet = sheet.replace(f"@{name}", getattr(self.tokens, name))
        for name, size in (
            ("size_small", SMALL),
            ("size_body", BODY),
            ("size_heading", HEADING),
            ("size_clock", CLOCK),
        ):
            sheet = sheet.replace(f"${name}", f"{size}px")
        return sheet.replace("$arrow", ARROW.as_posix())

    def _palette(self) -> QPalette:
        palette = QPalette()
        role = QPalette.ColorRole
        pairs = (
            (role.Window, "ground"),
            (role.WindowText, "text"),
            (role.Base, "panel"),
            (role.AlternateBase, "panel"),
            (role.Text, "text"),
            (role.Button, "raised"),
            (role.ButtonText, "text"),
            (role.BrightText, "text"),
            (role.Highlight, "hover"),
            (role.HighlightedText, "text"),
            (role.ToolTipBase, "raised"),
            (role.ToolTipText, "text"),
            (role.PlaceholderText, "secondary"),
            (role.Mid, "line"),
            (role.Dark, "line"),
            (role.Light, "hover"),
            (role.Link, "text"),
            (role.LinkVisited, "secondary"),
        )
        for which, name in pairs:
            palette.setColor(which, self._colours[name])
        for which in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, which, self._colours["normal"])
        return palette


@cache
def font(size: int = BODY, bold: bool = False) -> QFont:
    """The face of the program at a pixel size, with tabular figures. The result is shared: copy before changing."""
    face = QFont(FAMILIES)
    face.setPixelSize(size)
    face.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    face.setFeature(QFont.Tag("tnum"), 1)
    face.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return face


def restyle(widget: QWidget, **properties: object) -> None:
    """Set dynamic properties, and have the style sheet read them again only where one changed."""
    changed = False
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two ``#RRGGBB`` colours by WCAG 2, 1 to 21."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255.0 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
