"""People over HTTP: entered, changed, masked, deactivated, each within the caller's organs."""

import asyncio

import pytest

from gongkai.auth import Role
from gongkai.db import new_id
from notifier.people.models import Person

BODY = {"name": "陈经办", "roles": ["clerk"], "email": "chen@gongkai.example"}
URL = "/notifications/v1/people"


@pytest.fixture
def admin(bearer, tree):
    return bearer(Role.ADMIN, tree["parent"])


def body(organ_id, /, **changes):
    return {**BODY, "organ_id": str(organ_id)} | changes


async def test_a_new_person_is_entered_encrypted_and_shown_masked(api, office, tree, admin):
    answer = await api.put(f"{URL}/chen", json=body(tree["own"]), headers=admin)
    assert answer.status_code == 201, answer.text
    assert answer.headers["etag"] == '"v1"'
    assert answer.json()["name"] == "陈**"
    assert answer.json()["email"] == "c***@gongkai.example"
    (person,) = await office.rows(Person)
    assert "陈".encode() not in person.name
    (address,) = await office.addresses()
    assert address.channel == "email"
    assert b"gongkai.example" not in address.address


async def test_a_name_that_goes_out_in_the_feed_holds_no_number_of_a_person(api, tree, admin):
    for number in ("11010519491231002X", "138 0000 0001"):
        named = body(tree["own"], name=f"陈经办{number}")
        refused = await api.put(f"{URL}/chen", json=named, headers=admin)
        assert refused.status_code == 422
        (error,) = refused.json()["errors"]
        assert (error["pointer"], error["code"]) == ("/body/name", "identity_in_text")


async def test_a_change_needs_the_version_it_was_decided_on(api, tree, admin):
    await api.put(f"{URL}/chen", json=body(tree["own"]), headers=admin)
    changed = body(tree["own"], roles=["clerk", "head"])
    missing = await api.put(f"{URL}/chen", json=changed, headers=admin)
    stale = await api.put(f"{URL}/chen", json=changed, headers={**admin, "If-Match": '"v9"'})
    good = await api.put(f"{URL}/chen", json=changed, headers={**admin, "If-Match": '"v1"'})
    assert [missing.status_code, stale.status_code, good.status_code] == [428, 412, 200]
    assert good.headers["etag"] == '"v2"'
    assert good.json()["roles"] == ["clerk", "head"]


async def test_saying_again_what_is_known_changes_nothing(api, tree, admin):
    await api.put(f"{URL}/chen", json=body(tree["own"]), headers=admin)
    again = await api.put(f"{URL}/chen", json=body(tree["own"]), headers=admin)
    assert (again.status_code, again.headers["etag"]) == (200, '"v1"')


async def test_twins_of_one_request_enter_one_person_and_all_succeed(api, office, tree, admin):
    for n in range(5):
        answers = await asyncio.gather(
            *(api.put(f"{URL}/chen{n}", json=body(tree["own"]), headers=admin) for _ in range(4))
        )
        assert sorted(a.status_code for a in answers) == [200, 200, 200, 201]
    assert len(await office.rows(Person)) == 5


async def test_a_deactivated_person_comes_back_by_put(api, tree, admin):
    await api.put(f"{URL}/chen", json=body(tree["own"]), headers=admin)
    gone = await api.post(f"{URL}/chen/deactivation", headers={**admin, "If-Match": '"v1"'})
    assert gone.json()["is_active"] is False
    assert (await api.get(f"{URL}?active=true", headers=admin)).json()["items"] == []
    back = await api.put(
        f"{URL}/chen", json=body(tree["own"]), headers={**admin, "If-Match": '"v2"'}
    )
    assert back.json()["is_active"] is True


async def test_the_list_goes_page_by_page_and_filters_by_organ(api, tree, admin):
    for n in range(3):
        await api.put(f"{URL}/p{n}", json=body(tree["own"]), headers=admin)
    await api.put(f"{URL}/boss", json=body(tree["parent"]), headers=admin)
    first = (await api.get(URL, params={"limit": 3}, headers=admin)).json()
    rest = (
        await api.get(URL, params={"limit": 3, "cursor": first["next_cursor"]}, headers=admin)
    ).json()
    subjects = [p["subject"] for p in (*first["items"], *rest["items"])]
    assert subjects == ["p0", "p1", "p2", "boss"]
    assert rest["next_cursor"] is None
    own = await api.get(URL, params={"organ_id": str(tree["own"])}, headers=admin)
    assert len(own.json()["items"]) == 3


async def test_nobody_reaches_people_above_or_beside(api, bearer, tree, admin):
    await api.put(f"{URL}/boss", json=body(tree["parent"]), headers=admin)
    for caller in (
        bearer(Role.INTEGRATOR, tree["own"]),
        bearer(Role.ADMIN, tree["foreign"]),
        bearer(Role.ADMIN, None),
    ):
        assert (await api.get(f"{URL}/boss", headers=caller)).status_code == 404
        assert (await api.get(URL, headers=caller)).json()["items"] == []
        above = await api.put(f"{URL}/new", json=body(tree["parent"]), headers=caller)
        assert (above.status_code, above.json()["code"]) == (422, "organ_not_administered")
        assert above.json()["errors"][0]["pointer"] == "/body/organ_id"
        gone = await api.post(f"{URL}/boss/deactivation", headers={**caller, "If-Match": '"v1"'})
        assert gone.status_code == 404


async def test_a_subject_of_another_organ_cannot_be_taken_over(api, bearer, tree, admin):
    await api.put(f"{URL}/chen", json=body(tree["own"]), headers=admin)
    foreign = bearer(Role.ADMIN, tree["foreign"])
    answer = await api.put(f"{URL}/chen", json=body(tree["foreign"]), headers=foreign)
    assert (answer.status_code, answer.json()["code"]) == (409, "subject_taken")


async def test_an_office_that_the_projection_does_not_know_yet_is_its_admins_own(api, bearer):
    organ_id = new_id()
    answer = await api.put(
        f"{URL}/first", json=body(organ_id), headers=bearer(Role.ADMIN, organ_id)
    )
    assert answer.status_code == 201


@pytest.mark.parametrize("role", [Role.CLERK, Role.HEAD, Role.SUPERVISOR, Role.AUDITOR])
async def test_other_roles_may_neither_read_nor_write_people(api, bearer, tree, role):
    caller = bearer(role, tree["own"])
    assert (await api.get(URL, headers=caller)).status_code == 403
    put = await api.put(f"{URL}/x", json=body(tree["own"]), headers=caller)
    assert put.status_code == 403


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"email": "no address"}, "/body/email"),
        ({"email": "a@b.cn\r\nBcc: x@y.cn"}, "/body/email"),
        ({"name": ""}, "/body/name"),
        ({"name": "a\x00b"}, "/body/name"),
        ({"roles": []}, "/body/roles"),
        ({"roles": ["king"]}, "/body/roles/0"),
        ({"organ_id": "1"}, "/body/organ_id"),
        ({"surplus": 1}, "/body/surplus"),
    ],
)
async def test_what_does_not_hold_is_named(api, tree, admin, changes, pointer):
    answer = await api.put(f"{URL}/chen", json=body(tree["own"], **changes), headers=admin)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


async def test_a_subject_that_is_no_subject_is_refused(api, tree, admin):
    for subject in ("张三", "a b", "a%00", "x" * 201):
        answer = await api.put(f"{URL}/{subject}", json=body(tree["own"]), headers=admin)
        assert answer.status_code in (400, 422)
