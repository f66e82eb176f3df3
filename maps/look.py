"""How the map is dressed: colours, font, words and the deployment's place names, as one message to the page."""

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale
from PySide6.QtGui import QColor, QFont

from ioc.domain.cameras import Camera, CameraStatus
from ioc.domain.console import CentreInfo

DARK: Mapping[str, str] = {
    "ground": "#1E2329",
    "panel": "#262C33",
    "raised": "#2F363E",
    "line": "#3A424C",
    "faint": "#3E4752",
    "text": "#E8EAED",
    "secondary": "#A9B2BC",
    "normal": "#9AA5B1",
    "critical": "#FF6B5E",
    "warning": "#FFA23A",
    "notice": "#5BB8FF",
    "focus": "#F4F6F8",
}
"""The names of the tokens that the page uses, with those of the dark theme."""

STATUSES: Mapping[CameraStatus, str] = {
    CameraStatus.ONLINE: str(QT_TRANSLATE_NOOP("map", "online")),
    CameraStatus.DEGRADED: str(QT_TRANSLATE_NOOP("map", "unstable")),
    CameraStatus.OFFLINE: str(QT_TRANSLATE_NOOP("map", "disconnected")),
    CameraStatus.UNKNOWN: str(QT_TRANSLATE_NOOP("map", "unknown")),
}
BORDER = 0.2
"""How far borders stand out from lines of the window."""
NAMED = 3
"""So many members of a circle are named in its tip."""

translate = QCoreApplication.translate


def _status(code: CameraStatus) -> str:
    return translate("map", STATUSES[code])


def message(centre: CentreInfo, language: str, colours: Mapping[str, str], font: QFont) -> dict[str, object]:
    """What the page needs to dress itself. Words are in the application's present language."""
    return {
        "colours": {name: colours.get(name, colour) for name, colour in DARK.items()} | {"border": border(colours)},
        "font": ", ".join(f'"{family}"' for family in font.families()) + ", sans-serif",
        "language": language[:2],
        "words": {
            "map": translate(
                "map", "Map of the cameras: arrow keys move, + and - change the scale, Home shows everything"
            ),
            "note": translate("map", "base map Natural Earth · provinces until 30/06/2025"),
            "offline": translate("map", "disconnected"),
            "closer": translate("map", "Closer (+)"),
            "farther": translate("map", "Farther (-)"),
        },
        "places": [
            {"name": label.name.of(language), "at": [label.latitude, label.longitude]} for label in centre.labels
        ],
    }


def border(colours: Mapping[str, str]) -> str:
    """The colour of borders: between that of lines and that of secondary text, to be seen on the land."""
    line, text = (QColor(colours.get(name, DARK[name])) for name in ("line", "secondary"))
    pairs = ((line.red(), text.red()), (line.green(), text.green()), (line.blue(), text.blue()))
    return QColor(*(round(one + BORDER * (other - one)) for one, other in pairs)).name()


def tip(cameras: Sequence[Camera], language: str) -> list[str]:
    """The lines to be said of a group under the pointer, worst first; plain text."""
    if not cameras:
        return []
    if len(cameras) == 1:
        camera = cameras[0]
        rest = [_status(camera.status), camera.site]
        return [camera.name or camera.id, " · ".join(part for part in rest if part)]
    locale = QLocale(language)
    counts = Counter(camera.status for camera in cameras)
    lines = [translate("map", "Cameras: %1").replace("%1", locale.toString(len(cameras)))]
    order = (CameraStatus.OFFLINE, CameraStatus.DEGRADED, CameraStatus.UNKNOWN, CameraStatus.ONLINE)
    lines.append(
        " · ".join(
            f"{locale.toString(counts[status])} {translate('map', STATUSES[status])}"
            for status in order
            if counts[status]
        )
    )
    bad = [camera for camera in cameras if camera.status is not CameraStatus.ONLINE][:NAMED]
    lines.extend(f"{camera.name or camera.id}: {translate('map', STATUSES[camera.status])}" for camera in bad)
    return lines
