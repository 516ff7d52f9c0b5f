"""Correcting an unclear application (条例30): once, the clock stands, then a whole new term."""

import asyncio
import uuid
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from gongkai.auth.principal import Role
from requests_api.features import KINDS
from requests_api.recomputations.service import recompute_outdated
from tests.integration.requests_api.office_desk import REPLY, waits
from tests.samples import person, phone, resident_id
from tests.unit.gongkai.files import made

ITEM = "请写明所需施工许可的道路名称"
NOTICE = {"items": [ITEM]}


def notice(on, **more):
    return {"notified_on": str(on), **NOTICE, **more}


async def noticed(desk, case_id, on, **more):
    """Tell the applicant; what was entered after the term is confirmed."""
    await desk.done(f"/cases/{case_id}/correction-notice", notice(on, **more))
    return await desk.confirmed(case_id)


def open_deadlines(case):
    return {d["rule"]: d["due_on"] for d in case["deadlines"] if d["state"] == "open"}


def codes(case):
    return {warning["code"] for warning in case["warnings"]}


async def test_dl_05_the_whole_term_counts_anew_from_the_corrected_application(desk):
    """domain.md 2.12: received 2025-03-03, noticed 03-10, corrected 04-01: due 2025-04-29."""
    case_id = await desk.registered(arrived_on="2025-03-03")
    told = await noticed(desk, case_id, "2025-03-10")
    assert (told["state"], told["due_on"], waits(told)) == ("handling", None, ["correction"])
    body = {"received_on": "2025-04-01", "description": "测试路"}
    await desk.done(f"/cases/{case_id}/correction", body)
    case = await desk.read(case_id)
    assert (case["due_on"], waits(case)) == ("2025-04-29", [])
    again = await desk.post(f"/cases/{case_id}/correction", body)
    assert (again.status_code, again.json()["why"]) == (409, "no_correction_awaited")


async def test_dl_03_a_notice_within_seven_working_days_is_in_time_a_later_one_is_taken_and_warned(
    desk,
):
    """条例30, DL-03: received 2025-03-03, the seventh working day is 2025-03-12."""
    in_time = await desk.registered(arrived_on="2025-03-03")
    assert codes(await noticed(desk, in_time, "2025-03-12")) == {
        "correction_notified_period_lapsed"
    }
    late = await desk.registered(arrived_on="2025-03-03")
    case = await noticed(desk, late, "2025-03-13")
    (warned,) = [w for w in case["warnings"] if w["code"] == "correction_notice_late"]
    assert "2025-03-12" in warned["basis"]
    assert waits(case) == ["correction"], "the clock stands all the same"


async def test_dl_04_the_applicants_period_counts_from_the_delivery(desk):
    """条例30, 江苏规范一(二)4: told 2025-03-10, delivered 03-12, 15 working days: 2025-04-02."""
    case_id = await desk.registered(arrived_on="2025-03-03")
    told = await noticed(desk, case_id, "2025-03-10")
    assert open_deadlines(told)["DL-04"] == "2025-03-31"
    path = f"/cases/{case_id}/correction-notice/delivery"
    await desk.done(path, {"delivered_on": "2025-03-12"})
    case = await desk.confirmed(case_id)
    ref = case["correction"]["id"]
    assert open_deadlines(case)["DL-04"] == "2025-04-02"
    assert (case["correction"]["delivered_on"], case["correction"]["due_on"]) == (
        "2025-03-12",
        "2025-04-02",
    )
    (held,) = case["waiting_for"]
    assert held == {
        "code": "correction",
        "code_label": "申请人补正",
        "ref": ref,
        "since": "2025-03-10",
        "until": "2025-04-02",
    }


