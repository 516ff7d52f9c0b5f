"""The hottest read is the same by the driver alone and within a unit of work."""

import dataclasses
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from gongkai.auth.principal import Permission, Principal, Role
from gongkai.db import new_id
from requests_api.case_file.reading import case_read
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
    data = row._asdict() if hasattr(row, "_asdict") else dataclasses.asdict(row)
    return {name: (type(value).__name__, value) for name, value in data.items()}


async def test_both_ways_read_alike(desk, office, caller):
    fresh = await desk.key_in()
    handled = await desk.registered()
    await desk.done(f"/cases/{handled}/reply", REPLY)
    callers = [caller(role) for role in (Role.CLERK, Role.SUPERVISOR, Role.AUDITOR)]
    callers.append(caller(scope=Permission.CASES_READ))
    for case_id in (fresh["id"], handled):
        for principal in callers:
            read = case_read(principal)
            async with office.database.read_session() as session:
                by_driver = await read.one_or_none(session, case_id=case_id)
            async with office.database.unit_of_work() as session:
                in_unit = await read.one_or_none(session, case_id=case_id)
            assert dataclasses.is_dataclass(by_driver)
            assert not dataclasses.is_dataclass(in_unit)
            assert as_data(by_driver) == as_data(in_unit)


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
