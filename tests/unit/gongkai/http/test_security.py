"""Who calls is settled before anything of the request is read."""

from typing import Annotated

import pytest
from fastapi import Depends

from gongkai.auth import Permission, Principal
from gongkai.http.routing import router
from gongkai.http.security import requires

THINGS = "/tests/v1/things"


@pytest.mark.parametrize(
    "authorization",
    [None, "", "Bearer", "Bearer ", "Basic clerk", "clerk", "Bearer\tclerk", "Bearer expired"],
)
async def test_without_a_token_that_holds_nothing_else_is_looked_at(client, authorization):
    headers = {} if authorization is None else {"Authorization": authorization}
    for content in (b"{", b"a" * 2_000_000):
        answer = await client.post(THINGS, content=content[:1_000_000], headers=headers)
        assert answer.status_code == 401
        assert answer.json()["code"] == "unauthenticated"
        assert answer.headers["www-authenticate"].startswith("Bearer")


async def test_two_authorization_headers_are_none(client):
    headers = [("Authorization", "Bearer clerk"), ("Authorization", "Bearer admin")]
    assert (await client.get(THINGS, headers=headers)).status_code == 401


async def test_a_caller_without_the_permission_gets_403_and_learns_which_is_missing(client):
    answer = await client.post(
        THINGS, json={"name": "a"}, headers={"Authorization": "Bearer admin"}
    )
    assert answer.status_code == 403
    assert answer.json()["code"] == "forbidden"
    assert answer.json()["required_permissions"] == ["cases:write"]


async def test_a_caller_with_the_permission_passes_and_is_verified_once(app, client, clerk):
    answer = await client.post(THINGS, json={"name": "a"}, headers=clerk)
    assert answer.status_code == 201
    assert app.state.token_verifier.asked == 1


def test_a_route_without_principal_must_be_named_public(build):
    feature = router()

    @feature.get("/open")
    async def read_open() -> None: ...

    with pytest.raises(ValueError, match="read_open"):
        build(feature)
    build(feature, public=frozenset({"read_open"}))


def test_a_route_with_principal_cannot_be_named_public_and_public_names_exist(build):
    feature = router()

    @feature.get("/closed")
    async def read_closed(_p: Annotated[Principal, requires()]) -> None: ...

    build(feature)
    with pytest.raises(ValueError, match="read_closed"):
        build(feature, public=frozenset({"read_closed"}))
    with pytest.raises(ValueError, match="no route"):
        build(feature, public=frozenset({"read_nothing"}))


def test_a_principal_may_come_through_a_dependency_of_the_feature(build):
    feature = router()

    async def case_reader(principal: Annotated[Principal, requires(Permission.CASES_READ)]):
        return principal

    @feature.get("/closed")
    async def read_closed(_p: Annotated[Principal, Depends(case_reader)]) -> None: ...

    app = build(feature)
    operation = app.openapi()["paths"]["/x/v1/closed"]["get"]
    assert operation["security"] == [{"bearer": ["cases:read"]}]
