"""Joint handling: internal deadlines that are real ones, and what another organ sees meanwhile."""

from datetime import timedelta

from gongkai.auth.principal import Role
from gongkai.contracts import RequestsDeadlineCleared, RequestsDeadlineSet
from tests.integration.requests_api.fee_desk import fee_notice
from tests.integration.requests_api.office_desk import SECRETS
from tests.integration.requests_api.test_attachments import add

RULE = "HOUSE-HANDLING"


async def ask(desk, case_id, **body):
    return await desk.done(f"/cases/{case_id}/handling-units", body)


async def units(desk, case_id, **options):
    return (await desk.get(f"/cases/{case_id}/handling-units", **options)).json()["items"]


def internal(case):
    return [item for item in case["deadlines"] if item["rule"] == RULE]


async def test_an_internal_day_is_a_deadline_of_its_own_and_moves_no_term(desk):
    case_id = await desk.registered()
    before = await desk.read(case_id)
    due = desk.calendar.nth_working_day_after(desk.clock.today(), 5)
    after = await ask(desk, case_id, unit="规划科", due_on=str(due))
    (deadline,) = internal(after)
    (unit,) = await units(desk, case_id)
    assert (deadline["ref"], deadline["state"], deadline["due_on"]) == (
        unit["id"],
        "open",
        str(due),
    )
    assert deadline["rule_label"] == "承办期限（内部）"
    assert (after["due_on"], after["state"]) == (before["due_on"], before["state"])
    feed = [
        e for e in await desk.changes("deadlines") if e["data"]["deadline_id"] == deadline["id"]
    ]
    assert [(e["type"], e["data"]["due_on"]) for e in feed] == [
        (RequestsDeadlineSet.TYPE, str(due))
    ]
    done = await desk.done(f"/cases/{case_id}/handling-units/{unit['id']}/completion")
    assert [item["state"] for item in internal(done)] == ["met"]
    (unit,) = await units(desk, case_id)
    assert unit["completed_on"] == desk.today()
    feed = [
        e for e in await desk.changes("deadlines") if e["data"]["deadline_id"] == deadline["id"]
    ]
    assert (feed[-1]["type"], feed[-1]["data"]["outcome"]) == (RequestsDeadlineCleared.TYPE, "met")


async def test_what_was_not_done_is_void_when_the_case_ends(desk):
    case_id = await desk.registered()
    await ask(desk, case_id, unit="规划科", due_on=desk.today())
    await ask(desk, case_id, unit="档案室")
    ended = await desk.done(f"/cases/{case_id}/withdrawal", {"withdrawn_on": desk.today()})
    assert [item["state"] for item in internal(ended)] == ["void"]
    (first, _) = await units(desk, case_id)
    late = await desk.post(f"/cases/{case_id}/handling-units/{first['id']}/completion")
    assert (late.status_code, late.json()["code"]) == (409, "case_step_not_allowed")


async def test_an_internal_day_lies_between_today_and_the_answer(desk):
    case_id = await desk.registered()
    due = (await desk.read(case_id))["due_on"]
    path = f"/cases/{case_id}/handling-units"
    await desk.done(path, {"unit": "规划科", "due_on": due})
    after = str(desk.calendar.nth_working_day_after(desk.clock.today(), 21))
    for day, code in (
        (str(desk.clock.today() - timedelta(days=1)), "date_out_of_order"),
        (after, "internal_due_after_term"),
    ):
        refused = await desk.post(path, {"unit": "规划科", "due_on": day})
        assert (refused.status_code, refused.json()["code"]) == (422, code)
        assert refused.json()["errors"][0]["pointer"] == "/body/due_on"


async def test_bad_input_and_a_wrong_moment_are_refused(desk, organs):
    case_id = await desk.registered()
    path = f"/cases/{case_id}/handling-units"
    for body in ({}, {"unit": ""}, {"unit": "电话13800000001"}, {"due_on": desk.today()}):
        assert (await desk.post(path, body)).status_code == 422, body
    unknown = await desk.post(path, {"organ_id": "01890a5d-ac96-774b-bcce-b302099a8057"})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "organ_unknown")
    assert (await desk.post(path, {"unit": "规划科"}, role=Role.AUDITOR)).status_code == 403
    foreign = await desk.post(path, {"unit": "规划科"}, organ=organs.other)
    assert (foreign.status_code, foreign.json()["code"]) == (404, "case_not_found")
    early = await desk.key_in()
    refused = await desk.post(f"/cases/{early['id']}/handling-units", {"unit": "规划科"})
    assert (refused.status_code, refused.json()["code"]) == (409, "case_step_not_allowed")


async def test_a_unit_is_done_once_by_the_present_version(desk):
    case_id = await desk.registered()
    await ask(desk, case_id, unit="规划科")
    await ask(desk, case_id, unit="档案室")
    first, _ = await units(desk, case_id)
    path = f"/cases/{case_id}/handling-units/{first['id']}/completion"
    stale = await desk.post(path, etag='"v1"')
    assert stale.status_code == 412
    await desk.done(path)
    again = await desk.post(path)
    assert (again.status_code, again.json()["code"]) == (409, "handling_unit_completed")
    other = await desk.registered()
    await ask(desk, other, unit="规划科")
    strange = await desk.post(f"/cases/{other}/handling-units/{first['id']}/completion")
    assert (strange.status_code, strange.json()["code"]) == (404, "handling_unit_not_found")