async def test_dl_04_is_a_day_where_the_notice_sets_one(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    until = desk.calendar.nth_working_day_after(desk.clock.today(), 12)
    case = await noticed(desk, case_id, desk.ago(1), until=str(until))
    assert (case["correction"]["until"], case["correction"]["due_on"]) == (str(until), str(until))
    days = await desk.registered(arrived_on=str(desk.ago(3)))
    case = await noticed(desk, days, desk.ago(1), delivered_on=desk.today(), working_days=5)
    due = desk.calendar.nth_working_day_after(desk.clock.today(), 5)
    assert (case["correction"]["working_days"], case["correction"]["due_on"]) == (5, str(due))


async def test_a_last_day_is_a_working_day(desk):
    """A period that would end on a day of rest ends on the working day after it (民事诉讼法85)."""
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    days = (desk.clock.today() + timedelta(days=n) for n in range(5, 15))
    rest = next(day for day in days if not desk.calendar.is_working_day(day))
    refused = await desk.post(
        f"/cases/{case_id}/correction-notice", notice(desk.today(), until=str(rest))
    )
    assert (refused.status_code, refused.json()["code"]) == (422, "last_day_of_rest")
    assert refused.json()["errors"][0]["pointer"] == "/body/until"


async def test_a_correction_is_asked_for_once(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    await noticed(desk, case_id, desk.ago(1))
    path = f"/cases/{case_id}/correction-notice"
    for _ in ("while it is awaited", "after it has come"):
        again = await desk.post(path, notice(desk.today()))
        assert (again.status_code, again.json()["code"]) == (409, "correction_repeated")
        assert "notify_correction" not in again.json()["allowed_steps"]
        actions = (await desk.get(f"/cases/{case_id}/actions")).json()["items"]
        (why,) = [a["why_not"]["code"] for a in actions if a["code"] == "notify_correction"]
        assert why == "correction_repeated"
        await desk.post(f"/cases/{case_id}/correction", {"received_on": desk.today()})


async def test_a_notice_after_the_running_term_is_a_record_without_effect(desk):
    """domain.md 2.12.3: noticed 2025-04-10, after the term, corrected 04-15: due 2025-03-31."""
    case_id = await desk.registered(arrived_on="2025-03-03")
    path = f"/cases/{case_id}/correction-notice"
    told = await desk.done(path, notice("2025-04-10"))
    assert (told["due_on"], waits(told)) == ("2025-03-31", [])
    assert codes(told) == {"restart_without_effect"}
    assert not any(entry["awaits_confirmation"] for entry in told["late_entries"])
    await desk.done(f"/cases/{case_id}/correction", {"received_on": "2025-04-15"})
    case = await desk.read(case_id)
    assert (case["due_on"], case["light"]) == ("2025-03-31", "overdue")
    assert case["correction"]["received_on"] == "2025-04-15"


async def test_no_late_notice_looks_timely_by_one_persons_word(desk):
    """Neither after the term, nor after DL-03 while the term runs."""
    over = await desk.registered(arrived_on=str(desk.ago(25)))
    entered = await desk.done(f"/cases/{over}/correction-notice", notice(desk.ago(20)))
    assert (waits(entered), codes(entered)) == ([], {"restart_without_effect"})
    assert (await desk.confirmed(over))["due_on"] is None
    running = await desk.registered(arrived_on=str(desk.ago(12)))
    entered = await desk.done(f"/cases/{running}/correction-notice", notice(desk.ago(6)))
    (awaiting,) = [e for e in entered["late_entries"] if e["awaits_confirmation"]]
    assert (awaiting["type"], awaiting["entered_on"]) == ("correction_notified", desk.today())
    assert codes(entered) == {"correction_notice_late"}
    assert entered["correction"]["notified_on"] == desk.today()
    own = await desk.post(
        f"/cases/{running}/events/{awaiting['seq']}/confirmation", {"reason": "核对"}
    )
    assert own.status_code == 403
    confirmed = await desk.confirmed(running)
    assert (codes(confirmed), confirmed["correction"]["notified_on"]) == (
        set(),
        str(desk.ago(6)),
    )


async def test_a_head_alone_does_not_move_a_late_notice_into_its_term(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(12)))
    told = await noticed(desk, case_id, desk.ago(4))
    assert codes(told) == {"correction_notice_late"}
    (seq,) = [w["seq"] for w in told["warnings"]]
    correction = {"on": str(desk.ago(6)), "reason": "录入有误"}
    path = f"/cases/{case_id}/events/{seq}/correction"
    moved = await desk.done(path, correction, role=Role.HEAD)
    assert (codes(moved), moved["correction"]["notified_on"]) == (
        {"correction_notice_late"},
        str(desk.ago(4)),
    )
    assert codes(await desk.confirmed(case_id)) == set()


async def test_every_day_of_a_correction_can_be_put_right(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(9)))
    await noticed(desk, case_id, desk.ago(6), delivered_on=str(desk.ago(5)))
    await desk.done(f"/cases/{case_id}/correction", {"received_on": str(desk.ago(2))})
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    seqs = {event["type"]: event["seq"] for event in events}
    for kind, day in (
        ("correction_received", desk.ago(1)),
        ("correction_notice_delivered", desk.ago(4)),
        ("correction_notified", desk.ago(7)),
    ):
        body = {"on": str(day), "reason": "录入有误"}
        path = f"/cases/{case_id}/events/{seqs[kind]}/correction"
        await desk.done(path, body, role=Role.HEAD)
    case = await desk.read(case_id)
    told = case["correction"]
    assert [told[day] for day in ("notified_on", "delivered_on", "received_on")] == [
        str(desk.ago(7)),
        str(desk.ago(4)),
        str(desk.ago(1)),
    ]
    assert case["due_on"] == str(desk.calendar.nth_working_day_after(desk.ago(1), 20))
    early = {"on": str(desk.ago(8)), "reason": "录入有误"}
    refused = await desk.post(
        f"/cases/{case_id}/events/{seqs['correction_received']}/correction", early, role=Role.HEAD
    )
    assert refused.json()["code"] == "date_out_of_order"


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"items": []}, "/body/items"),
        ({"items": ["。"]}, "/body/items/0"),
        ({"items": [f"请说明{resident_id(8)}与本案的关系"]}, "/body/items/0"),
        ({"items": ["样例"] * 21}, "/body/items"),
        ({"working_days": 0}, "/body/working_days"),
        ({"working_days": 61}, "/body/working_days"),
        ({"working_days": 5, "until": "2030-01-01"}, "/body"),
        ({"until": "today"}, "/body/until"),
        ({"until": "2199-12-31"}, "/body/until"),
        ({"notified_on": "tomorrow"}, "/body/notified_on"),
        ({"notified_on": "early"}, "/body/notified_on"),
        ({"delivered_on": "tomorrow"}, "/body/delivered_on"),
        ({"delivered_on": "early"}, "/body/delivered_on"),
        ({"note": "内部"}, "/body/note"),
    ],
)
async def test_a_notice_that_does_not_hold_is_refused_and_changes_nothing(desk, wrong, pointer):
    days = {"today": desk.today(), "tomorrow": desk.tomorrow(), "early": str(desk.ago(9))}
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    before = await desk.read(case_id)
    said = {k: days.get(v, v) if isinstance(v, str) else v for k, v in wrong.items()}
    body = notice(desk.today()) | said
    refused = await desk.post(f"/cases/{case_id}/correction-notice", body)
    assert refused.status_code == 422, refused.text
    assert refused.json()["errors"][0]["pointer"] == pointer
    assert await desk.read(case_id) == before


