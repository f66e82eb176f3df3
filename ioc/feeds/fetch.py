"""One feed's document over HTTP: a ``Poll``, whatever the server does, within the feed's limits."""

import random
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from http.cookiejar import DefaultCookiePolicy
from importlib import metadata
from threading import Event
from typing import Final
from urllib.parse import urldefrag, urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from ioc.deployment.feed_settings import FeedSettings
from ioc.domain.clock import Clock
from ioc.domain.faults import Fault, FaultCode
from ioc.domain.readings import Outcome, Poll
from ioc.feeds.deadline import Deadline, DeadlineAdapter
from ioc.feeds.fetch_faults import FetchError, fetch_error
from ioc.feeds.inflate import BodyReader
from ioc.feeds.refused import DocumentError, fault_of

REDIRECTS: Final = 5
_REDIRECTING: Final = frozenset({301, 302, 303, 307, 308})
_AGAIN: Final = frozenset({502, 503, 504})
_PIECE: Final = 64 * 1024
_FIRST_PAUSE_S: Final = 0.5
_LONGEST_PAUSE_S: Final = 8.0
_SECRET: Final = re.compile(r"cookie|auth|token|secret|api-?key|signature|session|password", re.IGNORECASE)


@cache
def user_agent() -> str:
    """How the program names itself to servers."""
    try:
        version = metadata.version("ioc-dashboard")
    except metadata.PackageNotFoundError:
        version = "unknown"
    return f"ioc-dashboard/{version}"