async def test_another_organ_reads_the_case_masked_until_its_part_is_done(desk, organs):
    case_id = await desk.registered()
    unseen = await desk.get(f"/cases/{case_id}", organ=organs.other)
    assert unseen.status_code == 404
    case = await ask(desk, case_id, organ_id=str(organs.other), due_on=desk.today())
    etag = desk.etags[case_id]
    seen = await desk.get(f"/cases/{case_id}", organ=organs.other)
    assert seen.status_code == 200, seen.text
    shown = seen.json()
    assert (shown["description"], shown["free_text_withheld"]) == (None, True)
    assert shown["available_actions"] == []
    assert not any(secret in seen.text for secret in SECRETS)
    for path in ("events", "timeline", "notes", "links", "handling-units", "actions", "clock"):
        part = await desk.get(f"/cases/{case_id}/{path}", organ=organs.other)
        assert part.status_code == 404, path
    refused = await desk.post(
        f"/cases/{case_id}/assignment", {"assignee": "clerk-2"}, organ=organs.other, etag=etag
    )
    assert refused.status_code == 404
    desk.etags[case_id] = f'"v{case["version"]}"'
    (unit,) = await units(desk, case_id)
    await desk.done(f"/cases/{case_id}/handling-units/{unit['id']}/completion")
    assert (await desk.get(f"/cases/{case_id}", organ=organs.other)).status_code == 404


async def test_of_the_procedure_another_organ_reads_the_days_and_no_word(desk, organs):
    said = ["样例补正事项甲", "样例理由乙", "样例情形丙", "样例附件丁.pdf", "样例延期戊"]
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    await ask(desk, case_id, organ_id=str(organs.other))
    today, path = desk.today(), f"/cases/{case_id}"
    attached = await add(desk, case_id, name=said[3])
    assert attached.status_code == 201, attached.text
    await desk.read(case_id)
    await desk.done(f"{path}/extension-request", {"working_days": 1, "reason": said[4]})
    asked = {"requested_on": today}
    await desk.done(f"{path}/explanation-request", asked)
    given = {"received_on": today, "reasons": said[1]}
    await desk.done(f"{path}/explanation", given)
    await desk.done(f"{path}/correction-notice", {"notified_on": today, "items": [said[0]]})
    corrected = {"received_on": today, "description": "样例描述己"}
    await desk.done(f"{path}/correction", corrected)
    await desk.done(f"{path}/fee-notice", fee_notice(today, grounds=said[2]))
    own = await desk.get(path)
    assert all(word in own.text for word in (said[0], said[1], said[2], said[4]))
    seen = await desk.get(path, organ=organs.other)
    assert seen.status_code == 200, seen.text
    assert not any(word in seen.text for word in (*said, "样例描述己"))
    shown = seen.json()
    assert (shown["correction"]["items"], shown["correction"]["former"]) == (None, None)
    assert shown["correction"]["notified_on"] == today
    assert shown["available_actions"] == []
    for part in ("letters", "attachments", "events", "timeline", "decision-guide", "suggestions"):
        hidden = await desk.get(f"{path}/{part}", organ=organs.other)
        assert hidden.status_code == 404, part
    content = f"{path}/attachments/{attached.json()['id']}/content"
    assert (await desk.get(content, organ=organs.other)).status_code == 404


async def test_reading_ends_with_the_case(desk, organs):
    case_id = await desk.registered()
    await ask(desk, case_id, organ_id=str(organs.other))
    await desk.done(f"/cases/{case_id}/withdrawal", {"withdrawn_on": desk.today()})
    assert (await desk.get(f"/cases/{case_id}", organ=organs.other)).status_code == 404


async def test_mine_is_what_i_am_responsible_for_and_what_my_organ_handles_jointly(desk, organs):
    async def mine(path, **params):
        listed = await desk.get(path, organ=organs.other, **params)
        assert listed.status_code == 200, listed.text
        return {item["id"] for item in listed.json()["items"]}

    earlier = await mine("/worklist", assignee="me")
    joint = await desk.registered()
    await ask(desk, joint, organ_id=str(organs.other))
    theirs = await desk.key_in(organ_id=str(organs.other), organ=organs.other)
    await desk.done(f"/cases/{theirs['id']}/registration", organ=organs.other)

    for path in ("/worklist", "/cases"):
        for sort in ("due", "-received", "number"):
            assert await mine(path, assignee="me", sort=sort) - earlier == {joint, theirs["id"]}
        assert await mine(path) - earlier == {theirs["id"]}, "the organ's own list stays its own"
    counted = (await desk.get("/worklist/counts", organ=organs.other, assignee="me")).json()
    assert counted["total"] == len(earlier) + 2
    nobody = await desk.get("/worklist", organ=organs.parent, assignee="me")
    assert not {joint, theirs["id"]} & {item["id"] for item in nobody.json()["items"]}


async def test_whose_work_it_is_survives_paging(desk, organs):
    for _ in range(3):
        await ask(desk, await desk.registered(), organ_id=str(organs.parent))
    found, cursor = [], None
    while True:
        more = {"cursor": cursor} if cursor else {}
        page = (
            await desk.get("/worklist", organ=organs.parent, assignee="me", limit=1, **more)
        ).json()
        found += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert len(found) == len(set(found)) == 3
