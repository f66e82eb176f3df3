"""A name in two languages as a deployment writes it."""

from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from ioc.domain.text import Text


def _as_text(value: object) -> object:
    """A plain string names the thing in both languages."""
    if isinstance(value, str):
        return Text(value, value)
    return value


Words = Annotated[
    Text,
    BeforeValidator(_as_text),
    WithJsonSchema(
        {
            "oneOf": [
                {"type": "string"},
                {
                    "type": "object",
                    "properties": {"vi": {"type": "string"}, "en": {"type": "string"}},
                    "required": ["vi", "en"],
                    "additionalProperties": False,
                },
            ],
            "examples": [{"vi": "Camera giao thông", "en": "Traffic cameras"}],
        }
    ),
]
"""A pydantic type: ``{ vi = "...", en = "..." }``, or one string for both languages."""
