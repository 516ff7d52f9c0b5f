"""A wrongly entered day is put right on record, and the file can be read as it was known."""

from datetime import timedelta

import pytest

from gongkai.auth.principal import Role
from gongkai.db import new_id
from tests.integration.requests_api.office_desk import REPLY


async def correct(desk, case_id, seq, on, *, role=Role.HEAD, reason="录入时写错"):
    body = {"on": str(on), "reason": reason}
    return await desk.post(f"/cases/{case_id}/events/{seq}/correction", body, role=role)


async def events(desk, case_id):
    return (await desk.get(f"/cases/{case_id}/events")).json()


async def clock(desk, case_id, **params):
    return (await desk.get(f"/cases/{case_id}/clock", **params)).json()


async def head_of(desk, case_id, path, body, role=Role.HEAD):
    """A step without `?include=file`."""
    response = await desk.client.post(
        f"/requests/v1/cases/{case_id}/{path}",
        json=body,
        headers={**desk.headers(role), "If-Match": desk.etags[case_id]},
    )
    assert response.status_code == 200, response.text
    desk.etags[case_id] = response.headers["etag"]
    return response.json()


async def test_the_head_puts_the_day_of_arrival_right_and_is_told_what_moves(desk):
    wrong, right = desk.ago(3), desk.ago(5)
    case_id = await desk.registered(arrived_on=str(wrong))
    told = await head_of(
        desk, case_id, "events/1/correction", {"on": str(right), "reason": "录入时写错"}
    )
    due = desk.calendar.nth_working_day_after
    (moved,) = told["moved"]
    assert (moved["rule"], moved["before"], moved["after"]) == (
        "DL-01",
        str(due(wrong, 20)),
        str(due(right, 20)),
    )
    assert (told["due_on"], told["event_seq"]) == (str(due(right, 20)), 3)
    case = await desk.read(case_id)
    assert (case["arrived_on"], case["received_on"]) == (str(right), str(right))
    first, _, correction = await events(desk, case_id)
    assert (first["occurred_on"], first["superseded_by"]) == (str(wrong), 3)
    assert (correction["type"], correction["supersedes"], correction["occurred_on"]) == (
        "date_corrected",
        1,
        str(right),
    )
    report = await desk.get(f"/cases/{case_id}/events/verification", role=Role.AUDITOR)
    assert report.json()["valid"] is True
    (deadline,) = [e for e in await desk.changes("deadlines") if e["data"]["ref"]["id"] == case_id]
    assert (deadline["data"]["due_on"], deadline["data"]["moved_earlier"]) == (
        str(due(right, 20)),
        True,
    )


async def test_a_correction_may_itself_be_put_right(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(6)))
    assert (await correct(desk, case_id, 1, desk.ago(5))).status_code == 200
    again = await correct(desk, case_id, 1, desk.ago(4))
    assert again.json()["arrived_on"] == str(desk.ago(4))
    assert [event["supersedes"] for event in await events(desk, case_id)] == [None, None, 1, 3]


async def test_only_the_head_corrects_and_a_refusal_goes_on_record(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    refused = await correct(desk, case_id, 1, desk.ago(4), role=Role.CLERK)
    assert (refused.status_code, refused.json()["code"]) == (403, "correction_needs_head")
    refusals = (await desk.get(f"/cases/{case_id}/refusals")).json()
    assert [item["step"] for item in refusals] == ["correct_date"]
    assert len(await events(desk, case_id)) == 2


async def test_a_day_stays_in_the_order_of_the_record(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(8)))
    _, letter = await desk.consult(case_id, desk.ago(5))
    await desk.answer(case_id, letter, desk.ago(2))
    sent, answered = 3, 4
    for seq, on in (
        (1, desk.ago(4)),
        (sent, desk.ago(9)),
        (sent, desk.ago(1)),
        (answered, desk.ago(6)),
        (answered, desk.tomorrow()),
        (1, "2008-04-30"),
    ):
        refused = await correct(desk, case_id, seq, on)
        assert (refused.status_code, refused.json()["code"]) == (422, "date_out_of_order"), seq
        assert refused.json()["errors"][0]["pointer"] == "/body/on"
    moved = await correct(desk, case_id, answered, desk.ago(3))
    assert moved.json()["consultations"][0]["answered_on"] == str(desk.ago(3))


