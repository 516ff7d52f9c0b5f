"""Which rows exist for a caller, what is masked, and what an applicant's code opens."""

import asyncio
import io
import json
from datetime import timedelta

import pytest
from sqlalchemy import text

from gongkai.auth.principal import Permission, Role
from gongkai.db import new_id
from gongkai.observability.logging import configure_logging
from gongkai.reference.organs import apply_organ
from requests_api.applicant_disclosures.models import DISCLOSURE_REASON
from tests.feed_events import organ_event
from tests.integration.requests_api.office_desk import (
    READS,
    REPLY,
    SAMPLE,
    SECRETS,
    WITHOUT_MAIL,
    WRITES,
)


async def test_a_case_of_a_foreign_organ_does_not_exist(desk, organs):
    case_id = await desk.registered()
    for path in READS:
        missing = await desk.get(f"/cases/{case_id}{path}", organ=organs.other)
        assert (missing.status_code, missing.json()["code"]) == (404, "case_not_found"), path
    for path, body in WRITES.items():
        missing = await desk.post(
            f"/cases/{case_id}/{path}", body, role=Role.HEAD, organ=organs.other
        )
        assert (missing.status_code, missing.json()["code"]) == (404, "case_not_found"), path
    assert (await desk.get("/cases", organ=organs.other)).json()["items"] == []
    parent_clerk = await desk.get(f"/cases/{case_id}", organ=organs.parent)
    assert parent_clerk.status_code == 404


async def test_a_case_is_keyed_in_for_the_own_organ_only(desk, organs):
    foreign = await desk.try_key_in(organ_id=str(organs.other))
    assert (foreign.status_code, foreign.json()["code"]) == (403, "organ_foreign")
    unknown = await desk.try_key_in(organ_id="01890a5d-ac96-774b-bcce-b302099a8057")
    assert (unknown.status_code, unknown.json()["code"]) == (422, "organ_unknown")
    assert unknown.json()["errors"][0]["pointer"] == "/body/organ_id"


async def test_an_abolished_organ_takes_what_arrived_until_its_last_day(desk, office):
    organ, today = new_id(), office.clock.today()
    yesterday = str(today - timedelta(days=1))
    async with office.database.unit_of_work() as session:
        event = organ_event(organ, None, "撤销局", [organ], valid_until=yesterday)
        await apply_organ(session, event)

    for refused in (
        await desk.file(organ=organ),
        await desk.try_key_in(organ_id=str(organ), organ=organ),
    ):
        assert (refused.status_code, refused.json()["code"]) == (422, "organ_abolished")
        assert refused.json()["errors"][0]["pointer"] == "/body/organ_id"
        assert refused.json()["valid_until"] == yesterday
    kept = await desk.try_key_in(organ_id=str(organ), organ=organ, arrived_on=yesterday)
    assert kept.status_code == 201
    assert (await desk.get("/cases", organ=organ)).json()["items"][0]["id"] == kept.json()["id"]


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [
        (Role.LEADER, 200, 403),
        (Role.AUDITOR, 200, 403),
        (Role.INTEGRATOR, 200, 403),
        (Role.ADMIN, 403, 403),
    ],
)
async def test_other_roles_read_or_write_as_their_permissions_say(desk, role, reads, writes):
    case_id = await desk.registered()
    assert (await desk.get(f"/cases/{case_id}", role=role)).status_code == reads
    assert (await desk.get("/cases", role=role)).status_code == reads
    for path in ("assignment", "reply", "applicant-disclosure"):
        refused = await desk.post(f"/cases/{case_id}/{path}", WRITES[path], role=role)
        assert refused.status_code == writes, path


async def test_a_machine_writes_with_the_scope_but_approves_nothing(desk, client, headers, organs):
    case_id = await desk.registered()
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    await desk.done(f"/cases/{case_id}/reply/submission")
    scopes = [Permission.CASES_READ, Permission.CASES_WRITE, Permission.CASES_APPROVE]
    machine = headers.machine(organs.parent, *scopes)
    tag = {"If-Match": desk.etags[case_id]}
    path = f"/requests/v1/cases/{case_id}"
    refused = await client.post(f"{path}/reply/approval", headers={**machine, **tag})
    assert (refused.status_code, refused.json()["code"]) == (403, "approval_needs_head")
    taken = await client.post(
        f"{path}/assignment", json={"assignee": "clerk-3"}, headers={**machine, **tag}
    )
    assert taken.status_code == 200, taken.text


