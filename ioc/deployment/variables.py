"""``${NAME}`` in the strings of ``ioc.toml``: replaced by what the program was given, else by the environment."""

import os
import re
from collections.abc import Callable, Mapping
from typing import Any

from ioc.deployment.faults import closest
from ioc.deployment.positions import Path

_VARIABLE = re.compile(r"\$\{([^{}]*)\}")

Note = Callable[[Path, str, str], None]
"""Takes note of a fault: where, message, suggestion."""


class Variables:
    """What ``${NAME}`` stands for."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self._given = given

    def expanded(self, value: Any, where: Path, note: Note) -> Any:
        """A copy of a TOML value with every variable in its strings replaced; unknown ones are noted and stay."""
        if isinstance(value, str):
            return _VARIABLE.sub(lambda found: self._value(found[1], where, note), value) if "${" in value else value
        if isinstance(value, dict):
            return {key: self.expanded(item, (*where, key), note) for key, item in value.items()}
        if isinstance(value, list):
            return [self.expanded(item, (*where, index), note) for index, item in enumerate(value)]
        return value

    def _value(self, name: str, where: Path, note: Note) -> str:
        found = self._given.get(name, os.environ.get(name))
        if found is None:
            guess = closest(name, {*self._given, *os.environ})
            note(where, f"variable {name!r} has no value", guess or f"Set it in the environment: {name}=...")
            return f"${{{name}}}"
        return found