async def test_what_nobody_stated_is_not_corrected_and_what_is_not_there_is_not_found(desk):
    case_id = await desk.registered()
    own = await correct(desk, case_id, 2, desk.today())
    assert (own.status_code, own.json()["code"]) == (409, "event_not_correctable")
    missing = await correct(desk, case_id, 99, desk.today())
    assert (missing.status_code, missing.json()["code"]) == (404, "event_not_found")
    assert (await correct(desk, case_id, 0, desk.today())).status_code == 422
    assert (await correct(desk, case_id, 2**70, desk.today())).status_code == 422
    nothing = await desk.post(f"/cases/{case_id}/events/1/correction", {}, role=Role.HEAD)
    assert nothing.status_code == 422


async def test_a_correction_is_not_corrected_itself_and_the_answer_says_what_is(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(6)))
    assert (await correct(desk, case_id, 1, desk.ago(5))).status_code == 200
    refused = (await correct(desk, case_id, 3, desk.ago(4))).json()
    assert (refused["status"], refused["code"]) == (409, "event_not_correctable")
    assert "第1条" in refused["detail"]


async def test_of_a_delivery_told_again_the_last_telling_holds_everywhere(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(9)))
    _, letter = await desk.consult(case_id, desk.ago(8))
    path = f"/cases/{case_id}/consultations/{letter}"
    for told in (desk.ago(2), desk.ago(6)):
        await desk.done(f"{path}/delivery", {"delivered_on": str(told)})
    overtaken, holding = 4, 5
    offered = (await desk.get(f"/cases/{case_id}/actions", role=Role.HEAD)).json()["items"]
    seqs = {item["path"].split("/")[-2] for item in offered if item["code"] == "correct_date"}
    assert (str(holding) in seqs, str(overtaken) in seqs) == (True, False)
    refused = (await correct(desk, case_id, overtaken, desk.ago(3))).json()
    assert (refused["code"], "第5条" in refused["detail"]) == ("event_not_correctable", True)
    answer = {"answered_on": str(desk.ago(4)), "opinion": "consents"}
    assert (await desk.post(f"{path}/answer", answer)).status_code == 200
    assert (await correct(desk, case_id, holding, desk.ago(5))).status_code == 200


async def test_a_term_set_going_again_by_a_correction_holds_up_the_decision(desk):
    """The letter's period has ended, the reply is at the head; then the delivery is put right."""
    case_id = await desk.registered(arrived_on=str(desk.ago(40)))
    await desk.consult(case_id, desk.ago(30), delivered_on=str(desk.ago(29)))
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    await desk.done(f"/cases/{case_id}/reply/submission")
    assert (await correct(desk, case_id, 4, desk.ago(3))).status_code == 200
    assert (await desk.confirmed(case_id))["clock_state"] == "stopped"
    refused = await desk.post(f"/cases/{case_id}/reply/approval", role=Role.HEAD)
    assert (refused.status_code, refused.json()["why"]) == (409, "answer_awaited")


async def test_the_day_that_holds_already_is_no_correction(desk):
    wrong, right = desk.ago(6), desk.ago(5)
    case_id = await desk.registered(arrived_on=str(wrong))
    assert (await correct(desk, case_id, 1, right)).status_code == 200
    refused = (await correct(desk, case_id, 1, right)).json()
    assert (refused["code"], refused["errors"][0]["pointer"]) == ("day_unchanged", "/body/on")
    assert (await correct(desk, case_id, 1, wrong)).status_code == 200, "back to the first one"


@pytest.mark.parametrize("seq", ["01", "+1", "1.0", "%EF%BC%91", "-1", "1e0"])
async def test_an_event_has_one_address(desk, seq):
    case_id = await desk.registered(arrived_on=str(desk.ago(6)))
    refused = await correct(desk, case_id, seq, desk.ago(5))
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/path/seq")


