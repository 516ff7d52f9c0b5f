"""Steps 9 and 10: the records verify, a changed copy does not; the year's table three."""

from collections.abc import Iterable, Mapping
from typing import Any

from deploy.local.tour import expectations, words
from deploy.local.tour.guide import Guide, check
from gongkai.crypto.chain_export import NotAChain, verify_export

Rows = Mapping[str, Mapping[str, Any]]
"""By key: label and cells."""
_NATURAL = "natural"


def verify_chains(guide: Guide, cases: Iterable[Mapping[str, Any]]) -> None:
    """Step 9: each record verifies; of an exported one with a changed byte we can tell."""
    for case in cases:
        path = f"/requests/v1/cases/{case['id']}/events"
        report = guide.get(f"{path}/verification", role="auditor")
        number = case["number"]
        check(report["valid"], expectations.VERIFIES, number=number, report=report)
        head = report["head"][:23]
        guide.tell(words.RECORD, number=number, length=report["length"], head=head)
    document = guide.raw(f"{path}/export", role="auditor")
    check(verify_export(document).valid, expectations.EXPORT_VERIFIES)
    at = document.index(b'"occurred_on":"') + len(b'"occurred_on":"') + 9
    changed = document[:at] + (b"1" if document[at : at + 1] != b"1" else b"2") + document[at + 1 :]
    check(not _verifies(changed), expectations.CHANGE_FOUND)
    guide.tell(words.EXPORTED)


def table_three(guide: Guide, organ: str) -> Rows:
    """The year's table three of the office as it stands now."""
    path = f"/requests/v1/annual-reports/{guide.today.year}/table-three"
    table = guide.get(path, role="clerk", organ_id=organ)
    return {row["key"]: row for row in table["rows"]}


def compare_tables(guide: Guide, before: Rows, after: Rows) -> None:
    """Step 10: the answered cases are in their cells, and the sums hold."""
    cells = {key: row["cells"] for key, row in after.items()}
    grown = {key: now[_NATURAL] - before[key]["cells"][_NATURAL] for key, now in cells.items()}
    for key, by in (("granted", 1), ("partial", 1), ("total", 2)):
        row = after[key]["label"]
        check(grown[key] == by, expectations.CELL_GREW, row=row, by=by, grown=grown)
    for column, new in cells["new"].items():
        came = new + cells["carried_in"][column]
        went = cells["total"][column] + cells["carried_out"][column]
        check(came == went, expectations.I1_HOLDS, column=column, came=came, went=went)
    rows = [(key, after[key]["label"], number) for key, number in grown.items() if number]
    guide.tell(
        words.GROWN,
        grown=", ".join(f"{key} +{number}" for key, _, number in rows),
        grown_labels="；".join(f"{label}＋{number}" for _, label, number in rows),
    )


def _verifies(document: bytes) -> bool:
    try:
        return verify_export(document).valid
    except NotAChain:
        return False