async def test_who_may_only_write_is_shown_no_file(desk, client, headers, organs):
    case_id = await desk.registered()
    path = f"/requests/v1/cases/{case_id}/assignment"
    body, tag = {"assignee": "clerk-3"}, {"If-Match": desk.etags[case_id], "Idempotency-Key": "w"}
    both = headers.machine(organs.own, Permission.CASES_READ, Permission.CASES_WRITE)
    writer = headers.machine(organs.own, Permission.CASES_WRITE)
    shown = await client.post(f"{path}?include=file", json=body, headers={**both, **tag})
    assert shown.json()["applicant"]
    refused = await client.post(f"{path}?include=file", json=body, headers={**writer, **tag})
    assert refused.status_code == 403, "neither anew nor as the repetition of who may read"
    assert refused.json()["required_permissions"] == ["cases:read"]
    tag["If-Match"] = shown.headers["etag"]
    head = await client.post(path, json=body, headers={**writer, **tag})
    assert (head.status_code, "applicant" in head.json()) == (200, False)


async def test_a_machine_stands_on_record_as_one(desk, client, headers, organs, stand):
    case_id = await desk.registered()
    token = stand.mint.issuer.mint_machine(
        client_id="head", organ_id=organs.own, scopes=[Permission.CASES_WRITE]
    )
    taken = await client.post(
        f"/requests/v1/cases/{case_id}/assignment",
        json={"assignee": "clerk-3"},
        headers={"Authorization": f"Bearer {token}", "If-Match": desk.etags[case_id]},
    )
    assert taken.status_code == 200, taken.text
    assert (await desk.get(f"/cases/{case_id}/events")).json()[-1]["actor"] == "client:head"


async def test_an_unmasked_read_needs_a_reason_and_leaves_a_record(desk, office):
    case_id = await desk.registered()
    path = f"/cases/{case_id}/applicant-disclosure"
    assert (await desk.post(path, {"reason": " "})).status_code == 422
    shown = await desk.done(path, {"reason": "当面核对身份"})
    assert shown["name"] == SAMPLE["name"]
    assert shown["document"]["number"] == SAMPLE["document"]["number"]
    async with office.database.read_session() as session:
        rows = await session.execute(
            text(
                "SELECT actor, parts, id, reason_sealed FROM applicant_disclosures"
                " WHERE matter_id = :id"
            ),
            {"id": case_id},
        )
        ((actor, parts, row_id, sealed),) = [tuple(row) for row in rows]
    assert (actor, parts) == ("clerk", ["applicant"])
    assert DISCLOSURE_REASON.opened(office.keys, sealed, row_id) == "当面核对身份"


async def test_an_agent_and_a_contact_are_seen_masked_and_read_for_a_reason(desk):
    agent = {
        "name": "测试壬",
        "phone": "13800000077",
        "document": SAMPLE["document"],
        "authority": "授权委托书一份",
    }
    case = await desk.key_in(applicant={**SAMPLE, "contact_person": "测试癸", "agent": agent})
    shown = case["applicant"]
    assert (shown["agent_name"], shown["contact_person"]) == ("测**", "测**")
    read = await desk.done(f"/cases/{case['id']}/applicant-disclosure", {"reason": "电话联系"})
    known = {**agent, "authority_kind": "entrusted", "authority_attachment_id": None}
    assert (read["agent"], read["contact_person"]) == (known, "测试癸")
    without = await desk.key_in()
    assert without["applicant"]["agent_name"] is without["applicant"]["contact_person"] is None


async def test_the_record_of_a_reading_stays_when_its_answer_is_lost(desk, app, office, headers):
    """The client goes away as the body is sent: by then the record is committed."""
    case_id = await desk.registered()
    sent = []

    async def receive():
        return {"type": "http.request", "body": b'{"reason": "test"}', "more_body": False}

    async def send(message):
        sent.append(message["type"])
        raise OSError("the client is gone")

    path = f"/requests/v1/cases/{case_id}/applicant-disclosure"
    given = {**headers(Role.CLERK), "Content-Type": "application/json"}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(k.lower().encode(), v.encode()) for k, v in given.items()],
        "client": ("127.0.0.1", 1),
        "server": ("test", 80),
    }
    with pytest.raises(OSError, match="gone"):
        await app(scope, receive, send)
    assert sent[0] == "http.response.start"
    async with office.database.read_session() as session:
        query = text("SELECT count(*) FROM applicant_disclosures WHERE matter_id = :id")
        assert await session.scalar(query, {"id": case_id}) == 1


