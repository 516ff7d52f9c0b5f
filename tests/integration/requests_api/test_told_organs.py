"""A filing rests on what was told of its organ before; what no longer holds is asked anew."""

import uuid
from datetime import date

import pytest
import pytest_asyncio
from sqlalchemy import delete, select

from gongkai.auth.principal import Role
from gongkai.db import new_id
from gongkai.reference.organs import ReferenceOrgan, apply_organ
from requests_api.intake.reading import STILL_HOLDS, ToldOrgan
from requests_api.matters.models import Matter
from tests.feed_events import organ_event
from tests.plans import listening, plan_of


@pytest.fixture
def change(office, organs):
    """Gives a function by which the directory tells of an organ."""

    async def tell(organ_id, **members):
        async with office.database.unit_of_work() as session:
            path = [organs.parent, organ_id]
            event = organ_event(organ_id, organs.parent, "戊局", path, **members)
            await apply_organ(session, event)

    return tell


@pytest_asyncio.fixture(loop_scope="session")
async def organ(change, desk):
    """An organ that this process was told of by a first filing."""
    organ_id = new_id()
    await change(organ_id)
    assert (await desk.file(1, organ=organ_id)).status_code == 201
    return organ_id


@pytest.fixture
def asked(office, monkeypatch):
    """How many statements went to the driver's own connections."""
    statements = []
    pool = office.database._driver_pool
    fetch = pool.fetch

    async def counted(statement, parameters):
        statements.append(statement)
        return await fetch(statement, parameters)

    monkeypatch.setattr(pool, "fetch", counted)
    return statements


async def matter_of(office, filed):
    assert filed.status_code == 201, filed.text
    number = filed.json()["receipt_number"]
    async with office.database.read_session() as session:
        return (await session.scalars(select(Matter).filter_by(receipt_number=number))).one()


async def test_an_organ_that_was_told_is_not_asked_for_again(desk, organ, asked):
    assert (await desk.file(2, organ=organ)).status_code == 201
    assert len(asked) == 1


async def test_a_region_that_changed_is_that_of_the_next_case(desk, office, organ, change, asked):
    await change(organ, revision=2, region_code="320102")
    assert (await matter_of(office, await desk.file(2, organ=organ))).jurisdiction == "320102"
    assert len(asked) == 3
    assert (await matter_of(office, await desk.file(3, organ=organ))).jurisdiction == "320102"
    assert len(asked) == 4


async def test_an_organ_that_was_abolished_or_dropped_since_takes_nothing(
    desk, office, organ, change
):
    await change(organ, revision=2, valid_until=str(desk.ago(3)))
    for n in (2, 3):
        refused = await desk.file(n, organ=organ)
        assert (refused.status_code, refused.json()["code"]) == (422, "organ_abolished")
    async with office.database.unit_of_work() as session:
        await session.execute(delete(ReferenceOrgan).where(ReferenceOrgan.id == organ))
    for n in (2, 3):
        refused = await desk.file(n, organ=organ)
        assert (refused.status_code, refused.json()["code"]) == (422, "organ_unknown")


async def test_a_repetition_is_answered_whatever_became_of_the_organ(desk, organ, change):
    key = str(uuid.uuid4())
    first = await desk.file(2, organ=organ, key=key)
    again = await desk.file(2, organ=organ, key=key)
    await change(organ, revision=2, valid_until=str(desk.ago(3)))
    later = await desk.file(2, organ=organ, key=key)
    assert first.status_code == 201
    for repeated in (again, later):
        assert repeated.headers["idempotent-replayed"] == "true"
        assert repeated.json() == first.json()
    other = await desk.file(3, organ=organ, key=key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


async def test_a_notice_that_came_since_counts(desk, office, organ, notice):
    before = await matter_of(office, await desk.file(2, organ=organ))
    await notice(off=[desk.calendar.nth_working_day_after(desk.clock.today(), 1)], revision=1)
    after = await matter_of(office, await desk.file(3, organ=organ))
    await notice(
        off=[desk.calendar.nth_working_day_after(desk.clock.today(), 1)],
        revision=2,
        withdrawn=True,
    )
    assert after.calendar_version != before.calendar_version
    assert after.ends_at > before.ends_at


async def test_a_threshold_that_was_decided_since_marks(desk, client, headers, office, organ):
    assert (await matter_of(office, await desk.file(1, organ=organ))).frequency is None
    decided = await client.put(
        f"/requests/v1/organ-parameters/{organ}",
        json={"applications_a_month": 2},
        headers={**headers(Role.HEAD, organ), "If-Match": '"v0"'},
    )
    assert decided.status_code == 200, decided.text
    marked = await matter_of(office, await desk.file(1, organ=organ))
    assert (marked.frequency["in_month"], marked.frequency["threshold"]) == (3, 2)


async def test_what_is_judged_with_the_writing_is_found_from_the_document(desk, office, organ):
    """As what is asked: tables that are new have no statistics, and the plan is kept."""
    told = ToldOrgan(organ, "610116", None, "")
    async with office.database.unit_of_work() as session:
        with listening(office.database.engine) as heard:
            assumed = told.assumed(b"of somebody else", date(2026, 1, 5))
            await session.execute(select(STILL_HOLDS), assumed)
    (judged,) = heard
    plan = await plan_of(office.database.engine, judged)
    assert [(node.index, node.looked_at) for node in plan.of("matters")] == [("pk_matters", 0)]
