"""What goes wrong on the way to a server, as faults: short, and without the address, which may hold secrets."""

import http.client
import os
import socket
import ssl
from collections.abc import Iterator, Mapping

import requests
import urllib3.exceptions as broken

from ioc.domain.faults import Fault, FaultCode
from ioc.feeds.refused import fault_of


class FetchError(Exception):
    """A failed attempt; ``again`` says whether another one may help at once."""

    def __init__(
        self,
        code: FaultCode,
        detail: str = "",
        status: int | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        again: bool = False,
    ) -> None:
        super().__init__(code, detail)
        self.fault: Fault = fault_of(code, detail)
        self.status = status
        self.headers = headers
        self.again = again


def fetch_error(error: BaseException, is_late: bool) -> FetchError:
    """The fault behind an exception of the HTTP libraries; ``is_late``: the total time is over."""
    causes = list(_causes(error))

    def has(*kinds: type[BaseException]) -> bool:
        return any(isinstance(cause, kinds) for cause in causes)

    if is_late:
        return FetchError(FaultCode.TIMEOUT, "total")
    # urllib3 counts a refused connection among those that timed out
    if has(requests.exceptions.ConnectTimeout, broken.ConnectTimeoutError) and not has(broken.NewConnectionError):
        return FetchError(FaultCode.TIMEOUT, "connect", again=True)
    if has(requests.exceptions.ReadTimeout, broken.ReadTimeoutError, TimeoutError):
        return FetchError(FaultCode.TIMEOUT, "read")
    if has(requests.exceptions.SSLError, broken.SSLError, ssl.SSLError):
        return FetchError(FaultCode.TLS, _tls_reason(causes))
    if has(http.client.IncompleteRead, broken.IncompleteRead):
        return FetchError(FaultCode.TRUNCATED, "the body ends early")
    if has(socket.gaierror, broken.NameResolutionError):
        return FetchError(FaultCode.CONNECTION, "the name of the server is not known", again=True)
    if has(requests.exceptions.InvalidURL, requests.exceptions.MissingSchema, requests.exceptions.InvalidSchema):
        return FetchError(FaultCode.CONNECTION, "not an http address")
    reason = next((os.strerror(cause.errno) for cause in causes if isinstance(cause, OSError) and cause.errno), "")
    if not reason and has(http.client.RemoteDisconnected):
        reason = "closed without an answer"
    if not reason and has(http.client.HTTPException):
        reason = "not HTTP"
    return FetchError(FaultCode.CONNECTION, reason or type(error).__name__, again=True)


def _tls_reason(causes: list[BaseException]) -> str:
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return cause.verify_message or "the certificate is not trusted"
    return next((cause.reason or "" for cause in causes if isinstance(cause, ssl.SSLError)), "")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An exception and everything it was made from, outermost first."""
    waiting: list[object] = [error]
    seen: set[int] = set()
    while waiting:
        present = waiting.pop(0)
        if not isinstance(present, BaseException) or id(present) in seen:
            continue
        seen.add(id(present))
        yield present
        waiting += [present.__cause__, present.__context__, getattr(present, "reason", None), *present.args]
