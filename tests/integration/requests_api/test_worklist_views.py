"""Filters and order that a person keeps: their own, bounded, sealed."""

import pytest
from sqlalchemy import text

from gongkai.auth.principal import Role

PATH = "/requests/v1/worklist/views"
VIEW = {"title": "本周到期", "light": ["red", "yellow"], "assignee": "me", "sort": "number"}


async def put(desk, code, body=None, *, version=None, subject="keeper", **options):
    stamp = {"If-None-Match": "*"} if version is None else {"If-Match": version}
    return await desk.client.put(
        f"{PATH}/{code}",
        json=VIEW if body is None else body,
        headers={**desk.headers(Role.CLERK, subject=subject), **stamp, **options},
    )


async def kept(desk, subject="keeper"):
    answer = await desk.client.get(PATH, headers=desk.headers(Role.CLERK, subject=subject))
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def test_a_view_is_kept_read_changed_and_removed(desk):
    made = await put(desk, "this-week", subject="a")
    assert made.status_code == 200, made.text
    query = {"light": ["red", "yellow"], "assignee": "me", "sort": "number"}
    assert (made.json()["query"], made.json()["version"]) == (query, 1)
    listed = await desk.get("/worklist", **query)
    assert listed.status_code == 200, "what is kept can be asked as it is"
    me = desk.headers(Role.CLERK, subject="a")
    read = await desk.client.get(f"{PATH}/this-week", headers=me)
    assert (read.json(), read.headers["etag"]) == (made.json(), '"v1"')
    changed = await put(desk, "this-week", {"title": "全部"}, version='"v1"', subject="a")
    assert changed.json()["query"] == {"sort": "due"}
    assert await kept(desk, "a") == [changed.json()]
    gone = {**me, "If-Match": '"v2"'}
    assert (await desk.client.delete(f"{PATH}/this-week", headers=gone)).status_code == 204
    missing = await desk.client.get(f"{PATH}/this-week", headers=me)
    assert (missing.status_code, missing.json()["code"]) == (404, "worklist_view_not_found")
    assert (await desk.client.delete(f"{PATH}/this-week", headers=gone)).status_code == 404


async def test_each_has_the_own_ones_only(desk):
    await put(desk, "mine", subject="b")
    assert [view["code"] for view in await kept(desk, "b")] == ["mine"]
    assert await kept(desk, "c") == []
    for role in (Role.HEAD, Role.ADMIN):
        other = desk.headers(role, subject="c")
        answer = await desk.client.get(f"{PATH}/mine", headers=other)
        assert answer.status_code in {403, 404}, role
    assert (await put(desk, "mine", {"title": "同名"}, subject="c")).status_code == 200
    assert (await kept(desk, "b"))[0]["title"] == VIEW["title"]


async def test_a_version_is_named_and_a_stale_one_refused(desk, headers):
    await put(desk, "versions", subject="d")
    again = await put(desk, "versions", subject="d")
    assert (again.status_code, again.json()["code"]) == (412, "precondition_failed")
    stale = await put(desk, "versions", version='"v9"', subject="d")
    assert (stale.status_code, stale.headers["etag"]) == (412, '"v1"')
    bare = desk.headers(Role.CLERK, subject="d")
    none = await desk.client.put(f"{PATH}/versions", json=VIEW, headers=bare)
    assert none.status_code == 428
    assert (await desk.client.delete(f"{PATH}/versions", headers=bare)).status_code == 428


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x", "sort": "colour"},
        {"title": "x", "light": ["purple"]},
        {"title": "x", "state": ["nowhere"]},
        {"title": "x", "cursor": "abc"},
        {"title": "x", "source": "oa"},
        {"title": "x", "limit": 5},
        {"sort": "due"},
    ],
)
async def test_what_the_worklist_would_not_take_is_not_kept(desk, wrong):
    assert (await put(desk, "wrong", wrong, subject="e")).status_code == 422
    assert await kept(desk, "e") == []


@pytest.mark.parametrize("code", ["Großes", "a b", "-a", "a" * 51, "A"])
async def test_a_code_is_plain(desk, code):
    assert (await put(desk, code, subject="e")).status_code == 422


async def test_they_are_bounded_and_sealed(desk, office):
    body = {"title": "找测试戊", "text": "测试戊的申请"}
    for number in range(30):
        assert (await put(desk, f"view-{number:02}", body, subject="f")).status_code == 200
    full = await put(desk, "view-30", body, subject="f")
    assert (full.status_code, full.json()["code"]) == (409, "too_many_worklist_views")
    assert full.json()["limit"] == 30
    assert (await put(desk, "view-00", body, version='"v1"', subject="f")).status_code == 200
    async with office.database.read_session() as session:
        rows = await session.scalar(text("SELECT string_agg(v::text, '') FROM worklist_views v"))
    assert "测试戊" not in rows
    assert "测试戊".encode().hex() not in rows


async def test_no_machine_keeps_any(desk, headers, organs):
    machine = headers.machine(organs.own, "cases:read")
    assert (await desk.client.get(PATH, headers=machine)).status_code == 403
