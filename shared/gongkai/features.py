"""The features of a service, found by the roles of their modules.

A feature is a folder of the service's package. Whoever adds one adds a folder: its `router` is
served, its `models` are migrated, its `steps` and `events` are declared without a list that names
them.
"""

import importlib
import pkgutil
from importlib.util import find_spec
from types import ModuleType


def modules_of(package: str, role: str) -> list[ModuleType]:
    """The module of this role of each feature that has one, by the feature's name."""
    found = importlib.import_module(package)
    features = [
        f"{package}.{item.name}" for item in pkgutil.iter_modules(found.__path__) if item.ispkg
    ]
    names = [f"{feature}.{role}" for feature in sorted(features)]
    return [importlib.import_module(name) for name in names if find_spec(name) is not None]
