"""`python -m deploy.snapshots.describe PACKAGE`: what a service says of itself, as JSON.

A process holds one service, so this runs in a process of its own for each. The package is named on
the command line, as it is to uvicorn; nothing here knows the services.
"""

import importlib
import json
import pkgutil
import sys
from collections.abc import Mapping
from enum import Enum
from inspect import cleandoc
from typing import Any, get_type_hints

from fastapi import FastAPI
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from pydantic_settings import BaseSettings

from gongkai.db.migrations import migration_settings
from gongkai.errors import catalogue
from gongkai.record import recorded_types
from gongkai.settings import ServiceSettings

_LANGUAGES = ("en", "zh")


def main(package: str) -> None:
    """Print the description of the service in ``package``."""
    _import_all(package)
    app: FastAPI = importlib.import_module(f"{package}.app").create_app()
    description = {
        "openapi": app.openapi(),
        "problems": _problems(),
        "recorded": _recorded(),
        "settings": _settings(package),
    }
    json.dump(description, sys.stdout, ensure_ascii=False)


def _import_all(package: str) -> None:
    """Import every module, so that every problem of the service is known."""
    found = importlib.import_module(package)
    for module in pkgutil.walk_packages(found.__path__, prefix=f"{package}."):
        importlib.import_module(module.name)


def _problems() -> list[dict[str, Any]]:
    return [
        {
            "code": problem.code,
            "status": problem.status,
            "title_zh": problem.title_zh,
            "title_en": problem.title_en,
            "meaning": cleandoc(problem.__doc__ or ""),
            "package": problem.__module__.partition(".")[0],
        }
        for problem in catalogue()
    ]


def _recorded() -> list[dict[str, Any]]:
    return [
        {
            "type": event.TYPE,
            "v": event.V,
            "label": event.LABEL,
            "correctable": event.CORRECTABLE,
            "meaning": cleandoc(event.__doc__ or ""),
            "schema": event.model_json_schema(mode="serialization"),
        }
        for event in recorded_types()
    ]


def _settings(package: str) -> dict[str, list[dict[str, Any]]]:
    """The variables that every service reads, and those of this one alone."""
    module = importlib.import_module(f"{package}.settings")
    model: type[BaseSettings] = get_type_hints(module.get_settings)["return"]
    name = package.partition("_")[0]
    shared = ServiceSettings.model_fields
    own = {name: field for name, field in model.model_fields.items() if name not in shared}
    migrations = migration_settings(name).model_fields
    # What bounds a process is inherited, and least of all what an operator looks for first.
    shared = {name: shared[name] for name in ServiceSettings.__annotations__} | shared
    return {"shared": _variables(shared), "own": [*_variables(own), *_variables(migrations)]}


def _variables(fields: Mapping[str, FieldInfo]) -> list[dict[str, Any]]:
    prefix = ServiceSettings.model_config["env_prefix"]
    return [
        {
            "variable": field.validation_alias or f"{prefix}{name.upper()}",
            "meaning": _meaning(name, field),
            "default": _default(field),
        }
        for name, field in fields.items()
    ]


def _meaning(name: str, field: FieldInfo) -> dict[str, str]:
    """A description by its language: a line of English and one of Chinese."""
    lines = (field.description or "").split("\n")
    if len(lines) != len(_LANGUAGES) or lines[1].isascii():
        raise SystemExit(f"The setting {name} needs a line of English and one of Chinese.")
    return dict(zip(_LANGUAGES, lines, strict=True))


def _default(field: FieldInfo) -> str | None:
    """The default as it is written in an environment; empty for unset, None where there is none."""
    if field.default is PydanticUndefined:
        return None
    if field.default is None or field.default == []:
        return ""
    value = field.default.value if isinstance(field.default, Enum) else field.default
    return str(value)


if __name__ == "__main__":
    main(sys.argv[1])
