"""The program's own scheme: ``ioc://map/NAME`` answers with named files of the map page and with nothing else."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QObject, QUrl
from PySide6.QtWebEngineCore import (
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)

from maps.files import POLICY, Asset

SCHEME = b"ioc"
HOST = "map"
START = QUrl("ioc://map/index.html")
LOCAL = frozenset({"ioc", "qrc", "data", "blob"})
"""The schemes that reach nobody."""
HEADERS = {
    b"Content-Security-Policy": POLICY.encode(),
    b"X-Content-Type-Options": b"nosniff",
    b"Referrer-Policy": b"no-referrer",
    b"Cache-Control": b"no-store",
}

_HEADERS: Any = {QByteArray(name): [QByteArray(value)] for name, value in HEADERS.items()}


def register() -> None:
    """Make the scheme known. Qt accepts this only before the first profile, once in the life of the process."""
    if QWebEngineUrlScheme.schemeByName(SCHEME).name() == SCHEME:
        return
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    flags = QWebEngineUrlScheme.Flag
    scheme.setFlags(flags.SecureScheme | flags.CorsEnabled | flags.FetchApiAllowed)
    QWebEngineUrlScheme.registerScheme(scheme)


def channel_script() -> bytes:
    """Qt's own script for the web channel. Raises FileNotFoundError where this Qt does not bring it."""
    import PySide6.QtWebChannel  # noqa: F401 - its library holds the resource

    file = QFile(":/qtwebchannel/qwebchannel.js")
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise FileNotFoundError("Qt's qwebchannel.js is not in its resources")
    return bytes(file.readAll().data())


class SchemeHandler(QWebEngineUrlSchemeHandler):
    """Serves the files it was given, by their exact names. There is no folder behind it to climb out of."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._assets: Mapping[str, Asset] = {}

    def serve(self, assets: Mapping[str, Asset]) -> None:
        """Answer with these files from now on."""
        self._assets = dict(assets)

    def find(self, url: QUrl) -> Asset | None:
        """The file of an address, or None."""
        if url.scheme() != SCHEME.decode() or url.host() != HOST or url.hasQuery():
            return None
        return self._assets.get(url.path().removeprefix("/"))

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Answer one request; only GET, only our own page."""
        error = QWebEngineUrlRequestJob.Error
        if job.requestMethod() != QByteArray(b"GET"):
            job.fail(error.RequestDenied)
            return
        asset = self.find(job.requestUrl())
        if asset is None:
            job.fail(error.UrlNotFound)
            return
        body = QBuffer(job)
        body.setData(QByteArray(asset.body))
        body.open(QIODevice.OpenModeFlag.ReadOnly)
        job.setAdditionalResponseHeaders(_HEADERS)
        job.reply(QByteArray(asset.kind.encode()), body)


class Isolation(QWebEngineUrlRequestInterceptor):
    """Lets nothing through that would leave the machine, whatever the page asks for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.blocked: list[str] = []
        """Addresses that were asked for and refused, the first hundred."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        url = info.requestUrl()
        if url.scheme() not in LOCAL:
            info.block(True)
            if len(self.blocked) < 100:
                self.blocked.append(url.toString())