async def test_who_may_not_and_what_is_stale(desk, organs):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    stale = (await desk.get(f"/cases/{case_id}")).headers["etag"]
    path = f"/cases/{case_id}/correction-notice"
    for role in (Role.LEADER, Role.SUPERVISOR, Role.AUDITOR):
        assert (await desk.post(path, notice(desk.today()), role=role)).status_code == 403
    foreign = await desk.post(path, notice(desk.today()), organ=organs.other)
    assert foreign.status_code == 404
    await noticed(desk, case_id, desk.ago(1))
    for step, body in (
        ("correction", {"received_on": desk.today()}),
        ("correction-notice/delivery", {"delivered_on": desk.today()}),
    ):
        old = await desk.post(f"/cases/{case_id}/{step}", body, etag=stale)
        assert (old.status_code, old.json()["code"]) == (412, "precondition_failed")
        beside = await desk.post(f"/cases/{case_id}/{step}", body, organ=organs.other)
        assert beside.status_code == 404
        early = {name: str(desk.ago(2)) for name in body}
        refused = await desk.post(f"/cases/{case_id}/{step}", early)
        assert (refused.status_code, refused.json()["code"]) == (422, "date_out_of_order")


async def test_what_is_said_replaces_what_was_asked_for_which_is_kept(desk, office):
    case_id = await desk.registered(
        arrived_on=str(desk.ago(3)), title="施工许可", description="一份", document_reference=None
    )
    await noticed(desk, case_id, desk.ago(1))
    body = {
        "received_on": desk.today(),
        "title": "测试路施工许可",
        "description": "测试路2025年的一份",
        "document_reference": "测许〔2025〕1号",
    }
    case = await desk.done(f"/cases/{case_id}/correction", body)
    assert (case["title"], case["description"], case["document_reference"]) == (
        "测试路施工许可",
        "测试路2025年的一份",
        "测许〔2025〕1号",
    )
    told = case["correction"]
    assert (told["by"], told["changed"]) == (
        "office",
        ["title", "description", "document_reference"],
    )
    assert told["former"] == {
        "title": "施工许可",
        "description": "一份",
        "document_reference": "",
    }
    event = (await desk.get(f"/cases/{case_id}/events")).json()[-1]
    assert len(event["data"]["former_digest"]) == 64
    assert "施工许可" not in str(event)
    found = await desk.get("/worklist", text="测试路施工许可")
    assert case_id in {item["id"] for item in found.json()["items"]}
    twin = await desk.registered(title="测试路施工许可", description="测试路2025年的一份")
    async with office.database.read_session() as session:
        query = "SELECT count(DISTINCT text_simhash) FROM matters WHERE id IN (:one, :two)"
        prints = await session.scalar(text(query), {"one": case_id, "two": twin})
    assert prints == 1, "a repetition of what it says now is found"
    changed = [e for e in await desk.changes("cases") if e["data"].get("case_id") == case_id]
    assert changed[-1]["data"]["title"] == "测试路施工许可"


