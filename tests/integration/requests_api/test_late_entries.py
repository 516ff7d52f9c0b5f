"""No late answer becomes timely by one person's word; what was done on paper may be stated."""

import pytest

from gongkai.auth.principal import Role
from gongkai.db import new_id
from tests.integration.requests_api.office_desk import REPLY

PAPER = {"paper": "测试柜，审批单第7号"}


@pytest.fixture
async def overdue(desk):
    """A case whose term ended five working days ago, with its last day; a reply is drafted."""
    arrived = desk.ago(25)
    case_id = await desk.registered(arrived_on=str(arrived))
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    await desk.done(f"/cases/{case_id}/reply/submission")
    return case_id, desk.calendar.nth_working_day_after(arrived, 20)


async def approve(desk, case_id, body=None, role=Role.HEAD):
    return await desk.post(f"/cases/{case_id}/reply/approval", body, role=role)


async def confirm(desk, case_id, seq, role=Role.LEADER, **more):
    body = {"reason": "核对纸质审批单", **more}
    return await desk.post(f"/cases/{case_id}/events/{seq}/confirmation", body, role=role)


async def last_of(desk, case_id, kind):
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    return [event["seq"] for event in events if event["type"] == kind][-1]


def term(case):
    return next(d for d in case["deadlines"] if d["rule"] == "DL-01")


async def test_a_reply_is_not_issued_before_it_was_approved(desk, overdue):
    case_id, due = overdue
    assert (await approve(desk, case_id)).status_code == 200
    refused = await desk.post(f"/cases/{case_id}/reply/issuance", {"issued_on": str(due)})
    assert (refused.status_code, refused.json()["code"]) == (422, "date_out_of_order")
    late = await desk.done(f"/cases/{case_id}/reply/issuance", {"issued_on": desk.today()})
    assert (late["replied_on"], late["late_entries"]) == (
        desk.today(),
        [e for e in late["late_entries"] if e["type"] == "application_received"],
    )


async def test_what_was_approved_and_issued_on_paper_counts_when_a_second_person_has_confirmed_it(
    desk, overdue
):
    case_id, due = overdue
    without = await approve(desk, case_id, {"approved_on": str(due)})
    assert (without.status_code, without.json()["code"]) == (422, "paper_required")
    for day in (desk.tomorrow(), str(desk.ago(26))):
        refused = await approve(desk, case_id, {"approved_on": day, **PAPER})
        assert (refused.status_code, refused.json()["code"]) == (422, "date_out_of_order")
    assert (await approve(desk, case_id, {"approved_on": str(due), **PAPER})).status_code == 200
    issued = await desk.done(f"/cases/{case_id}/reply/issuance", {"issued_on": str(due), **PAPER})
    assert (issued["state"], issued["replied_on"]) == ("replied", desk.today())
    assert issued["reply"]["issued_on"] == str(due), "what is stated is shown"
    awaiting = {e["type"]: e for e in issued["late_entries"] if e["awaits_confirmation"]}
    assert set(awaiting) == {"reply_approved", "replied"}
    assert (awaiting["replied"]["on"], awaiting["replied"]["entered_on"]) == (
        str(due),
        desk.today(),
    )
    clock = (await desk.get(f"/cases/{case_id}/clock")).json()
    assert clock["late_by_working_days"] == 5
    for kind in ("reply_approved", "replied"):
        confirmed = await confirm(desk, case_id, awaiting[kind]["seq"], on=str(due))
        assert confirmed.status_code == 200, confirmed.text
    case = await desk.read(case_id)
    assert (case["replied_on"], term(case)["state"]) == (str(due), "met")
    assert not any(e["awaits_confirmation"] for e in case["late_entries"])
    assert "late_by_working_days" not in (await desk.get(f"/cases/{case_id}/clock")).json()
    listed = {e["type"]: e for e in (await desk.get(f"/cases/{case_id}/late-entries")).json()}
    assert listed["replied"] == {
        "seq": awaiting["replied"]["seq"],
        "type": "replied",
        "label": "发出答复",
        "on": str(due),
        "entered_on": desk.today(),
        "entered_by": "clerk",
        "entered_by_name": "样例clerk",
        "late_by_days": (desk.clock.today() - due).days,
        "awaits_confirmation": False,
        "paper": PAPER["paper"],
        "confirmed_by": "leader",
        "confirmed_by_name": None,
        "confirmed_at": listed["replied"]["confirmed_at"],
        "reason": "核对纸质审批单",
        "free_text_withheld": False,
    }
    report = await desk.get(f"/cases/{case_id}/events/verification", role=Role.AUDITOR)
    assert report.json()["valid"] is True