class Fetcher:
    """Polls one feed; not for several threads at once. It remembers what makes the next request conditional.

    ``chance`` gives numbers in [0, 1) for the jitter, ``wait`` pauses for seconds and says whether to give up.
    """

    def __init__(
        self,
        settings: FeedSettings,
        clock: Clock,
        *,
        chance: Callable[[], float] = random.random,
        wait: Callable[[float], bool] | None = None,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._chance = chance
        self._closed = Event()
        self._wait = wait or self._closed.wait
        self._validators: dict[str, str] = {}
        self._deadline: Deadline | None = None
        self._session = requests.Session()
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, DeadlineAdapter(pool_connections=2, pool_maxsize=1))

    def fetch(self) -> Poll:
        """Poll once. Whatever goes wrong is the poll's fault, nothing is raised."""
        started = self._clock.now()
        self._deadline = deadline = Deadline(self._settings.total_timeout.total_seconds())
        try:
            with deadline.kept():
                return self._attempts(started, deadline)
        except FetchError as failed:
            return self._failed(started, failed.fault, failed.status, failed.headers)
        except Exception as error:  # a fault of ours must not stop the other feeds
            return self._failed(started, fault_of(FaultCode.INTERNAL, f"fetch: {type(error).__name__}"), None, None)

    def forget(self) -> None:
        """Make the next request unconditional: the document that came could not be used."""
        self._validators = {}

    def close(self) -> None:
        """End what is going on, also from another thread, and close the connections."""
        self._closed.set()
        if self._deadline is not None:
            self._deadline.cut()
        self._session.close()

    def _failed(self, started: datetime, fault: Fault, status: int | None, headers: Mapping[str, str] | None) -> Poll:
        return Poll(self._settings.id, started, self._clock.now(), Outcome.FAILED, fault, status, headers)

    def _attempts(self, started: datetime, deadline: Deadline) -> Poll:
        attempt = 0
        while True:
            try:
                return self._attempt(started, deadline)
            except FetchError as failed:
                pause = self._chance() * min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2.0**attempt)
                attempt += 1
                if not failed.again or attempt > self._settings.request.retries or pause >= deadline.left:
                    raise
                if self._wait(pause):
                    raise

    def _attempt(self, started: datetime, deadline: Deadline) -> Poll:
        """Ask once, following redirects; raises FetchError."""
        asked = self._settings.request
        url, method, trusted = self._settings.url, asked.method, True
        seen: set[tuple[str, str]] = set()
        while True:
            seen.add((method, url))
            with self._send(url, method, trusted, deadline) as answer:
                target = self._session.get_redirect_target(answer) if answer.status_code in _REDIRECTING else None
                if target is None:
                    return self._answered(answer, started, deadline)
                status, headers = answer.status_code, public_headers(answer.headers)
                following = urldefrag(urljoin(url, target)).url
            if urlsplit(following).scheme not in ("http", "https"):
                raise FetchError(FaultCode.REDIRECTS, "to another protocol", status, headers)
            if status == 303 or (status in (301, 302) and method == "POST"):
                method = "GET"
            # what the deployment says to its server is not told to another one
            trusted = trusted and not self._session.should_strip_auth(url, following)  # type: ignore[no-untyped-call]
            if not trusted and method == "POST":
                raise FetchError(FaultCode.REDIRECTS, "a POST to another server", status, headers)
            if (method, following) in seen:
                raise FetchError(FaultCode.REDIRECTS, "a loop", status, headers)
            if len(seen) > REDIRECTS:
                raise FetchError(FaultCode.REDIRECTS, f"more than {REDIRECTS}", status, headers)
            url = following

    def _send(self, url: str, method: str, trusted: bool, deadline: Deadline) -> requests.Response:
        asked = self._settings.request
        headers = {"User-Agent": user_agent(), "Accept": "*/*", "Accept-Encoding": "gzip, deflate"}
        if trusted:
            headers |= self._validators | dict(asked.headers)
        has_body = method == "POST"
        first = url == self._settings.url
        left = max(0.001, deadline.left)
        try:
            request = self._session.prepare_request(
                requests.Request(
                    method,
                    url,
                    headers=headers,
                    params=dict(asked.params) if first else None,
                    data=dict(asked.form) if has_body and asked.form is not None else None,
                    json=asked.json_body if has_body else None,
                )
            )
            options = self._session.merge_environment_settings(request.url, {}, True, None, None)
            return self._session.send(
                request,
                allow_redirects=False,
                timeout=(
                    min(left, self._settings.connect_timeout.total_seconds()),
                    min(left, self._settings.read_timeout.total_seconds()),
                ),
                **options,
            )
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            raise fetch_error(error, not deadline.left) from None

    def _answered(self, answer: requests.Response, started: datetime, deadline: Deadline) -> Poll:
        status, headers = answer.status_code, public_headers(answer.headers)
        if status == 304 and self._validators:
            return Poll(self._settings.id, started, self._clock.now(), Outcome.NOT_MODIFIED, None, status, headers)
        if not 200 <= status < 300:
            detail = f"{status} {answer.reason or ''}".strip()
            # a server that says when to come back is left alone until then: see backoff.retry_after
            again = status in _AGAIN and "retry-after" not in headers
            raise FetchError(FaultCode.HTTP_STATUS, detail, status, headers, again=again)
        try:
            body = self._body(answer)
        except DocumentError as refused:
            raise FetchError(refused.fault.code, refused.fault.detail, status, headers) from None
        except (HTTPError, OSError, ValueError) as error:
            failed = fetch_error(error, not deadline.left)
            failed.status, failed.headers = status, headers
            raise failed from None
        self._remember(answer.headers)
        return Poll(self._settings.id, started, self._clock.now(), Outcome.OK, None, status, headers, body)

    def _body(self, answer: requests.Response) -> bytes:
        declared = answer.headers.get("Content-Length", "")
        expected = int(declared) if declared.isascii() and declared.isdecimal() and len(declared) < 19 else None
        if "chunked" in answer.headers.get("Transfer-Encoding", "").lower():
            expected = None
        limit = self._settings.max_size
        if expected is not None and expected > limit:
            raise DocumentError(FaultCode.TOO_LARGE, f"{expected} bytes, more than {limit}")
        body = BodyReader(answer.headers.get("Content-Encoding", ""), limit)
        while piece := answer.raw.read1(_PIECE, decode_content=False):
            body.feed(piece)
        if expected is not None and body.wire < expected:
            raise DocumentError(FaultCode.TRUNCATED, f"{body.wire} of {expected} bytes")
        return body.finish()

    def _remember(self, headers: Mapping[str, str]) -> None:
        self._validators = {}
        if self._settings.request.conditional and self._settings.request.method == "GET":
            for name, sent in (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")):
                if value := headers.get(name):
                    self._validators[sent] = value


def public_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Response headers that may be stored and shown: names in lower case, without those that hold secrets."""
    return {
        name.lower(): re.sub(r"//[^/@\s]*@", "//", value) for name, value in headers.items() if not _SECRET.search(name)
    }
