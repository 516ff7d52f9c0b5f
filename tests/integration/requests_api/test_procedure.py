"""The steps of a case over HTTP, with the dates that an office keys in."""

from datetime import timedelta

import pytest

from gongkai.auth.principal import Role
from tests.integration.requests_api.office_desk import REPLY, waits

ALLOWED_WHEN_REGISTERED = ["assign", "draft", "extend", "send_consultation"]


def deadlines_of(case):
    return {(item["rule"], item["ref"]): item for item in case["deadlines"]}


def due_after(desk, day, working_days):
    return desk.calendar.nth_working_day_after(day, working_days).isoformat()


@pytest.mark.parametrize("channel", ["in_person", "registered_post", "oral"])
async def test_a_channel_without_confirmation_is_received_on_arrival(desk, channel):
    case = await desk.key_in(channel=channel, arrived_on=str(desk.ago(3)))
    assert case["received_on"] == case["arrived_on"]
    assert case["due_on"] == due_after(desk, desk.ago(3), 20)
    refused = await desk.post(
        f"/cases/{case['id']}/confirmation", {"confirmed_on": desk.today(), "means": "phone"}
    )
    assert refused.status_code == 409
    first = "read_back" if channel == "oral" else "register"
    assert first in refused.json()["allowed_steps"]


@pytest.mark.parametrize("channel", ["ordinary_post", "online", "fax", "email"])
async def test_other_channels_are_received_when_confirmed(desk, channel):
    case = await desk.key_in(channel=channel, arrived_on=str(desk.ago(2)))
    assert (case["received_on"], case["due_on"]) == (None, None)
    house = deadlines_of(case)["HOUSE-CONFIRM", ""]
    assert house["due_on"] == due_after(desk, desk.ago(2), 1)
    path = f"/cases/{case['id']}"
    assert (await desk.post(f"{path}/registration")).status_code == 409
    confirmed = await desk.done(
        f"{path}/confirmation", {"confirmed_on": str(desk.ago(1)), "means": "phone"}
    )
    assert confirmed["received_on"] == str(desk.ago(1))
    assert confirmed["due_on"] == due_after(desk, desk.ago(1), 20)
    assert deadlines_of(confirmed)["HOUSE-CONFIRM", ""]["state"] == "met"
    keyed_with_confirmation = await desk.key_in(
        channel=channel, arrived_on=str(desk.ago(2)), confirmed_on=str(desk.ago(1))
    )
    assert keyed_with_confirmation["received_on"] == str(desk.ago(1))


async def test_a_keyed_in_case_with_an_answered_consultation_is_due_later_by_the_days_between(desk):
    received, sent, answered = desk.ago(12), desk.ago(8), desk.ago(3)
    case_id = await desk.registered(arrived_on=str(received))
    case, consultation = await desk.consult(case_id, sent)
    assert (case["state"], waits(case)) == ("handling", ["consultation"])
    assert case["due_on"] is None
    assert case["clock_state"] == "stopped"
    open_deadlines = {k: v for k, v in deadlines_of(case).items() if v["state"] == "open"}
    assert set(open_deadlines) == {("DL-08", consultation)}
    assert open_deadlines["DL-08", consultation]["due_on"] == due_after(desk, sent, 15)
    case = await desk.answer(case_id, consultation, answered)
    stopped = desk.calendar.working_days_between(sent, answered)
    assert stopped == 5
    assert case["due_on"] == due_after(desk, received, 20 + stopped)
    assert case["state"] == "handling"
    states = {key: item["state"] for key, item in deadlines_of(case).items()}
    assert states == {("DL-01", ""): "open", ("DL-08", consultation): "met"}

    explained = (await desk.get(f"/cases/{case_id}/clock")).json()
    assert explained["due_on"] == case["due_on"]
    ledger = {row["on"]: row for row in explained["ledger"]}
    assert ledger[str(sent)]["counts"] is True
    assert ledger[str(answered)]["counts"] is False
    assert sum(row["counts"] for row in explained["ledger"]) == 20
    events = {event["subject"]: event for event in await desk.changes("deadlines")}
    told = events[deadlines_of(case)["DL-01", ""]["id"]]
    assert told["data"]["due_on"] == case["due_on"]
    cleared = events[deadlines_of(case)["DL-08", consultation]["id"]]
    assert cleared["data"]["outcome"] == "met"


