"""Asking for a correction (条例30): once, within the term, with a period from the delivery."""

from datetime import timedelta

import pytest

from gongkai.auth.principal import Role
from tests.integration.requests_api.correction_desk import codes, notice, noticed, open_deadlines
from tests.integration.requests_api.office_desk import waits
from tests.samples import resident_id


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
