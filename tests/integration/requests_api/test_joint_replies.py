"""Cases that ask for the same information: one decision and text, a result for each."""

import asyncio
import uuid

import pytest

from gongkai.auth.principal import Role
from tests.integration.requests_api.office_desk import REPLY
from tests.samples import person

DRAFT = {name: REPLY[name] for name in ("decision", "evidence", "content")}


async def joint(desk, verb, cases, *, role=Role.CLERK, organ=None, key=None, **more):
    versions = [{"id": case, "version": await version_of(desk, case)} for case in cases]
    return await sent(desk, verb, versions, role=role, organ=organ, key=key, **more)


async def sent(desk, verb, named, *, role=Role.CLERK, organ=None, key=None, **more):
    return await desk.client.post(
        f"/requests/v1/cases:{verb}",
        json={"items": named, **more},
        headers={**desk.headers(role, organ), "Idempotency-Key": key or str(uuid.uuid4())},
    )


async def version_of(desk, case_id):
    return (await desk.read(case_id))["version"]


async def alike(desk, number=3):
    """Cases of several applicants, each linked with the one before."""
    cases = [await desk.registered(applicant=person(70 + n)) for n in range(number)]
    for case, other in zip(cases[1:], cases, strict=False):
        await desk.done(f"/cases/{case}/links", {"case_id": other, "relation": "same_information"})
    return cases


def outcomes(answer):
    assert answer.status_code == 200, answer.text
    return [
        result["state"] if result["problem"] is None else result["problem"]["code"]
        for result in answer.json()["results"]
    ]


async def test_one_reply_goes_from_draft_to_issue_for_all(desk):
    cases = await alike(desk)
    assert outcomes(await joint(desk, "draft", cases, **DRAFT)) == ["drafted"] * 3
    assert outcomes(await joint(desk, "submit", cases)) == ["in_approval"] * 3
    approved = await joint(desk, "approve", cases, role=Role.HEAD)
    assert outcomes(approved) == ["approved"] * 3
    issued = await joint(desk, "issue", cases, issued_on=desk.today())
    assert outcomes(issued) == ["replied"] * 3
    assert (issued.json()["done"], issued.json()["refused"]) == (3, 0)
    texts = set()
    for case_id in cases:
        case = await desk.read(case_id)
        texts.add((case["reply"]["decision"], case["reply"]["content"]))
        delivery = {"delivered_on": desk.today(), "service": "post"}
        assert (await desk.post(f"/cases/{case_id}/reply/delivery", delivery)).status_code == 200
        chain = (await desk.get(f"/cases/{case_id}/events/verification")).json()
        assert chain["valid"] is True
    assert len(texts) == 1


async def test_one_that_is_refused_stops_no_other(desk):
    cases = await alike(desk)
    alone = await desk.registered()
    await desk.read(cases[1])
    await desk.done(f"/cases/{cases[1]}/withdrawal", {"withdrawn_on": desk.today()})
    named = [{"id": each, "version": await version_of(desk, each)} for each in (*cases, alone)]
    named[2]["version"] -= 1
    unknown = str(uuid.uuid4())
    answer = await sent(desk, "draft", [*named, {"id": unknown, "version": 1}], **DRAFT)
    assert outcomes(answer) == [
        "drafted",
        "case_step_not_allowed",
        "precondition_failed",
        "cases_not_linked",
        "cases_not_linked",
    ]
    assert (answer.json()["done"], answer.json()["refused"]) == (1, 4)
    assert (await desk.read(cases[2]))["reply"] is None


async def test_only_what_says_the_same_goes_on_together(desk):
    cases = await alike(desk, 2)
    await joint(desk, "draft", cases, **DRAFT)
    await desk.read(cases[1])
    await desk.done(f"/cases/{cases[1]}/reply", {**REPLY, "content": "另一答复正文。"})
    assert outcomes(await joint(desk, "submit", cases)) == ["in_approval", "joint_text_differs"]
    again = await joint(desk, "draft", cases[1:], **DRAFT)
    assert outcomes(again) == ["drafted"]


async def test_nobody_approves_their_own_draft_jointly_either(desk):
    cases = await alike(desk, 2)
    await joint(desk, "draft", cases, role=Role.HEAD, **DRAFT)
    await joint(desk, "submit", cases)
    refused = await joint(desk, "approve", cases, role=Role.HEAD)
    assert outcomes(refused) == ["approver_is_drafter"] * 2
    refusals = (await desk.get(f"/cases/{cases[0]}/refusals")).text
    assert "approver_is_drafter" in refusals or "approve" in refusals
    assert (
        outcomes(await joint(desk, "approve", cases, role=Role.CLERK))
        == ["approval_needs_head"] * 2
    )
    assert outcomes(await joint(desk, "approve", cases, role=Role.LEADER)) == ["approved"] * 2


async def test_a_repetition_gets_the_first_answer(desk):
    cases = await alike(desk, 2)
    named = [{"id": each, "version": await version_of(desk, each)} for each in cases]
    key = str(uuid.uuid4())
    first = await sent(desk, "draft", named, key=key, **DRAFT)
    again = await sent(desk, "draft", named, key=key, **DRAFT)
    assert (again.json(), again.headers["idempotent-replayed"]) == (first.json(), "true")
    other = await sent(desk, "draft", named[:1], key=key, **DRAFT)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    drafts = (await desk.read(cases[0]))["reply"]["draft"]
    assert drafts == 1


async def test_of_two_at_once_each_case_is_drafted_once(desk):
    cases = await alike(desk, 2)
    named = [{"id": each, "version": await version_of(desk, each)} for each in cases]
    answers = await asyncio.gather(*(sent(desk, "draft", named, **DRAFT) for _ in range(2)))
    assert all(answer.status_code == 200 for answer in answers)
    for case_id in cases:
        assert (await desk.read(case_id))["reply"]["draft"] == 1


@pytest.mark.parametrize("verb", ["draft", "submit", "approve", "issue", "draw-letters"])
async def test_another_organ_and_oversight_take_no_step(desk, organs, verb):
    cases = await alike(desk, 2)
    named = [{"id": each, "version": 1} for each in cases]
    body = {"draft": DRAFT, "issue": {"issued_on": desk.today()}}.get(verb, {})
    foreign = await sent(desk, verb, named, organ=organs.other, **body)
    assert set(outcomes(foreign)) == {"case_not_found"}
    above = await sent(desk, verb, named, role=Role.SUPERVISOR, organ=organs.parent, **body)
    assert above.status_code == 403 or set(outcomes(above)) == {"approval_needs_head"}


async def test_what_of_an_item_does_not_hold_refuses_it_alone(desk):
    cases = await alike(desk, 2)
    named = [{"id": each, "version": await version_of(desk, each)} for each in cases]
    odd = [{"id": "x", "version": 1}, {"id": cases[0]}]
    answer = await sent(desk, "draft", [*named, *odd, named[0]], **DRAFT)
    told = ["drafted", "drafted", "unprocessable", "unprocessable", "precondition_failed"]
    assert outcomes(answer) == told
    assert answer.json()["results"][2]["problem"]["errors"][0]["pointer"] == "/body/items/2/id"


@pytest.mark.parametrize(
    "more",
    [
        {"items": []},
        {"items": [{"id": str(uuid.UUID(int=n)), "version": 1} for n in range(51)]},
        {"items": [{"id": str(uuid.UUID(int=1)), "version": 1}], "document_number": "1号"},
    ],
)
async def test_what_makes_no_sense_is_refused(desk, more):
    named = more.pop("items")
    answer = await sent(desk, "draft", named, **{**DRAFT, **more})
    assert answer.status_code == 422