async def test_a_title_that_names_the_applicant_is_not_told_beyond_the_office(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    await noticed(desk, case_id, desk.ago(1))
    body = {"received_on": desk.today(), "title": f"{person()['name']}的测试文件"}
    await desk.done(f"/cases/{case_id}/correction", body)
    changed = [e for e in await desk.changes("cases") if e["data"].get("case_id") == case_id]
    assert changed[-1]["data"].get("title") is None
    other = await desk.registered(arrived_on=str(desk.ago(3)))
    await noticed(desk, other, desk.ago(1))
    refused = await desk.post(
        f"/cases/{other}/correction",
        {"received_on": desk.today(), "title": f"查询{resident_id(8)}的档案"},
    )
    assert refused.json()["errors"][0]["code"] == "identity_in_text"


async def test_one_after_its_period_is_taken_and_marked_for_good_reason(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(15)))
    await noticed(desk, case_id, desk.ago(11), working_days=3)
    case = await desk.read(case_id)
    assert codes(case) == {"correction_notified_period_lapsed"}
    await desk.done(f"/cases/{case_id}/correction", {"received_on": desk.today()})
    case = await desk.read(case_id)
    assert case["correction"]["is_received_late"] is True
    assert codes(case) == {"correction_received_late"}
    due = desk.calendar.nth_working_day_after(desk.clock.today(), 20)
    assert case["due_on"] == str(due)


async def test_time_alone_brings_the_warning_of_a_period_that_lapsed_once(desk, desk_in):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    case = await noticed(desk, case_id, desk.ago(1), working_days=5)
    days = (date.fromisoformat(case["correction"]["due_on"]) - desk.clock.today()).days
    async with desk_in(days + 1) as over:
        await recompute_outdated(over.office, KINDS)
        lapsed = await over.read(case_id)
        assert codes(lapsed) == {"correction_notified_period_lapsed"}
        assert waits(lapsed) == ["correction"], "silence closes nothing by itself"
        async with over.office.database.read_session() as session:
            query = "SELECT recheck_on FROM matters WHERE id = :id"
            assert await session.scalar(text(query), {"id": case_id}) is None


