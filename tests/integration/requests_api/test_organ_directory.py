"""Where one can apply: the public directory, as the feed of organs tells of it."""

from datetime import timedelta

import pytest_asyncio

from gongkai.db import new_id
from gongkai.reference.organs import apply_organ
from tests.feed_events import organ_event

PATH = "/requests/v1/organs"
OFFICE = {
    "name": "测试局办公室",
    "address": "测试路1号",
    "office_hours": None,
    "phone": "010-00000000",
    "fax": None,
    "email": None,
    "website": None,
}
TAKING = {
    "takes_applications": True,
    "level": "county",
    "channels": ["in_person", "online"],
    "disclosure_office": OFFICE,
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def tell(app):
    """Tell of an organ of this name as its feed does."""
    known = {}

    async def told(name, parent=None, *, revision=1, **members):
        organ_id, path = known.setdefault(name, (new_id(), known[parent][1] if parent else []))
        above = known[parent][0] if parent else None
        event = organ_event(
            organ_id, above, name, [*path, organ_id], revision=revision, **TAKING | members
        )
        known[name] = (organ_id, [*path, organ_id])
        async with app.state.database.unit_of_work() as session:
            await apply_organ(session, event)
        return str(organ_id)

    return told


async def names(client, **filters):
    answer = await client.get(PATH, params=filters)
    assert answer.status_code == 200, answer.text
    return [organ["name"] for organ in answer.json()["items"]]


async def test_anybody_finds_an_organ_with_all_that_is_needed_to_apply(client, tell):
    parent = await tell("目录市人民政府", level="prefecture", takes_applications=False)
    own = await tell("目录局", "目录市人民政府")
    (organ,) = (await client.get(PATH, params={"name": "目录"})).json()["items"]
    assert organ == {
        "id": own,
        "name": "目录局",
        "short_name": "目",
        "level": "county",
        "level_label": "县级",
        "region_code": "610116",
        "parent_id": parent,
        "parent_name": "目录市人民政府",
        "channels": [
            {"code": "in_person", "label": "当面提交"},
            {"code": "online", "label": "互联网渠道"},
        ],
        "disclosure_office": OFFICE,
    }


async def test_an_organ_that_takes_none_or_does_not_exist_today_is_not_listed(client, app, tell):
    today = app.state.clock.today()
    await tell("现有局")
    await tell("未受理局", takes_applications=False)
    await tell("已撤局", valid_until=today - timedelta(days=1))
    await tell("将设局", valid_from=today + timedelta(days=1))
    await tell("今日局", valid_from=today, valid_until=today)
    for hidden in ("未受理局", "已撤局", "将设局"):
        assert await names(client, name=hidden) == []
    assert await names(client, name="现有局") == ["现有局"]
    assert await names(client, name="今日局") == ["今日局"]
    await tell("现有局", revision=2, takes_applications=False)
    assert await names(client, name="现有局") == []


async def test_it_is_narrowed_by_region_level_channel_and_place_in_the_tree(client, tell):
    top = await tell("筛选市", level="prefecture", region_code="150800", channels=["oral"])
    await tell("筛选局", "筛选市", region_code="150802")
    assert await names(client, name="筛选", region="1508") == ["筛选局", "筛选市"]
    assert await names(client, name="筛选", region="150802") == ["筛选局"]
    assert await names(client, name="筛选", level="prefecture") == ["筛选市"]
    assert await names(client, name="筛选", channel="online") == ["筛选局"]
    assert await names(client, within=top) == ["筛选局", "筛选市"]
    assert await names(client, name="%") == []


async def test_it_is_read_page_by_page(client, tell):
    expected = [f"分页{n}局" for n in range(5)]
    for name in expected:
        await tell(name)
    found, cursor = [], None
    while True:
        more = {"cursor": cursor} if cursor else {}
        page = (await client.get(PATH, params={"name": "分页", "limit": 2} | more)).json()
        found += [organ["name"] for organ in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert found == expected


async def test_an_answer_may_be_kept_and_is_asked_for_again_by_its_tag(client, tell):
    await tell("缓存局")
    first = await client.get(PATH, params={"name": "缓存局"})
    assert first.headers["Cache-Control"] == "public, max-age=300"
    tag = {"If-None-Match": first.headers["ETag"]}
    again = await client.get(PATH, params={"name": "缓存局"}, headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    await tell("缓存局", revision=2, disclosure_office=None)
    changed = await client.get(PATH, params={"name": "缓存局"}, headers=tag)
    assert changed.json()["items"][0]["disclosure_office"] is None


async def test_a_channel_of_a_later_release_is_shown_as_it_is(client, tell):
    await tell("新渠道局", channels=["carrier_pigeon"], level="galaxy")
    (organ,) = (await client.get(PATH, params={"name": "新渠道局"})).json()["items"]
    assert organ["channels"] == [{"code": "carrier_pigeon", "label": "carrier_pigeon"}]
    assert organ["level_label"] == "galaxy"


async def test_what_was_told_before_there_was_a_directory_is_still_taken(app, tell, client):
    event = organ_event(organ_id := new_id(), None, "旧事件局", [organ_id])
    for member in TAKING:
        event.event.data.pop(member)
    async with app.state.database.unit_of_work() as session:
        await apply_organ(session, event)
    assert await names(client, name="旧事件局") == []


async def test_bad_filters_are_refused_by_name(client):
    for bad in ({"level": "town"}, {"region": "0"}, {"channel": "x"}, {"q": "x"}, {"limit": 0}):
        answer = await client.get(PATH, params=bad)
        assert answer.status_code == 422, bad
