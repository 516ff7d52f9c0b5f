"""Pausing a local clock (DL-45, 巴彦淖尔市办法27): only where the text knows it."""

import pytest
import pytest_asyncio

from gongkai.auth.principal import Role
from gongkai.db import new_id
from gongkai.reference.organs import apply_organ
from tests.feed_events import organ_event
from tests.integration.requests_api.office_desk import waits

REASON = "样例：洪水致档案库停用"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def local(app):
    """An organ whose local text knows pauses."""
    organ_id = new_id()
    event = organ_event(organ_id, None, "戊局", [organ_id], region_code="150802")
    async with app.state.database.unit_of_work() as session:
        await apply_organ(session, event)
    return organ_id


async def case_of(desk, organ, arrived_on):
    case = await desk.key_in(organ=organ, organ_id=str(organ), arrived_on=str(arrived_on))
    await desk.done(f"/cases/{case['id']}/registration", organ=organ)
    return case["id"]


def body(on, **more):
    return {"on": str(on), "reason": REASON, **more}


def due(case):
    return {d["rule"]: d["due_on"] for d in case["deadlines"] if d["state"] == "open"}


async def test_the_local_clock_stands_and_runs_on_and_the_national_one_runs_through(desk, local):
    arrived = desk.ago(6)
    case_id = await case_of(desk, local, arrived)
    path = f"/cases/{case_id}"
    paused = await desk.done(f"{path}/pause", body(desk.ago(4)), organ=local)
    assert waits(paused) == ["pause"]
    assert paused["due_on"] == due(paused)["DL-01"], "the national term runs on"
    assert due(paused)["DL-01"] == str(desk.calendar.nth_working_day_after(arrived, 20))
    assert (paused["pauses"][0]["reason"], paused["pauses"][0]["resumed_on"]) == (REASON, None)
    again = await desk.post(f"{path}/pause", body(desk.today()), organ=local)
    assert (again.status_code, again.json()["why"]) == (409, "paused_already")
    resumed = await desk.done(f"{path}/resumption", body(desk.ago(1)), organ=local)
    assert due(resumed)["DL-42"] == str(desk.calendar.nth_working_day_after(arrived, 15 + 3))
    assert waits(resumed) == []
    assert resumed["due_on"] == due(resumed)["DL-42"]
    assert resumed["pauses"][0]["resumption_reason"] == REASON
    twice = await desk.post(f"{path}/resumption", body(desk.today()), organ=local)
    assert (twice.status_code, twice.json()["why"]) == (409, "not_paused")
    await desk.done(f"{path}/pause", body(desk.today()), organ=local)
    assert REASON not in str((await desk.get(f"{path}/events", organ=local)).json())


async def test_where_no_rule_pauses_it_is_refused_with_the_reason(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    for step, code in (("pause", "pause"), ("resumption", "resume")):
        refused = await desk.post(f"/cases/{case_id}/{step}", body(desk.today()))
        assert (refused.status_code, refused.json()["why"]) == (409, "no_pause_in_rules")
        actions = (await desk.get(f"/cases/{case_id}/actions")).json()["items"]
        (why,) = [action["why_not"] for action in actions if action["code"] == code]
        assert why == {"code": "no_pause_in_rules", "text": "本案适用的规定没有中止计算期限"}


async def test_a_pause_after_the_local_term_is_warned_of_and_holds_nothing(desk, local):
    case_id = await case_of(desk, local, desk.ago(16))
    case = await desk.done(f"/cases/{case_id}/pause", body(desk.today()), organ=local)
    assert (waits(case), {w["code"] for w in case["warnings"]}) == ([], {"stop_without_effect"})
    assert case["due_on"] == str(desk.calendar.nth_working_day_after(desk.ago(16), 15))


async def test_a_pause_of_a_term_that_is_over_counts_when_a_second_person_confirms_it(desk, local):
    case_id = await case_of(desk, local, desk.ago(18))
    entered = await desk.done(f"/cases/{case_id}/pause", body(desk.ago(10)), organ=local)
    (awaiting,) = [e for e in entered["late_entries"] if e["awaits_confirmation"]]
    assert awaiting["type"] == "paused"
    assert entered["light"] == "overdue"
    confirmed = await desk.confirmed(case_id, organ=local)
    assert confirmed["due_on"] == str(desk.calendar.nth_working_day_after(desk.ago(18), 20))


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"on": "tomorrow"}, "/body/on"),
        ({"on": "early"}, "/body/on"),
        ({"reason": "。"}, "/body/reason"),
        ({"until": "2026-01-01"}, "/body/until"),
    ],
)
async def test_a_pause_that_does_not_hold_is_refused(desk, local, wrong, pointer):
    days = {"tomorrow": desk.tomorrow(), "early": str(desk.ago(9))}
    case_id = await case_of(desk, local, desk.ago(3))
    said = body(desk.today()) | {name: days.get(value, value) for name, value in wrong.items()}
    refused = await desk.post(f"/cases/{case_id}/pause", said, organ=local)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == pointer


