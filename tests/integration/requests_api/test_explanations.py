"""Asking for reasons (条例35): stops nothing, and nothing is refused as excessive without it."""

from datetime import timedelta

import pytest

from gongkai.auth.principal import Role
from requests_api.features import KINDS
from requests_api.recomputations.service import recompute_outdated
from tests.integration.requests_api.office_desk import REPLY, waits
from tests.samples import resident_id

EXCESSIVE = {
    **REPLY,
    "decision": "excessive",
    "evidence": [
        {"kind": "explanation_requested", "note": "说明理由通知"},
        {"kind": "reason", "note": "未说明合理理由"},
    ],
}


async def asked(desk, case_id, **more):
    body = {"requested_on": str(desk.ago(2)), **more}
    await desk.done(f"/cases/{case_id}/explanation-request", body)
    return await desk.confirmed(case_id)


async def test_reasons_are_asked_for_and_given_and_the_term_runs_on(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    before = await desk.read(case_id)
    until = str(desk.calendar.nth_working_day_after(desk.clock.today(), 5))
    case = await asked(desk, case_id, delivered_on=str(desk.ago(1)), until=until)
    assert (case["state"], case["due_on"]) == ("handling", before["due_on"])
    (held,) = case["waiting_for"]
    assert held == {
        "code": "explanation",
        "code_label": "申请人说明理由",
        "ref": case["explanation"]["id"],
        "since": str(desk.ago(2)),
        "until": until,
    }
    await desk.done(
        f"/cases/{case_id}/explanation-request/delivery", {"delivered_on": desk.today()}
    )
    body = {"received_on": desk.today(), "reasons": "用于样例课题研究"}
    case = await desk.done(f"/cases/{case_id}/explanation", body)
    assert (case["due_on"], waits(case)) == (before["due_on"], [])
    assert case["explanation"] == {
        "id": held["ref"],
        "requested_on": str(desk.ago(2)),
        "delivered_on": desk.today(),
        "until": until,
        "working_days": None,
        "due_on": until,
        "received_on": desk.today(),
        "reasons": "用于样例课题研究",
    }
    again = await desk.post(f"/cases/{case_id}/explanation", body)
    assert (again.status_code, again.json()["why"]) == (409, "explained_already")
    once = await desk.post(f"/cases/{case_id}/explanation-request", {"requested_on": desk.today()})
    assert (once.status_code, once.json()["why"]) == (409, "explanation_asked_already")
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    assert "样例课题" not in str(events)


async def test_a_refusal_as_excessive_needs_the_request_on_record(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    refused = await desk.post(f"/cases/{case_id}/reply", EXCESSIVE)
    assert (refused.status_code, refused.json()["code"]) == (422, "evidence_reference_unknown")
    assert refused.json()["errors"][0]["pointer"] == "/body/evidence/0/reference"
    await asked(desk, case_id)
    await desk.done(f"/cases/{case_id}/reply", EXCESSIVE)
    refused = await desk.post(f"/cases/{case_id}/reply/submission")
    assert (refused.status_code, refused.json()["why"]) == (409, "explanation_awaited"), (
        "no day was set, and when the request came is not on record"
    )
    body = {"received_on": desk.today(), "reasons": "样例理由"}
    await desk.done(f"/cases/{case_id}/explanation", body)
    await desk.done(f"/cases/{case_id}/reply/submission")


async def test_a_request_without_a_day_has_the_period_of_the_organ(desk, desk_in):
    """条例35 names none: fifteen working days from the delivery, as for a correction (DL-04)."""
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    case = await asked(desk, case_id)
    assert (case["explanation"]["working_days"], case["explanation"]["due_on"]) == (15, None)
    (held,) = case["waiting_for"]
    assert held["until"] is None
    path = f"/cases/{case_id}/explanation-request/delivery"
    case = await desk.done(path, {"delivered_on": desk.today()})
    until = desk.calendar.nth_working_day_after(desk.clock.today(), 15)
    assert case["explanation"]["due_on"] == case["waiting_for"][0]["until"] == str(until)
    await desk.done(f"/cases/{case_id}/reply", EXCESSIVE)
    async with desk_in((until - desk.clock.today()).days) as last:
        await recompute_outdated(last.office, KINDS)
        assert "submit" not in (await last.read(case_id))["available_actions"]
    async with desk_in((until - desk.clock.today()).days + 1) as over:
        await recompute_outdated(over.office, KINDS)
        assert "submit" in (await over.read(case_id))["available_actions"]


async def test_the_period_for_reasons_is_the_organs_own(desk, organs, headers):
    path, stamp = f"/requests/v1/organ-parameters/{organs.own}", headers(Role.HEAD)
    held = await desk.client.get(path, headers=stamp)
    assert held.json()["explanation_working_days"] == 15
    month = held.json()["applications_a_month"]
    body = {"applications_a_month": month, "explanation_working_days": 7}
    for wrong in (0, 61, "x", -1):
        refused = await desk.client.put(
            path,
            json={**body, "explanation_working_days": wrong},
            headers={**stamp, "If-Match": held.headers["etag"]},
        )
        assert refused.status_code == 422, wrong
    decided = await desk.client.put(
        path, json=body, headers={**stamp, "If-Match": held.headers["etag"]}
    )
    assert decided.json()["explanation_working_days"] == 7
    case_id = await desk.registered()
    try:
        case = await asked(desk, case_id, requested_on=desk.today(), delivered_on=desk.today())
    finally:
        again = await desk.client.put(
            path,
            json={"applications_a_month": month},
            headers={**stamp, "If-Match": decided.headers["etag"]},
        )
    assert again.json()["explanation_working_days"] == 15
    until = desk.calendar.nth_working_day_after(desk.clock.today(), 7)
    assert (case["explanation"]["working_days"], case["explanation"]["due_on"]) == (7, str(until))
    assert (await desk.read(case_id))["explanation"] == case["explanation"], "as it was asked for"


async def test_a_request_of_a_past_day_hears_nobody_until_a_second_person_confirms_it(desk):
    """One clerk could else state that somebody was asked long ago, and refuse unheard."""
    case_id = await desk.registered(arrived_on=str(desk.ago(18)))
    body = {
        "requested_on": str(desk.ago(17)),
        "delivered_on": str(desk.ago(17)),
        "until": str(desk.ago(2)),
        "paper": "测试柜",
    }
    case = await desk.done(f"/cases/{case_id}/explanation-request", body)
    assert (waits(case), case["explanation"]["due_on"]) == (["explanation"], None)
    await desk.done(f"/cases/{case_id}/reply", EXCESSIVE)
    refused = await desk.post(f"/cases/{case_id}/reply/submission")
    assert (refused.status_code, refused.json()["why"]) == (409, "explanation_awaited")
    entries = [e["seq"] for e in case["late_entries"] if e["awaits_confirmation"]]
    assert len(entries) == 2, "the request and its delivery"
    own = await desk.post(f"/cases/{case_id}/events/{entries[0]}/confirmation", {"reason": "核对"})
    assert own.status_code == 403
    case = await desk.confirmed(case_id)
    assert (waits(case), case["explanation"]["due_on"]) == ([], str(desk.ago(2)))
    await desk.done(f"/cases/{case_id}/reply/submission")


async def test_nobody_is_refused_as_excessive_while_their_time_runs(desk, desk_in):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    until = desk.calendar.nth_working_day_after(desk.clock.today(), 3)
    await asked(desk, case_id, until=str(until))
    await desk.done(f"/cases/{case_id}/reply", EXCESSIVE)
    refused = await desk.post(f"/cases/{case_id}/reply/submission")
    assert (refused.status_code, refused.json()["why"]) == (409, "explanation_awaited")
    assert "submit" not in (await desk.read(case_id))["available_actions"]
    async with desk_in((until - desk.clock.today()).days) as last:
        await recompute_outdated(last.office, KINDS)
        assert waits(await last.read(case_id)) == ["explanation"], "its last day is the applicant's"
    async with desk_in((until - desk.clock.today()).days + 1) as over:
        await recompute_outdated(over.office, KINDS)
        case = await over.read(case_id)
        assert waits(case) == []
        assert "submit" in case["available_actions"]
        late = {"received_on": over.today(), "reasons": "迟到的样例理由"}
        await over.done(f"/cases/{case_id}/explanation", late)


async def test_reasons_that_came_in_time_let_the_office_decide_at_once(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    until = desk.calendar.nth_working_day_after(desk.clock.today(), 3)
    await asked(desk, case_id, until=str(until))
    body = {"received_on": desk.today(), "reasons": "样例理由"}
    await desk.done(f"/cases/{case_id}/explanation", body)
    await desk.done(f"/cases/{case_id}/reply", EXCESSIVE)
    await desk.done(f"/cases/{case_id}/reply/submission")


async def test_an_answer_other_than_that_refusal_is_not_held_up(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    await asked(
        desk, case_id, until=str(desk.calendar.nth_working_day_after(desk.clock.today(), 3))
    )
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    await desk.done(f"/cases/{case_id}/reply/submission")


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"requested_on": "tomorrow"}, "/body/requested_on"),
        ({"requested_on": "early"}, "/body/requested_on"),
        ({"delivered_on": "early"}, "/body/delivered_on"),
        ({"until": "today"}, "/body/until"),
        ({"until": "2199-01-01"}, "/body/until"),
        ({"reason": "样例"}, "/body/reason"),
    ],
)
async def test_a_request_that_does_not_hold_is_refused(desk, wrong, pointer):
    days = {"today": desk.today(), "tomorrow": desk.tomorrow(), "early": str(desk.ago(9))}
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    body = {"requested_on": desk.today()} | {k: days.get(v, v) for k, v in wrong.items()}
    refused = await desk.post(f"/cases/{case_id}/explanation-request", body)
    assert refused.status_code == 422, refused.text
    assert refused.json()["errors"][0]["pointer"] == pointer


