"""The JSON Schema of ``ioc.toml``, for editors that check and complete while one types.

``ioc.schema.json`` beside this file is what :func:`schema` gives; a test holds the two together.
"""

from typing import Any

from ioc.deployment.configuration import Configuration

_SHORT_FIELD = [
    {"type": "string", "description": "a path, or in CSV the name of a column"},
    {"type": "integer", "minimum": 0, "description": "in CSV: the position of a column, from 0"},
]


def schema() -> dict[str, Any]:
    """The schema (draft 2020-12), generated from the models that read the file."""
    found = Configuration.model_json_schema(by_alias=True, mode="validation")
    definitions = found["$defs"]
    # the short forms, which the models turn into the long ones before they check them
    definitions["FieldSpec"] = {"anyOf": [*_SHORT_FIELD, definitions["FieldSpec"]]}
    definitions["RowsSpec"]["properties"]["entries"]["anyOf"].append({"const": True})
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found, "title": "ioc.toml"}
