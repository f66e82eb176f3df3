"""The pane of the chosen feed: its last document as received, its mapping, the rows it had refused."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QTabWidget, QVBoxLayout, QWidget

from ioc.domain.readings import Poll, Reject
from widgets import format as fmt
from widgets import words
from widgets.models.feeds import FeedRow, RejectsModel
from widgets.models.naming import fill
from widgets.models.tables import Width, panel, plain_label, table
from widgets.pages.page import Context
from widgets.theme import SMALL

SHOWN = 200_000
"""Bytes of a document that are shown; a person reads no more, and the text view stays quick."""
DOCUMENT, MAPPING, REJECTS = range(3)


def excerpt(poll: Poll) -> str:
    """The beginning of a document as text: UTF-8 unless the bytes say otherwise, undecodable bytes marked."""
    body = poll.body[:SHOWN]
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", errors="replace")
    charset = (poll.headers or {}).get("content-type", "").partition("charset=")[2].split(";")[0].strip(" \"'")
    try:
        text = body.decode(charset or "utf-8-sig", errors="replace")
    except LookupError:
        text = body.decode("utf-8-sig", errors="replace")
    return text.replace("\0", "\N{SYMBOL FOR NULL}")


class FeedPane(QWidget):
    """What a technician needs to see of one feed. Documents are read from the query pool."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._row: FeedRow | None = None
        self._poll: Poll | None = None
        self.rejects = RejectsModel(context, self)
        self._build()
        self.retranslate()

    def _build(self) -> None:
        body = panel(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(6)
        head = QHBoxLayout()
        self._name = plain_label(role="heading")
        self._url = plain_label(role="secondary")
        self._url.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.poll_button = QPushButton(self)
        self.poll_button.clicked.connect(self._poll_now)
        head.addWidget(self._name)
        head.addSpacing(8)
        head.addWidget(self._url, 1)
        head.addWidget(self.poll_button)
        column.addLayout(head)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self._note = plain_label(role="small", wrap=True)
        self.document = self._text_view()
        self.mapping = self._text_view()
        page = QWidget(self)
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 6, 0, 0)
        inside.addWidget(self._note)
        inside.addWidget(self.document, 1)
        self.rejects_view = table(self.rejects, (Width(116), Width(64), Width(220, 2), Width(200, 5)), self)
        for widget in (page, self.mapping, self.rejects_view):
            self.tabs.addTab(widget, "")
        column.addWidget(self.tabs, 1)

    def _text_view(self) -> QPlainTextEdit:
        view = QPlainTextEdit(self)
        view.setReadOnly(True)
        view.setTabChangesFocus(True)
        view.setUndoRedoEnabled(False)
        view.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        face = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        face.setPixelSize(SMALL)
        view.setFont(face)
        return view

    def retranslate(self) -> None:
        """Write every text again."""
        self.poll_button.setText(self.tr("Poll now"))
        self.poll_button.setAccessibleName(self.tr("Poll the chosen feed now"))
        self.document.setAccessibleName(self.tr("Last document as received"))
        self.mapping.setAccessibleName(self.tr("Mapping of the feed"))
        self.rejects_view.setAccessibleName(self.tr("Rejected rows"))
        self.tabs.setTabText(DOCUMENT, self.tr("Last document"))
        self.tabs.setTabText(MAPPING, self.tr("Mapping"))
        self.rejects.retranslate()
        self._describe()

    def show_feed(self, row: FeedRow) -> None:
        """Show a feed; its document and refused rows follow when the database has answered."""
        fresh = self._row is None or row.info.id != self._row.info.id
        polled = self._row is None or row.health.last_poll != self._row.health.last_poll
        self._row = row
        if fresh:
            self._poll = None
            self.document.clear()
            self.mapping.setPlainText(row.info.mapping)
            self.rejects.show([])
        self._describe()
        if fresh or polled:
            console, feed = self._context.console, row.info.id
            ask = self._context.queries.ask
            ask(lambda: (feed, console.last_poll(feed)), self._show_poll, "feeds/document")
            ask(lambda: (feed, console.rejects(feed)), self._show_rejects, "feeds/rejects")

    def _describe(self) -> None:
        if self._row is None:
            return
        locale = self.locale()
        info = self._row.info
        self._name.setText(info.name.of(locale.name()))
        every = fill(self.tr("every %1"), fmt.long_duration(locale, info.interval))
        self._url.setText(f"{info.url} · {info.format} · {every}")
        rows = self.rejects.rowCount()
        self.tabs.setTabText(REJECTS, fill(self.tr("Rejected rows (%1)"), fmt.number(locale, rows)))
        self._note.setText(self._document_note())

    def _document_note(self) -> str:
        poll, locale = self._poll, self.locale()
        fault = self._row.health.fault if self._row is not None else None
        trouble = words.fault(fault) if fault is not None else ""
        if poll is None:
            return trouble or self.tr("No document of this feed has been kept.")
        parts = [
            trouble,
            fill(self.tr("Received %1"), fmt.moment(poll.received_at, self._context.clock_zone, seconds=True)),
            fmt.size(locale, len(poll.body)),
            f"HTTP {poll.status}" if poll.status is not None else words.outcome(poll.outcome),
            (poll.headers or {}).get("content-type", ""),
        ]
        if len(poll.body) > SHOWN:
            parts.append(fill(self.tr("only the first %1 are shown"), fmt.size(locale, SHOWN)))
        return " · ".join(part for part in parts if part)

    def _show_poll(self, answer: tuple[str, Poll | None]) -> None:
        feed, poll = answer
        if self._row is None or feed != self._row.info.id:
            return
        if self._poll is None or poll is None or poll.body != self._poll.body:
            scroll = self.document.verticalScrollBar().value()
            self.document.setPlainText(excerpt(poll) if poll is not None else "")
            self.document.verticalScrollBar().setValue(scroll)
        self._poll = poll
        self._describe()

    def _show_rejects(self, answer: tuple[str, list[Reject]]) -> None:
        if self._row is not None and answer[0] == self._row.info.id:
            self.rejects.show(answer[1])
            self._describe()

    def _poll_now(self) -> None:
        if self._row is not None:
            self._context.console.poll_now(self._row.info.id)
