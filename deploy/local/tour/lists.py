"""Step 1: two published lists, their time limits and the organs they name."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from deploy.local.tour import expectations, words
from deploy.local.tour.guide import Guide, check, check_same

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
    check_same(len(tasks), _TASKS, expectations.TASKS)
    check(kinds["unknown"] == kinds["none"] == 0, expectations.UNDERSTOOD, kinds=kinds)
    guide.tell(words.TASKS, title=lists["changan-2021-tasks"]["title"], count=len(tasks))
    texts = {row["time_limit"]["text"]: row for row in tasks}
    for _, row in sorted(texts.items()):
        _tell_meaning(guide, row)
    fields = guide.get("/catalog/v1/fields", role="clerk", limit=200)["items"]
    check_same(len(fields), _FIELDS, expectations.FIELDS)
    check(all(field["units"] for field in fields), expectations.FIELD_ORGANS)
    names = "、".join(unit["text"] for unit in fields[1]["units"])
    guide.tell(words.FIELDS, count=len(fields), field=fields[1]["name"], units=names)
    _show_liuan(guide, lists["liuan-2019-items"])


def _show_liuan(guide: Guide, task_list: Mapping[str, Any]) -> None:
    rows = _rows(guide, task_list)
    check_same(len(rows), _ROWS, expectations.ROWS)
    missing = [row["seq"] for row in rows if row["lead_missing"]]
    check_same(len(missing), _WITHOUT_LEAD, expectations.WITHOUT_LEAD)
    for row in rows:
        leads = [unit for unit in row["units"] if unit["role"] == "lead"]
        check(bool(leads) != row["lead_missing"], expectations.LEAD_MARK, seq=row["seq"])
        check(row["requirement"] is None, expectations.NO_REQUIREMENT)
    units = Counter(unit["kind"] for row in rows for unit in row["units"])
    guide.tell(
        words.ROWS,
        title=task_list["title"],
        count=len(rows),
        missing=len(missing),
        numbers=", ".join(map(str, missing)),
    )
    named = {kind: units[kind] for kind in ("organ", "group", "unresolved")}
    guide.tell(words.UNITS_NAMED, **named)
    check(units["organ"] and units["group"], expectations.NAMES_RESOLVE)


def _rows(guide: Guide, task_list: Mapping[str, Any]) -> list[Any]:
    path = f"/catalog/v1/task-lists/{task_list['id']}/rows"
    rows: list[Any] = guide.get(path, role="clerk", limit=200)["items"]
    return rows


def _tell_meaning(guide: Guide, row: Mapping[str, Any]) -> None:
    limit, shown = row["time_limit"], words.OTHER_KIND
    if row["time_limit_kind"] == "after_event":
        shown, limit = words.AFTER_EVENT, {**limit, "unit": words.UNITS[limit["unit"]]}
    elif row["due_on"]:
        shown = words.BY_DATE
    guide.tell(shown, **{**limit, "label": row["time_limit_kind_label"], "due_on": row["due_on"]})
