"""Gaps that are known: lists that may only shrink, one file for each rule, in `known_gaps/`.

A rule that came after the code that breaks it names what stood there. What is new and breaks it
fails, and so does a line for something that has been mended: `python -m
tests.architecture.known_gaps` takes such lines away and never adds one. A file that is not there is
written whole, which is for the day on which a rule begins.
"""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.architecture import document_guards
from tests.architecture.tree import REPOSITORY

FOLDER = Path(__file__).with_suffix("")
COMMAND = "python -m tests.architecture.known_gaps"


def _of_documents(root: Path) -> Iterable[str]:
    for path in sorted(root.glob("services/*/openapi.json")):
        document = json.loads(path.read_text("utf-8"))
        for guard in document_guards.GUARDS:
            for gap in guard(document):
                yield f"{path.parent.name} {gap}"


RULES: dict[str, Callable[[Path], Iterable[str]]] = {"documents": _of_documents}
"""Each rule that has a list, by the name of its file."""


def disagreements(name: str, root: Path, folder: Path = FOLDER) -> list[str]:
    """What is new and breaks the rule, and what stands in its list and no longer does."""
    found, known = set(RULES[name](root)), _known(folder / f"{name}.txt")
    return [
        *(f"new: {gap}" for gap in sorted(found - known)),
        *(f"mended, so take it off the list ({COMMAND}): {gap}" for gap in sorted(known - found)),
    ]


def shrink(name: str, root: Path, folder: Path = FOLDER) -> int:
    """Take off the list what has been mended; returns how many lines are left."""
    path = folder / f"{name}.txt"
    found = set(RULES[name](root))
    left = found & _known(path) if path.exists() else found
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(f"{gap}\n" for gap in sorted(left)), "utf-8")
    return len(left)


def _known(path: Path) -> set[str]:
    return set(path.read_text("utf-8").splitlines())


if __name__ == "__main__":
    for rule in RULES:
        print(f"{rule}: {shrink(rule, REPOSITORY)} known gaps")
