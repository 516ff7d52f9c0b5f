"""Step 1: two published lists, their time limits and the organs they name."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from deploy.local.tour.guide import Guide, check, tell

_TASKS, _FIELDS, _ROWS = 38, 26, 99
_WITHOUT_LEAD = 23


def show_lists(guide: Guide) -> None:
    """长安区 2021 (38 tasks, 26 fields) and 六安 2019 (99 rows), as catalog-api serves them."""
    lists = {
        item["external_id"]: item
        for item in guide.get("/catalog/v1/task-lists", role="clerk", source="shipped")["items"]
    }
    tasks = _rows(guide, lists["changan-2021-tasks"])
    kinds = Counter(row["time_limit_kind"] for row in tasks)
    check(len(tasks) == _TASKS, f"长安区 2021 should have {_TASKS} tasks, not {len(tasks)}")
    check(kinds["unknown"] == kinds["none"] == 0, f"each time limit should be understood: {kinds}")
    texts = {row["time_limit"]["text"]: _meaning(row) for row in tasks}
    tell(f"{lists['changan-2021-tasks']['title']}: {len(tasks)} tasks; time limits:")
    for text, meaning in sorted(texts.items()):
        tell(f"  {text} → {meaning}")
    fields = guide.get("/catalog/v1/fields", role="clerk", limit=200)["items"]
    check(len(fields) == _FIELDS, f"长安区 2021 should have {_FIELDS} fields, not {len(fields)}")
    check(all(field["units"] for field in fields), "each field should name its organs")
    names = "、".join(unit["text"] for unit in fields[1]["units"])
    tell(f"{len(fields)} fields with their organs, such as {fields[1]['name']}: {names}")
    _show_liuan(guide, lists["liuan-2019-items"])


def _show_liuan(guide: Guide, task_list: Mapping[str, Any]) -> None:
    rows = _rows(guide, task_list)
    check(len(rows) == _ROWS, f"六安 2019 should have {_ROWS} rows, not {len(rows)}")
    missing = [row["seq"] for row in rows if row["lead_missing"]]
    check(len(missing) == _WITHOUT_LEAD, f"{_WITHOUT_LEAD} rows lack a lead, not {len(missing)}")
    for row in rows:
        leads = [unit for unit in row["units"] if unit["role"] == "lead"]
        check(bool(leads) != row["lead_missing"], f"row {row['seq']}: lead organs and mark differ")
        check(row["requirement"] is None, "the running requirement text is not shipped")
    units = Counter(unit["kind"] for row in rows for unit in row["units"])
    tell(f"{task_list['title']}: {len(rows)} rows, {len(missing)} without lead: {missing}")
    tell(
        f"  units named: {units['organ']} resolved to organs, {units['group']} to groups, "
        f"{units['unresolved']} kept as text and marked"
    )
    check(units["organ"] and units["group"], "names should resolve to organs and to groups")


def _rows(guide: Guide, task_list: Mapping[str, Any]) -> list[Any]:
    path = f"/catalog/v1/task-lists/{task_list['id']}/rows"
    rows: list[Any] = guide.get(path, role="clerk", limit=200)["items"]
    return rows


def _meaning(row: Mapping[str, Any]) -> str:
    limit = row["time_limit"]
    if row["time_limit_kind"] == "after_event":
        return f"after_event: {limit['n']} {limit['unit']} after {limit['event']}"
    return f"{row['time_limit_kind']}" + (f": by {row['due_on']}" if row["due_on"] else "")
