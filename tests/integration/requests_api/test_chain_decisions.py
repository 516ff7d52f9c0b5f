"""What an organ decides of its approvals: by whom, on which version, and what it cannot be."""

import pytest

from gongkai.auth.principal import Permission, Role


async def decide(desk, levels, *, role=Role.HEAD, organ=None, version=None, headers=None):
    organ_id = organ or desk.organs.own
    path = f"/requests/v1/approval-chains/{organ_id}"
    headers = headers or desk.headers(role)
    if version is None:
        version = (await desk.client.get(path, headers=desk.headers(Role.HEAD))).json()["version"]
    return await desk.client.put(
        path, json={"levels": levels}, headers={**headers, "If-Match": f'"v{version}"'}
    )


async def test_a_chain_is_decided_by_the_head_or_an_administrator(desk, headers, organs):
    one = [{"role": "head"}]
    for role in (Role.CLERK, Role.LEADER, Role.SUPERVISOR, Role.AUDITOR):
        assert (await decide(desk, one, role=role)).status_code == 403
    machine = headers.machine(organs.own, Permission.ORGANS_READ)
    assert (await decide(desk, one, headers=machine)).status_code == 403
    foreign = await decide(desk, one, headers=headers(Role.HEAD, organs.other), version=0)
    assert (foreign.status_code, foreign.json()["code"]) == (404, "organ_not_found")
    above = await decide(desk, one, headers=headers(Role.HEAD, organs.parent))
    assert (above.status_code, above.json()["code"]) == (403, "chain_of_another_organ")
    admin = await decide(desk, one, headers=headers(Role.ADMIN, organs.parent))
    assert (admin.status_code, admin.json()["set_by"]) == (200, "admin")


async def test_a_decision_needs_the_version_it_was_made_on(desk, organs):
    first = (await decide(desk, [{"role": "head"}])).json()["version"]
    stale = await decide(desk, [{"role": "leader"}], version=first - 1)
    assert stale.status_code == 412
    path = f"/requests/v1/approval-chains/{organs.own}"
    body = {"levels": [{"role": "leader"}]}
    bare = await desk.client.put(path, json=body, headers=desk.headers(Role.HEAD))
    assert bare.status_code == 428


@pytest.mark.parametrize(
    ("levels", "code", "pointer"),
    [
        ([], None, "/body/levels"),
        ([{"role": "head"}] * 6, None, "/body/levels"),
        ([{"role": "clerk"}], None, "/body/levels/0/role"),
        ([{"role": "mayor"}], None, "/body/levels/0/role"),
        ([{"role": "head", "by": "nobody"}], "approver_unsuitable", "/body/levels/0/by"),
        ([{"role": "head", "by": "clerk"}], "approver_unsuitable", "/body/levels/0/by"),
        ([{"role": "head", "by": "left"}], "approver_unsuitable", "/body/levels/0/by"),
        ([{"role": "head", "by": "elsewhere"}], "approver_unsuitable", "/body/levels/0/by"),
        (
            [{"role": "head", "by": "n"}, {"role": "leader", "by": "n"}],
            "chain_repeats_person",
            "/body/levels/1/by",
        ),
        ([{"role": "head", "name": "张"}], None, "/body/levels/0/name"),
        ("head", None, "/body/levels"),
    ],
)
async def test_bad_chains_are_refused_by_their_place(desk, organs, tell, levels, code, pointer):
    await tell("left", "head", active=False)
    await tell("elsewhere", "head", organ=organs.other)
    answer = await decide(desk, levels)
    assert answer.status_code == 422
    error = answer.json()["errors"][0]
    assert error["pointer"] == pointer
    assert code in {None, error["code"], answer.json()["code"]}
