"""Each demand has a state, and what its line names as its place is there."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from catalog_api.data.shipped_kinds import shipped_kinds
from gongkai.rules import RULE_LABELS

REPOSITORY = Path(__file__).parents[2]
PAGE = REPOSITORY / "docs/requirements.md"
STATES = {"stands", "open", "later", "outside"}
_DOCUMENTS = sorted(REPOSITORY.glob("services/*/openapi.json"))
_PACKAGES = (REPOSITORY / "shared", *(document.parent for document in _DOCUMENTS))
_NUMBERS = {
    "S0": 71,
    "L": 5,
    "R": 99,
    "Y": 23,
    "O": 24,
    "B": 30,
    "U": 16,
    "G": 17,
    "X": 16,
    "XA": 38,
    "XB": 26,
    "F": 18,
    "N": 19,
}
"""How many demands of each document there are."""
_OF_KINDS = {"ENT", "FIELD", "GUIDE", "LIST"}
"""Capabilities whose demands are met by kinds of information."""
KINDS = frozenset(kind.code for kind in shipped_kinds())
_SPAN = re.compile(r"`([^`\n]+)`")
_PART = re.compile(r"\*([^*`\n]+)\*")
_ROUTE = re.compile(r"(?:GET|POST|PUT|PATCH|DELETE) /")
_MODULE = re.compile(r"[a-z_]+(?:\.[a-z_]+)+")
_REFERENCE = re.compile(r"\b[A-Z][A-Z0-9]?-[0-9A-Z]+\b")


@dataclass(frozen=True)
class Demand:
    """One line: its id, where its document says it, by which capabilities it is met, and where."""

    id: str
    place: str
    title: str
    capability: str
    state: str
    where: str


def tables(text: str) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Heading and rows of each table."""
    for block in re.findall(r"(?:^\|.*\|\n?)+", text, re.MULTILINE):
        heading, _, *rows = (
            [cell.strip() for cell in line[1:-1].split("|")] for line in block.strip().split("\n")
        )
        yield heading, rows


def rows_of(text: str, first: str) -> list[list[str]]:
    """The rows of all tables whose first column is headed so."""
    return [row for heading, rows in tables(text) if heading[0] == first for row in rows]


def faults(text: str) -> Iterator[str]:
    """What is wrong with a page, by sentences."""
    demands = [Demand(*row) for row in rows_of(text, "id")]
    parts = {row[0].strip("*") for row in rows_of(text, "part")}
    codes = {row[0] for row in rows_of(text, "code")}
    ids = Counter(demand.id for demand in demands)
    yield from (f"{one}: stands there {n} times" for one, n in ids.items() if n > 1)
    for demand in demands:
        yield from (f"{demand.id}: {fault}" for fault in _faults_of(demand, parts, codes, ids))
    named = {part for demand in demands for part in _PART.findall(demand.where)}
    yield from (f"{part}: no demand waits for it" for part in sorted(parts - named))
    spans = {span for span in _SPAN.findall(text) if "…" not in span}
    yield from (f"{span}: there is none" for span in sorted(spans) if not is_there(span))


def _faults_of(
    demand: Demand, parts: set[str], codes: set[str], ids: Counter[str]
) -> Iterator[str]:
    named = set(_PART.findall(demand.where))
    yield from (f"no such part: {part}" for part in sorted(named - parts))
    yield from (f"no such code: {c}" for c in demand.capability.split(", ") if c not in codes)
    words = _SPAN.sub("", f"{demand.place} {demand.where}")
    yield from (f"no such demand: {one}" for one in _REFERENCE.findall(words) if one not in ids)
    if demand.state not in STATES:
        yield f"no such state: {demand.state}"
    if demand.state == "stands" and "`tests/" not in demand.where:
        yield "stands, and no test shows it"
    if demand.state == "later" and not named:
        yield "later, and no part brings it"
    if demand.state == "outside" and "Evidence: *" not in demand.where:
        yield "outside, and no record holds its evidence"
    if demand.state == "open" and not demand.where:
        yield "open, and nothing says what is lacking"