async def wrong(client, number, code="WRONG-WRONG-WRONG-WRONG-WRONGW"):
    return await client.get(
        f"/requests/v1/applications/{number}", headers={"Gongkai-Access-Code": code}
    )


def told(response):
    """A problem without what names the request."""
    own = {"correlation_id", "instance"}
    return {key: value for key, value in response.json().items() if key not in own}


async def test_an_unknown_number_and_a_wrong_code_get_the_same_answer(desk, client):
    receipt = (await desk.file()).json()
    known = await wrong(client, receipt["receipt_number"])
    unknown = await wrong(client, "S20260101-ABCDEFGH")
    keyed_in = await wrong(client, (await desk.key_in())["receipt_number"])
    assert known.status_code == unknown.status_code == keyed_in.status_code == 404
    assert told(known) == told(unknown) == told(keyed_in)
    withdrawal = await client.post(
        f"/requests/v1/applications/{receipt['receipt_number']}/withdrawal",
        headers={"Gongkai-Access-Code": "nonsense", "Idempotency-Key": "k"},
    )
    assert withdrawal.status_code == 404
    assert (await client.get("/requests/v1/applications/x")).status_code == 422


@pytest.mark.parametrize("code", [None, "", " ", "a" * 201, "nonsense"])
async def test_no_answer_is_replayed_to_who_does_not_hold_the_code(desk, client, code):
    receipt = (await desk.file()).json()
    address = f"/requests/v1/applications/{receipt['receipt_number']}/withdrawal"
    key = {"Idempotency-Key": "1"}
    held = {"Gongkai-Access-Code": receipt["access_code"], **key}
    assert (await client.post(address, headers=held)).status_code == 200
    again = await client.post(address, headers=held)
    assert (again.status_code, again.headers["Idempotent-Replayed"]) == (200, "true")
    stated = {} if code is None else {"Gongkai-Access-Code": code}
    refused = await client.post(address, headers={**stated, **key})
    assert refused.status_code == (404 if code == "nonsense" else 422)
    if refused.status_code == 422:
        (error,) = refused.json()["errors"]
        assert error["pointer"] == "/header/Gongkai-Access-Code"


async def test_number_and_code_are_taken_as_they_are_typed(desk, client):
    receipt = (await desk.file()).json()
    number, code = receipt["receipt_number"], receipt["access_code"]
    for typed in (number.lower(), number.replace("-", ""), f"{number[:9]} {number[10:]}"):
        opened = await wrong(client, typed, code.lower())
        assert (opened.status_code, opened.json()["receipt_number"]) == (200, number), typed
    for _ in range(10):
        await wrong(client, number.lower())
    assert (await wrong(client, number.replace("-", ""))).status_code == 429, "counted as one"


async def test_a_wrong_code_waits_for_no_lock_on_the_case(desk, client, office):
    number = (await desk.file()).json()["receipt_number"]
    async with office.database.unit_of_work() as session:
        query = text("SELECT id FROM matters WHERE receipt_number = :number FOR UPDATE")
        await session.execute(query, {"number": number})
        refused = await client.post(
            f"/requests/v1/applications/{number}/withdrawal",
            headers={"Gongkai-Access-Code": "nonsense"},
        )
    assert (refused.status_code, refused.json()["code"]) == (404, "application_not_found")


@pytest.mark.parametrize("exists", [True, False])
async def test_wrong_codes_are_slowed_after_ten_and_the_right_one_always_opens(
    desk, client, desk_in, exists
):
    receipt = (await desk.file()).json()
    other = (await desk.file(2)).json()
    number, code = receipt["receipt_number"], receipt["access_code"]
    tried = number if exists else "S20260101-SLOWSLOW"
    for _ in range(10):
        assert (await wrong(client, tried)).status_code == 404
        assert (await wrong(client, number, code)).status_code == 200
    slowed = await wrong(client, tried)
    assert (slowed.status_code, slowed.json()["code"]) == (429, "too_many_wrong_codes")
    assert 0 < int(slowed.headers["Retry-After"]) <= 900
    assert (await wrong(client, number, code)).status_code == 200
    assert (await wrong(client, other["receipt_number"], other["access_code"])).is_success
    assert (await wrong(client, other["receipt_number"])).status_code == 404
    held = {"Gongkai-Access-Code": "nonsense", "Idempotency-Key": "slowed"}
    address = f"/requests/v1/applications/{tried}/withdrawal"
    assert (await client.post(address, headers=held)).status_code == 429
    async with desk_in(14.9 / 1440) as almost:
        assert (await wrong(almost.client, tried)).status_code == 429
    async with desk_in(15.1 / 1440) as later:
        assert (await wrong(later.client, tried)).status_code == 404
        assert (await wrong(later.client, tried)).status_code == 404
    held["Gongkai-Access-Code"] = code
    address = f"/requests/v1/applications/{number}/withdrawal"
    assert (await client.post(address, headers=held)).status_code == 200


