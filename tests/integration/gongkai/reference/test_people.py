"""The projection of people: the newest revision of the present history, one row a subject."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from gongkai.db import Database, new_id
from gongkai.reference.people import ReferencePerson, apply_person, drop_unknown_people
from tests.feed_events import person_event

ORGAN, OTHER = new_id(), new_id()


@pytest.fixture
async def projected(stand):
    """Applies events in their order; gives what is then known, by subject."""
    with stand.database("requests") as cloned:
        database = Database(cloned.app_url, application_name="test", pool_size=2)

        async def apply(*events, resynced=None):
            async with database.unit_of_work() as session:
                for event in events:
                    await apply_person(session, event)
                if resynced is not None:
                    await drop_unknown_people(session, resynced)
            async with database.read_session() as session:
                rows = (await session.scalars(select(ReferencePerson))).all()
            return {row.subject: row for row in rows}

        yield apply
        await database.dispose()


async def test_a_person_is_known_with_organ_roles_and_name(projected):
    known = (await projected(person_event("li", ORGAN, "clerk", "head", name="样例李")))["li"]
    assert (known.organ_id, known.roles, known.name) == (ORGAN, ["clerk", "head"], "样例李")
    assert known.is_active


async def test_who_left_stays_known_and_marked(projected):
    known = await projected(
        person_event("li", ORGAN), person_event("li", ORGAN, active=False, revision=2)
    )
    assert (known["li"].is_active, known["li"].name) == (False, "样例li")


async def test_an_older_event_that_comes_late_or_twice_revives_nobody(projected):
    left = person_event("li", ORGAN, active=False, revision=2)
    known = await projected(person_event("li", ORGAN), left, person_event("li", ORGAN), left)
    assert (known["li"].is_active, known["li"].revision) == (False, 2)


async def test_a_role_of_a_later_release_is_kept(projected):
    known = await projected(person_event("li", ORGAN, "clerk", "registrar"))
    assert known["li"].roles == ["clerk", "registrar"]


async def test_a_restored_notifier_counts_from_where_it_was(projected):
    known = await projected(
        person_event("li", ORGAN, revision=7),
        person_event("li", ORGAN, name="样例旧名", revision=3, epoch="epoch-2"),
    )
    assert (known["li"].revision, known["li"].name) == (3, "样例旧名")


async def test_who_the_present_history_does_not_know_is_dropped(projected):
    await projected(person_event("li", ORGAN), person_event("wu", ORGAN))
    known = await projected(person_event("li", ORGAN, epoch="epoch-2"), resynced="epoch-2")
    assert set(known) == {"li"}


async def test_a_subject_entered_anew_after_a_restore_takes_the_place_of_the_old_row(projected):
    await projected(person_event("li", ORGAN, revision=4))
    again = person_event("li", OTHER, person_id=uuid4(), epoch="epoch-2")
    known = await projected(again)
    assert (known["li"].organ_id, known["li"].id) == (OTHER, again.event.subject)
