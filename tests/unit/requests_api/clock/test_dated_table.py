"""The dated table of the domain: every row, as it stands there."""

import json
from datetime import date
from pathlib import Path

import pytest

from gongkai.calendar import base_calendar
from requests_api.clock import (
    Channel,
    ClockEvent,
    ClockFacts,
    EventType,
    Party,
    State,
    evaluate,
    explain,
)

TABLE = json.loads((Path(__file__).parent / "dated_table.json").read_text(encoding="utf-8"))
AS_OF = date(2026, 11, 20)


def event_of(row):
    days = {k: date.fromisoformat(row[k]) for k in ("on", "delivered_on") if k in row}
    return ClockEvent(
        type=EventType(row["type"]),
        ref=row.get("ref"),
        party=Party(row["party"]) if "party" in row else None,
        working_days=row.get("working_days"),
        **days,
    )


def facts_of(row):
    return ClockFacts(
        received_on=date.fromisoformat(row["received_on"]),
        channel=Channel.IN_PERSON,
        jurisdiction=row.get("jurisdiction"),
        events=tuple(map(event_of, row.get("events", ()))),
    )


@pytest.mark.parametrize("row", TABLE["rows"], ids=lambda row: row["name"])
def test_the_row_holds(row):
    calendar = base_calendar()
    if "notices_through" in row:
        calendar = calendar.without_shipped_after(row["notices_through"])
    evaluation = evaluate(facts_of(row), calendar, AS_OF)
    assert evaluation.due_on == date.fromisoformat(row["due_on"])
    assert evaluation.provisional is row.get("provisional", False)
    assert [remark.code for remark in evaluation.warnings] == row.get("warnings", [])
    if "rule_set" in row:
        assert evaluation.rule_set == row["rule_set"]
    if "due_on_if_receipt_day_counted" in row:
        expected = date.fromisoformat(row["due_on_if_receipt_day_counted"])
        assert evaluation.due_on_if_receipt_day_counted == expected
    ledger = explain(evaluation, calendar, row.get("jurisdiction"))
    assert ledger[0].on == date.fromisoformat(row["received_on"])
    assert ledger[0].reason == "receipt_day"
    assert ledger[-1].on == evaluation.due_on
    assert ledger[-1].counts
    assert ledger[-1].nth == evaluation.working_days


def test_the_local_clock_shows_both_dates():
    facts = ClockFacts(date(2022, 9, 30), Channel.IN_PERSON, jurisdiction="150800")
    evaluation = evaluate(facts, base_calendar(), AS_OF)
    assert [(d.rule, d.due_on.isoformat()) for d in evaluation.deadlines] == [
        ("DL-42", "2022-10-26"),
        ("DL-01", "2022-11-02"),
    ]
    assert evaluation.state is State.RUNNING


def test_an_explicit_rule_set_switches_local_measures_off():
    facts = ClockFacts(
        date(2022, 9, 30),
        Channel.IN_PERSON,
        rule_set="regulation-2019",
        jurisdiction="150800",
    )
    evaluation = evaluate(facts, base_calendar(), AS_OF)
    assert evaluation.due_on == date(2022, 11, 2)
    assert [deadline.rule for deadline in evaluation.deadlines] == ["DL-01"]