async def test_reasons_follow_their_request_and_are_the_applicants_own_words(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    early = await desk.post(
        f"/cases/{case_id}/explanation", {"received_on": desk.today(), "reasons": "样例理由"}
    )
    assert (early.status_code, early.json()["why"]) == (409, "explanation_not_asked")
    await asked(desk, case_id)
    for body, pointer in (
        ({"received_on": str(desk.ago(3)), "reasons": "样例"}, "/body/received_on"),
        ({"received_on": desk.today(), "reasons": "。"}, "/body/reasons"),
    ):
        refused = await desk.post(f"/cases/{case_id}/explanation", body)
        assert refused.json()["errors"][0]["pointer"] == pointer
    said = f"本人{resident_id(8)}用于样例诉讼"
    body = {"received_on": desk.today(), "reasons": said}
    case = await desk.done(f"/cases/{case_id}/explanation", body)
    assert case["explanation"]["reasons"] == said


async def test_who_may_not_and_what_is_stale(desk, organs):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    stale = (await desk.get(f"/cases/{case_id}")).headers["etag"]
    path, body = f"/cases/{case_id}/explanation-request", {"requested_on": desk.today()}
    for role in (Role.LEADER, Role.AUDITOR):
        assert (await desk.post(path, body, role=role)).status_code == 403
    assert (await desk.post(path, body, organ=organs.other)).status_code == 404
    await asked(desk, case_id)
    given = {"received_on": desk.today(), "reasons": "样例理由"}
    old = await desk.post(f"/cases/{case_id}/explanation", given, etag=stale)
    assert old.status_code == 412
    beside = await desk.post(f"/cases/{case_id}/explanation", given, organ=organs.other)
    assert beside.status_code == 404


async def test_the_applicant_sees_that_reasons_are_asked_for_and_oversight_no_words(
    desk, client, organs
):
    case_id, receipt = await desk.filed()
    confirmed = {"confirmed_on": desk.today(), "means": "phone"}
    await desk.done(f"/cases/{case_id}/confirmation", confirmed)
    await desk.done(f"/cases/{case_id}/registration")
    until = desk.clock.today() + timedelta(days=14)
    until = desk.calendar.next_working_day_on_or_after(until)
    await asked(desk, case_id, requested_on=desk.today(), until=str(until))
    shown = await client.get(
        f"/requests/v1/applications/{receipt['receipt_number']}",
        headers={"Gongkai-Access-Code": receipt["access_code"]},
    )
    assert shown.json()["explanation"] == {
        "requested_on": desk.today(),
        "until": str(until),
        "received_on": None,
    }
    body = {"received_on": desk.today(), "reasons": "样例理由"}
    await desk.done(f"/cases/{case_id}/explanation", body)
    seen = await desk.read(case_id, role=Role.SUPERVISOR, organ=organs.parent)
    assert (seen["explanation"]["received_on"], seen["explanation"]["reasons"]) == (
        desk.today(),
        None,
    )


async def test_its_days_can_be_put_right(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(5)))
    await asked(desk, case_id, delivered_on=str(desk.ago(1)))
    body = {"received_on": desk.today(), "reasons": "样例理由"}
    await desk.done(f"/cases/{case_id}/explanation", body)
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    seqs = {event["type"]: event["seq"] for event in events}
    for kind, member, day in (
        ("explanation_requested", "requested_on", desk.ago(4)),
        ("explanation_request_delivered", "delivered_on", desk.ago(3)),
        ("explanation_received", "received_on", desk.ago(2)),
    ):
        right = {"on": str(day), "reason": "录入有误"}
        path = f"/cases/{case_id}/events/{seqs[kind]}/correction"
        case = await desk.done(path, right, role=Role.HEAD)
        assert case["explanation"][member] == str(day)
