"""`POST /requests/v1/clock/preview`: exact names, exact absences, and what it refuses."""

import json
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest

from gongkai.calendar import base_calendar
from gongkai.http.app import create_app
from gongkai.time import PlatformClock
from requests_api.clock.router import get_calendar, router

URL = "/requests/v1/clock/preview"
PLAIN = {"received_on": "2025-03-03", "channel": "in_person", "events": []}
ALWAYS = {
    "rule_set",
    "received_on",
    "state",
    "as_of",
    "due_on",
    "provisional",
    "stopped_by",
    "elapsed_working_days",
    "remaining_working_days",
    "due_on_if_receipt_day_counted",
    "deadlines",
    "warnings",
    "calendar",
}


class Frozen(PlatformClock):
    def today(self):
        return date(2026, 11, 20)


@asynccontextmanager
async def nothing(_app):
    yield


@pytest.fixture(scope="module")
def app():
    app = create_app(
        title="clock",
        prefix="requests",
        routers=[router],
        lifespan=nothing,
        public=frozenset({"preview_clock"}),
    )
    app.state.clock = Frozen(timedelta(0))
    app.dependency_overrides[get_calendar] = base_calendar
    return app


@pytest.fixture
async def ask(app):
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:

        async def post(body):
            return await client.post(URL, json=body)

        yield post


async def test_a_plain_question_is_answered_in_exactly_these_names(ask):
    response = await ask({**PLAIN, "as_of": "2025-03-10"})
    assert response.status_code == 200
    answer = response.json()
    assert set(answer) == ALWAYS | {"ledger"}
    assert answer["due_on"] == "2025-03-31"
    assert answer["as_of"] == "2025-03-10"
    assert answer["deadlines"] == [
        {"rule": "DL-01", "due_on": "2025-03-31", "basis": answer["deadlines"][0]["basis"]}
    ]
    assert answer["calendar"] == {
        "version": base_calendar().version,
        "covered_until": "2026-12-27",
    }
    first, second = answer["ledger"][:2]
    assert first == {
        "on": "2025-03-03",
        "counts": False,
        "reason": "receipt_day",
        "basis": first["basis"],
    }
    assert (second["counts"], second["nth"]) == (True, 1)


async def test_as_of_is_today_when_not_given_and_lateness_is_then_told(ask):
    answer = (await ask(PLAIN)).json()
    assert answer["as_of"] == "2026-11-20"
    assert answer["late_by_working_days"] == -answer["remaining_working_days"] > 0


async def test_the_ledger_is_left_out_on_request(ask):
    assert "ledger" not in (await ask({**PLAIN, "include": []})).json()
    assert "ledger" in (await ask({**PLAIN, "include": ["ledger"]})).json()


async def test_the_days_across_national_day_are_explained(ask):
    answer = (await ask({**PLAIN, "received_on": "2025-09-26"})).json()
    assert answer["due_on"] == "2025-10-30"
    assert answer["due_on_if_receipt_day_counted"] == "2025-10-29"
    reasons = {row["on"]: row["reason"] for row in answer["ledger"]}
    assert len(reasons) == 35
    assert reasons["2025-09-28"] == reasons["2025-10-11"] == "makeup_working_day"
    assert [reasons[f"2025-10-0{n}"] for n in range(1, 9)] == [
        *["holiday"] * 3,
        *["weekend"] * 2,
        *["holiday"] * 3,
    ]
    assert answer["ledger"][-1]["nth"] == 20


async def test_while_stopped_due_on_is_there_and_null(ask):
    letter = {"type": "consultation_sent", "on": "2025-03-05", "party": "third_party"}
    answer = (await ask({**PLAIN, "as_of": "2025-03-06", "events": [letter]})).json()
    assert (answer["state"], answer["due_on"]) == ("stopped", None)
    assert answer["stopped_by"] == ["consultation_sent"]
    assert [deadline["rule"] for deadline in answer["deadlines"]] == ["DL-08"]


async def test_an_unconfirmed_application_has_its_house_deadline(ask):
    answer = (await ask({"received_on": "2026-11-20", "channel": "online", "events": []})).json()
    assert (answer["state"], answer["received_on"], answer["due_on"]) == ("not_started", None, None)
    assert [(d["rule"], d["due_on"]) for d in answer["deadlines"]] == [
        ("HOUSE-CONFIRM", "2026-11-23")
    ]
    assert answer["ledger"] == []