async def test_several_consultations_stop_the_clock_as_one(desk):
    received = desk.ago(15)
    case_id = await desk.registered(arrived_on=str(received))
    _, first = await desk.consult(case_id, desk.ago(10))
    _, second = await desk.consult(case_id, desk.ago(8), party="organ")
    case = await desk.answer(case_id, first, desk.ago(6))
    assert (case["state"], waits(case)) == ("handling", ["consultation"])
    found = deadlines_of(case)
    assert found["DL-08", first]["state"] == "met"
    assert found["DL-09", second]["state"] == "open"
    case = await desk.answer(case_id, second, desk.ago(5))
    assert case["due_on"] == due_after(desk, received, 25)
    names = {item["id"]: item["party_name"] for item in case["consultations"]}
    assert names[first] == "测**"
    assert names[second] == "测试乙"


async def test_a_party_that_stays_silent_holds_up_the_case_no_longer(desk):
    received, sent = desk.ago(30), desk.ago(25)
    case_id = await desk.registered(arrived_on=str(received))
    case, consultation = await desk.consult(case_id, sent)
    assert case["state"] == "handling"
    assert case["due_on"] == due_after(desk, received, 35)
    late = await desk.answer(case_id, consultation, desk.ago(2))
    assert late["due_on"] == case["due_on"]
    again = await desk.post(
        f"/cases/{case_id}/consultations/{consultation}/answer",
        {"answered_on": desk.today(), "opinion": "objects"},
    )
    assert again.status_code == 409
    assert again.json()["code"] == "case_step_not_allowed"


async def test_a_party_has_its_period_from_the_day_the_letter_reached_it(desk):
    received, sent, reached = desk.ago(30), desk.ago(18), desk.ago(12)
    case_id = await desk.registered(arrived_on=str(received))
    case, letter = await desk.consult(case_id, sent)
    assert (case["state"], case["due_on"]) == ("handling", due_after(desk, received, 35))
    path = f"/cases/{case_id}/consultations/{letter}/delivery"
    for day in (str(desk.ago(19)), desk.tomorrow()):
        refused = await desk.post(path, {"delivered_on": day})
        assert (refused.status_code, refused.json()["code"]) == (422, "date_out_of_order")
    case = await desk.done(path, {"delivered_on": str(reached)})
    assert (waits(case), case["clock_state"], case["due_on"]) == (["consultation"], "stopped", None)
    assert case["consultations"][0]["delivered_on"] == str(reached)
    period = deadlines_of(case)["DL-08", letter]
    assert (period["state"], period["due_on"]) == ("open", due_after(desk, reached, 15))
    events = {event["subject"]: event for event in await desk.changes("deadlines")}
    assert events[period["id"]]["data"]["due_on"] == period["due_on"]
    corrected = await desk.done(path, {"delivered_on": str(desk.ago(13))})
    period = deadlines_of(corrected)["DL-08", letter]
    assert period["due_on"] == due_after(desk, desk.ago(13), 15)
    await desk.answer(case_id, letter, desk.ago(2))
    late = await desk.post(path, {"delivered_on": str(reached)})
    assert (late.status_code, late.json()["code"]) == (409, "case_step_not_allowed")
    case = await desk.read(case_id)
    assert case["due_on"] == due_after(desk, received, 20 + 16)
    chain = (await desk.get(f"/cases/{case_id}/events/verification")).json()
    assert (chain["valid"], chain["length"]) == (True, case["version"])


async def test_an_answer_needs_a_letter_of_this_case_that_was_not_answered(desk):
    case_id, other_id = await desk.registered(), await desk.registered()
    _, foreign = await desk.consult(other_id, desk.today())
    body = {"answered_on": desk.today(), "opinion": "consents"}
    never_sent = await desk.post(f"/cases/{case_id}/consultations/{foreign}/answer", body)
    assert (never_sent.status_code, never_sent.json()["code"]) == (404, "consultation_not_found")
    _, first = await desk.consult(case_id, desk.today())
    await desk.consult(case_id, desk.today())
    await desk.answer(case_id, first, desk.today())
    twice = await desk.post(f"/cases/{case_id}/consultations/{first}/answer", body)
    assert (twice.status_code, twice.json()["code"]) == (409, "consultation_answered")
    assert "answer_consultation" in twice.json()["allowed_steps"]


async def test_somebody_else_becomes_responsible_and_the_deadline_says_so(desk):
    case_id = await desk.registered()
    before = await desk.read(case_id)
    after = await desk.done(f"/cases/{case_id}/assignment", {"assignee": "clerk-2"})
    assert after["assignee"] == "clerk-2"
    (deadline,) = after["deadlines"]
    assert deadline["revision"] == before["deadlines"][0]["revision"] + 1
    events = {event["subject"]: event for event in await desk.changes("deadlines")}
    told = events[deadline["id"]]
    assert (told["revision"], told["data"]["assignee"]) == (deadline["revision"], "clerk-2")
    assert told["data"]["moved_earlier"] is False
    draft = await desk.done(f"/cases/{case_id}/reply", REPLY)
    assert draft["deadlines"][0]["revision"] == deadline["revision"]


