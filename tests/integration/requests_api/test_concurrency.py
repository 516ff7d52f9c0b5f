"""Many at once on the real database: numbers without a gap, one winner, no stall."""

import asyncio

import pytest

from gongkai.auth.principal import Role
from gongkai.db import new_id
from gongkai.reference.organs import apply_organ
from requests_api.matters.desk import Desk
from tests.feed_events import organ_event
from tests.integration.requests_api.office_desk import REPLY


@pytest.fixture
async def organ(app):
    """An organ that has registered nothing yet."""
    organ_id = new_id()
    async with app.state.database.unit_of_work() as session:
        await apply_organ(session, organ_event(organ_id, None, "丁局", [organ_id]))
    return organ_id


def serial(number):
    return int(number.split("〕")[1].rstrip("号"))


async def test_parallel_registrations_leave_no_gap_and_no_double_also_when_some_fail(
    desk, organ, monkeypatch
):
    n, fail_every = 24, 4
    cases = [await desk.key_in(organ_id=str(organ), organ=organ) for _ in range(n)]
    doomed = {case["id"] for case in cases[::fail_every]}
    put = Desk.put_on_record

    async def fail_after_the_number(self, case, *acts):
        standing = await put(self, case, *acts)
        if acts[0].event.TYPE == "registered" and str(case.id) in doomed:
            raise TimeoutError("the transaction breaks after it took its number")
        return standing

    monkeypatch.setattr(Desk, "put_on_record", fail_after_the_number)

    async def register(case):
        answer = await desk.post(f"/cases/{case['id']}/registration", organ=organ)
        while answer.status_code == 503 and answer.json()["code"] == "overloaded":
            answer = await desk.post(f"/cases/{case['id']}/registration", organ=organ)
        return answer

    answers = await asyncio.gather(*map(register, cases))
    taken = sorted(serial(a.json()["number"]) for a in answers if a.is_success)
    assert {a.status_code for a in answers} == {200, 503}
    assert taken == list(range(1, n - len(doomed) + 1))
    monkeypatch.undo()
    rest = [await desk.done(f"/cases/{case_id}/registration", organ=organ) for case_id in doomed]
    assert sorted(serial(case["number"]) for case in rest) == list(range(len(taken) + 1, n + 1))


async def test_one_case_is_registered_once(desk, organ):
    case = await desk.key_in(organ_id=str(organ), organ=organ)
    path = f"/cases/{case['id']}/registration"
    tag = desk.etags[case["id"]]
    answers = await asyncio.gather(*(desk.post(path, organ=organ, etag=tag) for _ in range(8)))
    assert sorted(a.status_code for a in answers) == [200] + [412] * 7
    other = await desk.key_in(organ_id=str(organ), organ=organ)
    second = await desk.done(f"/cases/{other['id']}/registration", organ=organ)
    assert serial(second["number"]) == 2


async def test_of_two_approvals_one_wins(desk):
    for _ in range(4):
        case_id = await desk.registered()
        path = f"/cases/{case_id}/reply"
        await desk.done(path, REPLY)
        await desk.done(f"{path}/submission")
        tag = desk.etags[case_id]
        answers = await asyncio.gather(
            desk.post(f"{path}/approval", role=Role.HEAD, etag=tag),
            desk.post(f"{path}/approval", role=Role.LEADER, etag=tag),
            desk.post(f"{path}/return", {"reason": "再核"}, role=Role.HEAD, etag=tag),
        )
        assert sorted(a.status_code for a in answers) == [200, 412, 412]
        events = (await desk.get(f"/cases/{case_id}/events")).json()
        decided = [e for e in events if e["type"] in {"reply_approved", "reply_returned"}]
        assert len(decided) == 1
        chain = (await desk.get(f"/cases/{case_id}/events/verification")).json()
        assert (chain["valid"], chain["length"]) == (True, len(events))


async def test_more_refusals_at_once_than_connections_are_all_on_record(desk):
    """Each refusal is written after its own transaction gave its connection back."""
    case_id = await desk.registered()
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    await desk.done(f"/cases/{case_id}/reply/submission")
    answers = await asyncio.gather(
        *(desk.post(f"/cases/{case_id}/reply/approval") for _ in range(40))
    )
    assert {a.status_code for a in answers} == {403}
    assert len((await desk.get(f"/cases/{case_id}/refusals")).json()) == 40


async def test_of_many_withdrawals_by_the_applicant_one_is_put_on_record(desk, client):
    receipt = (await desk.file()).json()
    path = f"/requests/v1/applications/{receipt['receipt_number']}/withdrawal"
    code = {"Gongkai-Access-Code": receipt["access_code"]}
    answers = await asyncio.gather(*(client.post(path, headers=code) for _ in range(8)))
    assert sorted(a.status_code for a in answers) == [200] + [409] * 7
    found = (await desk.get("/cases", number=receipt["receipt_number"])).json()["items"]
    assert [(case["state"], case["version"]) for case in found] == [("withdrawn", 2)]