async def test_while_a_correction_is_awaited_no_reply_is_handed_in(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    await noticed(desk, case_id, desk.ago(1))
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    refused = await desk.post(f"/cases/{case_id}/reply/submission")
    assert (refused.status_code, refused.json()["why"]) == (409, "answer_awaited")
    await desk.done(f"/cases/{case_id}/correction", {"received_on": desk.today()})
    await desk.done(f"/cases/{case_id}/reply/submission")


async def test_no_reply_is_older_than_the_corrected_application(desk):
    """条例30: the term counts from it, so an answer before it would be none to what is asked."""
    case_id = await desk.registered(arrived_on=str(desk.ago(8)))
    await noticed(desk, case_id, desk.ago(6))
    await desk.done(f"/cases/{case_id}/correction", {"received_on": str(desk.ago(2))})
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    await desk.done(f"/cases/{case_id}/reply/submission")
    path = f"/cases/{case_id}/reply/approval"
    early = {"approved_on": str(desk.ago(3)), "paper": "测试柜"}
    refused = await desk.post(path, early, role=Role.HEAD)
    assert (refused.status_code, refused.json()["code"]) == (422, "date_out_of_order")
    await desk.done(path, {**early, "approved_on": str(desk.ago(2))}, role=Role.HEAD)


async def test_a_still_unclear_application_is_refused_only_after_it_was_asked(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    unclear = {
        **REPLY,
        "decision": "still_unclear",
        "evidence": [
            {"kind": "correction_notice", "note": "补正告知书"},
            {"kind": "reason", "note": "补正后仍不明确"},
        ],
    }
    refused = await desk.post(f"/cases/{case_id}/reply", unclear)
    assert (refused.status_code, refused.json()["code"]) == (422, "evidence_reference_unknown")
    await noticed(desk, case_id, desk.ago(1))
    early = await desk.post(f"/cases/{case_id}/reply", unclear)
    assert (early.status_code, early.json()["code"]) == (409, "nothing_corrected_yet")
    await desk.done(f"/cases/{case_id}/correction", {"received_on": desk.today()})
    await desk.done(f"/cases/{case_id}/reply", unclear)


async def test_a_correction_that_came_is_not_awaited_because_its_notice_is_unconfirmed(desk):
    """The notice counts from its entry until it is confirmed, and came before its answer."""
    case_id = await desk.registered(arrived_on=str(desk.ago(15)))
    noticed_late = await desk.done(f"/cases/{case_id}/correction-notice", notice(desk.ago(14)))
    assert [e["awaits_confirmation"] for e in noticed_late["late_entries"]] == [False, True]
    body = {"received_on": str(desk.ago(10)), "title": "某文件"}
    came = await desk.done(f"/cases/{case_id}/correction", body)
    due_on = str(desk.calendar.nth_working_day_after(desk.ago(10), 20))
    assert (waits(came), came["clock_state"], came["due_on"]) == ([], "running", due_on)
    confirmed = await desk.confirmed(case_id)
    assert (waits(confirmed), confirmed["due_on"]) == ([], due_on)


async def test_a_correction_entered_late_counts_from_its_day_and_not_from_its_entry(desk):
    """Once the late notice is confirmed, nobody gains by leaving the correction unconfirmed."""
    case_id = await desk.registered(arrived_on=str(desk.ago(30)))
    await desk.done(f"/cases/{case_id}/correction-notice", notice(desk.ago(27)))
    late = await desk.read(case_id)
    body = {"received_on": str(desk.ago(15)), "title": "某文件"}
    came = await desk.done(f"/cases/{case_id}/correction", body)
    assert (came["due_on"], came["light"]) == (late["due_on"], "overdue")
    path = f"/cases/{case_id}/events/3/confirmation"
    confirmed = await desk.done(path, {"reason": "核对纸质材料"}, role=Role.LEADER)
    due_on = desk.calendar.nth_working_day_after(desk.ago(15), 20)
    assert (confirmed["due_on"], waits(confirmed)) == (str(due_on), [])
    assert not any(entry["awaits_confirmation"] for entry in confirmed["late_entries"])


# -- the applicant


async def asked_online(desk, **more):
    """An application filed online that the applicant is asked to correct: case, receipt."""
    case_id, receipt = await desk.filed()
    confirmed = {"confirmed_on": desk.today(), "means": "phone"}
    await desk.done(f"/cases/{case_id}/confirmation", confirmed)
    await desk.done(f"/cases/{case_id}/registration")
    await noticed(desk, case_id, desk.today(), **more)
    return case_id, receipt


async def correct(client, receipt, body, *, code=None, **headers):
    return await client.post(
        f"/requests/v1/applications/{receipt['receipt_number']}/correction",
        json=body,
        headers={"Gongkai-Access-Code": code or receipt["access_code"], **headers},
    )


async def look(client, receipt):
    shown = await client.get(
        f"/requests/v1/applications/{receipt['receipt_number']}",
        headers={"Gongkai-Access-Code": receipt["access_code"]},
    )
    return shown.json()


async def test_the_applicant_is_told_what_and_until_when_and_corrects_online(desk, client):
    case_id, receipt = await asked_online(desk, working_days=10)
    due = desk.calendar.nth_working_day_after(desk.clock.today(), 10)
    told = await look(client, receipt)
    assert told["can_correct"] is True
    assert told["correction"] == {
        "notified_on": desk.today(),
        "delivered_on": None,
        "items": [ITEM],
        "due_on": str(due),
        "received_on": None,
    }
    sent = await correct(client, receipt, {"title": "测试路施工许可"})
    assert sent.status_code == 200, sent.text
    assert (sent.json()["title"], sent.json()["can_correct"]) == ("测试路施工许可", False)
    due = desk.calendar.nth_working_day_after(desk.clock.today(), 20)
    assert sent.json()["due_on"] == str(due)
    assert sent.json()["correction"]["received_on"] == desk.today()
    case = await desk.read(case_id)
    assert (case["correction"]["by"], waits(case)) == ("applicant", [])
    event = (await desk.get(f"/cases/{case_id}/events")).json()[-1]
    assert (event["actor"], event["data"]["under"]) == ("applicant", None)
    again = await correct(client, receipt, {"title": "再一次"})
    assert (again.status_code, again.json()["why"]) == (409, "no_correction_awaited")


async def test_a_correction_that_is_sent_twice_is_taken_once(desk, client):
    case_id, receipt = await asked_online(desk)
    key = {"Idempotency-Key": str(uuid.uuid4())}
    first, again = [await correct(client, receipt, {"title": "测试路"}, **key) for _ in range(2)]
    assert (first.status_code, again.json()) == (200, first.json())
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    assert [event["type"] for event in events].count("correction_received") == 1


async def test_of_two_corrections_at_once_one_is_taken(desk, client):
    """Who waited for the lock sees what the first one did, also in the case's own columns."""
    case_id, receipt = await asked_online(desk)
    titles = ("测试路甲", "测试路乙")
    answers = await asyncio.gather(*(correct(client, receipt, {"title": t}) for t in titles))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    assert [event["type"] for event in events].count("correction_received") == 1


async def test_numbers_of_people_go_from_the_applicants_title_into_the_description(desk, client):
    case_id, receipt = await asked_online(desk)
    title = f"查询{resident_id(8)}的档案，电话{phone(8)}"
    await correct(client, receipt, {"title": title})
    case = await desk.read(case_id)
    assert case["title"] == f"查询{'*' * 18}的档案，电话{'*' * 11}"
    assert case["description"] == f"申请人填写的信息名称：{title}\n2025年测试文件一份"
    assert case["correction"]["changed"] == ["title", "description"]


async def test_an_applicant_who_was_not_asked_or_says_nothing_or_has_no_code(desk, client):
    _, receipt = await asked_online(desk)
    nothing = await correct(client, receipt, {})
    assert (nothing.status_code, nothing.json()["code"]) == (422, "correction_says_nothing")
    wrong = await correct(
        client, receipt, {"title": "测试"}, code="0000-0000-0000-0000-0000-0000-00"
    )
    assert (wrong.status_code, wrong.json()["code"]) == (404, "application_not_found")
    odd = await correct(client, receipt, {"title": "测试", "received_on": "2026-01-01"})
    assert odd.status_code == 422
    other = (await desk.file(2)).json()
    early = await correct(client, other, {"title": "测试"})
    assert (early.status_code, early.json()["why"]) == (409, "no_correction_awaited")
    assert (await look(client, other))["correction"] is None


async def test_a_file_that_was_handed_in_since_the_notice_is_a_correction_too(desk, client):
    case_id, receipt = await asked_online(desk)
    handed_in = await client.post(
        f"/requests/v1/applications/{receipt['receipt_number']}/attachments",
        params={"filename": "样例.pdf"},
        content=made.PDF,
        headers={
            "Gongkai-Access-Code": receipt["access_code"],
            "Content-Type": "application/pdf",
            "Idempotency-Key": str(uuid.uuid4()),
        },
    )
    assert handed_in.status_code == 201, handed_in.text
    sent = await correct(client, receipt, {})
    assert (sent.status_code, sent.json()["can_correct"]) == (200, False)
    case = await desk.read(case_id)
    assert (case["correction"]["changed"], case["correction"]["former"]) == ([], None)


async def test_a_correction_is_taken_while_a_registration_is_voided_and_not_after_the_end(
    desk, client
):
    case_id, receipt = await asked_online(desk)
    voided = {"reason": "登错"}
    await desk.done(f"/cases/{case_id}/registration/voiding", voided, role=Role.HEAD)
    assert (await correct(client, receipt, {"description": "更多"})).status_code == 200
    ended_id, ended = await asked_online(desk)
    await desk.done(f"/cases/{ended_id}/withdrawal", {"withdrawn_on": desk.today()})
    refused = await correct(client, ended, {"description": "更多"})
    assert (refused.status_code, refused.json()["why"]) == (409, "state")
    by_office = await desk.post(f"/cases/{ended_id}/correction", {"received_on": desk.today()})
    assert (by_office.status_code, by_office.json()["allowed_steps"]) == (409, [])


async def test_a_correction_under_a_re_issued_code_says_so(desk, client):
    without_mail = {**person(), "email": None}
    case_id, receipt = await desk.filed(without_mail)
    await desk.done(
        f"/cases/{case_id}/confirmation", {"confirmed_on": desk.today(), "means": "phone"}
    )
    await desk.done(f"/cases/{case_id}/registration")
    await noticed(desk, case_id, desk.today())
    body = {"reason": "遗失", "handover": "counter"}
    new = await desk.done(f"/cases/{case_id}/access-code", body)
    sent = await correct(client, receipt, {"description": "更多"}, code=new["access_code"])
    (act,) = sent.json()["acts_under_reissue"]
    assert (act["type"], act["under"]) == ("correction_received", "reissued_counter")


async def test_nothing_internal_is_told_and_oversight_reads_no_words(desk, organs):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)), title="施工许可")
    await noticed(desk, case_id, desk.ago(1))
    body = {"received_on": desk.today(), "description": "样例甲乙丙"}
    await desk.done(f"/cases/{case_id}/correction", body)
    above = {"role": Role.SUPERVISOR, "organ": organs.parent}
    seen = await desk.read(case_id, **above)
    assert (seen["correction"]["items"], seen["correction"]["former"]) == (None, None)
    assert seen["correction"]["notified_on"] == str(desk.ago(1))
    of = {"reason": "督查", "of": ["procedure"]}
    shown = (await desk.post(f"/cases/{case_id}/disclosures", of, **above)).json()
    assert shown["procedure"]["correction"]["items"] == [ITEM]


