"""Starts the sample's server as a process of its own and stops it again."""

import os
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

_PATIENCE_S = 5.0
_ROOT = Path(__file__).resolve().parent.parent


class SampleServerError(RuntimeError):
    """The server did not start; the message holds what it said."""


class SampleServer:
    """``with SampleServer() as server: server.url`` serves until the block ends, or until this process does."""

    def __init__(self, start: str | None = None) -> None:
        """``start``: ISO instant at which the scripted day begins; the start of the process where None."""
        self._start = start
        self._process: subprocess.Popen[str] | None = None
        self.url = ""
        """Where it serves; "" before the first start."""

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def start(self, port: int = 0) -> str:
        """Start and give the URL; raises :class:`SampleServerError`. Does nothing where it runs already."""
        self.launch(port)
        return self.wait()

    def launch(self, port: int = 0) -> None:
        """Start and return at once; ``wait`` says when it serves. Does nothing where it runs already."""
        if self.pid is not None:
            return
        self.url = ""
        command = [sys.executable, "-m", "sample_feeds.server", "--port", str(port), "--with-parent"]
        if self._start is not None:
            command += ["--start", self._start]
        paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        process = subprocess.Popen(  # noqa: S603 - our own module with our own arguments
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._process = process

    def wait(self) -> str:
        """The URL, once a launched server serves; raises :class:`SampleServerError` where it does not."""
        if self.url:
            return self.url
        output = self._process.stdout if self._process is not None else None
        line = output.readline() if output is not None else ""
        if not line.startswith("READY "):
            self.stop()
            raise SampleServerError(f"the sample server did not start: {line.strip() or 'it ended'}")
        self.url = line.removeprefix("READY ").strip()
        return self.url

    def stop(self) -> None:
        """End the process; does nothing where none runs."""
        process, self._process = self._process, None
        if process is None:
            return
        # a process forked from this one may hold the pipe open too, so its end alone would not do
        process.terminate()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()
        try:
            process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def restart(self) -> str:
        """Stop if it runs and start again on the same port; the scripted day begins anew."""
        port = int(self.url.rpartition(":")[2]) if self.url else 0
        self.stop()
        return self.start(port)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
