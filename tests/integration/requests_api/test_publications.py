"""What many ask for is proposed for publication: the information, never who asked."""

import asyncio

import pytest
from sqlalchemy import text

from gongkai.auth.principal import Role
from gongkai.db import new_id
from requests_api.publications.proposal import ProposalRefused, ProposalsUnavailable
from requests_api.publications.sending_service import send_due
from tests.integration.requests_api.office_desk import REPLY, SECRETS

REASON = {"reason": "多个申请人申请公开同一信息"}
WITHHELD = {
    "decision": "not_found",
    "evidence": [{"kind": "search_record", "note": "检索了档案和办公系统"}],
    "content": "经检索，没有您申请的信息。",
}


class FakeProposals:
    """What catalog-api would do with proposals."""

    def __init__(self):
        self.told, self.outcome, self.duty = [], None, new_id()

    async def propose(self, proposal):
        self.told.append(proposal)
        if self.outcome is not None:
            raise self.outcome
        return self.duty


async def of_case(desk, case_id, **options):
    answer = await desk.get(f"/cases/{case_id}/publication", **options)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_proposal_is_told_after_the_commit_and_what_came_of_it_is_shown(desk, office):
    catalog, case_id = FakeProposals(), await desk.registered(title="示例路规划许可")
    none = await desk.get(f"/cases/{case_id}/publication")
    assert (none.status_code, none.json()["code"]) == (404, "publication_not_found")
    assert (await desk.read(case_id))["publication"] is None
    proposed = await desk.post(f"/cases/{case_id}/publication", REASON)
    assert proposed.status_code == 201, proposed.text
    assert (await of_case(desk, case_id))["state"] == "queued"
    await send_due(office, catalog)
    (told,) = [each for each in catalog.told if str(each.case_id) == case_id]
    assert (told.title, told.reason) == ("示例路规划许可", REASON["reason"])
    assert not any(secret in repr(told) for secret in SECRETS)
    shown = await of_case(desk, case_id)
    assert (shown["state"], shown["duty_id"]) == ("sent", str(catalog.duty))
    assert shown["proposed_by"] == "clerk"
    assert (await desk.read(case_id))["publication"]["state"] == "sent"
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    assert [event["type"] for event in events[-2:]] == [
        "publication_proposed",
        "publication_proposal_sent",
    ]
    assert REASON["reason"] not in str(events)
    again = await desk.post(f"/cases/{case_id}/publication", REASON)
    assert (again.status_code, again.json()["why"]) == (409, "publication_proposed_already")


async def test_who_cannot_be_told_is_told_later_and_a_refusal_can_be_mended(desk, office, app):
    catalog, case_id = FakeProposals(), await desk.registered()
    await desk.done(f"/cases/{case_id}/publication", REASON)
    catalog.outcome = ProposalsUnavailable()
    await send_due(office, catalog)
    assert (await of_case(desk, case_id))["state"] == "queued"
    async with app.state.database.unit_of_work() as session:
        await session.execute(text("UPDATE publication_proposals SET due_at = created_at"))
    catalog.outcome = ProposalRefused("organ_unknown")
    await send_due(office, catalog)
    shown = await of_case(desk, case_id)
    assert (shown["state"], shown["refusal_code"]) == ("refused", "organ_unknown")
    await desk.read(case_id)
    await desk.done(f"/cases/{case_id}/publication", REASON)
    catalog.outcome = None
    await send_due(office, catalog)
    assert (await of_case(desk, case_id))["state"] == "sent"


async def test_told_twice_it_stands_once_on_record(desk, office, app):
    catalog, case_id = FakeProposals(), await desk.registered()
    await desk.done(f"/cases/{case_id}/publication", REASON)
    await send_due(office, catalog)
    async with app.state.database.unit_of_work() as session:
        again = "UPDATE publication_proposals SET state = 'pending', closed_at = NULL"
        await session.execute(text(f"{again} WHERE case_id = :id"), {"id": case_id})
    await send_due(office, catalog)
    types = [event["type"] for event in (await desk.get(f"/cases/{case_id}/events")).json()]
    assert types.count("publication_proposal_sent") == 1
    assert len({each.id for each in catalog.told if str(each.case_id) == case_id}) == 1


async def test_what_the_reply_withheld_is_not_proposed_and_what_it_disclosed_is(desk):
    withheld = await desk.registered()
    await desk.replied(withheld, reply=WITHHELD)
    refused = await desk.post(f"/cases/{withheld}/publication", REASON)
    assert (refused.status_code, refused.json()["why"]) == (409, "information_withheld")
    disclosed = await desk.registered()
    await desk.replied(disclosed, reply=REPLY)
    assert (await desk.post(f"/cases/{disclosed}/publication", REASON)).status_code == 201


async def test_a_title_that_may_name_somebody_does_not_leave(desk, office):
    case_id = await desk.registered(title="关于测试甲的批复")
    needed = await desk.post(f"/cases/{case_id}/publication", REASON)
    assert (needed.status_code, needed.json()["code"]) == (422, "publication_title_needed")
    named = {**REASON, "title": "示例批复"}
    assert (await desk.post(f"/cases/{case_id}/publication", named)).status_code == 201
    catalog = FakeProposals()
    await send_due(office, catalog)
    (told,) = [each for each in catalog.told if str(each.case_id) == case_id]
    assert told.title == "示例批复"


async def test_of_two_proposals_at_once_one_stands(desk):
    case_id = await desk.registered()
    calls = (desk.post(f"/cases/{case_id}/publication", REASON) for _ in range(2))
    answers = await asyncio.gather(*calls)
    assert sorted(answer.status_code for answer in answers) == [201, 409]


@pytest.mark.parametrize("body", [{}, {"reason": "。"}, {"reason": "电话13800000001"}, {"x": 1}])
async def test_a_reason_is_in_words_and_names_nobody(desk, body):
    case_id = await desk.registered()
    assert (await desk.post(f"/cases/{case_id}/publication", body)).status_code == 422


async def test_who_oversees_sees_that_it_was_proposed_and_no_words(desk, organs):
    case_id = await desk.registered()
    await desk.done(f"/cases/{case_id}/publication", REASON)
    seen = await of_case(desk, case_id, role=Role.SUPERVISOR, organ=organs.parent)
    assert (seen["title"], seen["reason"], seen["free_text_withheld"]) == (None, None, True)
    foreign = await desk.get(f"/cases/{case_id}/publication", organ=organs.other)
    assert (foreign.status_code, foreign.json()["code"]) == (404, "case_not_found")
    for role in (Role.SUPERVISOR, Role.AUDITOR, Role.LEADER):
        assert (
            await desk.post(f"/cases/{case_id}/publication", REASON, role=role)
        ).status_code == 403
