"""The record of a case: whole, exportable, and closed to every role of the database."""

import contextlib
import json
import re

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from gongkai.auth.principal import Role
from gongkai.crypto.chain_export import NotAChain, verify_export
from tests.integration.requests_api.office_desk import REPLY

APPEND_ONLY = (
    "matter_events",
    "matter_refusals",
    "applicant_disclosures",
    "access_code_issues",
    "contact_changes",
)


@pytest.fixture
async def finished(desk):
    """A case from filing to reply, with rows in every append-only table."""
    case_id = await desk.registered(arrived_on=str(desk.ago(6)))
    _, letter = await desk.consult(case_id, desk.ago(4))
    await desk.answer(case_id, letter, desk.ago(2))
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    await desk.done(f"/cases/{case_id}/reply/submission")
    assert (await desk.post(f"/cases/{case_id}/reply/approval")).status_code == 403
    await desk.done(f"/cases/{case_id}/reply/approval", role=Role.HEAD)
    await desk.done(f"/cases/{case_id}/reply/issuance", {"issued_on": desk.today()})
    await desk.done(f"/cases/{case_id}/access-code", {"reason": "遗失", "handover": "mail"})
    await desk.done(f"/cases/{case_id}/applicant-contact", {"address": None, "reason": "搬迁"})
    await desk.done(f"/cases/{case_id}/applicant-disclosure", {"reason": "核对"})
    return case_id


async def test_the_record_is_whole_and_its_length_is_the_version(desk, finished):
    events = (await desk.get(f"/cases/{finished}/events")).json()
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    report = (await desk.get(f"/cases/{finished}/events/verification", role=Role.AUDITOR)).json()
    version = (await desk.read(finished))["version"]
    assert report == {
        "valid": True,
        "length": version,
        "head": events[-1]["hash"],
        "first_broken": None,
        "reason": None,
    }


async def test_an_export_verifies_and_one_changed_byte_does_not(desk, finished):
    document = (await desk.get(f"/cases/{finished}/events/export")).content
    assert verify_export(document).valid is True
    year = re.search(rb"20\d\d-", document)[0]
    for needle in (b"clerk", b"consultation_sent", b'"hash":"', year):
        at = document.index(needle) + len(needle) - 2
        changed = document[:at] + bytes([document[at] ^ 1]) + document[at + 1 :]
        with contextlib.suppress(NotAChain):
            assert verify_export(changed).valid is False, needle
    shortened = json.loads(document)
    shortened["events"].pop()
    assert verify_export(json.dumps(shortened).encode()).valid is False


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("role", ["app", "owner"])
async def test_no_role_changes_what_is_on_record(desk, finished, database, role, table):
    engine = create_async_engine(getattr(database, f"{role}_url"))
    reason = "permission denied" if role == "app" else "append-only"
    column = {"access_code_issues": "issued_by", "contact_changes": "reason"}.get(table, "actor")
    try:
        async with engine.connect() as connection:
            assert (await connection.execute(text(f"SELECT 1 FROM {table} LIMIT 1"))).first()
            await connection.rollback()
            for statement in (
                f"UPDATE {table} SET {column} = 'x'",
                f"DELETE FROM {table}",
                f"TRUNCATE {table} CASCADE",
            ):
                with pytest.raises(DBAPIError, match=reason):
                    await connection.execute(text(statement))
                await connection.rollback()
            if role == "app":
                for statement in (
                    f"ALTER TABLE {table} DISABLE TRIGGER ALL",
                    f"DROP TABLE {table}",
                    "DROP FUNCTION refuse_change() CASCADE",
                ):
                    with pytest.raises(DBAPIError, match="must be owner"):
                        await connection.execute(text(statement))
                    await connection.rollback()
    finally:
        await engine.dispose()


async def test_verification_notices_a_superusers_hand(desk, finished, database, stand):
    engine = create_async_engine(database.owner_url)
    try:
        async with engine.begin() as connection:
            await connection.execute(text("ALTER TABLE matter_events DISABLE TRIGGER USER"))
            await connection.execute(
                text("UPDATE matter_events SET actor = 'x' WHERE aggregate_id = :id AND seq = 3"),
                {"id": finished},
            )
            await connection.execute(text("ALTER TABLE matter_events ENABLE TRIGGER USER"))
    finally:
        await engine.dispose()
    report = (await desk.get(f"/cases/{finished}/events/verification")).json()
    assert (report["valid"], report["first_broken"]) == (False, 3)
    exported = (await desk.get(f"/cases/{finished}/events/export")).content
    assert verify_export(exported).valid is False
