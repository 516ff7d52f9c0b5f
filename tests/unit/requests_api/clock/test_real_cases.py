"""Cases that were decided or are told by name, with the dates that were found right."""

import json
from pathlib import Path

import pytest

CASES = json.loads((Path(__file__).parent / "real_cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
async def test_the_clock_finds_what_was_found(ask, case):
    answer = await ask({"events": [], **case["input"]})
    assert answer.status_code == 200, answer.text
    told, expected = answer.json(), case["expected"]
    assert told["due_on"] == expected["due_on"]
    late = expected.get("late", expected.get("overdue"))
    assert late is None or bool(told.get("late_by_working_days")) is late
    assert not expected.get("warn") or told["warnings"]
    assert told["received_on"] == expected.get("received_on", told["received_on"])
