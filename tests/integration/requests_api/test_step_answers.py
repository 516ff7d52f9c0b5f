"""What a step answers with, and what can be done next."""

import uuid

from sqlalchemy import event

from gongkai.auth.principal import Role
from requests_api.matters.kinds import MatterKind
from tests.integration.requests_api.office_desk import REPLY


async def step(desk, case_id, path, body=None, *, role=Role.CLERK, **params):
    response = await desk.client.post(
        f"/requests/v1/cases/{case_id}/{path}",
        params=params,
        json=body,
        headers={
            **desk.headers(role),
            "If-Match": desk.etags[case_id],
            "Idempotency-Key": str(uuid.uuid4()),
        },
    )
    assert response.is_success, response.text
    desk.etags[case_id] = response.headers["etag"]
    return response.json()


async def actions(desk, case_id, role=Role.CLERK):
    items = (await desk.get(f"/cases/{case_id}/actions", role=role)).json()["items"]
    found = {}
    for item in items:
        found.setdefault(item["code"], []).append(item)
    return found


async def test_a_step_answers_with_the_head_and_with_the_file_where_it_is_wanted(desk):
    case_id = (await desk.key_in(channel="fax"))["id"]
    body = {"confirmed_on": desk.today(), "means": "phone"}
    head = await step(desk, case_id, "confirmation", body)
    assert head == {
        "id": case_id,
        "kind": "application",
        "number": None,
        "version": 2,
        "state": "received",
        "state_label": "已收到",
        "waiting_for": [],
        "light": "green",
        "due_on": (await desk.read(case_id))["due_on"],
        "due_at": None,
        "provisional": (await desk.read(case_id))["provisional"],
        "available_actions": ["add_note", "assign", "link_case", "register", "withdraw"],
        "awaits_confirmation": [],
        "event_seq": 2,
        "created": None,
    }
    whole = await step(desk, case_id, "registration", include="file")
    assert whole == await desk.read(case_id)


async def test_a_kind_that_shows_no_file_answers_with_the_head(desk, app, monkeypatch):
    case = await desk.key_in(channel="fax")
    monkeypatch.delitem(app.state.file_views, MatterKind.APPLICATION)
    body = {"confirmed_on": desk.today(), "means": "phone"}
    head = await step(desk, case["id"], "confirmation", body, include="file")
    assert (head["version"], head["event_seq"]) == (2, 2)


async def test_a_step_that_makes_a_part_names_it_and_what_is_awaited(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    letter = {"party": "third_party", "party_name": "测试乙", "sent_on": str(desk.ago(1))}
    head = await step(desk, case_id, "consultations", letter)
    assert head["created"]["kind"] == "consultation"
    (waiting,) = head["waiting_for"]
    assert waiting == {
        "code": "consultation",
        "code_label": "征求意见的答复",
        "ref": head["created"]["id"],
        "since": str(desk.ago(1)),
        "until": str(desk.calendar.nth_working_day_after(desk.ago(1), 15)),
    }
    assert (head["state"], head["due_on"], head["light"]) == ("handling", None, "none")
    drafted = await step(desk, case_id, "reply", REPLY)
    assert drafted["created"]["kind"] == "reply"


async def test_an_unconfirmed_application_waits_for_its_confirmation(desk):
    case = await desk.key_in(channel="ordinary_post")
    (waiting,) = case["waiting_for"]
    assert (waiting["code"], waiting["ref"]) == ("confirmation", None)
    assert waiting["until"] == case["deadlines"][0]["due_on"]


async def test_a_missing_action_says_why(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    _, letter = await desk.consult(case_id, desk.ago(1))
    by_clerk = await actions(desk, case_id)
    why = {code: items[0]["why_not"] for code, items in by_clerk.items()}
    assert why["assign"] is None
    assert why["submit"]["code"] == "answer_awaited"
    assert why["confirm"]["code"] == "state"
    assert why["extend"]["code"] == "extension_needs_head"
    assert why["void_registration"]["code"] == "forbidden"
    assert all(item["text"] for item in why.values() if item)
    offered = [code for code, items in by_clerk.items() if any(item["allowed"] for item in items)]
    assert sorted(offered) == (await desk.read(case_id))["available_actions"]
    (answer,) = by_clerk["answer_consultation"]
    assert answer["path"] == f"/requests/v1/cases/{case_id}/consultations/{letter}/answer"
    await desk.done(
        f"/cases/{case_id}/consultations/{letter}/answer",
        role=Role.CLERK,
        body={"answered_on": desk.today(), "opinion": "consents"},
    )
    await desk.done(f"/cases/{case_id}/reply/submission")
    own = await actions(desk, case_id, role=Role.HEAD)
    assert own["approve"][0]["allowed"] is True


async def test_an_action_points_to_the_schema_of_its_body(desk, client):
    case_id = await desk.registered()
    document = (await client.get("/requests/openapi.json")).json()
    for items in (await actions(desk, case_id, role=Role.HEAD)).values():
        for item in items:
            if item["schema"] is None:
                continue
            place = document
            for part in item["schema"].removeprefix("#/").split("/"):
                place = place[part.replace("~1", "/").replace("~0", "~")]
            assert "$ref" in place


async def test_the_number_is_taken_when_everything_has_been_read(desk, app):
    """While the counter's row is locked, other registrations of the organ wait."""
    case_id = (await desk.key_in(arrived_on=str(desk.ago(2))))["id"]
    statements = []

    def listen(_connection, _cursor, statement, *_others):
        statements.append(statement)

    engine = app.state.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", listen)
    try:
        await step(desk, case_id, "registration")
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    (taken,) = [at for at, sql in enumerate(statements) if "registration_counters" in sql]
    locked = statements[taken + 1 :]
    writes = [sql for sql in locked if not sql.lstrip().upper().startswith("SELECT")]
    assert len(writes) <= 7, writes
    assert not [sql for sql in locked if "matter_events" in sql and "SELECT" in sql[:8].upper()]
