"""`If-Match` and `Idempotency-Key` on cases: the order of checks, and what a repetition gets."""

import asyncio
import uuid

import pytest

from gongkai.auth.principal import Role
from tests.integration.requests_api.office_desk import REPLY
from tests.samples import person

STALE = '"v99"'


async def send(desk, path, body=None, *, role=Role.CLERK, organ=None, etag=None, key=None):
    """A call with exactly these headers."""
    extra = ({"If-Match": etag} if etag else {}) | ({"Idempotency-Key": key} if key else {})
    return await desk.client.post(
        f"/requests/v1{path}", json=body, headers={**desk.headers(role, organ), **extra}
    )


async def test_a_step_names_the_version_it_was_decided_on(desk):
    case_id = await desk.registered()
    path, body = f"/cases/{case_id}/assignment", {"assignee": "clerk-2"}
    missing = await send(desk, path, body)
    assert (missing.status_code, missing.json()["code"]) == (428, "precondition_required")
    stale = await send(desk, path, body, etag=STALE)
    assert (stale.status_code, stale.headers["etag"]) == (412, '"v2"')
    assert (await send(desk, path, body, etag="v2")).status_code == 400
    done = await send(desk, path, body, etag='"v2"')
    assert (done.status_code, done.headers["etag"]) == (200, '"v3"')
    assert done.headers["location"] == f"/requests/v1/cases/{case_id}"


async def test_checks_come_in_their_order(desk, organs):
    case_id = await desk.registered()
    path, body = f"/cases/{case_id}/assignment", {"assignee": "clerk-3"}
    anonymous = await desk.client.post(f"/requests/v1{path}", json={"nonsense": 1})
    assert anonymous.status_code == 401
    assert (await send(desk, path, {"nonsense": 1})).status_code == 422
    assert (await send(desk, path, body, organ=organs.other)).status_code == 404
    assert (await send(desk, path, body, role=Role.LEADER)).status_code == 403
    issue = f"/cases/{case_id}/reply/issuance", {"issued_on": desk.today()}
    assert (await send(desk, *issue)).status_code == 428
    assert (await send(desk, *issue, etag=STALE)).status_code == 412
    assert (await send(desk, *issue, etag='"v2"')).status_code == 409
    approval = f"/cases/{case_id}/reply/approval"
    assert (await send(desk, approval)).status_code == 403
    assert (await send(desk, approval, role=Role.HEAD)).status_code == 428


async def test_a_reader_that_holds_the_version_gets_no_body(desk):
    case_id = await desk.registered()
    headers = {**desk.headers(Role.CLERK), "If-None-Match": desk.etags[case_id]}
    path = f"/requests/v1/cases/{case_id}"
    same = await desk.client.get(path, headers=headers)
    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["etag"] == desk.etags[case_id]
    await desk.done(f"/cases/{case_id}/assignment", {"assignee": "clerk-2"})
    assert (await desk.client.get(path, headers=headers)).status_code == 200


@pytest.mark.parametrize("path", ["/cases", "/cases/{id}/consultations", "/cases/{id}/reply"])
async def test_what_creates_needs_a_key(desk, path):
    case_id = await desk.registered()
    bodies = {
        "/cases": {
            "organ_id": str(desk.organs.own),
            "channel": "oral",
            "arrived_on": desk.today(),
            "title": "t",
            "description": "d",
            "applicant": person(),
        },
        "/cases/{id}/consultations": {
            "party": "organ",
            "party_name": "乙局",
            "sent_on": desk.today(),
        },
        "/cases/{id}/reply": REPLY,
    }
    where = path.replace("{id}", case_id)
    etag = None if path == "/cases" else '"v2"'
    missing = await send(desk, where, bodies[path], etag=etag)
    assert (missing.status_code, missing.json()["code"]) == (400, "idempotency_key_required")
    key = str(uuid.uuid4())
    first = await send(desk, where, bodies[path], etag=etag, key=key)
    assert first.status_code == 201, first.text
    again = await send(desk, where, bodies[path], etag=etag, key=key)
    assert (again.status_code, again.content) == (201, first.content)
    for header in ("etag", "location"):
        assert again.headers[header] == first.headers[header]
    assert again.headers["idempotent-replayed"] == "true"


async def test_an_application_without_a_key_is_refused(desk, client, organs):
    body = {"organ_id": str(organs.own), "title": "t", "description": "d", "applicant": person()}
    missing = await client.post("/requests/v1/applications", json=body)
    assert (missing.status_code, missing.json()["code"]) == (400, "idempotency_key_required")


