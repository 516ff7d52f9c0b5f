"""Steps 8 and 9: the records verify, a changed copy does not; the year's table three."""

from collections.abc import Iterable, Mapping
from typing import Any

from deploy.local.tour.guide import Guide, check, tell
from gongkai.crypto.chain_export import NotAChain, verify_export

Cells = Mapping[str, Mapping[str, int]]
_NATURAL = "natural"


def verify_chains(guide: Guide, cases: Iterable[Mapping[str, Any]]) -> None:
    """Step 8: each record verifies; of an exported one with a changed byte we can tell."""
    for case in cases:
        path = f"/requests/v1/cases/{case['id']}/events"
        report = guide.get(f"{path}/verification", role="auditor")
        check(report["valid"], f"the record of {case['number']} should verify: {report}")
        tell(f"{case['number']}: {report['length']} events, head {report['head'][:23]}…")
    document = guide.raw(f"{path}/export", role="auditor")
    check(verify_export(document).valid, "the exported record verifies without the platform")
    at = document.index(b'"occurred_on":"') + len(b'"occurred_on":"') + 9
    changed = document[:at] + (b"1" if document[at : at + 1] != b"1" else b"2") + document[at + 1 :]
    check(not _verifies(changed), "one changed byte must be found")
    tell("exported: verifies; the same file with one changed digit does not")


def table_three(guide: Guide, organ: str) -> Cells:
    """The year's table three of the office as it stands now."""
    path = f"/requests/v1/annual-reports/{guide.today.year}/table-three"
    table = guide.get(path, role="clerk", organ_id=organ)
    return {row["key"]: row["cells"] for row in table["rows"]}


def compare_tables(before: Cells, after: Cells) -> None:
    """Step 9: the answered case is in its cell, and the sums hold."""
    grown = {key: cells[_NATURAL] - before[key][_NATURAL] for key, cells in after.items()}
    check(grown["granted"] == 1, f"予以公开 of natural persons should grow by one: {grown}")
    check(grown["total"] == 1, f"总计 of natural persons should grow by one: {grown}")
    for column, new in after["new"].items():
        came = new + after["carried_in"][column]
        went = after["total"][column] + after["carried_out"][column]
        check(came == went, f"I1 should hold in column {column}: {came} and {went}")
    shown = ", ".join(f"{key} +{number}" for key, number in grown.items() if number)
    tell(f"natural persons: {shown}; new + carried in = finished + carried out in every column")


def _verifies(document: bytes) -> bool:
    try:
        return verify_export(document).valid
    except NotAChain:
        return False