async def test_who_works_on_the_case_reads_the_reasons_and_who_oversees_the_facts(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(6)))
    assert (await desk.get(f"/cases/{case_id}/events/corrections")).json() == []
    await correct(desk, case_id, 1, desk.ago(5), reason="邮戳看错")
    await correct(desk, case_id, 1, desk.ago(4), reason="信封另有日期")
    for role in (Role.CLERK, Role.AUDITOR, Role.SUPERVISOR):
        first, second = (await desk.get(f"/cases/{case_id}/events/corrections", role=role)).json()
        assert (first["seq"], first["supersedes"], first["on"]) == (3, 1, str(desk.ago(5)))
        told = (first["reason"], first["free_text_withheld"])
        assert told == (("邮戳看错", False) if role is Role.CLERK else (None, True))
        assert (second["supersedes"], second["corrects"]) == (3, first["corrects"])
        assert first["corrects_label"]
    foreign = await desk.get(f"/cases/{case_id}/events/corrections", organ=new_id())
    assert foreign.status_code == 404


async def test_the_day_of_a_reply_is_put_right_after_the_case_has_ended(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(6)))
    await desk.replied(case_id, issued_on=desk.ago(2))
    (seq,) = [e["seq"] for e in await events(desk, case_id) if e["type"] == "replied"]
    before = await correct(desk, case_id, seq, desk.ago(3))
    assert before.json()["code"] == "date_out_of_order", "it was approved the day after"
    corrected = await correct(desk, case_id, seq, desk.ago(1))
    assert corrected.status_code == 200, corrected.text
    case = corrected.json()
    assert (case["state"], case["replied_on"]) == ("replied", str(desk.ago(1)))
    assert case["reply"]["issued_on"] == str(desk.ago(1))


async def test_a_file_is_read_as_it_was_known(desk, desk_in):
    wrong, right = desk.ago(5), desk.ago(4)
    case_id = await desk.registered(arrived_on=str(wrong))
    today = desk.clock.today()
    async with desk_in(3) as later:
        later.etags[case_id] = desk.etags[case_id]
        assert (await correct(later, case_id, 1, right)).status_code == 200
        due = desk.calendar.nth_working_day_after
        now, then = await clock(later, case_id), await clock(later, case_id, as_known_on=str(today))
        assert (now["as_known_on"], now["due_on"]) == (None, str(due(right, 20)))
        assert (then["as_known_on"], then["as_of"]) == (str(today), str(today))
        assert (then["due_on"], then["received_on"]) == (str(due(wrong, 20)), str(wrong))
        for day in (today - timedelta(days=1), later.clock.today() + timedelta(days=1)):
            refused = await later.get(f"/cases/{case_id}/clock", as_known_on=str(day))
            assert (refused.status_code, refused.json()["code"]) == (422, "nothing_known_yet")


async def test_a_slip_in_the_question_is_refused_and_not_answered_for_today(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    for params in ({"as_known": str(desk.ago(1))}, {"as_known_on": [str(desk.ago(1))] * 2}):
        refused = await desk.get(f"/cases/{case_id}/clock", **params)
        (error,) = refused.json()["errors"]
        assert (refused.status_code, error["pointer"]) == (422, f"/query/{next(iter(params))}")


async def test_what_was_entered_later_is_not_known_before(desk, desk_in):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    today = desk.clock.today()
    async with desk_in(2) as later:
        later.etags[case_id] = desk.etags[case_id]
        await later.consult(case_id, desk.ago(1))
        assert (await clock(later, case_id))["state"] == "stopped"
        assert (await clock(later, case_id, as_known_on=str(today)))["state"] == "running"


async def test_the_annual_report_counts_by_the_corrected_days(desk):
    case_id = await desk.registered(arrived_on="2025-03-03")
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    params = {"organ_id": str(desk.organs.own)}

    async def new_in(year):
        table = (await desk.get(f"/annual-reports/{year}/table-three", **params)).json()
        return next(row for row in table["rows"] if row["key"] == "new")["cells"]["total"]

    before = await new_in(2024), await new_in(2025)
    assert (await correct(desk, case_id, 1, "2024-12-30")).status_code == 200
    assert (await new_in(2024), await new_in(2025)) == (before[0] + 1, before[1] - 1)
