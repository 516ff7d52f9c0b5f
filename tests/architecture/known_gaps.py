"""Gaps that are known: lists that may only shrink, one file for each rule, in `gaps/`.

A rule that came after the code that breaks it names what stood there. What is new and breaks it
fails, and so does a line for something that has been mended:

    .venv/bin/python -m tests.architecture.known_gaps

takes such lines away and never adds one. A list that is not there is written whole, which is for
the day on which its rule begins.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.architecture import document_guards, structure_guards
from tests.architecture.tree import REPOSITORY, Tree, here

FOLDER = Path(__file__).parent / "gaps"
COMMAND = ".venv/bin/python -m tests.architecture.known_gaps"


@dataclass(frozen=True)
class Rule:
    """A rule that has a list: what breaks it below a root, and what to do about that."""

    gaps: Callable[[Path], Iterable[str]]
    advice: str


def _of_documents(guard: Callable[[Any], Iterable[str]]) -> Callable[[Path], Iterable[str]]:
    def gaps(root: Path) -> Iterable[str]:
        for path in root.glob("services/*/openapi.json"):
            document = json.loads(path.read_text("utf-8"))
            yield from (f"{path.parent.name} {gap}" for gap in guard(document))

    return gaps


def _of_tree(guard: Callable[[Tree], Iterable[str]]) -> Callable[[Path], Iterable[str]]:
    return lambda root: guard(here() if root == REPOSITORY else Tree(root))


RULES = {
    "descriptions": Rule(
        _of_documents(document_guards.undescribed),
        "write a sentence below the member, a docstring below the class",
    ),
    "examples": Rule(
        _of_documents(document_guards.without_example),
        'give its schema one: class X(In, json_schema_extra={"examples": [{…}]})',
    ),
    "labels": Rule(
        _of_documents(document_guards.unlabelled), "make it a LabelledEnum (gongkai.codes)"
    ),
    "sql": Rule(_of_tree(structure_guards.sql_in_its_modules), "ask a repository or a reading"),
    "roles": Rule(
        _of_tree(structure_guards.modules_have_roles),
        "split it by roles, or name it in the import contract that it holds to (ROLES_BY_CONTRACT)",
    ),
    "folders": Rule(
        _of_tree(structure_guards.folders_stay_small),
        f"more than {structure_guards.LARGEST_SHARE:.0%} of its service: split it",
    ),
}
"""Each rule by the name of its list."""


def disagreements(name: str, root: Path, folder: Path = FOLDER) -> list[str]:
    """What is new and breaks the rule, and what stands in its list and no longer does."""
    rule, known = RULES[name], _known(folder / f"{name}.txt")
    found = set(rule.gaps(root))
    return [
        *(f"{gap}: {rule.advice}" for gap in sorted(found - known)),
        *(f"{gap}: mended, so take it off the list by {COMMAND}" for gap in sorted(known - found)),
    ]


def shrink(name: str, root: Path, folder: Path = FOLDER) -> int:
    """Take off the list what has been mended; returns how many lines are left."""
    path = folder / f"{name}.txt"
    found = set(RULES[name].gaps(root))
    left = found & _known(path) if path.exists() else found
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(f"{gap}\n" for gap in sorted(left)), "utf-8")
    return len(left)


def _known(path: Path) -> set[str]:
    return set(path.read_text("utf-8").splitlines())


if __name__ == "__main__":
    for listed in RULES:
        print(f"{listed}: {shrink(listed, REPOSITORY)} known gaps")