@pytest.mark.parametrize("by", ["office", "applicant"])
async def test_a_withdrawn_case_has_no_deadline_and_no_further_step(desk, client, by):
    if by == "office":
        case_id = await desk.registered()
        await desk.done(f"/cases/{case_id}/withdrawal", {"withdrawn_on": desk.today()})
    else:
        filed = await desk.file(3)
        code = {"Gongkai-Access-Code": filed.json()["access_code"]}
        listed = await desk.get("/cases", number=filed.json()["receipt_number"])
        case_id = listed.json()["items"][0]["id"]
        done = await client.post(f"{filed.headers['location']}/withdrawal", headers=code)
        assert (done.status_code, done.json()["state"]) == (200, "withdrawn"), done.text
        again = await client.post(f"{filed.headers['location']}/withdrawal", headers=code)
        assert (again.status_code, again.json()["allowed_steps"]) == (409, [])
    case = await desk.read(case_id)
    assert (case["state"], case["due_on"]) == ("withdrawn", None)
    assert case["available_actions"] == ["add_note", "link_case"]
    assert {item["state"] for item in case["deadlines"]} == {"void"}
    events = {event["subject"]: event for event in await desk.changes("deadlines")}
    assert events[case["deadlines"][0]["id"]]["data"]["outcome"] == "void"


async def test_a_date_that_stood_still_ends_with_its_case(desk):
    case_id = await desk.registered()
    case, _ = await desk.consult(case_id, desk.today())
    assert deadlines_of(case)["DL-01", ""]["state"] == "stopped"
    case = await desk.done(f"/cases/{case_id}/withdrawal", {"withdrawn_on": desk.today()})
    assert {item["state"] for item in case["deadlines"]} == {"void"}
    settled = deadlines_of(case)["DL-01", ""]
    events = {event["subject"]: event for event in await desk.changes("deadlines")}
    told = events[settled["id"]]
    assert (told["revision"], told["data"]["outcome"]) == (settled["revision"], "void")


async def test_a_decision_needs_its_evidence_from_this_case(desk):
    case_id, other_id = await desk.registered(), await desk.registered()
    _, foreign = await desk.consult(other_id, desk.today())
    path = f"/cases/{case_id}/reply"
    unknown = await desk.post(path, {**REPLY, "decision": "maybe"})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "unknown_decision")
    assert unknown.json()["errors"][0]["pointer"] == "/body/decision"
    bare = await desk.post(path, {**REPLY, "decision": "not_found", "evidence": []})
    assert (bare.status_code, bare.json()["code"]) == (422, "evidence_missing")
    assert "search_record" in bare.json()["missing"]
    evidence = [
        {"kind": "consultation", "reference": foreign},
        {"kind": "reason", "note": "第三方不同意公开且有合理理由"},
    ]
    body = {**REPLY, "decision": "third_party_interests", "evidence": evidence}
    borrowed = await desk.post(path, body)
    assert (borrowed.status_code, borrowed.json()["code"]) == (422, "evidence_reference_unknown")
    _, to_an_organ = await desk.consult(case_id, desk.today(), party="organ")
    evidence[0]["reference"] = to_an_organ
    not_a_third_party = await desk.post(path, body)
    assert not_a_third_party.json()["code"] == "evidence_reference_unknown"
    assert (await desk.read(case_id))["reply"] is None
    _, own = await desk.consult(case_id, desk.today())
    evidence[0]["reference"] = own
    assert (await desk.done(path, body))["reply"]["decision"] == "third_party_interests"


