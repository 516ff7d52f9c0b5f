"""A tree of our files, read for the guards: this repository, or a small one that breaks a rule."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
_NOT_OURS = {
    ".git",
    ".gongkai",
    ".hypothesis",
    ".import_linter_cache",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".venv",
    "__pycache__",
    "uv.lock",
}
_PRODUCTION = ("services/", "shared/", "deploy/")


@dataclass(frozen=True)
class Source:
    """One Python file: its path below the root, and its syntax."""

    path: str
    text: str

    @cached_property
    def syntax(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node of the syntax; the guards are many, and each looks at all of them."""
        return list(ast.walk(self.syntax))

    @cached_property
    def names(self) -> dict[str, str]:
        """What each imported name stands for, in full: `dt` → `datetime.datetime`."""
        found = {}
        for node in self.nodes:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    bound = alias.asname or alias.name.partition(".")[0]
                    found[bound] = alias.name if alias.asname else bound
            elif isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    found[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        return found

    def imports(self) -> Iterator[tuple[str, int]]:
        """Every module that is imported by its full name, with its line."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield alias.name, node.lineno
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module, node.lineno

    def full_name(self, node: ast.expr) -> str | None:
        """`dt.now` in full, `datetime.datetime.now`; None for what is no imported name."""
        if isinstance(node, ast.Name):
            return self.names.get(node.id)
        if isinstance(node, ast.Attribute):
            inner = self.full_name(node.value)
            return None if inner is None else f"{inner}.{node.attr}"
        return None

    def references(self) -> Iterator[tuple[str, int]]:
        """Every mention of something imported, in full, with its line."""
        yield from self._references

    @cached_property
    def _references(self) -> list[tuple[str, int]]:
        return [
            (name, node.lineno)
            for node in self.nodes
            if isinstance(node, ast.Name | ast.Attribute) and (name := self.full_name(node))
        ]

    def calls(self) -> Iterator[tuple[str | None, ast.Call]]:
        """Every call, with the full name of what is called where that is imported."""
        for node in self.nodes:
            if isinstance(node, ast.Call):
                yield self.full_name(node.func), node


class Tree:
    """The files below a root."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def files(self) -> list[str]:
        """Every file of ours, generated caches and the environment left out."""
        return sorted(self._walk(self.root))

    @cached_property
    def production(self) -> list[Source]:
        """The Python files that run in production or start it, migrations included."""
        return [
            Source(path, (self.root / path).read_text("utf-8"))
            for path in self.files
            if path.startswith(_PRODUCTION) and path.endswith(".py")
        ]

    def services(self) -> dict[str, list[Source]]:
        """The Python files of each service's package, by package."""
        found: dict[str, list[Source]] = {}
        for source in self.production:
            parts = source.path.split("/")
            if parts[0] == "services" and len(parts) > 3 and parts[2] != "migrations":
                found.setdefault(parts[2], []).append(source)
        return found

    def _walk(self, folder: Path) -> Iterator[str]:
        for entry in folder.iterdir():
            if entry.name in _NOT_OURS or entry.name.endswith(".egg-info"):
                continue
            if entry.is_dir():
                yield from self._walk(entry)
            else:
                yield entry.relative_to(self.root).as_posix()


@cache
def here() -> Tree:
    """This repository, read once by all that look at it."""
    return Tree(REPOSITORY)
