"""From pydantic's errors to faults a technician can act on: the line, the key path, the nearest valid word."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args
from zoneinfo import available_timezones

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ioc.deployment.faults import DeploymentFault, closest, closest_or_all
from ioc.deployment.positions import Path, Positions, dotted

_SAID_FIELD = re.compile(r"^([a-z_]+(?:\.[a-z_]+)*): (.*)$", re.DOTALL)
_QUOTED = re.compile(r"'([^']*)'")
_LONGEST = 300


def faults_of(
    error: ValidationError, model: type[BaseModel], where: Path, file: str, positions: Positions
) -> list[DeploymentFault]:
    """Every error of a model that was read from the table ``where``."""
    return [_fault(detail, model, where, file, positions) for detail in error.errors(include_url=False)]


def _fault(
    detail: ErrorDetails, model: type[BaseModel], where: Path, file: str, positions: Positions
) -> DeploymentFault:
    location: Path = tuple(detail["loc"])
    message = detail["msg"].removeprefix("Value error, ")[:_LONGEST]
    said = _SAID_FIELD.match(message)
    if said and detail["type"] == "value_error":
        location, message = (*location, *said[1].split(".")), said[2]
    suggestion = ""
    kind = detail["type"]
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        message = "unknown key"
        suggestion = closest_or_all(str(location[-1]), keys_at(model, location[:-1]))
    elif kind in ("missing", "missing_argument"):
        message = "is missing"
    elif kind in ("literal_error", "enum"):
        message = f"{detail['input']!r} is not known"
        suggestion = closest_or_all(str(detail["input"]), _QUOTED.findall(str(detail.get("ctx", {}).get("expected"))))
    elif kind == "string_pattern_mismatch" and location[-1:] == ("id",):
        message = f"{detail['input']!r} is no id"
        suggestion = "Lower-case letters, digits, dots, dashes and underscores"
    elif "is not a time zone" in message:
        suggestion = closest(str(detail["input"]), available_timezones())
    else:
        message = message[:1].lower() + message[1:]
    shown = _without_branches(location, model)
    return DeploymentFault(file, positions.line((*where, *shown)), dotted((*where, *shown)), message, suggestion)


def _without_branches(location: Path, model: type[BaseModel]) -> Path:
    """Drop what pydantic adds to a path to say which branch of a union it tried."""
    return tuple(
        part for part in location if isinstance(part, int) or not re.search(r"[\[(]|^(str|int|float|bool)$", part)
    )


def keys_at(model: type[BaseModel], location: Sequence[str | int]) -> list[str]:
    """The keys that are valid at a place in a model; [] where any key is."""
    at: Any = model
    for part in location:
        models = _models_in(at)
        if isinstance(part, str) and models:
            fields = [field for found in models if (field := _fields(found).get(part)) is not None]
            at = fields[0].annotation if fields else None
        elif not models or isinstance(part, str):
            arguments = get_args(at)
            at = arguments[-1] if arguments else None
    return [name for found in _models_in(at) for name in _fields(found)]


def _fields(model: type[BaseModel]) -> Mapping[str, Any]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    """The model an annotation stands for, also inside ``X | None`` and ``tuple[X, ...]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for argument in get_args(annotation) for found in _models_in(argument)]


def unknown_keys(
    given: Mapping[str, Any], known: Sequence[str], where: Path, file: str, positions: Positions
) -> list[DeploymentFault]:
    """Keys of a table that nobody reads."""
    return [
        DeploymentFault(file, positions.line((*where, key)), dotted((*where, key)), "unknown key", closest(key, known))
        for key in given
        if key not in known
    ]