async def test_a_returned_draft_is_drafted_again_and_approved_once(desk):
    case_id = await desk.registered()
    path = f"/cases/{case_id}/reply"
    await desk.done(path, REPLY)
    await desk.done(f"{path}/submission")
    not_hers = await desk.post(f"{path}/return", {"reason": "请补充"})
    assert (not_hers.status_code, not_hers.json()["code"]) == (403, "approval_needs_head")
    back = await desk.done(f"{path}/return", {"reason": "请补充"}, role=Role.HEAD)
    assert (back["state"], back["reply"]["return_reason"]) == ("drafted", "请补充")
    second = await desk.done(path, {**REPLY, "content": "修改后的答复"})
    assert (second["reply"]["draft"], second["reply"]["return_reason"]) == (2, None)
    early = await desk.post(f"{path}/issuance", {"issued_on": desk.today()})
    assert (early.status_code, "submit" in early.json()["allowed_steps"]) == (409, True)
    await desk.done(f"{path}/submission")
    assert (await desk.done(f"{path}/approval", role=Role.LEADER))["state"] == "approved"
    twice = await desk.post(f"{path}/approval", role=Role.HEAD)
    assert (twice.status_code, twice.json()["code"]) == (409, "case_step_not_allowed")
    assert twice.json()["allowed_steps"] == [
        "add_handling_unit",
        "assign",
        "extend",
        "issue",
        "request_extension",
        "return",
        "withdraw",
    ]
    recalled = await desk.done(f"{path}/return", {"reason": "再核"}, role=Role.HEAD)
    assert (recalled["state"], recalled["reply"]["approved_by"]) == ("drafted", None)


async def test_the_drafter_approves_nothing_even_as_head(desk):
    case_id = await desk.registered()
    path = f"/cases/{case_id}/reply"
    await desk.done(path, REPLY, role=Role.HEAD)
    await desk.done(f"{path}/submission", role=Role.HEAD)
    own = await desk.post(f"{path}/approval", role=Role.HEAD)
    assert (own.status_code, own.json()["code"]) == (403, "approver_is_drafter")
    assert "approve" not in (await desk.read(case_id, role=Role.HEAD))["available_actions"]
    assert "approve" in (await desk.read(case_id, role=Role.LEADER))["available_actions"]


async def test_delivery_follows_issue_and_direct_service_counts_by_its_own_day(desk):
    received = desk.ago(22)
    case_id = await desk.registered(arrived_on=str(received))
    await desk.replied(case_id, issued_on=desk.ago(3))
    path = f"/cases/{case_id}/reply/delivery"
    early = await desk.post(path, {"delivered_on": str(desk.ago(4)), "service": "direct"})
    assert (early.status_code, early.json()["code"]) == (422, "date_out_of_order")
    explained = (await desk.get(f"/cases/{case_id}/clock")).json()
    assert (explained["state"], explained.get("late_by_working_days")) == ("ended", None)
    await desk.done(path, {"delivered_on": str(desk.ago(1)), "service": "direct"})
    explained = (await desk.get(f"/cases/{case_id}/clock")).json()
    assert explained["late_by_working_days"] == 1
    again = await desk.post(path, {"delivered_on": desk.today(), "service": "post"})
    assert (again.status_code, again.json()["allowed_steps"]) == (409, ["record_reply_return"])


async def test_dates_of_the_future_or_before_what_they_follow_are_refused(desk):
    tomorrow, received = desk.tomorrow(), desk.ago(5)
    before = str(received - timedelta(days=1))
    for body in ({"arrived_on": tomorrow}, {"arrived_on": "2008-04-30"}):
        refused = await desk.try_key_in(**body)
        assert (refused.status_code, refused.json()["code"]) == (422, "date_out_of_order")
    waiting = await desk.key_in(channel="fax", arrived_on=str(received))
    case_id = await desk.registered(arrived_on=str(received))
    letter = {"party": "organ", "party_name": "乙局"}
    late_letter = desk.ago(2)
    _, consultation = await desk.consult(case_id, late_letter)
    extension = {"working_days": 5, "approved_on": desk.today(), "notified_on": desk.today()}
    attempts = [
        (waiting["id"], "confirmation", {"means": "phone"}, "confirmed_on", before),
        (case_id, "consultations", letter, "sent_on", before),
        (case_id, "consultations", {**letter, "sent_on": desk.today()}, "delivered_on", before),
        (
            case_id,
            f"consultations/{consultation}/answer",
            {"opinion": "consents"},
            "answered_on",
            str(late_letter - timedelta(days=1)),
        ),
        (case_id, "extension", extension, "approved_on", before),
        (case_id, "extension", extension, "notified_on", before),
        (case_id, "withdrawal", {}, "withdrawn_on", before),
    ]
    for target, path, body, member, early in attempts:
        for day in (early, tomorrow):
            refused = await desk.post(
                f"/cases/{target}/{path}", {**body, member: day}, role=Role.HEAD
            )
            assert refused.status_code == 422, (path, day, refused.text)
            assert refused.json()["code"] == "date_out_of_order"
            (error,) = refused.json()["errors"]
            assert error["pointer"] == f"/body/{member}"
            assert (error["code"], error["message"]) == (
                "date_out_of_order",
                refused.json()["detail"],
            )
    assert (await desk.read(case_id))["version"] == 3
