"""`GET /people:assignable`: among whom a clerk chooses who is responsible for a case."""

import json

import pytest

from gongkai.auth import Role

URL = "/notifications/v1/people"
CHOICE = f"{URL}:assignable"


@pytest.fixture
async def staff(api, bearer, tree):
    """Enters somebody of an organ."""

    async def enter(subject, organ="own", *roles, name=None):
        body = {
            "name": name or f"样例{subject}",
            "organ_id": str(tree[organ]),
            "roles": roles or ["clerk"],
            "email": f"{subject}@gongkai.example",
        }
        admin = bearer(Role.ADMIN, tree[organ])
        answer = await api.put(f"{URL}/{subject}", json=body, headers=admin)
        assert answer.status_code == 201, answer.text

    return enter


@pytest.fixture
def offered(api, bearer, tree):
    """The subjects that a caller of an organ is offered."""

    async def read(role=Role.CLERK, organ="own", **params):
        answer = await api.get(CHOICE, params=params, headers=bearer(role, tree[organ]))
        assert answer.status_code == 200, answer.text
        return [item["subject"] for item in answer.json()["items"]]

    return read


async def test_a_clerk_is_offered_the_active_people_of_the_office_who_handle_cases(
    api, bearer, tree, staff, offered
):
    await staff("li")
    await staff("he", "own", "head", "admin")
    await staff("lin", "own", "leader")
    await staff("su", "own", "supervisor")
    await staff("left")
    await staff("above", "parent")
    admin = bearer(Role.ADMIN, tree["own"], **{"If-Match": '"v1"'})
    assert (await api.post(f"{URL}/left/deactivation", headers=admin)).is_success
    for role in (Role.CLERK, Role.HEAD):
        assert sorted(await offered(role)) == ["he", "li"]


async def test_each_is_named_in_full_with_roles_and_without_an_address(api, bearer, tree, staff):
    await staff("li", "own", "clerk", "head", name="示例李")
    answer = await api.get(CHOICE, headers=bearer(Role.CLERK, tree["own"]))
    assert answer.json()["items"] == [
        {
            "subject": "li",
            "name": "示例李",
            "roles": ["clerk", "head"],
            "role_labels": ["经办人", "工作机构负责人"],
            "absent_until": None,
            "substitute": None,
            "substitute_name": None,
        }
    ]
    assert "@" not in answer.text


async def test_people_stand_in_the_order_of_their_names(staff, offered):
    """Common characters by their Pinyin (GB 18030): 测 ce, 示 shi, 样 yang."""
    for subject, name in (("1", "样例甲"), ("3", "测试甲"), ("2", "测试甲"), ("4", "示例乙")):
        await staff(subject, name=name)
    assert await offered() == ["2", "3", "4", "1"]


async def test_pages_follow_each_other_although_somebody_leaves_meanwhile(api, bearer, tree, staff):
    clerk = bearer(Role.CLERK, tree["own"])
    for n in range(5):
        await staff(f"p{n}", name="测试甲")
    first = (await api.get(CHOICE, params={"limit": 2}, headers=clerk)).json()
    assert "测试" not in json.dumps(first["next_cursor"])
    gone = bearer(Role.ADMIN, tree["own"], **{"If-Match": '"v1"'})
    assert (await api.post(f"{URL}/p1/deactivation", headers=gone)).is_success
    second = {"limit": 10, "cursor": first["next_cursor"]}
    rest = (await api.get(CHOICE, params=second, headers=clerk)).json()
    assert [item["subject"] for item in first["items"]] == ["p0", "p1"]
    assert [item["subject"] for item in rest["items"]] == ["p2", "p3", "p4"]
    assert rest["next_cursor"] is None
    other = {"cursor": first["next_cursor"], "organ_id": str(tree["own"])}
    refused = await api.get(CHOICE, params=other, headers=clerk)
    assert (refused.status_code, refused.json()["code"]) == (410, "cursor_gone")


async def test_an_organ_that_is_not_the_callers_offers_nobody(staff, offered, tree):
    await staff("li")
    await staff("above", "parent")
    assert await offered(organ="foreign", organ_id=str(tree["own"])) == []
    assert await offered(organ="own", organ_id=str(tree["parent"])) == []
    assert await offered(organ="parent", organ_id=str(tree["own"])) == []
    assert await offered(organ_id="01912d3c-7a10-7000-8000-00000000ffff") == []


async def test_who_administers_organs_below_is_offered_their_people(api, stand, tree, staff):
    await staff("li")
    await staff("far", "foreign")
    issuer = stand.mint.issuer
    token = issuer.mint(subject="both", organ_id=tree["parent"], roles=[Role.CLERK, Role.ADMIN])
    headers = {"Authorization": f"Bearer {token}"}
    for organ, subjects in (("own", ["li"]), ("foreign", [])):
        params = {"organ_id": str(tree[organ])}
        answer = await api.get(CHOICE, params=params, headers=headers)
        assert [item["subject"] for item in answer.json()["items"]] == subjects


@pytest.mark.parametrize("role", [Role.LEADER, Role.SUPERVISOR, Role.AUDITOR, Role.ADMIN])
async def test_who_assigns_no_case_is_offered_nobody(api, bearer, tree, role):
    refused = await api.get(CHOICE, headers=bearer(role, tree["own"]))
    assert (refused.status_code, refused.json()["required_permissions"]) == (403, ["cases:write"])
