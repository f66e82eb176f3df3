"""In which line of a TOML text a key stands: ``tomllib`` does not say.

The text is one that ``tomllib`` accepts; this scanner only has to find table headers and keys, and to
skip values without being fooled by what stands in strings, arrays and comments.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

Path = tuple[str | int, ...]
"""Keys, and positions in arrays of tables: ``("feeds", 2, "interval")``."""

_KEY = re.compile(r"""[ \t]*(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([A-Za-z0-9_-]+))[ \t]*""")
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_SIMPLE = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?!")' r"|'''.*?'''(?!')" r'|"(?:[^"\\\n]|\\.)*"' r"|'[^'\n]*'",
    re.DOTALL,
)


class Span(NamedTuple):
    """First and last line, from 1."""

    first: int
    last: int


class Positions:
    """The lines of every table header and every key of a TOML text."""

    def __init__(self, text: str) -> None:
        self._text = text.replace("\r\n", "\n")
        self._starts = [0, *(found.end() for found in re.finditer("\n", self._text))]
        self.keys: dict[Path, Span] = {}
        """Keys with the lines of their values."""
        self.tables: dict[Path, Span] = {}
        """Headers with the lines up to the next header."""
        self._above: dict[Path, int] = {}
        """The line of the first header that goes through a table, also one without a header of its own."""
        self._counts: dict[Path, int] = {}
        self._scan()

    def line(self, path: Sequence[str | int]) -> int | None:
        """The line of a key or, where it has none of its own, of what surrounds it."""
        parts = tuple(path)
        while parts:
            found = self.keys.get(parts) or self.tables.get(parts)
            if found is not None:
                return found.first
            if parts in self._above:
                return self._above[parts]
            parts = parts[:-1]
        return None

    def text(self, span: Span) -> str:
        """The lines of a span."""
        end = self._starts[span.last] if span.last < len(self._starts) else len(self._text)
        return self._text[self._starts[span.first - 1] : end]

    def _scan(self) -> None:
        table: Path = ()
        position = 0
        open_header: tuple[Path, int] | None = None
        while position < len(self._text):
            start = position
            kind = self._text[position]
            if kind in " \t\n":
                position += 1
            elif kind == "#":
                position = self._line_end(position)
            elif kind == "[":
                self._close(open_header, start)
                table, position = self._header(position)
                open_header = (table, start)
                position = self._line_end(position)
            else:
                position = self._key(table, position)
                if position <= start:
                    return
        self._close(open_header, len(self._text))

    def _close(self, header: tuple[Path, int] | None, end: int) -> None:
        if header is not None:
            path, start = header
            self.tables.setdefault(path, Span(self._line_of(start), max(self._line_of(start), self._line_of(end - 1))))

    def _header(self, position: int) -> tuple[Path, int]:
        start = position
        is_array = self._text.startswith("[[", position)
        names, position = self._names(position + (2 if is_array else 1))
        path: Path = ()
        for index, name in enumerate(names):
            path = (*path, name)
            if is_array and index == len(names) - 1:
                self._counts[path] = self._counts.get(path, 0) + 1
            if path in self._counts:
                self._above.setdefault(path, self._line_of(start))
                path = (*path, self._counts[path] - 1)
            else:
                self._above.setdefault(path, self._line_of(start))
        return path, position

    def _key(self, table: Path, position: int) -> int:
        start = position
        names, position = self._names(position)
        if not names or position >= len(self._text) or self._text[position] != "=":
            return start
        end = self._value_end(position + 1)
        span = Span(self._line_of(start), self._line_of(end - 1))
        for count in range(1, len(names) + 1):
            self.keys.setdefault((*table, *names[:count]), span)
        self._inline(table + tuple(names), position + 1, end)
        return end

    def _inline(self, path: Path, position: int, end: int) -> None:
        """Keys of an inline table that spreads over the lines of an array: positions by array element."""
        if "\n" not in self._text[position:end]:
            return
        element = -1
        depth = 0
        for offset, sign in self._signs(position, end):
            if sign in "[{":
                if sign == "{" and depth == 1:
                    element += 1
                    line = self._line_of(offset)
                    self.keys.setdefault((*path, element), Span(line, line))
                depth += 1
            elif sign in "]}":
                depth -= 1

    def _names(self, position: int) -> tuple[list[str], int]:
        names = []
        while found := _KEY.match(self._text, position):
            basic, literal, bare = found.groups()
            names.append(_unescaped(basic) if basic is not None else literal if literal is not None else bare)
            position = found.end()
            if not self._text.startswith(".", position):
                break
            position += 1
        return names, position

    def _value_end(self, position: int) -> int:
        """Behind the line in which a value ends."""
        depth = 0
        for offset, sign in self._signs(position, len(self._text)):
            if sign in "[{":
                depth += 1
            elif sign in "]}":
                depth -= 1
            elif sign == "\n" and depth <= 0:
                return offset + 1
        return len(self._text)

    def _signs(self, position: int, end: int) -> Iterator[tuple[int, str]]:
        """Brackets and line ends outside strings and comments."""
        while position < end:
            sign = self._text[position]
            if sign in "\"'" and (found := _STRING.match(self._text, position)):
                position = found.end()
                continue
            if sign == "#":
                position = self._line_end(position)
                continue
            if sign in "[]{}\n":
                yield position, sign
            position += 1

    def _line_end(self, position: int) -> int:
        end = self._text.find("\n", position)
        return len(self._text) if end < 0 else end

    def _line_of(self, position: int) -> int:
        return bisect_right(self._starts, position)


def _unescaped(text: str) -> str:
    def sign(found: re.Match[str]) -> str:
        code = found[1]
        return chr(int(code[1:], 16)) if code[0] in "uU" else _SIMPLE.get(code, code)

    return _ESCAPE.sub(sign, text)


def dotted(path: Sequence[str | int]) -> str:
    """A path as people write it: ``feeds[2].interval``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
