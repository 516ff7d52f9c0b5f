"""Whatever is the matter with a cursor, and wherever it is asked with: one answer."""

import pytest

from gongkai.auth.principal import Role
from gongkai.http.paging import MAX_LIMIT

FAULTS = ["", "nonsense", "a.b", "x" * 3000, "é", "a\nb"]
LISTS = ["/cases", "/worklist", "/worklist/searches"]


def told(answer):
    problem = answer.json()
    return answer.status_code, problem["code"], problem["detail"]


@pytest.mark.parametrize("cursor", FAULTS)
async def test_a_broken_cursor_is_gone_in_lists_feeds_and_searches(client, headers, desk, cursor):
    by = {"cursor": cursor}
    answers = [await desk.get(path, role=Role.HEAD, **by) for path in LISTS]
    answers.append(await client.get("/requests/v1/changes", params=by, headers=headers.platform()))
    body = {"phone": "13800000001", **by}
    answers.append(
        await client.post("/requests/v1/worklist:search", json=body, headers=headers(Role.CLERK))
    )
    assert {told(answer) for answer in answers} == {
        (410, "cursor_gone", "该内容不会再恢复，请从头查询")
    }


async def test_a_cursor_of_another_list_is_gone_like_a_broken_one(client, headers, desk):
    for _ in range(2):
        await desk.key_in()
    cursor = (await desk.get("/cases", limit=1)).json()["next_cursor"]
    feed = await client.get(
        "/requests/v1/changes", params={"cursor": cursor}, headers=headers.platform()
    )
    elsewhere = await desk.get("/worklist", cursor=cursor)
    assert told(feed) == told(elsewhere) == (410, "cursor_gone", "该内容不会再恢复，请从头查询")
    assert (await desk.get("/cases", cursor=cursor, limit=MAX_LIMIT)).status_code == 200