async def test_only_another_person_with_authority_confirms_and_only_what_awaits_it(desk, overdue):
    case_id, due = overdue
    quiet = await confirm(desk, case_id, 1)
    assert (quiet.status_code, quiet.json()["why"]) == (409, "no_entry_awaiting")
    await approve(desk, case_id, {"approved_on": str(due), **PAPER})
    seq = await last_of(desk, case_id, "reply_approved")
    for role, code in (
        (Role.CLERK, "confirmation_needs_approver"),
        (Role.HEAD, "entered_by_yourself"),
    ):
        refused = await confirm(desk, case_id, seq, role=role)
        assert (refused.status_code, refused.json()["code"]) == (403, code), role
        why = [
            item["why_not"]["code"]
            for item in (await desk.get(f"/cases/{case_id}/actions", role=role)).json()["items"]
            if item["code"] == "confirm_entry"
        ]
        assert why == [code]
    assert "confirm_entry" in (await desk.read(case_id, role=Role.LEADER))["available_actions"]
    assert "confirm_entry" not in (await desk.read(case_id, role=Role.HEAD))["available_actions"]
    refusals = (await desk.get(f"/cases/{case_id}/refusals")).json()
    assert [(r["step"], r["actor"]) for r in refusals][-2:] == [
        ("confirm_entry", "clerk"),
        ("confirm_entry", "head"),
    ]
    assert (await confirm(desk, case_id, 1)).json()["code"] == "entry_not_awaiting"
    assert (await confirm(desk, case_id, 99)).json()["code"] == "event_not_found"
    assert (await confirm(desk, case_id, seq, on=desk.today())).json()[
        "code"
    ] == "entry_day_differs"
    foreign = await desk.get(f"/cases/{case_id}/late-entries", organ=new_id())
    assert foreign.status_code == 404
    assert (await confirm(desk, case_id, seq)).status_code == 200
    assert (await confirm(desk, case_id, seq)).status_code == 409


async def test_of_several_late_entries_each_is_offered_to_those_who_did_not_enter_it(desk, overdue):
    case_id, due = overdue
    await approve(desk, case_id, {"approved_on": str(due), **PAPER})
    await desk.done(f"/cases/{case_id}/reply/issuance", {"issued_on": str(due), **PAPER})
    approved = await last_of(desk, case_id, "reply_approved")
    issued = await last_of(desk, case_id, "replied")

    async def offered(role):
        found = (await desk.get(f"/cases/{case_id}/actions", role=role)).json()["items"]
        return {
            int(item["path"].split("/")[-2]): item["why_not"] and item["why_not"]["code"]
            for item in found
            if item["code"] == "confirm_entry"
        }

    rests = "entry_rests_on_another"
    assert await offered(Role.HEAD) == {approved: "entered_by_yourself", issued: rests}
    assert await offered(Role.LEADER) == {approved: None, issued: rests}
    told = (await confirm(desk, case_id, issued)).json()
    found = (await desk.get(f"/cases/{case_id}/actions", role=Role.LEADER)).json()["items"]
    (why,) = [i["why_not"] for i in found if i["why_not"] and i["why_not"]["code"] == rests]
    assert why == {"code": told["code"], "text": told["detail"]}, "the same words as the step's"
    assert (await confirm(desk, case_id, approved, role=Role.HEAD)).status_code == 403
    assert (await confirm(desk, case_id, approved)).status_code == 200
    assert await offered(Role.HEAD) == {issued: None}
    assert (await confirm(desk, case_id, issued, role=Role.HEAD)).status_code == 200
    assert "confirm_entry" not in (await desk.read(case_id, role=Role.HEAD))["available_actions"]


async def test_a_letter_entered_after_the_term_moves_it_only_when_it_is_confirmed(desk):
    arrived = desk.ago(25)
    case_id = await desk.registered(arrived_on=str(arrived))
    due = desk.calendar.nth_working_day_after(arrived, 20)
    letter = {"party": "organ", "party_name": "乙局", "sent_on": str(desk.ago(20))}
    entered = await desk.done(f"/cases/{case_id}/consultations", letter)
    assert (entered["due_on"], entered["clock_state"]) == (str(due), "running")
    (awaiting,) = [e for e in entered["late_entries"] if e["awaits_confirmation"]]
    assert awaiting["type"] == "consultation_sent"
    told = await confirm(desk, case_id, awaiting["seq"], role=Role.HEAD)
    assert told.json()["due_on"] != str(due)


