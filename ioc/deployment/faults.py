"""What is wrong with a deployment: each fault with its file, line, field and what to do about it."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple


class DeploymentFault(NamedTuple):
    """One fault. ``line`` counts from 1; None where a file as a whole is meant."""

    file: str
    line: int | None
    field: str
    """A key path (``feeds[2].interval``), a column, or ""."""
    message: str
    suggestion: str = ""

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        field = f" {self.field}:" if self.field else ""
        suggestion = f". {self.suggestion}" if self.suggestion else ""
        return f"{where}:{field} {self.message}{suggestion}"


class DeploymentError(Exception):
    """A deployment that cannot be used, with every fault that was found."""

    def __init__(self, faults: tuple[DeploymentFault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def closest(word: str, known: Iterable[str]) -> str:
    """ "Did you mean ...?" for the most similar known word; "" where none is similar."""
    by_lower = {name.lower(): name for name in known}
    found = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return f"Did you mean {by_lower[found[0]]!r}?" if found else ""


def closest_or_all(word: str, known: Iterable[str]) -> str:
    """The most similar known word, or all of them where none is similar and they are few."""
    names = list(known)
    guess = closest(word, names)
    if guess or not names or len(names) > 12:
        return guess
    return f"One of: {', '.join(names)}"
