"""A clerk asks for an extension, the head extends or refuses (条例33, DL-02)."""

import pytest_asyncio

from gongkai.auth.principal import Role
from gongkai.reference.people import apply_person
from tests.feed_events import person_event

REASON = "样例：需检索多个部门的档案"
NAMES = {"clerk": "样例经办", "head": "样例负责"}


@pytest_asyncio.fixture(scope="module", autouse=True, loop_scope="session")
async def people(app, organs):
    async with app.state.database.unit_of_work() as session:
        for subject, name in NAMES.items():
            event = person_event(subject, organs.own, subject, name=name, revision=9)
            await apply_person(session, event)


async def ask(desk, case_id, working_days=10, **more):
    body = {"working_days": working_days, "reason": REASON}
    return await desk.post(f"/cases/{case_id}/extension-request", body, **more)


def extension(desk, working_days=10):
    return {
        "working_days": working_days,
        "approved_on": desk.today(),
        "notified_on": desk.today(),
    }


async def test_a_request_extends_nothing_and_shows_who_asks_when_and_why(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(5)))
    before = await desk.read(case_id)
    case = (await ask(desk, case_id)).json()
    assert (case["due_on"], case["extended"]) == (before["due_on"], False)
    (request,) = case["extension_requests"]
    assert request | {"id": None} == {
        "id": None,
        "working_days": 10,
        "requested_on": desk.today(),
        "requested_by": "clerk",
        "requested_by_name": NAMES["clerk"],
        "reason": REASON,
        "answer": None,
        "answer_label": None,
        "answered_on": None,
        "answered_by": None,
        "answered_by_name": None,
        "refusal_reason": None,
    }
    assert REASON not in str((await desk.get(f"/cases/{case_id}/events")).json())
    again = await ask(desk, case_id)
    assert (again.status_code, again.json()["why"]) == (409, "extension_asked_already")


async def test_dl_02_the_head_extends_and_the_request_is_answered(desk):
    """条例33: received 20 working days of term, extended by 10 within it."""
    arrived = desk.ago(5)
    case_id = await desk.registered(arrived_on=str(arrived))
    await ask(desk, case_id)
    path = f"/cases/{case_id}/extension"
    by_asker = await desk.post(path, extension(desk))
    assert (by_asker.status_code, by_asker.json()["code"]) == (403, "extension_needs_head")
    case = await desk.done(path, extension(desk, 8), role=Role.HEAD)
    assert case["due_on"] == str(desk.calendar.nth_working_day_after(arrived, 28))
    (request,) = case["extension_requests"]
    assert (request["answer"], request["answered_by_name"], request["working_days"]) == (
        "granted",
        NAMES["head"],
        10,
    )
    again = await ask(desk, case_id)
    assert (again.status_code, again.json()["why"]) == (409, "extended_already")


async def test_dl_02_by_the_dates_of_the_law(desk):
    """domain.md 2.12: received 2025-03-03, extended by 10 / 20 working days."""
    for working_days, due in ((10, "2025-04-15"), (20, "2025-04-28")):
        case_id = await desk.registered(arrived_on="2025-03-03")
        told = {"approved_on": "2025-03-27", "notified_on": "2025-03-28"}
        body = {"working_days": working_days, **told}
        await desk.done(f"/cases/{case_id}/extension", body, role=Role.HEAD)
        assert (await desk.confirmed(case_id))["due_on"] == due


async def test_the_head_refuses_with_a_reason_and_the_answer_says_what_is_possible(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(5)))
    path = f"/cases/{case_id}/extension-refusal"
    none = await desk.post(path, {"reason": "样例理由"}, role=Role.HEAD)
    assert (none.status_code, none.json()["why"]) == (409, "no_extension_asked")
    await ask(desk, case_id)
    for role in (Role.CLERK, Role.LEADER):
        refused = await desk.post(path, {"reason": "样例理由"}, role=role)
        assert (refused.status_code, refused.json()["code"]) == (403, "extension_needs_head")
    case = await desk.done(path, {"reason": "应当按期答复"}, role=Role.HEAD)
    assert {"draft", "extend", "request_extension"} <= set(case["available_actions"])
    (request,) = case["extension_requests"]
    assert (request["answer_label"], request["refusal_reason"]) == ("不同意延期", "应当按期答复")
    assert (await ask(desk, case_id, 5)).status_code == 200
    case = await desk.done(f"/cases/{case_id}/extension", extension(desk, 5), role=Role.HEAD)
    assert [r["answer"] for r in case["extension_requests"]] == ["refused", "granted"]


async def test_what_the_head_could_not_agree_to_is_not_asked_for(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(5)))
    too_long = await ask(desk, case_id, 21)
    assert (too_long.status_code, too_long.json()["cap_working_days"]) == (422, 20)
    for body, pointer in (
        ({"working_days": 0, "reason": REASON}, "/body/working_days"),
        ({"working_days": 5, "reason": "。"}, "/body/reason"),
        ({"working_days": 5}, "/body/reason"),
    ):
        refused = await desk.post(f"/cases/{case_id}/extension-request", body)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)
    over = await desk.registered(arrived_on=str(desk.ago(25)))
    late = await ask(desk, over)
    assert (late.status_code, late.json()["code"]) == (409, "extension_too_late")
    assert "draft" in late.json()["allowed_steps"]


async def test_who_may_not_what_is_stale_and_what_oversight_sees(desk, organs):
    case_id = await desk.registered(arrived_on=str(desk.ago(5)))
    for role in (Role.LEADER, Role.AUDITOR):
        assert (await ask(desk, case_id, role=role)).status_code == 403
    assert (await ask(desk, case_id, organ=organs.other)).status_code == 404
    stale = await ask(desk, case_id, etag='"v1"')
    assert stale.status_code == 412
    await ask(desk, case_id)
    seen = await desk.read(case_id, role=Role.SUPERVISOR, organ=organs.parent)
    (request,) = seen["extension_requests"]
    assert (request["requested_by"], request["reason"]) == ("clerk", None)
