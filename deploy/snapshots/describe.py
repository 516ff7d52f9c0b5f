"""`python -m deploy.snapshots.describe PACKAGE`: what a service says of itself, as JSON.

A process holds one service, so this runs in a process of its own for each. The package is named on
the command line, as it is to uvicorn; nothing here knows the services.
"""

import importlib
import json
import pkgutil
import sys
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from enum import Enum
from inspect import cleandoc
from typing import Any, get_type_hints
from uuid import UUID

from fastapi import FastAPI
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from pydantic_settings import BaseSettings

from gongkai.auth.principal import MACHINE, ROLE_PERMISSIONS, Principal, Role
from gongkai.db.migrations import migration_settings
from gongkai.errors import catalogue
from gongkai.record import recorded_types
from gongkai.reference.organs import oversees
from gongkai.settings import ServiceSettings
from gongkai.steps import Step, StepTable

_LANGUAGES = ("en", "zh")
_ORGAN, _LOWER_ORGAN = UUID(int=1), UUID(int=2)


def main(package: str) -> None:
    """Print the description of the service in ``package``."""
    _import_all(package)
    app: FastAPI = importlib.import_module(f"{package}.app").create_app()
    description = {
        "openapi": app.openapi(),
        "problems": _problems(),
        "recorded": _recorded(),
        "settings": _settings(package),
        "access": {
            "roles": _roles(),
            "steps": _steps(package),
            "routes": _routes(app.openapi()),
        },
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


def _roles() -> list[dict[str, Any]]:
    """The roles of people, and what a machine may be given at most."""
    return [
        {"code": role.value, "label": role.label, "permissions": sorted(ROLE_PERMISSIONS[role])}
        for role in Role
    ]


def _steps(package: str) -> dict[str, list[dict[str, Any]]]:
    """Who may take the steps of each procedure that the package declares."""
    modules = [m for name, m in sys.modules.items() if name.startswith(f"{package}.")]
    found = [value for module in modules for value in vars(module).values()]
    tables = {table.kind: table for table in found if isinstance(table, StepTable)}
    return {kind: [_step(step) for step in tables[kind].steps] for kind in sorted(tables)}


def _step(step: Step[Any]) -> dict[str, Any]:
    """Who takes a step, by whose the matter is; a machine is named by the scope that it needs."""
    machine = _caller(scopes={step.permission}, is_machine=True)
    names = {role.value: _caller(roles={role.value}) for role in Role}
    names[f"{MACHINE}{step.permission}"] = machine
    own = [name for name, caller in names.items() if step.admits(caller, _ORGAN)]
    below = [
        name
        for name, caller in names.items()
        if oversees(caller) and step.admits(caller, _LOWER_ORGAN)
    ]
    never = None if step.closed_to is None else step.closed_to.problem.title_zh
    by = {"own": own, "below": below, "above": [], "another": []}
    return {
        "code": step.code,
        "label": step.label,
        "path": step.path,
        "by": by,
        "never": never,
    }


def _caller(
    *,
    roles: Collection[str] = (),
    scopes: Collection[str] = (),
    is_machine: bool = False,
) -> Principal:
    return Principal(
        issuer="",
        subject="",
        name="",
        organ_id=_ORGAN,
        roles=frozenset(roles),
        scopes=frozenset(scopes),
        expires_at=datetime.max.replace(tzinfo=UTC),
        is_machine=is_machine,
    )


def _routes(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every route with the permissions that it demands; None: it is public."""
    return [
        {
            "method": method.upper(),
            "path": path,
            "summary": operation["summary"],
            "permissions": _demanded(operation),
        }
        for path, item in sorted(document["paths"].items())
        for method, operation in item.items()
    ]


def _demanded(operation: Mapping[str, Any]) -> list[str] | None:
    demands = operation.get("security") or None
    return (
        None if demands is None else sorted({p for d in demands for ps in d.values() for p in ps})
    )


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