async def test_a_delivery_told_after_the_term_does_not_set_it_going_again(desk):
    arrived = desk.ago(45)
    case_id = await desk.registered(arrived_on=str(arrived))
    letter = {"party": "third_party", "party_name": "示例有限公司", "sent_on": str(desk.ago(44))}
    sent = await desk.done(f"/cases/{case_id}/consultations", letter)
    due = (await desk.confirmed(case_id))["due_on"]
    assert sent["due_on"] < due < desk.today(), "the term is over with the party's period, too"
    told = f"/cases/{case_id}/consultations/{sent['consultations'][0]['id']}/delivery"
    for day in (desk.today(), str(desk.ago(1))):
        case = await desk.done(told, {"delivered_on": day})
        assert (case["due_on"], case["clock_state"]) == (due, "running"), day
    awaiting = [e for e in case["late_entries"] if e["awaits_confirmation"]]
    assert [e["type"] for e in awaiting] == ["consultation_delivered"] * 2
    moved = await confirm(desk, case_id, awaiting[-1]["seq"])
    assert moved.json()["due_on"] != due


async def test_who_put_a_late_entry_right_does_not_confirm_it_alone(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(35)))
    letter = {"party": "organ", "party_name": "乙局", "sent_on": str(desk.ago(25))}
    due = (await desk.done(f"/cases/{case_id}/consultations", letter))["due_on"]
    seq = await last_of(desk, case_id, "consultation_sent")
    right = {"on": str(desk.ago(30)), "reason": "录入时写错"}
    await desk.done(f"/cases/{case_id}/events/{seq}/correction", right, role=Role.HEAD)
    assert "confirm_entry" not in (await desk.read(case_id, role=Role.HEAD))["available_actions"]
    refused = await confirm(desk, case_id, seq, role=Role.HEAD)
    assert (refused.status_code, refused.json()["code"]) == (403, "entered_by_yourself")
    assert (await desk.read(case_id))["due_on"] == due
    assert (await confirm(desk, case_id, seq)).json()["due_on"] != due


async def test_an_issue_counts_no_earlier_than_its_approval_is_confirmed(desk, overdue):
    case_id, due = overdue
    await approve(desk, case_id, {"approved_on": str(due), **PAPER})
    await desk.done(f"/cases/{case_id}/reply/issuance", {"issued_on": str(due), **PAPER})
    approved = await last_of(desk, case_id, "reply_approved")
    issued = await last_of(desk, case_id, "replied")
    for role in (Role.HEAD, Role.LEADER):
        refused = await confirm(desk, case_id, issued, role=role)
        told = refused.json()
        assert (refused.status_code, told["code"]) == (409, "entry_rests_on_another"), role
        assert told["confirm_first"] == approved
    assert (await desk.read(case_id))["replied_on"] == desk.today()
    assert (await confirm(desk, case_id, approved)).status_code == 200
    assert (await confirm(desk, case_id, issued, role=Role.HEAD)).status_code == 200
    assert (await desk.read(case_id))["replied_on"] == str(due)


async def test_of_two_corrections_the_last_one_holds_in_whatever_order_they_are_confirmed(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(35)))
    letter = {"party": "organ", "party_name": "乙局", "sent_on": desk.today()}
    await desk.done(f"/cases/{case_id}/consultations", letter)
    seq = await last_of(desk, case_id, "consultation_sent")
    for days in (30, 29):
        right = {"on": str(desk.ago(days)), "reason": "录入时写错"}
        await desk.done(f"/cases/{case_id}/events/{seq}/correction", right, role=Role.HEAD)
    awaiting = [
        e["seq"] for e in (await desk.read(case_id))["late_entries"] if e["awaits_confirmation"]
    ]
    for entry in reversed(awaiting):
        assert (await confirm(desk, case_id, entry)).status_code == 200
    case = await desk.read(case_id)
    assert case["consultations"][0]["sent_on"] == str(desk.ago(29))


