"""Examples as they were written: FastAPI leaves a member out whose value is null."""

from collections.abc import Mapping
from typing import Any

_REF = "#/components/schemas/"


def restore_nulls(schemas: Mapping[str, dict[str, Any]]) -> None:
    """Give the examples of ``schemas`` (by name) back the required members that are null."""
    for schema in schemas.values():
        for example in schema.get("examples", ()):
            _restore(example, schema, schemas)


def _restore(value: Any, schema: dict[str, Any], schemas: Mapping[str, dict[str, Any]]) -> None:  # noqa: ANN401 - any JSON
    if "$ref" in schema:
        schema = schemas[schema["$ref"].removeprefix(_REF)]
    for choice in schema.get("anyOf", ()):
        _restore(value, choice, schemas)
    if isinstance(value, list) and "items" in schema:
        for item in value:
            _restore(item, schema["items"], schemas)
    if isinstance(value, dict) and "properties" in schema:
        for name in schema.get("required", ()):
            value.setdefault(name, None)
        for name, part in schema["properties"].items():
            if name in value:
                _restore(value[name], part, schemas)
