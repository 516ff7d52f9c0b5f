"""Reads the files of this folder; each is checked against its shape when it is read."""

import json
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from pydantic import BaseModel, ConfigDict

from catalog_api.lists.kinds import ListKind
from catalog_api.organs.kinds import OrganKind
from catalog_api.unit_references import Directory, OrganNames
from gongkai.organs import OrganLevel

SOURCES = ("changan-2021", "liuan-2019")
"""Folders beside this file, one for each published document."""


class _Shipped(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ShippedOrgan(_Shipped):
    """An organ as a published list names it. `key` is stable and unique over all sources.

    `kind` is our classification. No list prints a unified social credit code, so none is shipped.
    """

    key: str
    parent_key: str | None
    name: str
    aliases: tuple[str, ...]
    kind: OrganKind
    level: OrganLevel
    region_code: str
    unified_social_credit_code: None


class ShippedList(_Shipped):
    """One published table; `content` is its CSV file as `list_imports` reads it.

    `part` is where in the document it stands; `annexes` says which list a pointer in its cells
    (见附件2) means, by the key of that list.
    """

    key: str
    format: ListKind
    file: str
    title: str
    part: str
    rows: int
    annexes: dict[str, str]
    notes: tuple[str, ...]
    content: bytes


class ShippedSource(_Shipped):
    """A published document with its lists and the organs they name, parents before children.

    `issued_on` is the date under the document, `published_on` that of its page; null where the
    source shows none, as is `document_number`.
    """

    key: str
    region_code: str
    jurisdiction: str
    year: int
    document: str
    document_number: str | None
    publisher: str
    issued_on: date
    published_on: date | None
    lists: tuple[ShippedList, ...]
    organs: tuple[ShippedOrgan, ...]

    def directory(self) -> Directory:
        """The organs of this document by name, under their shipped keys."""
        return Directory(OrganNames(o.key, o.name, o.aliases) for o in self.organs)


@cache
def shipped_sources() -> tuple[ShippedSource, ...]:
    """The shipped documents, each with its organs and lists."""
    return tuple(_source(files(__package__) / name) for name in SOURCES)


def _source(folder: Traversable) -> ShippedSource:
    described = _json(folder / "metadata.json")
    lists = [
        {**entry, "content": (folder / entry["file"]).read_bytes()} for entry in described["lists"]
    ]
    organs = _json(folder / described.pop("organs"))["organs"]
    return ShippedSource.model_validate({**described, "lists": lists, "organs": organs})


def _json(file: Traversable) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found