async def test_a_corrected_day_that_helps_the_office_waits_one_that_does_not_counts_at_once(desk):
    arrived = desk.ago(25)
    case_id = await desk.registered(arrived_on=str(arrived))
    due = desk.calendar.nth_working_day_after

    async def corrected(day):
        body = {"on": str(day), "reason": "录入时写错"}
        return await desk.done(f"/cases/{case_id}/events/1/correction", body, role=Role.HEAD)

    earlier = await corrected(desk.ago(26))
    assert earlier["due_on"] == str(due(desk.ago(26), 20))
    later = await corrected(desk.ago(10))
    assert (later["due_on"], later["arrived_on"]) == (earlier["due_on"], str(desk.ago(26)))
    (awaiting,) = [e for e in later["late_entries"] if e["awaits_confirmation"]]
    assert (awaiting["type"], awaiting["on"]) == ("date_corrected", str(desk.ago(10)))
    confirmed = (await confirm(desk, case_id, awaiting["seq"])).json()
    assert (confirmed["due_on"], confirmed["arrived_on"]) == (
        str(due(desk.ago(10), 20)),
        str(desk.ago(10)),
    )


async def test_what_is_entered_late_within_the_term_is_marked_and_counts(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(8)))
    letter = {"party": "organ", "party_name": "乙局", "sent_on": str(desk.ago(5))}
    case = await desk.done(f"/cases/{case_id}/consultations", letter)
    assert case["clock_state"] == "stopped"
    late = {e["type"]: (e["awaits_confirmation"], e["late_by_days"]) for e in case["late_entries"]}
    today = desk.clock.today()
    assert late["consultation_sent"] == (False, (today - desk.ago(5)).days)
    head = await desk.client.post(
        f"/requests/v1/cases/{case_id}/assignment",
        json={"assignee": "clerk-2"},
        headers={**desk.headers(Role.CLERK), "If-Match": desk.etags[case_id]},
    )
    assert head.json()["awaits_confirmation"] == []


async def test_a_file_is_read_as_it_was_known_before_the_confirmation(desk, desk_in):
    arrived = desk.ago(25)
    case_id = await desk.registered(arrived_on=str(arrived))
    due = desk.calendar.nth_working_day_after(arrived, 20)
    today = desk.today()
    letter = {"party": "organ", "party_name": "乙局", "sent_on": str(desk.ago(20))}
    entered = await desk.done(f"/cases/{case_id}/consultations", letter)
    (awaiting,) = [e["seq"] for e in entered["late_entries"] if e["awaits_confirmation"]]
    async with desk_in(1) as later:
        later.etags[case_id] = desk.etags[case_id]
        assert (await confirm(later, case_id, awaiting)).status_code == 200
        then = (await later.get(f"/cases/{case_id}/clock", as_known_on=today)).json()
        now = (await later.get(f"/cases/{case_id}/clock")).json()
        assert (then["due_on"], now["due_on"] == str(due)) == (str(due), False)


async def test_the_report_says_how_many_cases_rest_on_late_entries(desk, overdue):
    case_id, due = overdue
    year = int((await desk.read(case_id))["received_on"][:4])

    async def report():
        organ = str(desk.organs.own)
        path = f"/annual-reports/{year}/table-three"
        answer = (await desk.get(path, role=Role.SUPERVISOR, organ_id=organ)).json()
        return answer["entered_late"], answer["awaiting_confirmation"]

    late, awaiting = await report()
    assert late > 0
    await approve(desk, case_id, {"approved_on": str(due), **PAPER})
    assert await report() == (late, awaiting + 1)
    await desk.confirmed(case_id)
    assert await report() == (late, awaiting)


async def test_a_corrected_day_that_later_acts_contradict_is_not_confirmed(desk):
    """While it awaited a second person, a letter went out before the day that it states."""
    case_id = await desk.registered(arrived_on=str(desk.ago(40)))
    body = {"on": str(desk.ago(10)), "reason": "录入时写错"}
    await desk.done(f"/cases/{case_id}/events/1/correction", body, role=Role.HEAD)
    letter = {"party": "organ", "party_name": "测试乙", "sent_on": str(desk.ago(15))}
    await desk.done(f"/cases/{case_id}/consultations", letter)
    before = await desk.read(case_id)
    path = f"/cases/{case_id}/events/3/confirmation"
    refused = await desk.post(path, {"reason": "核对纸质材料"}, role=Role.LEADER)
    assert (refused.status_code, refused.json()["code"]) == (409, "entry_out_of_order")
    assert await desk.read(case_id) == before
    again = {"on": str(desk.ago(16)), "reason": "录入时写错"}
    await desk.done(f"/cases/{case_id}/events/1/correction", again, role=Role.HEAD)
