"""The path language of mappings: JMESPath, with plain keys recognised so that they need no interpreter.

A plain path is keys joined by dots, each a word in any script (``攝影機編號``) or a quoted text
(``"PM2.5"``), with indexes in brackets (``coordinates[0]``). Everything else is JMESPath.
``$.`` in front starts at the document, ``^.`` at the parent of a row made by ``rows.each``.
"""

import re
from typing import Annotated, NamedTuple

import jmespath
from jmespath.exceptions import JMESPathError
from pydantic import AfterValidator

DOCUMENT = "$"
PARENT = "^"

_WORD = re.compile(r"[^\W\d]\w*")
_QUOTED = re.compile(r'"([^"\\]+)"')
_INDEX = re.compile(r"\[(0|[1-9]\d{0,5})\]")
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}]+)\}|[{}]")


class Start(NamedTuple):
    """Where a path starts ("" for the row, ``$`` or ``^``), and the path from there ("" for all of it)."""

    root: str
    path: str


def start_of(path: str) -> Start:
    """Split off the ``$.`` or ``^.`` in front of a path."""
    for root in (DOCUMENT, PARENT):
        if path == root:
            return Start(root, "")
        if path.startswith(root + "."):
            return Start(root, path[2:])
    return Start("", path)


def plain_steps(path: str) -> tuple[str | int, ...] | None:
    """The keys and indexes of a plain path; None where it takes JMESPath."""
    steps: list[str | int] = []
    position = 0
    while position < len(path):
        if steps:
            if index := _INDEX.match(path, position):
                steps.append(int(index[1]))
                position = index.end()
                continue
            if path[position] != ".":
                return None
            position += 1
        key = _WORD.match(path, position) or _QUOTED.match(path, position)
        if key is None:
            return None
        steps.append(key[1] if key.re is _QUOTED else key[0])
        position = key.end()
    return tuple(steps) or None


def check_path(path: str) -> str:
    """Refuse, with ValueError, what is neither a plain path nor JMESPath."""
    _, rest = start_of(path)
    if not path.strip():
        raise ValueError("the path is empty")
    if rest and plain_steps(rest) is None:
        try:
            jmespath.compile(rest)
        except (JMESPathError, RecursionError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise ValueError(
                f"{path!r} is not a JMESPath expression: {reason.rstrip(': ')}. "
                'A key with blanks or signs is written in double quotes: "PM2.5"'
            ) from error
    return path


Path = Annotated[str, AfterValidator(check_path)]
"""A checked path."""


def template_parts(template: str) -> tuple[tuple[str, str | None], ...]:
    """Split ``"{a} km {b}"`` into (literal text, path after it or None); ``{{`` is a brace.

    Raises ValueError for a brace without its partner and for a template without any path.
    """
    parts: list[tuple[str, str | None]] = []
    literal = ""
    position = 0
    for found in _PLACEHOLDER.finditer(template):
        literal += template[position : found.start()]
        position = found.end()
        if found[1] is not None:
            parts.append((literal, found[1].strip()))
            literal = ""
        elif len(found[0]) == 2:
            literal += found[0][0]
        else:
            raise ValueError(f"a single {found[0]!r} in the template {template!r}; write it twice for the sign itself")
    if not parts:
        raise ValueError(f"the template {template!r} names no path; use const for a fixed text")
    parts.append((literal + template[position:], None))
    return tuple(parts)
