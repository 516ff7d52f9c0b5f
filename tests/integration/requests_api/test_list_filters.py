"""Cases and worklist are narrowed and sorted by the same words."""

import pytest
import pytest_asyncio

from gongkai.auth.principal import Role

LISTS = ("/cases", "/worklist")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def made(desk, organs):
    """A faxed case of a source, one on paper that is assigned, one of another organ; their ids."""
    fax = await desk.key_in(channel="fax", source="oa", external_id="filter-1", title="筛选一")
    paper = await desk.key_in(arrived_on=str(desk.ago(4)), title="筛选二", assignee="clerk-3")
    other = await desk.key_in(title="筛选三", organ=organs.other, organ_id=str(organs.other))
    return {"fax": fax["id"], "paper": paper["id"], "other": other["id"]}


@pytest.fixture(params=LISTS)
def ids(request, desk):
    async def read(**filters):
        options = {name: filters.pop(name) for name in ("role", "organ") if name in filters}
        answer = await desk.get(request.param, text="筛选", **options, **filters)
        assert answer.status_code == 200, answer.text
        return [item["id"] for item in answer.json()["items"]]

    return read


async def test_by_channel(ids, made):
    assert await ids(channel="fax") == [made["fax"]]
    assert await ids(channel="registered_post") == [made["paper"]]
    assert {*await ids(channel=["fax", "registered_post"])} == {made["fax"], made["paper"]}
    assert await ids(channel="oral") == []


async def test_by_who_is_responsible(ids, made):
    assert await ids(assignee="clerk-3") == [made["paper"]]
    assert await ids(assignee="none") == [made["fax"]]
    assert await ids(assignee="me") == []


async def test_by_the_id_of_another_system(ids, made):
    assert await ids(source="oa", external_id="filter-1") == [made["fax"]]
    assert await ids(source="oa", external_id="filter-2") == []
    assert await ids(source="mail", external_id="filter-1") == []


async def test_by_organ_and_never_beyond_what_exists_for_the_caller(ids, made, organs):
    assert {*await ids(organ_id=str(organs.own))} == {made["fax"], made["paper"]}
    assert await ids(organ_id=str(organs.other)) == []
    above = {"role": Role.SUPERVISOR, "organ": organs.parent}
    assert await ids(organ_id=str(organs.parent), **above) == []
    whole = await ids(organ_id=str(organs.parent), within="subtree", **above)
    assert {*whole} == {made["fax"], made["paper"]}
    foreign = await ids(source="oa", external_id="filter-1", role=Role.CLERK, organ=organs.other)
    assert foreign == []


@pytest.mark.parametrize("path", LISTS)
async def test_in_the_order_that_is_asked_for_page_by_page(desk, made, path):
    expected = {
        "received": [made["paper"], made["fax"]],
        "-received": [made["fax"], made["paper"]],
        "due": [made["fax"], made["paper"]],
        "number": sorted(made[name] for name in ("fax", "paper")),
    }
    for sort, ids in expected.items():
        found, cursor = [], None
        while True:
            more = {"cursor": cursor} if cursor else {}
            page = (await desk.get(path, text="筛选", sort=sort, limit=1, **more)).json()
            found += [item["id"] for item in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert found == ids, sort


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    "bad",
    [{"channel": "pigeon"}, {"sort": "title"}, {"source": "oa"}, {"external_id": "1"}, {"q": "x"}],
)
async def test_a_slip_is_refused_and_finds_nothing(desk, path, bad):
    assert (await desk.get(path, **bad)).status_code == 422


async def test_counts_have_the_same_filters_and_say_each_code_in_words(desk, made):
    counts = (await desk.get("/worklist/counts", text="筛选", channel="fax")).json()
    assert counts["total"] == 1
    (count,) = counts["by"]
    assert (count["kind_label"], count["state_label"]) == ("政府信息公开申请", "已收到")
    assert count["light_label"]
