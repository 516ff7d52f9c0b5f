"""The record of people: what was changed, by whom, without a personal value, and whether whole."""

import json

import pytest
from sqlalchemy import text

from gongkai.auth import Role
from gongkai.crypto.chain_export import verify_export
from notifier.channels.addresses import ChannelCode
from notifier.people.events import address_digest

URL = "/notifications/v1/people"
BODY = {"name": "陈负责", "roles": ["head"], "email": "chen@gongkai.example"}


@pytest.fixture
def admin(bearer, tree):
    return bearer(Role.ADMIN, tree["parent"], subject="the-admin")


@pytest.fixture
async def head(api, admin, tree):
    """Puts the head anew at a version; gives what the record then says."""

    async def put(version=None, **changes):
        given = {**admin, **({"If-Match": f'"v{version}"'} if version else {})}
        body = BODY | {"organ_id": str(tree["own"])} | changes
        answer = await api.put(f"{URL}/chen", json=body, headers=given)
        assert answer.status_code in (200, 201), answer.text
        return (await api.get(f"{URL}/chen/events", headers=admin)).json()

    await put()
    return put


async def test_who_is_entered_stands_on_record_with_organ_and_roles_and_no_personal_value(
    head, tree, api, admin, indexes
):
    (entered,) = (await api.get(f"{URL}/chen/events", headers=admin)).json()
    assert (entered["type"], entered["label"]) == ("person_entered", "登记人员")
    assert (entered["actor"], entered["actor_name"]) == ("the-admin", None)
    known = {"name": "测管理", "roles": ["admin"], "organ_id": str(tree["own"])}
    await api.put(f"{URL}/the-admin", json=known, headers=admin)
    (named,) = (await api.get(f"{URL}/chen/events", headers=admin)).json()
    assert named == entered | {"actor_name": "测管理"}
    digest = address_digest(indexes, ChannelCode.EMAIL, "chen@gongkai.example")
    assert entered["data"] == {
        "organ_id": str(tree["own"]),
        "roles": ["head"],
        "addresses": {"email": digest},
    }


async def test_a_changed_mail_address_of_a_head_leaves_its_trace(head, indexes):
    _, changed = await head(1, email="other@gongkai.example")
    digest = address_digest(indexes, ChannelCode.EMAIL, "other@gongkai.example")
    assert changed["type"] == "person_changed"
    assert changed["data"]["changed"] == ["addresses"]
    assert changed["data"]["addresses"] == {"email": digest}
    *_, removed = await head(2, email=None)
    assert removed["data"]["addresses"] == {"email": None}


async def test_every_change_names_its_members_and_what_stays_leaves_no_trace(head, tree):
    _, changed = await head(1, name="陈某", roles=["clerk", "head"], organ_id=str(tree["parent"]))
    assert changed["data"]["changed"] == ["name", "organ_id", "roles"]
    assert changed["data"]["roles"] == ["clerk", "head"]
    assert "陈" not in json.dumps(changed, ensure_ascii=False)
    again = await head(2, name="陈某", roles=["head", "clerk"], organ_id=str(tree["parent"]))
    assert len(again) == 2


async def test_leaving_and_coming_back_stand_on_record(head, api, admin):
    gone = await api.post(f"{URL}/chen/deactivation", headers={**admin, "If-Match": '"v1"'})
    assert gone.headers["etag"] == '"v2"'
    events = await head(2)
    assert [e["type"] for e in events] == ["person_entered", "person_deactivated", "person_changed"]
    assert events[2]["data"]["changed"] == ["is_active"]


async def test_the_record_can_be_verified_here_and_without_us(head, api, admin, office):
    await head(1, email=None)
    verified = (await api.get(f"{URL}/chen/events/verification", headers=admin)).json()
    assert (verified["valid"], verified["length"]) == (True, 2)
    exported = await api.get(f"{URL}/chen/events/export", headers=admin)
    assert verify_export(exported.content).valid
    async with office.database.unit_of_work() as session:
        await session.execute(text("UPDATE people SET chain_head = 'x'"))
    broken = (await api.get(f"{URL}/chen/events/verification", headers=admin)).json()
    assert (broken["valid"], broken["reason"]) == (False, "head")


async def test_who_may_not_read_the_person_reads_no_record(head, api, bearer, tree):
    for role, organ, status in (
        (Role.ADMIN, "foreign", 404),
        (Role.INTEGRATOR, "foreign", 404),
        (Role.HEAD, "own", 403),
        (Role.AUDITOR, "parent", 403),
    ):
        caller = bearer(role, tree[organ])
        for path in ("events", "events/export"):
            answer = await api.get(f"{URL}/chen/{path}", headers=caller)
            assert answer.status_code == status
