"""The record of a case: typed, compared with the head kept apart, and what the columns repeat."""

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from gongkai.auth.principal import Role
from gongkai.crypto.chain import ChainEvent, event_hash, genesis
from gongkai.record import read
from requests_api.cases.models import Case
from requests_api.cases.story import repeat
from requests_api.matters.file import RecordFile
from requests_api.matters.repository import MatterRepository
from tests.integration.requests_api.office_desk import REPLY


@pytest.fixture
async def owner(database):
    """The tables' owner, who can turn the triggers off."""
    engine = create_async_engine(database.owner_url)
    async with engine.connect() as connection:
        await connection.execute(text("ALTER TABLE matter_events DISABLE TRIGGER USER"))
        await connection.commit()
        yield connection
        await connection.execute(text("ALTER TABLE matter_events ENABLE TRIGGER USER"))
        await connection.commit()
    await engine.dispose()


async def verified(desk, case_id):
    return (await desk.get(f"/cases/{case_id}/events/verification", role=Role.AUDITOR)).json()


async def rewrite(owner, case_id, change):
    """Give every event a hash that holds again after ``change``."""
    found = await owner.execute(
        text("SELECT * FROM matter_events WHERE aggregate_id = :id ORDER BY seq"), {"id": case_id}
    )
    head = genesis(case_id)
    for row in found.mappings().all():
        members = {**row, **change(row)}
        head = event_hash(head, ChainEvent(**{**members, "hash": ""}))
        await owner.execute(
            text(
                "UPDATE matter_events SET actor = :actor, hash = :hash"
                " WHERE aggregate_id = :id AND seq = :seq"
            ),
            {"actor": members["actor"], "hash": head, "id": case_id, "seq": row["seq"]},
        )
    await owner.commit()


async def test_replacing_the_last_event_with_its_hash_is_found(desk, owner):
    case_id = await desk.registered()
    assert (await verified(desk, case_id))["valid"] is True
    await rewrite(owner, case_id, lambda row: {"actor": "x"} if row["seq"] == 2 else {})
    report = await verified(desk, case_id)
    assert (report["valid"], report["reason"], report["length"]) == (False, "head", 2)


async def test_writing_the_whole_chain_anew_is_found(desk, owner):
    case_id = await desk.registered()
    await rewrite(owner, case_id, lambda _row: {"actor": "x"})
    assert (await verified(desk, case_id))["reason"] == "head"


async def test_deleting_the_last_event_and_counting_down_is_found(desk, owner):
    case_id = await desk.registered()
    last = {"id": case_id}
    await owner.execute(
        text("DELETE FROM matter_events WHERE aggregate_id = :id AND seq = 2"), last
    )
    await owner.execute(text("UPDATE matters SET version = 1 WHERE id = :id"), last)
    await owner.commit()
    report = await verified(desk, case_id)
    assert (report["valid"], report["reason"]) == (False, "head")


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE matter_events SET type = 'unheard_of' WHERE aggregate_id = :id AND seq = 2",
        "UPDATE matter_events SET v = 99 WHERE aggregate_id = :id AND seq = 2",
        "UPDATE matter_events SET data = '{\"x\": 1}' WHERE aggregate_id = :id AND seq = 2",
        "DELETE FROM matter_events WHERE aggregate_id = :id AND seq = 1",
        "DELETE FROM matter_events WHERE aggregate_id = :id",
    ],
)
async def test_a_damaged_record_is_shown_and_nothing_is_computed_from_it(desk, owner, tampering):
    case_id = await desk.registered()
    await owner.execute(text(tampering), {"id": case_id})
    await owner.commit()
    assert (await verified(desk, case_id))["valid"] is False
    for path in ("/events", "/events/export"):
        assert (await desk.get(f"/cases/{case_id}{path}")).status_code == 200, path
    body = {"assignee": "clerk-2"}
    for refused in (
        await desk.get(f"/cases/{case_id}/clock"),
        await desk.get(f"/cases/{case_id}/actions"),
        await desk.post(f"/cases/{case_id}/assignment", body),
    ):
        assert (refused.status_code, refused.json()["code"]) == (409, "record_damaged")


async def test_an_approved_text_leaves_its_digest(desk, office):
    case_id = await desk.registered()
    await desk.approved(case_id)
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    (approved,) = [event for event in events if event["type"] == "reply_approved"]
    reply_id = approved["data"]["reply_id"]
    digest = office.indexes.digest("reply.content", f"{reply_id}:{REPLY['content']}").hex()
    assert approved["data"]["text_digest"] == digest
    assert approved["label"] == "批准答复"


async def test_an_event_says_how_much_later_it_was_entered_than_it_happened(desk):
    arrived = desk.ago(6)
    case_id = await desk.registered(arrived_on=str(arrived))
    first, second = (await desk.get(f"/cases/{case_id}/events")).json()
    assert first["occurred_on"] == str(arrived)
    assert first["recorded_late_by_days"] == (desk.clock.today() - arrived).days
    assert (second["recorded_late_by_days"], second["v"]) == (0, 1)


async def test_the_columns_are_what_the_record_says(desk, office):
    """Emptied and written anew from the events, a case of every kind of event is as it was."""
    case_id = await desk.registered(
        channel="fax", arrived_on=str(desk.ago(9)), confirmed_on=str(desk.ago(8))
    )
    _, letter = await desk.consult(case_id, desk.ago(6), delivered_on=str(desk.ago(5)))
    await desk.answer(case_id, letter, desk.ago(4))
    await desk.consult(case_id, desk.ago(3))
    extension = {"working_days": 3, "approved_on": desk.today(), "notified_on": desk.today()}
    await desk.done(f"/cases/{case_id}/extension", extension, role=Role.HEAD)
    await desk.done(f"/cases/{case_id}/assignment", {"assignee": "clerk-3"})
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    async with office.database.read_session() as session:
        case = await session.get(Case, case_id)
        columns = [c.key for c in Case.__mapper__.columns]
        stored = {name: getattr(case, name) for name in columns}
        file = RecordFile(read(await MatterRepository(session).events(case.id)))
        repeat(case, file.effective)
        assert {name: getattr(case, name) for name in columns} == stored
    assert (case.open_consultations, case.is_extended, case.assignee) == (1, True, "clerk-3")
    assert case.drafted_by == "clerk"