async def test_many_wrong_codes_at_once_neither_stall_nor_get_lost(client, office):
    number = "S20260101-STALLSTA"
    answers = await asyncio.gather(*(wrong(client, number) for _ in range(40)))
    assert {answer.status_code for answer in answers} <= {404, 429}
    assert (await wrong(client, number)).status_code == 429
    digest = office.indexes.digest("receipt_number", number)
    async with office.database.read_session() as session:
        query = text("SELECT failures FROM access_failures WHERE receipt_digest = :d")
        assert await session.scalar(query, {"d": digest}) >= 10


async def test_a_new_code_voids_the_old_one(desk, client):
    receipt = (await desk.file(applicant=WITHOUT_MAIL)).json()
    number, old = receipt["receipt_number"], receipt["access_code"]
    case_id = (await desk.get("/cases", number=number)).json()["items"][0]["id"]
    await desk.read(case_id)
    assert (await desk.post(f"/cases/{case_id}/access-code", {})).status_code == 422
    new = await desk.done(
        f"/cases/{case_id}/access-code", {"reason": "申请人遗失", "handover": "counter"}
    )
    for _ in range(10):
        assert (await wrong(client, number, old)).status_code == 404
    assert (await wrong(client, number, old)).status_code == 429
    assert (await wrong(client, number, new["access_code"])).status_code == 200
    newer = await desk.done(
        f"/cases/{case_id}/access-code", {"reason": "已连续输错", "handover": "registered_post"}
    )
    assert (await wrong(client, number, new["access_code"])).status_code == 429
    assert (await wrong(client, number, newer["access_code"])).status_code == 200
    assert (await wrong(client, number, newer["access_code"].lower().replace("-", ""))).is_success


@pytest.fixture
def log_lines():
    """What this process logs."""
    stream = io.BytesIO()
    configure_logging("requests", stream=stream)
    yield stream
    configure_logging("requests")


async def test_personal_values_and_codes_reach_neither_events_nor_feed_nor_keys_nor_logs(
    desk, client, office, log_lines
):
    filed = await desk.file(applicant=WITHOUT_MAIL)
    receipt = filed.json()
    number, code = receipt["receipt_number"], receipt["access_code"]
    case_id = (await desk.get("/cases", number=number)).json()["items"][0]["id"]
    await desk.read(case_id)
    today = desk.today()
    await desk.done(f"/cases/{case_id}/confirmation", {"confirmed_on": today, "means": "phone"})
    await desk.done(f"/cases/{case_id}/registration")
    await desk.consult(case_id, today)
    reissued = await desk.done(
        f"/cases/{case_id}/access-code", {"reason": "遗失", "handover": "counter"}
    )
    await desk.done(f"/cases/{case_id}/applicant-disclosure", {"reason": "核对"})
    await wrong(client, number, code)
    await client.post("/requests/v1/applications", json={"applicant": SAMPLE, "bad": "\x00"})
    secrets = [*SECRETS, code, code.replace("-", ""), reissued["access_code"], "测试乙"]
    printed = log_lines.getvalue().decode()
    assert "http.request" in printed
    async with office.database.read_session() as session:
        stored = [
            str(await session.scalar(text(f"SELECT string_agg(t::text, '') FROM {table} t")))
            for table in (
                "matter_events",
                "matter_deadlines",
                "matter_refusals",
                "feed_entries",
                "access_code_issues",
                "access_failures",
            )
        ]
        raw = await session.execute(text("SELECT * FROM idempotency_keys"))
        kept = [str(value) for row in raw for value in row]
        raw = await session.execute(text("SELECT personal FROM applicants"))
        kept += [str(row[0]) for row in raw]
    feed = json.dumps(await desk.changes(), ensure_ascii=False)
    haystack = "\n".join([printed, feed, *stored, *kept])
    encoded = [str(secret.encode())[2:-1] for secret in secrets]
    found = [secret for secret in (*secrets, *encoded) if secret in haystack]
    assert found == []