def is_there(span: str) -> bool:
    """Whether a route, path, rule, module or word of the OpenAPI documents is called so."""
    if _ROUTE.match(span):
        return span in routes()
    if "/" in span:
        return (REPOSITORY / span).exists()
    if span.startswith("DL-"):
        return span in RULE_LABELS
    if _MODULE.fullmatch(span):
        files = [package / span.replace(".", "/") for package in _PACKAGES]
        return any(file.is_dir() or file.with_suffix(".py").exists() for file in files)
    return span in KINDS or any(f'"{span}"' in document for document in documents())


@cache
def documents() -> tuple[str, ...]:
    return tuple(document.read_text("utf-8") for document in _DOCUMENTS)


@cache
def routes() -> frozenset[str]:
    return frozenset(
        f"{method.upper()} {path}"
        for document in documents()
        for path, operations in json.loads(document)["paths"].items()
        for method in operations
    )


def test_the_page_names_what_is_there():
    assert list(faults(PAGE.read_text("utf-8"))) == []


def test_no_demand_of_a_document_was_lost():
    numbers = Counter(row[0].partition("-")[0] for row in rows_of(PAGE.read_text("utf-8"), "id"))
    assert numbers == _NUMBERS


def _is_of_kinds(demand: Demand) -> bool:
    """Whether a demand says what some kind of information consists of."""
    document = demand.id.partition("-")[0]
    return document == "F" or (
        document == "R" and not _OF_KINDS.isdisjoint(demand.capability.split(", "))
    )


def test_what_a_kind_of_information_must_hold_has_its_kinds_and_each_kind_its_source():
    demands = [Demand(*row) for row in rows_of(PAGE.read_text("utf-8"), "id")]
    named = {demand.id: KINDS & set(_SPAN.findall(demand.where)) for demand in demands}
    of_kinds = {demand.id for demand in demands if _is_of_kinds(demand)}
    assert len(of_kinds) > 70
    assert [one for one in sorted(of_kinds) if not named[one]] == []
    by_regulation = {
        kind.code
        for kind in shipped_kinds()
        for source in kind.definition.sources
        if source.document.startswith("中华人民共和国政府信息公开条例")
    }
    assert KINDS - by_regulation - frozenset().union(*named.values()) == set()


_SMALL = """
| code | capability |
| --- | --- |
| REQ | applications |

| part | brings |
| --- | --- |
| *tasks* | rows |

| id | place | demand | capability | state | where |
| --- | --- | --- | --- | --- | --- |
| A-1 | 1 | a | REQ | stands | `POST /requests/v1/applications`, `tests/contract`, `DL-01` |
| A-2 | 2 | b | REQ | later | *tasks*. So far as A-1: `gongkai.rules`, `supply_form` |
| A-3 | 3 | c | REQ | outside | theirs. Evidence: *tasks* |
| A-4 | 4 | d | REQ | open | no route |
"""


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("A-4", "A-3"), "A-3: stands there 2 times"),
        (("| later |", "| soon |"), "A-2: no such state: soon"),
        (("| c | REQ |", "| c | REQ, XYZ |"), "A-3: no such code: XYZ"),
        (("`tests/contract`, ", ""), "A-1: stands, and no test shows it"),
        (("*tasks*. So far", "So far"), "A-2: later, and no part brings it"),
        (("Evidence: *tasks*", ""), "A-3: outside, and no record holds its evidence"),
        (("no route", ""), "A-4: open, and nothing says what is lacking"),
        (("*tasks*. So", "*tasks*, *duties*. So"), "A-2: no such part: duties"),
        (("| *tasks* | rows |", "| *tasks* | |\n| *x* | |"), "x: no demand waits for it"),
        (("as A-1", "as A-9"), "A-2: no such demand: A-9"),
        (("v1/applications", "v1/appliances"), "POST /requests/v1/appliances: there is none"),
        (("POST /req", "PATCH /req"), "PATCH /requests/v1/applications: there is none"),
        (("tests/contract", "tests/contracts"), "tests/contracts: there is none"),
        (("DL-01", "DL-99"), "DL-99: there is none"),
        (("gongkai.rules", "gongkai.ruins"), "gongkai.ruins: there is none"),
        (("supply_form", "supply_farm"), "supply_farm: there is none"),
    ],
)
def test_a_page_that_is_wrong_is_told_so(change, told):
    assert list(faults(_SMALL)) == []
    assert list(faults(_SMALL.replace(*change))) == [told]