async def test_days_move_by_a_correction_of_the_receipt_of_the_correction(desk):
    """Later, once the new term is over, only with a second person."""
    case_id = await desk.registered(arrived_on=str(desk.ago(60)))
    await noticed(desk, case_id, desk.ago(56))
    await desk.done(f"/cases/{case_id}/correction", {"received_on": str(desk.ago(30))})
    due = desk.calendar.nth_working_day_after(desk.ago(30), 20)
    assert (await desk.read(case_id))["due_on"] == str(due)
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    (seq,) = [e["seq"] for e in events if e["type"] == "correction_received"]
    body = {"on": str(desk.ago(29)), "reason": "录入有误"}
    path = f"/cases/{case_id}/events/{seq}/correction"
    assert (await desk.done(path, body, role=Role.HEAD))["due_on"] == str(due)
    moved = await desk.confirmed(case_id)
    assert moved["due_on"] == str(desk.calendar.nth_working_day_after(desk.ago(29), 20))
    assert date.fromisoformat(moved["due_on"]) > due - timedelta(days=1)


async def test_the_day_of_an_online_correction_is_the_platforms_own(desk, client):
    """Day 0 of the new term: nobody moves it by a correction of days."""
    case_id, receipt = await asked_online(desk)
    assert (await correct(client, receipt, {"title": "某文件"})).status_code == 200
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    (seq,) = [event["seq"] for event in events if event["type"] == "correction_received"]
    await desk.read(case_id)
    body = {"on": str(desk.ago(1)), "reason": "录入有误"}
    path = f"/cases/{case_id}/events/{seq}/correction"
    refused = await desk.post(path, body, role=Role.HEAD)
    assert (refused.status_code, refused.json()["code"]) == (409, "event_not_correctable")
