"""What the other services are told of people: by the feed, in the transaction of each change."""

import pytest
from sqlalchemy import delete

from gongkai.auth import Permission, Role
from gongkai.contracts import EVENT_TYPES
from gongkai.feed import FeedEntry
from notifier.people.models import Person
from notifier.people.service import tell_of_people

URL = "/notifications/v1/people"
CHANGES = "/notifications/v1/changes"
SET, CLEARED = (f"cn.gongkai.notifications.person-{what}.v1" for what in ("set", "cleared"))


@pytest.fixture
def machine(stand):
    """Headers of a client of an organ that may read feeds."""

    def headers(organ_id, *scopes):
        token = stand.mint.issuer.mint_machine(
            client_id="oa", scopes=[Permission.CHANGES_READ, *scopes], organ_id=organ_id
        )
        return {"Authorization": f"Bearer {token}"}

    return headers


@pytest.fixture
def changes(api, machine):
    """Every event of the feed, as another service of the platform reads it."""

    async def read(headers=None, **params):
        headers = headers or machine(None, Permission.PLATFORM_READ)
        answer = await api.get(CHANGES, params=params, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()["items"]

    return read


@pytest.fixture
def put(api, bearer, tree):
    """Enters a person of the own organ, or changes them at a version."""

    async def call(version=None, **changes):
        body = {"name": "样例陈", "roles": ["clerk"], "email": "chen@gongkai.example"}
        body |= {"organ_id": str(tree["own"])} | changes
        given = {"If-Match": f'"v{version}"'} if version else {}
        admin = bearer(Role.ADMIN, tree["parent"], **given)
        answer = await api.put(f"{URL}/chen", json=body, headers=admin)
        assert answer.is_success, answer.text

    return call


async def test_a_new_person_is_told_with_organ_roles_and_name_and_no_address(put, changes, tree):
    await put()
    (event,) = await changes()
    assert (event["type"], event["source"]) == (SET, "/notifications/v1")
    assert event["revision"] == 1
    assert event["data"] == {
        "person_id": event["subject"],
        "subject": "chen",
        "organ_id": str(tree["own"]),
        "roles": ["clerk"],
        "name": "样例陈",
        "active": True,
        "absent_from": None,
        "absent_until": None,
        "substitute": None,
    }
    EVENT_TYPES[event["type"]].model_validate(event["data"])


async def test_the_feed_holds_the_newest_state_of_each_person(put, changes, tree):
    await put()
    (before,) = await changes()
    await put(1, name="样例程", roles=["head", "clerk"], organ_id=str(tree["parent"]))
    (event,) = await changes()
    assert event["subject"] == before["subject"]
    told = event["data"]
    assert (event["revision"], told["name"], told["roles"]) == (2, "样例程", ["clerk", "head"])
    assert told["organ_id"] == str(tree["parent"])


async def test_who_leaves_is_cleared_and_set_again_when_they_return(
    put, changes, api, bearer, tree
):
    await put()
    admin = bearer(Role.ADMIN, tree["parent"], **{"If-Match": '"v1"'})
    assert (await api.post(f"{URL}/chen/deactivation", headers=admin)).is_success
    (gone,) = await changes()
    assert (gone["type"], gone["revision"]) == (CLEARED, 2)
    assert (gone["data"]["active"], gone["data"]["name"]) == (False, "样例陈")
    await put(2)
    (back,) = await changes()
    assert (back["type"], back["revision"], back["data"]["active"]) == (SET, 3, True)


async def test_saying_again_what_is_known_tells_nothing(put, changes):
    await put()
    before = await changes()
    await put()
    assert await changes() == before


async def test_a_client_reads_of_the_people_of_its_subtree_and_people_read_nothing(
    put, changes, machine, tree, api, bearer
):
    await put()
    for organ, sees in (("parent", 1), ("own", 1), ("foreign", 0)):
        assert len(await changes(machine(tree[organ]), stream="people")) == sees, organ
    assert await changes(machine(None)) == []
    for role in (Role.CLERK, Role.HEAD, Role.ADMIN):
        assert (await api.get(CHANGES, headers=bearer(role, tree["own"]))).status_code == 403


async def test_who_was_entered_before_the_feed_told_of_people_is_told_afterwards(
    office, changes, keys
):
    for subject in ("a", "b", "c"):
        await office.hire(subject, "clerk")
    async with office.database.unit_of_work() as session:
        untold = FeedEntry.entity_id.in_([person.id for person in await office.rows(Person)][:2])
        await session.execute(delete(FeedEntry).where(untold))
    assert [event["data"]["subject"] for event in await changes()] == ["c"]

    async def tell(limit):
        async with office.database.unit_of_work() as session:
            return await tell_of_people(session, keys, limit)

    assert [await tell(1), await tell(1), await tell(1)] == [1, 1, 0]
    assert {event["data"]["subject"] for event in await changes()} == {"a", "b", "c"}
