"""The JSON Schema of ``ioc.toml``, for editors that check and complete while one types."""

from typing import Any

from ioc.deployment.configuration import Configuration


def schema() -> dict[str, Any]:
    """The schema (draft 2020-12), generated from the models that read the file."""
    found = Configuration.model_json_schema(by_alias=True, mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found, "title": "ioc.toml"}