async def test_an_event_without_effect_is_answered_not_refused(ask):
    events = [{"type": "paused", "on": "2025-03-05"}]
    answer = (await ask({**PLAIN, "events": events})).json()
    assert answer["warnings"] == [
        {"event": "paused", "code": "pause_without_effect", "basis": answer["warnings"][0]["basis"]}
    ]


async def test_days_not_announced_are_provisional(ask):
    answer = (await ask({**PLAIN, "received_on": "2026-12-04"})).json()
    assert (answer["due_on"], answer["provisional"]) == ("2027-01-04", True)


SENT = {"type": "consultation_sent", "on": "2025-03-05"}
ANSWERED = {"type": "consultation_answered", "on": "2025-03-10"}


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        ({"received_on": "2008-04-30"}, "clock_date_out_of_range", "/body/received_on"),
        ({"received_on": "2028-11-21"}, "clock_date_out_of_range", "/body/received_on"),
        ({"as_of": "2199-01-01"}, "clock_date_out_of_range", "/body/as_of"),
        (
            {"events": [{"type": "delay_set", "on": "2025-03-05", "until": "2100-01-01"}]},
            "clock_date_out_of_range",
            "/body/events/0/until",
        ),
        ({"confirmed_on": "2025-03-02"}, "clock_event_before_receipt", "/body/confirmed_on"),
        (
            {"events": [{"type": "extended", "on": "2025-03-02"}]},
            "clock_event_before_receipt",
            "/body/events/0/on",
        ),
        ({"events": [ANSWERED]}, "clock_answer_without_letter", "/body/events/0/ref"),
        (
            {"events": [{**ANSWERED, "ref": "b"}, {**SENT, "ref": "a"}]},
            "clock_answer_without_letter",
            "/body/events/0/ref",
        ),
        (
            {"events": [{**SENT, "ref": "a"}, {**SENT, "ref": "b"}, ANSWERED]},
            "clock_reference_required",
            "/body/events/2/ref",
        ),
        ({"rule_set": "regulation-1999"}, "clock_rule_set_unknown", "/body/rule_set"),
    ],
)
async def test_a_question_without_meaning_is_refused_with_its_place(ask, change, code, pointer):
    response = await ask({**PLAIN, **change})
    assert response.status_code == 422
    assert response.json()["code"] == code
    assert [error["pointer"] for error in response.json()["errors"]] == [pointer]


@pytest.mark.parametrize(
    "change",
    [
        {"extra": 1},
        {"channel": "pigeon"},
        {"received_on": "2025-02-30"},
        {"received_on": None},
        {"include": ["everything"]},
        {"jurisdiction": "15080"},
        {"jurisdiction": "１５０８００"},
        {"events": None},
        {"events": [{"type": "paused", "on": "2025-03-05", "extra": 1}]},
        {"events": [{"type": "extended", "on": "2025-03-05", "working_days": 0}]},
        {"events": [{"type": "extended", "on": "2025-03-05", "working_days": "10"}]},
        {"events": [SENT] * 201},
    ],
)
async def test_a_malformed_question_is_refused(ask, change):
    response = await ask({**PLAIN, **change})
    assert response.status_code == 422
    assert response.json()["code"] == "unprocessable"


@pytest.mark.parametrize("received_on", ["2008-05-01", "2028-11-20"])
async def test_the_bounds_themselves_are_answered(ask, received_on):
    assert (await ask({**PLAIN, "received_on": received_on})).status_code == 200


def test_the_document_says_which_members_may_be_absent(app):
    schemas = app.openapi()["components"]["schemas"]
    assert set(schemas["ClockPreviewOut"]["required"]) == ALWAYS
    assert set(schemas["LedgerRowOut"]["required"]) == {"on", "counts", "reason", "basis"}
    assert schemas["LedgerRowOut"]["properties"]["nth"]["type"] == "integer"


CASES = json.loads((Path(__file__).parent / "real_cases.json").read_text(encoding="utf-8"))
"""Cases that were decided or are told by name, with the dates that were found right."""


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


async def test_a_question_has_as_many_events_as_a_file_can_have_and_no_more(ask):
    notice = {"type": "correction_notified", "on": "2025-03-04"}
    assert (await ask({**PLAIN, "events": [notice] * 60})).status_code == 200
    refused = await ask({**PLAIN, "events": [notice] * 61})
    (error,) = refused.json()["errors"]
    assert (refused.status_code, error["code"], error["pointer"]) == (
        422,
        "too_long",
        "/body/events",
    )
