"""Organs of a source system in bulk: an answer for each item, and a tree that stays whole."""

from tests.plans import listening


def item(external_id, name, **more):
    """What a source system tells of an organ."""
    return {
        "source": "bulk",
        "external_id": external_id,
        "name": name,
        "kind": "department",
        "level": "county",
        **more,
    }


async def test_a_bulk_upsert_answers_for_each_item(call):
    body = {
        "items": [
            item("b", "批量乙", parent_external_id="a"),
            item("a", "批量甲"),
            item("c", "批量丙", parent_external_id="nowhere"),
            item("d", "批量丁", parent_external_id="e"),
            item("e", "批量戊", parent_external_id="d"),
        ]
    }
    first = (await call.send("POST", "/organs:bulk-upsert", body)).json()
    assert [r["outcome"] for r in first["results"]] == ["created", "created", *["refused"] * 3]
    assert first["results"][2]["problem"]["code"] == "organ_parent_unknown"
    child = (await call.get(f"/organs/{first['results'][0]['id']}")).json()
    assert child["parent_id"] == first["results"][1]["id"]
    body["items"][1]["name"] = "改名"
    second = (await call.send("POST", "/organs:bulk-upsert", body)).json()
    assert (second["created"], second["updated"], second["unchanged"], second["refused"]) == (
        0,
        1,
        1,
        3,
    )


async def test_a_bulk_upsert_asks_the_database_as_often_for_many_as_for_few(call, app):
    root = await call.organ("批次县人民政府")

    def items(number, suffix=""):
        named = {"source": "batch", "parent_id": root["id"]}
        return [item(f"{n}", f"批次{n}局{suffix}", **named) for n in range(number)]

    async def asked(sent, outcome):
        with listening(app.state.database.engine) as heard:
            done = (await call.send("POST", "/organs:bulk-upsert", {"items": sent})).json()
        assert done[outcome] == len(sent), done
        return len(heard)

    few = await asked(items(2), "created")
    assert await asked(items(60)[2:], "created") == few
    assert await asked(items(60), "unchanged") <= few
    assert await asked(items(60, "改"), "updated") <= few + 2
    told = await call.get(f"/organs/{root['id']}/tree")
    assert len(told.json()["children"]) == 60


async def test_a_bulk_upsert_that_moves_and_enters_leaves_the_tree_whole(call):
    """A new organ below one that moves in the same batch moves with it."""
    here, there = await call.organ("此县人民政府"), await call.organ("彼县人民政府")

    first = [
        item("moving-top", "县大局", parent_id=here["id"]),
        item("old", "旧处", parent_external_id="moving-top"),
    ]
    known = (await call.send("POST", "/organs:bulk-upsert", {"items": first})).json()
    top = known["results"][0]["id"]
    second = [
        item("new", "新处", parent_id=top),  # by our id, so that it does not wait for its parent
        item("moving-top", "县大局", parent_id=there["id"]),
        item("late", "后处", parent_external_id="new"),
    ]
    done = (await call.send("POST", "/organs:bulk-upsert", {"items": second})).json()
    assert [r["outcome"] for r in done["results"]] == ["created", "updated", "created"]
    ids = [r["id"] for r in done["results"]]
    late = (await call.get(f"/organs/{ids[2]}")).json()
    assert ids[1] == top
    assert late["path"] == [there["id"], top, ids[0], ids[2]]
    events = (await call.get(f"/organs/{ids[0]}/events/verification")).json()
    assert events["valid"] is True


async def test_an_item_that_does_not_hold_refuses_itself_alone(call):
    items = [
        {},
        None,
        item("whole", "完整局"),
        item("blank", "", level="town", nonsense=1),
        item("child", "子局", parent_external_id="blank"),
    ]
    answer = await call.send("POST", "/organs:bulk-upsert", {"items": items})
    assert answer.status_code == 200, answer.text
    assert [r["outcome"] for r in answer.json()["results"]] == [
        "refused",
        "refused",
        "created",
        "refused",
        "refused",
    ]
    empty, _, whole, blank, child = answer.json()["results"]
    assert (empty["source"], empty["external_id"], empty["id"]) == (None, None, None)
    assert (empty["problem"]["status"], empty["problem"]["code"]) == (422, "unprocessable")
    assert {error["pointer"] for error in empty["problem"]["errors"]} == {
        f"/body/items/0/{name}" for name in ("name", "kind", "level", "source", "external_id")
    }
    assert {error["pointer"] for error in blank["problem"]["errors"]} == {
        f"/body/items/3/{name}" for name in ("name", "level", "nonsense")
    }
    assert (child["external_id"], child["problem"]["code"]) == ("child", "organ_parent_unknown")
    assert child["problem"]["errors"][0]["pointer"] == "/body/items/4/parent_external_id"
    assert (await call.get(f"/organs/{whole['id']}")).json()["name"] == "完整局"


async def test_a_bulk_upsert_says_who_has_a_code_in_the_callers_language(call):
    code = "91110000600037341L"
    holder = await call.organ("持码局", code=code)
    body = {"items": [item("twin", "重码局", code=code)]}
    for language, title in (
        ("zh-CN", "统一社会信用代码已被其他机构使用"),
        ("en", "The code belongs to another organ"),
    ):
        answer = await call.send("POST", "/organs:bulk-upsert", body, language=language)
        problem = answer.json()["results"][0]["problem"]
        assert (problem["code"], problem["title"]) == ("organ_code_taken", title)
        assert problem["organ_id"] == holder["id"]
