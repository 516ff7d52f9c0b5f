"""Sorted by number, the sequence goes by its value, and lists tell when a case arrived."""

from uuid import uuid4

from gongkai.auth.principal import Role


async def pages(desk, path, **query):
    """The numbers of a list in its order, two a page."""
    found, cursor = [], {}
    while True:
        answer = await desk.get(path, limit=2, **query, **cursor)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += [item["number"] for item in page["items"]]
        if page["next_cursor"] is None:
            return found
        cursor = {"cursor": page["next_cursor"]}


async def test_2_comes_before_10_and_what_has_no_number_first(desk):
    marker = f"序号{uuid4().hex[:6]}"
    numbers = [
        (await desk.read(await desk.registered(title=f"测试文件{marker}")))["number"]
        for _ in range(12)
    ]
    await desk.key_in(title=f"测试文件{marker}")
    serials = [int(number.partition("〕")[2].removesuffix("号")) for number in numbers]
    assert serials == sorted(serials)
    assert numbers != sorted(numbers), "by characters they would stand otherwise"
    for path in ("/worklist", "/cases"):
        assert await pages(desk, path, sort="number", text=marker) == [None, *numbers], path


async def test_every_item_tells_when_it_arrived(desk):
    case = await desk.key_in(channel="fax", arrived_on=str(desk.ago(2)))
    for path in ("/worklist", "/cases"):
        (item,) = (await desk.get(path, number=case["receipt_number"])).json()["items"]
        assert (item["arrived_on"], item["received_on"]) == (str(desk.ago(2)), None), path


async def test_an_external_id_with_slashes_reaches_its_case(desk):
    body = {
        "organ_id": str(desk.organs.own),
        "channel": "registered_post",
        "arrived_on": desk.today(),
        "title": "测试文件",
        "applicant": {
            "kind": "natural",
            "name": "测试甲",
            "document": {"type": "passport", "number": "E12345678"},
            "phone": "13800000001",
        },
    }
    headers = desk.headers(Role.CLERK)
    mark = uuid4().hex[:8]
    seen = set()
    for spelling in (f"2026/{mark}/7", f"2026%2F{mark}%2F7", f"2026/{mark}%2F7"):
        path = f"/requests/v1/cases/by-source/oa/{spelling}"
        answer = await desk.client.put(path, json=body, headers=headers)
        assert answer.status_code in {200, 201}, answer.text
        assert answer.json()["external_id"] == f"2026/{mark}/7"
        seen.add(answer.json()["id"])
    assert len(seen) == 1, "one case, however the address is written"
    listed = await desk.get("/cases", source="oa", external_id=f"2026/{mark}/7")
    assert [item["id"] for item in listed.json()["items"]] == [*seen]