async def test_who_may_not_what_is_stale_and_what_comes_too_early(desk, local, organs):
    case_id = await case_of(desk, local, desk.ago(5))
    path = f"/cases/{case_id}"
    leader = await desk.post(f"{path}/pause", body(desk.today()), role=Role.LEADER, organ=local)
    assert leader.status_code == 403
    foreign = await desk.post(f"{path}/pause", body(desk.today()), organ=organs.other)
    assert foreign.status_code == 404
    await desk.done(f"{path}/pause", body(desk.ago(2)), organ=local)
    early = await desk.post(f"{path}/resumption", body(desk.ago(3)), organ=local)
    assert early.json()["code"] == "date_out_of_order"
    stale = await desk.post(f"{path}/resumption", body(desk.today()), organ=local, etag='"v1"')
    assert stale.status_code == 412


async def test_its_days_can_be_put_right(desk, local):
    case_id = await case_of(desk, local, desk.ago(6))
    path = f"/cases/{case_id}"
    await desk.done(f"{path}/pause", body(desk.ago(3)), organ=local)
    await desk.done(f"{path}/resumption", body(desk.ago(1)), organ=local)
    events = (await desk.get(f"{path}/events", organ=local)).json()
    seqs = {event["type"]: event["seq"] for event in events}
    for kind, member, day in (("paused", "on", 4), ("resumed", "resumed_on", 2)):
        right = {"on": str(desk.ago(day)), "reason": "录入有误"}
        corrected = f"{path}/events/{seqs[kind]}/correction"
        case = await desk.done(corrected, right, role=Role.HEAD, organ=local)
        assert case["pauses"][0][member] == str(desk.ago(day))


async def test_the_notice_in_writing_is_on_record_with_its_day_and_moves_nothing(desk, local):
    """巴彦淖尔市办法27: 应及时用书面形式通知申请人中止理由."""
    case_id = await case_of(desk, local, desk.ago(6))
    path = f"/cases/{case_id}"
    nothing = await desk.post(f"{path}/pause/notice", {"notified_on": desk.today()}, organ=local)
    assert (nothing.status_code, nothing.json()["why"]) == (409, "no_pause_untold")
    paused = await desk.done(f"{path}/pause", body(desk.ago(4)), organ=local)
    assert paused["pauses"][0]["notified_on"] is None
    assert "notify_pause" in paused["available_actions"]
    early = await desk.post(f"{path}/pause/notice", {"notified_on": str(desk.ago(5))}, organ=local)
    assert (early.status_code, early.json()["errors"][0]["pointer"]) == (422, "/body/notified_on")
    told = await desk.done(f"{path}/pause/notice", {"notified_on": str(desk.ago(3))}, organ=local)
    assert told["pauses"][0]["notified_on"] == str(desk.ago(3))
    assert due(told) == due(paused)
    assert "notify_pause" not in told["available_actions"]
    event = (await desk.get(f"{path}/events", organ=local)).json()[-1]
    assert (event["type"], event["occurred_on"]) == ("pause_notified", str(desk.ago(3)))
    outer = await desk.get(f"{path}/timeline", organ=local, view="outer")
    assert "已书面通知您中止的理由" in outer.text


async def test_a_pause_can_state_its_notice_and_each_pause_has_one_of_its_own(desk, local):
    case_id = await case_of(desk, local, desk.ago(8))
    path = f"/cases/{case_id}"
    first = body(desk.ago(6), notified_on=str(desk.ago(5)))
    assert (await desk.done(f"{path}/pause", first, organ=local))["pauses"][0]["notified_on"] == (
        str(desk.ago(5))
    )
    before = body(desk.ago(2), notified_on=str(desk.ago(3)))
    await desk.done(f"{path}/resumption", body(desk.ago(4)), organ=local)
    refused = await desk.post(f"{path}/pause", before, organ=local)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (
        422,
        "/body/notified_on",
    )
    await desk.done(f"{path}/pause", body(desk.ago(2)), organ=local)
    told = await desk.done(f"{path}/pause/notice", {"notified_on": desk.today()}, organ=local)
    assert [pause["notified_on"] for pause in told["pauses"]] == [
        str(desk.ago(5)),
        desk.today(),
    ]
