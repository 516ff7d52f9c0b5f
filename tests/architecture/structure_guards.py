"""Rules of architecture.md 11.8 on what stands where. A guard takes a tree and names each breach.

What breaks a rule is named without its line, because it may stand in a list of known gaps; what to
do about it is told there (known_gaps).
"""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator

from tests.architecture.tree import Source, Tree

ROLES = frozenset(
    {
        "access",
        "channel",
        "client",
        "errors",
        "events",
        "kind",
        "models",
        "presenter",
        "reading",
        "repository",
        "router",
        "schemas",
        "service",
        "settings",
        "standing",
        "steps",
    }
)
"""What a module of a feature can be, beside what an import contract names (`ROLES_BY_CONTRACT`)."""
LARGEST_SHARE = 0.2
"""Of a service's lines, what one folder may hold."""

_SQL_MODULES = frozenset({"models", "reading", "repository"})
_SQL = re.compile(r"sqlalchemy\..*?\b(delete|insert|select|text|update)")
_SESSION_CALLS = frozenset({"execute", "scalar", "scalars", "stream", "stream_scalars"})
ROLES_BY_CONTRACT = {
    "Rules, clocks and contracts are pure": "source_modules",
    "Services and repositories know no web framework, queue or HTTP client": "source_modules",
    "A web framework is known at the edge only": "allowed_importers",
}
"""Contracts that say for a module what a role says by its name: that it only computes, that it
decides or looks up, that it serves routes. So a kit on which features stand (`matters`: its desk,
its views, what settles) keeps names that say what it gives, and is held to a layer all the same.
"""


def sql_in_its_modules(tree: Tree) -> Iterator[str]:
    """SQL stands in repositories, readings and models; everybody else asks them."""
    for package in tree.services().values():
        for source in package:
            module = source.path.rpartition("/")[2].removesuffix(".py")
            if module in _SQL_MODULES or module.endswith("_repository"):
                continue
            for used in sorted({*_statements(source), *_calls_of_sessions(source)}):
                yield f"{source.path}: {used}"


def folders_are_packages(tree: Tree) -> Iterator[str]:
    """A folder of a service with modules is a package: a feature without `__init__.py` is not
    found, and its routes are missing without a word.
    """
    for package in tree.services().values():
        files = {source.path for source in package}
        folders = {path.rpartition("/")[0] for path in files}
        yield from sorted(f for f in folders if f"{f}/__init__.py" not in files)


def modules_have_roles(tree: Tree) -> Iterator[str]:
    """A module of a feature has a role by its name, or an import contract holds it to one."""
    by_own_name = _named_by_contracts(tree)
    for name, package in tree.services().items():
        for source in package:
            inner = source.path.removesuffix(".py").split("/")[3:]
            if len(inner) == 1 or _has_role(inner[-1]):
                continue
            if not any(one.match(".".join([name, *inner])) for one in by_own_name):
                yield source.path


def folders_stay_small(tree: Tree) -> Iterator[str]:
    """No folder of a service outgrows the rest."""
    for name, package in tree.services().items():
        lines: Counter[str] = Counter()
        for source in package:
            inner = source.path.split("/")[3:]
            lines[inner[0] if len(inner) > 1 else ""] += source.text.count("\n")
        for folder in sorted(lines):
            is_large = lines[folder] > LARGEST_SHARE * lines.total()
            if folder and is_large:
                yield f"{name}/{folder}"


def _has_role(module: str) -> bool:
    return module in ROLES or module == "__init__" or module.endswith(("_repository", "_service"))


def _statements(source: Source) -> Iterator[str]:
    for name, _ in source.references():
        if _SQL.fullmatch(name):
            yield name


def _calls_of_sessions(source: Source) -> Iterator[str]:
    for _, call in source.calls():
        if isinstance(call.func, ast.Attribute) and call.func.attr in _SESSION_CALLS:
            owner = ast.unparse(call.func.value)
            if owner.rpartition(".")[2].strip("_") == "session":
                yield f"{owner}.{call.func.attr}"


def _named_by_contracts(tree: Tree) -> list[re.Pattern[str]]:
    """The modules that the contracts name, each with all below it."""
    configuration = tree.root / "pyproject.toml"
    if not configuration.exists():
        return []
    linter = tomllib.loads(configuration.read_text("utf-8"))["tool"]["importlinter"]
    return [
        re.compile(rf"{_pattern(module)}([.]|$)")
        for contract in linter["contracts"]
        if contract["name"] in ROLES_BY_CONTRACT
        for module in contract[ROLES_BY_CONTRACT[contract["name"]]]
    ]


def _pattern(module: str) -> str:
    """A module of a contract as import-linter reads it: `*` is one part of a name, `**` any."""
    parts = {"*": "[^.]+", "**": "[^.]+([.][^.]+)*"}
    return "[.]".join(parts.get(part, re.escape(part)) for part in module.split("."))
