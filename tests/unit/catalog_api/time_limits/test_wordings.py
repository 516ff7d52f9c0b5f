"""Wordings of published tables and of offices, each with its one right reading or none."""

import json
from pathlib import Path

import pytest

from catalog_api.time_limit_readings import parse_time_limit, read_cell

pytestmark = pytest.mark.unit

DATA = Path(__file__).parents[1] / "data"
REAL = json.loads((DATA / "time-limits-real.json").read_text("utf-8"))
"""Collected from published tables and office usage; `source` says where. A `?` marks what offices
read differently: kept, not judged. 20wd is twenty working days, 20nd twenty natural ones."""
USAGE = json.loads((DATA / "time-limits-usage.json").read_text("utf-8"))
"""Further wordings, read in 2025, with the reading of each limit in short."""
KINDS = {"publicity": "posting"}
DAYS = {"working_day": (1, "w"), "natural_day": (1, "n"), "week": (7, "n")}


def told(limit, kind):
    """What the collection says of such a limit."""
    match kind:
        case "by_date":
            return limit.due_on.isoformat()
        case "recurring":
            return limit.every
        case "after_event":
            days, short = DAYS[limit.unit]
            return f"{days * limit.n}{short}d"
    return None


@pytest.mark.parametrize("case", REAL, ids=lambda case: case["id"])
def test_a_collected_wording_is_read_as_its_collectors_read_it(case):
    reading = read_cell(case["wording"], case["list_year"])
    kind = case["expected_kind"]
    if kind.endswith("?"):
        assert all(limit.text for limit in reading.limits)
    elif kind == "none":
        assert (reading.understood, reading.limits) == (True, ())
    elif kind == "unknown":
        assert (reading.understood, reading.limits[0].reason) == (False, "ambiguous")
    else:
        first = reading.limits[0]
        assert (reading.understood, first.kind) == (True, KINDS.get(kind, kind))
        assert told(first, kind) == case["expected"]


def short(limit):
    """A limit in one line."""
    element = "" if limit.element is None else f"{limit.element}: "
    return element + _SHORT[limit.kind](limit)


def _date(limit):
    since = ""
    if limit.since:
        first = limit.since
        since = f" since {first.year or ''}-{first.month}-{first.day or ''}"
    return f"by_date {limit.due_on}{since}{' then_standing' if limit.then_standing else ''}"


def _again(limit):
    words = f"every {limit.interval} {limit.every}"
    if limit.by:
        members = limit.by.model_dump(exclude={"at"}, exclude_defaults=True)
        words += f" by {limit.by.at}" + "".join(f" {n}={v}" for n, v in members.items())
    if limit.times:
        words += f" times={limit.times}{'+' if limit.at_least else ''}"
    return words


_SHORT = {
    "by_date": _date,
    "recurring": _again,
    "standing": lambda limit: f"standing {limit.sense}",
    "after_event": lambda limit: f"{limit.link} {limit.event} {limit.n} {limit.unit}",
    "posting": lambda limit: (
        f"posting {limit.n} {limit.unit}{' at_least' if limit.at_least else ''}"
    ),
    "inherit": lambda limit: limit.kind,
    "unknown": lambda limit: f"unknown {limit.reason}",
}


@pytest.mark.parametrize("case", USAGE, ids=lambda case: ascii(case["wording"]))
def test_a_wording_of_offices_has_its_one_reading_or_is_kept_and_marked(case):
    reading = read_cell(case["wording"], 2025)
    assert [short(limit) for limit in reading.limits] == case["limits"]
    assert reading.text == case["wording"]
    assert reading.understood == (not any("unknown" in limit for limit in case["limits"]))


def test_the_tables_are_worth_the_name():
    clear = [case for case in USAGE if not any("unknown" in limit for limit in case["limits"])]
    assert (len(REAL), len(clear) >= 120, len(USAGE) - len(clear) >= 60) == (79, True, True)


@pytest.mark.parametrize(
    ("wording", "year", "due"),
    [
        ("2月29日前", 2024, "2024-02-29"),
        ("2月29日前", 2025, None),
        ("2月29日前", None, None),
        ("2月底前", 2024, "2024-02-29"),
        ("次年2月29日前", 2023, "2024-02-29"),
        ("次年2月29日前", 2024, None),
        ("2月下旬", 2025, "2025-02-28"),
        ("3月至次年2月", 2025, None),
    ],
)
def test_a_day_that_does_not_exist_is_never_bent(wording, year, due):
    limit = parse_time_limit(wording, year)
    found = getattr(limit, "due_on", None)
    assert (found and found.isoformat()) == due
    assert limit.kind == ("unknown" if year and due is None else "by_date")


def test_each_limit_of_a_cell_has_its_words_and_its_element():
    cell = "1.除处罚决定外其他内容:长期公开(动态调整);2.处罚决定:20个工作日内。"
    assert [(limit.element, limit.text) for limit in read_cell(cell).limits] == [
        ("除处罚决定外其他内容", "长期公开"),
        ("除处罚决定外其他内容", "动态调整"),
        ("处罚决定", "20个工作日内"),
    ]