async def test_a_key_is_bound_to_its_body_and_its_caller(desk):
    key = str(uuid.uuid4())
    first = await desk.file(1, key=key)
    other_body = await desk.file(2, key=key)
    assert (other_body.status_code, other_body.json()["code"]) == (422, "idempotency_key_reused")
    assert other_body.json()["errors"][0]["pointer"] == "/header/Idempotency-Key"
    assert (await desk.file(1, key=key)).content == first.content
    key = str(uuid.uuid4())
    one = await desk.try_key_in(key=key)
    by_another = await desk.try_key_in(key=key, role=Role.HEAD)
    assert one.json()["id"] != by_another.json()["id"]


async def test_a_repetition_gets_the_first_answer_after_the_case_has_moved_on(desk):
    case_id = await desk.registered()
    key, tag = str(uuid.uuid4()), desk.etags[case_id]
    path, body = f"/cases/{case_id}/assignment", {"assignee": "clerk-2"}
    first = await send(desk, path, body, etag=tag, key=key)
    await desk.read(case_id)
    await desk.done(f"/cases/{case_id}/withdrawal", {"withdrawn_on": desk.today()})
    again = await send(desk, path, body, etag=tag, key=key)
    assert (again.status_code, again.content) == (200, first.content)
    assert (await desk.read(case_id))["state"] == "withdrawn"


async def test_who_has_moved_on_is_not_told_what_was_answered_before(desk, organs):
    case_id = await desk.registered()
    key, path, body = str(uuid.uuid4()), f"/cases/{case_id}/assignment", {"assignee": "clerk-2"}
    tag = desk.etags[case_id]
    assert (await send(desk, path, body, etag=tag, key=key)).status_code == 200

    async def again(role, organ):
        identity = desk.headers(role, organ, subject="clerk")
        headers = {**identity, "If-Match": tag, "Idempotency-Key": key}
        return await desk.client.post(f"/requests/v1{path}", json=body, headers=headers)

    assert (await again(Role.CLERK, organs.own)).headers["idempotent-replayed"] == "true"
    assert (await again(Role.CLERK, organs.other)).status_code == 404
    assert (await again(Role.LEADER, organs.own)).status_code == 403


async def test_a_refused_call_leaves_its_key_free(desk):
    case_id = await desk.registered()
    key, path = str(uuid.uuid4()), f"/cases/{case_id}/assignment"
    refused = await send(desk, path, {"assignee": "clerk-2"}, etag=STALE, key=key)
    assert refused.status_code == 412
    taken = await send(desk, path, {"assignee": "clerk-3"}, etag='"v2"', key=key)
    assert taken.status_code == 200, taken.text


async def test_ten_calls_at_once_with_one_key_make_one_case(desk):
    key = str(uuid.uuid4())
    title = f"并发{key[:8]}"
    answers = await asyncio.gather(*(desk.try_key_in(key=key, title=title) for _ in range(10)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sum("idempotent-replayed" in answer.headers for answer in answers) == 9
    listed = (await desk.get("/cases", text=title)).json()["items"]
    assert [item["id"] for item in listed] == [answers[0].json()["id"]]


async def test_ten_applicants_calls_at_once_with_one_key_make_one_application(desk):
    key = str(uuid.uuid4())
    answers = await asyncio.gather(*(desk.file(key=key) for _ in range(10)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1


async def test_an_external_id_is_taken_once_in_an_organ(desk, organs):
    mark = {"source": "oa", "external_id": str(uuid.uuid4())}
    first = await desk.key_in(**mark)
    second = await desk.try_key_in(**mark)
    assert (second.status_code, second.json()["code"]) == (409, "external_id_taken")
    assert second.json()["case_id"] == first["id"]
    of_another = await desk.try_key_in(organ_id=str(organs.other), organ=organs.other, **mark)
    assert of_another.status_code == 201, "its system numbers for itself"
    for half in ("source", "external_id"):
        refused = await desk.try_key_in(**{half: "oa"})
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["code"] == "source_and_external_id"
    mark["external_id"] = str(uuid.uuid4())
    racing = await asyncio.gather(*(desk.try_key_in(**mark) for _ in range(6)))
    assert sorted(answer.status_code for answer in racing) == [201] + [409] * 5
