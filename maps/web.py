"""The web engine as the map uses it: prepared before the application, closed to everything but the own page."""

import logging
import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    QUrl,
    Slot,
    qFormatLogMessage,
    qInstallMessageHandler,
)
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineSettings

from maps import scheme

log = logging.getLogger(__name__)

NO_MENU = Qt.ContextMenuPolicy.NoContextMenu
FLAGS = "QTWEBENGINE_CHROMIUM_FLAGS"
BENIGN = (
    "QRhiGles2: Failed to create temporary context",
    "QRhiGles2: Failed to create context",
    "Failed to create RHI for backend: OpenGL",
    "Failed to load vulkan: ",
    "initInstance: No Vulkan library available",
    "Failed to create platform Vulkan instance",
    "Unable to detect GPU vendor for device: ",
    "GPUInfo not initialized on GpuInfoUpdate",
)
"""How lines begin which Qt writes, as warnings, when it asks for the name of a GPU on a machine that has none.
Drawing does not depend on the answer."""


def prepare() -> None:
    """Set the engine's flags and register the scheme; call it before the QApplication is built.

    Chromium refuses to run as root with its sandbox, so the sandbox is switched off there and nowhere else, and
    the log says so. Where there is no GPU, painting is done in software from the start.
    """
    flags = os.environ.get(FLAGS, "").split()
    wanted = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-pings"]
    # Chromium reports every desktop service that a bare machine lacks; what concerns us comes through Qt.
    if not any(flag.startswith("--log-level") for flag in flags):
        wanted.append("--log-level=3")
    # Qt builds a shown window anew when a view needs another kind of surface than the window has; keys and clicks
    # that arrive meanwhile meet a window that is gone, and the program has died of it. So no other kind is needed:
    # without a GPU the view draws in software, with one the window is made for it from the start.
    if has_gpu():
        os.environ.setdefault("QT_WIDGETS_RHI", "1")
    else:
        wanted.append("--disable-gpu")
        os.environ.setdefault("QT_QUICK_BACKEND", "software")
    if is_root() and "--no-sandbox" not in flags:
        wanted.append("--no-sandbox")
        log.warning("running as root: the web engine of the map runs without its sandbox")
    os.environ[FLAGS] = " ".join(flags + [flag for flag in wanted if flag not in flags])
    scheme.register()


def is_root() -> bool:
    """Whether the process has the rights under which Chromium refuses its sandbox."""
    return sys.platform != "win32" and os.geteuid() == 0


def has_gpu() -> bool:
    """Whether drawing on a GPU can be tried: on Linux a device and a display, elsewhere always."""
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in ("offscreen", "minimal", "vnc"):
        return False
    return not sys.platform.startswith("linux") or any(Path("/dev/dri").glob("*"))


class QuietStart:
    """Drops the lines of ``BENIGN`` while the engine starts; everything else goes on to whoever listened before."""

    def __init__(self) -> None:
        self._before: Any = None
        self._on = False

    def begin(self) -> None:
        """Before the first profile is built."""
        if not self._on:
            self._on = True
            self._before = qInstallMessageHandler(self._handle)

    def end(self) -> None:
        """When the page has painted; a handler that somebody installed meanwhile stays."""
        if self._on:
            self._on = False
            present = qInstallMessageHandler(self._before)
            if present != self._handle:
                qInstallMessageHandler(present)
            self._before = None

    def _handle(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if message.startswith(BENIGN):
            return
        if self._before is not None:
            self._before(kind, context, message)
        else:
            sys.stderr.write(qFormatLogMessage(kind, context, message) + "\n")


class MapProfile(QWebEngineProfile):
    """An off-the-record profile: no cookies, no cache on disk, no downloads, no network."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.handler = scheme.SchemeHandler(self)
        self.isolation = scheme.Isolation(self)
        self.installUrlSchemeHandler(scheme.SCHEME, self.handler)
        self.setUrlRequestInterceptor(self.isolation)
        self.setPersistentCookiesPolicy(QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies)
        self.downloadRequested.connect(self._refuse)

    @Slot(object)
    def _refuse(self, download: Any) -> None:
        download.cancel()


class MapWebPage(QWebEnginePage):
    """A page that stays where it is: no other address, no window, no dialogue, no permission."""

    def __init__(self, profile: QWebEngineProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        wanted = QWebEngineSettings.WebAttribute
        off = (
            wanted.PluginsEnabled,
            wanted.JavascriptCanOpenWindows,
            wanted.JavascriptCanAccessClipboard,
            wanted.JavascriptCanPaste,
            wanted.LocalStorageEnabled,
            wanted.LocalContentCanAccessRemoteUrls,
            wanted.LocalContentCanAccessFileUrls,
            wanted.FullScreenSupportEnabled,
            wanted.ScreenCaptureEnabled,
            wanted.PdfViewerEnabled,
            wanted.ErrorPageEnabled,
            wanted.NavigateOnDropEnabled,
            wanted.DnsPrefetchEnabled,
            wanted.HyperlinkAuditingEnabled,
            wanted.FocusOnNavigationEnabled,
            wanted.ShowScrollBars,
        )
        for attribute in off:
            self.settings().setAttribute(attribute, False)
        self.permissionRequested.connect(self._refuse)

    def acceptNavigationRequest(self, url: QUrl | str, kind: QWebEnginePage.NavigationType, main: bool) -> bool:
        """Only the page itself, in the main frame."""
        return main and QUrl(url) == scheme.START

    def createWindow(self, kind: QWebEnginePage.WebWindowType) -> Any:
        """There is no other window."""
        return None

    def javaScriptAlert(self, origin: QUrl | str, message: str) -> None:
        log.warning("the map page wanted to show a message: %s", message[:200])

    def javaScriptConfirm(self, origin: QUrl | str, message: str) -> bool:
        return False

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        """The page's own complaints, with their place."""
        severe = level == QWebEnginePage.JavaScriptConsoleMessageLevel.ErrorMessageLevel
        log.log(logging.ERROR if severe else logging.INFO, "map page: %s (%s:%d)", message[:500], source, line)

    @Slot(object)
    def _refuse(self, permission: Any) -> None:
        permission.deny()
