"""The hottest read is the same by the driver alone and within a unit of work."""

import dataclasses
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from gongkai.auth.principal import Permission, Principal, Role
from gongkai.db import new_id
from requests_api.case_file import reading
from requests_api.case_file.reading import case_read, read_case
from tests.integration.requests_api.office_desk import REPLY


@pytest.fixture
def caller(organs):
    """Gives a function that makes a caller: a clerk of the own organ, others of its parent."""

    def make(role=None, scope=None):
        return Principal(
            issuer="https://id.example",
            subject="reader",
            name="读者",
            organ_id=organs.own if role is Role.CLERK else organs.parent,
            roles=frozenset([role] if role else []),
            scopes=frozenset([scope] if scope else []),
            is_machine=scope is not None,
            expires_at=datetime(2100, 1, 1, tzinfo=UTC),
        )

    return make


def as_data(row):
    return {name: (type(value).__name__, value) for name, value in dataclasses.asdict(row).items()}


async def test_both_ways_read_alike(desk, office, caller):
    fresh = await desk.key_in()
    handled = await desk.registered()
    await desk.done(f"/cases/{handled}/reply", REPLY)
    callers = [caller(role) for role in (Role.CLERK, Role.SUPERVISOR, Role.AUDITOR)]
    callers.append(caller(scope=Permission.CASES_READ))
    for case_id in (fresh["id"], handled):
        for principal in callers:
            async with office.database.read_session() as session:
                by_driver = await read_case(session, principal, case_id)
            async with office.database.unit_of_work() as session:
                in_unit = await read_case(session, principal, case_id)
            assert as_data(by_driver) == as_data(in_unit)
            assert (by_driver.reply_id is None) == (by_driver.reply_content is None)


async def test_whoever_writes_between_the_two_statements_of_a_reading_has_it_read_anew(
    desk, office, caller, monkeypatch
):
    case_id = await desk.registered()
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    beside, steps = reading.BESIDE_READ, [f"/cases/{case_id}/reply/submission"]

    class Overtaken:
        """The question for what stands beside, which a step comes before, the first time."""

        async def one_or_none(self, session, **parameters):
            if steps:
                await desk.done(steps.pop())
            return await beside.one_or_none(session, **parameters)

    monkeypatch.setattr(reading, "BESIDE_READ", Overtaken())
    async with office.database.read_session() as session:
        row = await read_case(session, caller(Role.CLERK), case_id)
    assert not steps
    assert row.state == "in_approval"
    assert row.version == (await desk.read(case_id))["version"]


async def test_what_does_not_exist_for_the_caller_is_none_on_both_ways(desk, office, caller):
    case = await desk.key_in()
    stranger = dataclasses.replace(caller(Role.CLERK), organ_id=new_id())
    for principal, case_id in ((stranger, case["id"]), (caller(Role.CLERK), new_id())):
        async with office.database.read_session() as session:
            assert await case_read(principal).one_or_none(session, case_id=case_id) is None
        async with office.database.unit_of_work() as session:
            assert await case_read(principal).one_or_none(session, case_id=case_id) is None


async def test_a_read_survives_the_loss_of_its_connection(desk, database):
    case = await desk.key_in()
    await desk.read(case["id"])
    other = create_async_engine(database.app_url)
    async with other.connect() as connection:
        lost = await connection.scalars(
            text(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND application_name LIKE '%-driver'"
            )
        )
        assert set(lost) == {True}
    await other.dispose()
    assert (await desk.read(case["id"]))["id"] == case["id"]
