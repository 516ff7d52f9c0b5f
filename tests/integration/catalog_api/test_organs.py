"""The organ tree: kept by hand, kept by a source system, told to the other services."""

from uuid import uuid4

from gongkai.auth.principal import Role
from gongkai.contracts import OrganChanged
from tests.plans import listening

VALID_CODE = "11610116016008233C"


async def test_an_organ_knows_its_path_and_is_told_with_it(call):
    root = await call.organ("甲市人民政府", kind="government", level="prefecture")
    _, cursor = await call.changes()
    child = await call.organ("甲市民政局", root, short_name="民政局", aliases=["市民政局"])
    assert child["path"] == [root["id"], child["id"]]
    events, _ = await call.changes(cursor)
    assert [(e["type"], e["subject"], e["revision"]) for e in events] == [
        (OrganChanged.TYPE, child["id"], 1)
    ]
    assert events[0]["data"]["path"] == child["path"]


async def test_codes_and_ids_of_organs_are_told_in_words(call):
    root = await call.organ("乙市人民政府", kind="government", level="prefecture")
    child = await call.organ("乙市民政局", root)
    assert (root["kind_label"], root["level_label"]) == ("人民政府", "市级")
    assert (root["parent_name"], child["parent_name"]) == (None, "乙市人民政府")
    done = await call.send("PATCH", f"/organs/{root['id']}", {"name": "丙市人民政府"}, version=1)
    assert done.json()["parent_name"] is None
    assert (await call.get(f"/organs/{child['id']}")).json()["parent_name"] == "丙市人民政府"
    (listed,) = (await call.get("/organs", parent=root["id"])).json()["items"]
    assert (listed["kind_label"], listed["parent_name"]) == ("工作部门", "丙市人民政府")
    tree = (await call.get(f"/organs/{root['id']}/tree")).json()
    assert tree["children"][0]["level_label"] == "县级"


async def test_a_moved_organ_takes_everything_below_it_along(call):
    left, right = await call.organ("左"), await call.organ("右")
    top = await call.organ("上", left)
    middle = await call.organ("中", top)
    bottom = await call.organ("下", middle)
    _, cursor = await call.changes()

    moved = await call.send(
        "PUT", f"/organs/{top['id']}/parent", {"parent_id": right["id"]}, version=1
    )

    assert moved.status_code == 200, moved.text
    assert moved.headers["ETag"] == '"v2"'
    expected = [right["id"], top["id"], middle["id"], bottom["id"]]
    for organ, depth in ((top, 2), (middle, 3), (bottom, 4)):
        found = (await call.get(f"/organs/{organ['id']}")).json()
        assert found["path"] == expected[:depth]
        assert found["version"] == 2
    events, _ = await call.changes(cursor)
    assert {(e["subject"], e["revision"]) for e in events} == {
        (organ["id"], 2) for organ in (top, middle, bottom)
    }
    tree = (await call.get(f"/organs/{right['id']}/tree")).json()
    assert tree["children"][0]["children"][0]["children"][0]["id"] == bottom["id"]
    assert (await call.get(f"/organs/{right['id']}/tree", depth=1)).json()["children"][0][
        "children"
    ] == []
    for organ in (top, middle, bottom):
        assert await call.verified(f"/organs/{organ['id']}") == (True, 2)


async def test_an_organ_never_comes_to_lie_below_itself(call):
    top = await call.organ("环上")
    below = await call.organ("环下", top)
    for target in (top, below):
        refused = await call.send(
            "PUT", f"/organs/{top['id']}/parent", {"parent_id": target["id"]}, version=1
        )
        assert (refused.status_code, refused.json()["code"]) == (409, "organ_cycle")


async def test_two_moves_that_would_make_a_circle_leave_a_tree(call, together):
    one, two = await call.organ("一"), await call.organ("二")
    answers = await together(
        call.send("PUT", f"/organs/{one['id']}/parent", {"parent_id": two["id"]}, version=1),
        call.send("PUT", f"/organs/{two['id']}/parent", {"parent_id": one["id"]}, version=1),
    )
    # The second of them is decided on a version that the first one's move has not changed, or on
    # one that it has: either way it is refused.
    assert sorted(answer.status_code for answer in answers) in ([200, 409], [200, 412])


async def test_a_change_needs_the_version_it_was_decided_on(call):
    organ = await call.organ("版本局")
    path = f"/organs/{organ['id']}"
    assert (await call.send("PATCH", path, {"name": "新名"})).status_code == 428
    stale = await call.send("PATCH", path, {"name": "新名"}, version=7)
    assert (stale.status_code, stale.headers["ETag"]) == (412, '"v1"')
    changed = await call.send("PATCH", path, {"name": "新名"}, version=1)
    assert (changed.json()["name"], changed.json()["version"]) == ("新名", 2)
    same = await call.send("PATCH", path, {"name": "新名"}, version=2)
    assert same.json()["version"] == 2
    unchanged = await call._client.get(
        f"/catalog/v1{path}", headers=call.token(Role.CLERK) | {"If-None-Match": '"v2"'}
    )
    assert unchanged.status_code == 304


async def test_what_contradicts_itself_or_another_organ_is_refused(call):
    await call.organ("有码局", code=VALID_CODE)
    cases = [
        ({"code": VALID_CODE}, 409, "organ_code_taken", None),
        ({"code": VALID_CODE[:-1] + "1"}, 422, "unprocessable", "code"),
        ({"region_code": "6101"}, 422, "unprocessable", "region_code"),
        ({"parent_id": str(uuid4())}, 422, "organ_parent_unknown", "parent_id"),
        ({"source": "oa"}, 422, "organ_source_incomplete", "external_id"),
        ({"external_id": "7"}, 422, "organ_source_incomplete", "source"),
        (
            {"valid_from": "2024-02-01", "valid_until": "2024-01-31"},
            422,
            "organ_validity_reversed",
            "valid_until",
        ),
        ({"name": "a\u0000b"}, 422, "unprocessable", "name"),
        ({"unknown": 1}, 422, "unprocessable", "unknown"),
    ]
    for more, status, code, member in cases:
        body = {"name": "某局", "kind": "department", "level": "county", **more}
        answer = await call.send("POST", "/organs", body)
        assert (answer.status_code, answer.json()["code"]) == (status, code), more
        pointers = [error["pointer"] for error in answer.json().get("errors", ())]
        assert pointers == ([f"/body/{member}"] if member else [])
    null = await call.organ("空名局")
    answer = await call.send("PATCH", f"/organs/{null['id']}", {"name": None}, version=1)
    assert answer.json()["errors"][0]["pointer"] == "/body/name"


async def test_the_same_key_makes_one_organ(call, together):
    body = {"name": "只建一次局", "kind": "department", "level": "county"}
    answers = await together(*(call.send("POST", "/organs", body, key="once") for _ in range(5)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len((await call.get("/organs", name="只建一次局")).json()["items"]) == 1
    missing = await call.send("POST", "/organs", body, key=None)
    assert (missing.status_code, missing.json()["code"]) == (400, "idempotency_key_required")


async def test_a_list_is_read_page_by_page_and_by_filter(call):
    root = await call.organ("分页市", region_code="341500")
    for number in range(5):
        await call.organ(f"分页{number}局", root, aliases=[f"别名{number}"], region_code="341502")
    names, cursor = [], None
    while True:
        more = {"cursor": cursor} if cursor else {}
        page = (await call.get("/organs", within=root["id"], limit=2, **more)).json()
        names += [item["name"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert names == sorted(names)
    assert len(names) == 6
    assert [
        [item["name"] for item in (await call.get("/organs", **filters)).json()["items"]]
        for filters in (
            {"alias": "别名3"},
            {"name": "分页4"},
            {"region": "3415", "parent": root["id"], "name": "页1"},
            {"name": "%"},
        )
    ] == [["分页3局"], ["分页4局"], ["分页1局"], []]
    foreign = await call.get("/organs", limit=2, cursor="x.y")
    assert (foreign.status_code, foreign.json()["code"]) == (410, "cursor_gone")


async def test_a_source_system_repeats_itself_without_effect(call):
    record = {"name": "来源局", "kind": "department", "level": "county"}
    first = await call.send("PUT", "/organs/by-source/oa/100", record)
    again = await call.send("PUT", "/organs/by-source/oa/100", record)
    changed = await call.send("PUT", "/organs/by-source/oa/100", record | {"aliases": ["来源"]})
    assert [(a.status_code, a.json()["version"]) for a in (first, again, changed)] == [
        (201, 1),
        (200, 1),
        (200, 2),
    ]
    assert len({a.json()["id"] for a in (first, again, changed)}) == 1


async def test_a_change_told_twice_with_one_key_is_one_change(call):
    root, organ = await call.organ("幂等市"), await call.organ("幂等局")
    for method, path, body, version in (
        ("PATCH", "", {"name": "改名局"}, 1),
        ("PUT", "/parent", {"parent_id": root["id"]}, 2),
    ):
        change = (method, f"/organs/{organ['id']}{path}", body)
        first, again = [
            await call.send(*change, version=version, repeat=f"once-{method}") for _ in range(2)
        ]
        assert first.status_code == again.status_code == 200
        assert first.json() == again.json()
        assert first.headers["ETag"] == again.headers["ETag"] == f'"v{version + 1}"'


async def test_a_bulk_upsert_answers_for_each_item(call):
    def item(external_id, **more):
        return {
            "source": "bulk",
            "external_id": external_id,
            "name": f"批量{external_id}",
            "kind": "department",
            "level": "county",
            **more,
        }

    body = {
        "items": [
            item("b", parent_external_id="a"),
            item("a"),
            item("c", parent_external_id="nowhere"),
            item("d", parent_external_id="e"),
            item("e", parent_external_id="d"),
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
        return [
            {
                "source": "batch",
                "external_id": f"{n}",
                "name": f"批次{n}局{suffix}",
                "kind": "department",
                "level": "county",
                "parent_id": root["id"],
            }
            for n in range(number)
        ]

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

    def item(external_id, name, **more):
        return {
            "source": "moving",
            "external_id": external_id,
            "name": name,
            "kind": "department",
            "level": "county",
            **more,
        }

    first = [
        item("top", "县大局", parent_id=here["id"]),
        item("old", "旧处", parent_external_id="top"),
    ]
    known = (await call.send("POST", "/organs:bulk-upsert", {"items": first})).json()
    top = known["results"][0]["id"]
    second = [
        item("new", "新处", parent_id=top),  # by our id, so that it does not wait for its parent
        item("top", "县大局", parent_id=there["id"]),
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
    good = {"source": "oa", "external_id": "whole", "kind": "department", "level": "county"}
    items = [
        {},
        None,
        good | {"name": "完整局"},
        good | {"name": "", "external_id": "blank", "level": "town", "nonsense": 1},
        good | {"name": "子局", "external_id": "child", "parent_external_id": "blank"},
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
    item = {"source": "bulk", "external_id": "twin", "name": "重码局", "code": code}
    body = {"items": [item | {"kind": "department", "level": "county"}]}
    for language, title in (
        ("zh-CN", "统一社会信用代码已被其他机构使用"),
        ("en", "The code belongs to another organ"),
    ):
        answer = await call.send("POST", "/organs:bulk-upsert", body, language=language)
        problem = answer.json()["results"][0]["problem"]
        assert (problem["code"], problem["title"]) == ("organ_code_taken", title)
        assert problem["organ_id"] == holder["id"]


async def test_an_integrator_keeps_its_own_subtree_only(call):
    mine, foreign = await call.organ("本区"), await call.organ("外区")
    as_mine = {"role": Role.INTEGRATOR, "organ_id": mine["id"]}
    record = {"name": "下属", "kind": "department", "level": "county"}
    below = await call.send("PUT", "/organs/by-source/sub/1", record, **as_mine)
    assert below.json()["parent_id"] == mine["id"]
    away = record | {"parent_id": foreign["id"]}
    answer = await call.send("PUT", "/organs/by-source/sub/1", away, **as_mine)
    assert (answer.status_code, answer.json()["code"]) == (403, "organ_outside_subtree")
    changed = await call.send(
        "PATCH", f"/organs/{foreign['id']}", {"name": "占用"}, version=1, **as_mine
    )
    assert changed.status_code == 403
    unbound = await call.send("PUT", "/organs/by-source/sub/2", record, role=Role.INTEGRATOR)
    assert unbound.status_code == 403


async def test_an_administrator_keeps_the_own_organ_and_those_below(call):
    city = await call.organ("市")
    mine, foreign = await call.organ("本局", city), await call.organ("外局", city)
    body = {"name": "新科", "kind": "department", "level": "county"}
    as_mine = {"organ_id": mine["id"]}
    below = await call.send("POST", "/organs", body | {"parent_id": mine["id"]}, **as_mine)
    assert below.status_code == 201
    path = f"/organs/{foreign['id']}"
    for method, at, sent, more in (
        ("POST", "/organs", body, {}),
        ("POST", "/organs", body | {"parent_id": city["id"]}, {}),
        ("PATCH", path, {"name": "改名"}, {"version": 1}),
        # Who comes to lie below an organ is seen by its supervisors.
        ("PUT", f"{path}/parent", {"parent_id": mine["id"]}, {"version": 1}),
    ):
        answer = await call.send(method, at, sent, **more, **as_mine)
        assert (answer.status_code, answer.json()["code"]) == (403, "organ_outside_subtree")
    assert (await call.get(path)).json() == foreign
    above = await call.send("PATCH", path, {"name": "改名"}, version=1, organ_id=city["id"])
    assert above.status_code == 200


async def test_a_clerk_reads_and_does_not_write(call):
    organ = await call.organ("只读局")
    assert (await call.get(f"/organs/{organ['id']}")).status_code == 200
    body = {"name": "x", "kind": "department", "level": "county"}
    assert (await call.send("POST", "/organs", body, role=Role.CLERK)).status_code == 403
    assert (await call.get("/changes", Role.CLERK)).status_code == 403
    missing = await call.get(f"/organs/{uuid4()}")
    assert (missing.status_code, missing.json()["code"]) == (404, "organ_not_found")


async def test_one_name_under_one_parent_is_one_organ_however_it_is_typed(call):
    root, other = await call.organ("同名县人民政府"), await call.organ("异名县人民政府")
    first = await call.organ("县发改局（物价局）", root)
    body = {"kind": "department", "level": "county", "parent_id": root["id"]}
    for name in (
        "县发改局（物价局）",
        "县发改局(物价局)",
        "县发改局 (物价局)",
        "县发改局　﹙物价局﹚",
    ):
        answer = await call.send("POST", "/organs", body | {"name": name})
        assert (answer.status_code, answer.json()["code"]) == (409, "organ_name_taken")
        assert answer.json()["organ_id"] == first["id"]
    elsewhere = await call.organ("县发改局(物价局)", other)
    moved = await call.send(
        "PUT", f"/organs/{elsewhere['id']}/parent", {"parent_id": root["id"]}, version=1
    )
    assert (moved.status_code, moved.json()["code"]) == (409, "organ_name_taken")
    second = await call.organ("县财政局", root)
    renamed = await call.send(
        "PATCH", f"/organs/{second['id']}", {"name": "县发改局(物价局)"}, version=1
    )
    assert (renamed.status_code, renamed.json()["code"]) == (409, "organ_name_taken")
    respelt = await call.send(
        "PATCH", f"/organs/{first['id']}", {"name": "县发改局(物价局)"}, version=1
    )
    assert respelt.status_code == 200, respelt.text


async def test_a_source_system_does_not_enter_a_name_twice(call):
    root = await call.organ("来源县人民政府")
    kept = await call.organ("县财政局", root)
    record = {"name": "县财政局 ", "kind": "department", "level": "county", "parent_id": root["id"]}
    answer = await call.send("PUT", "/organs/by-source/oa/twin", record)
    assert (answer.status_code, answer.json()["code"]) == (409, "organ_name_taken")
    items = [
        record | {"source": "oa", "external_id": f"twin-{n}", "name": "县司法局"} for n in "ab"
    ]
    done = (await call.send("POST", "/organs:bulk-upsert", {"items": items})).json()
    assert [result["outcome"] for result in done["results"]] == ["created", "refused"]
    problem = done["results"][1]["problem"]
    assert (problem["code"], problem["organ_id"]) == ("organ_name_taken", done["results"][0]["id"])
    again = (await call.send("POST", "/organs:bulk-upsert", {"items": items[:1]})).json()
    assert again["unchanged"] == 1
    assert (await call.get(f"/organs/{kept['id']}")).json()["version"] == 1


async def test_two_who_enter_a_name_at_once_enter_one_organ(call, together):
    root = await call.organ("并发县人民政府")
    body = {"name": "县财政局", "kind": "department", "level": "county", "parent_id": root["id"]}
    answers = await together(*(call.send("POST", "/organs", body) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


async def test_an_organ_may_begin_under_the_name_of_one_that_ended(call):
    root = await call.organ("沿革县人民政府")
    old = await call.organ("县农业局", root, valid_until="2010-12-31")
    new = await call.organ("县农业局", root, valid_from="2019-02-01")
    answer = await call.send("PATCH", f"/organs/{old['id']}", {"valid_until": None}, version=1)
    assert (answer.status_code, answer.json()["code"]) == (409, "organ_name_taken")
    assert answer.json()["organ_id"] == new["id"]


async def test_an_organ_that_ended_leads_to_the_one_that_took_over(call):
    root = await call.organ("承接县人民政府")
    new = await call.organ("县自然资源局", root)
    old = await call.organ("县国土局", root, valid_until="2019-01-31", successor_id=new["id"])
    assert (old["successor_id"], old["successor_name"]) == (new["id"], "县自然资源局")
    assert (new["successor_id"], new["successor_name"]) == (None, None)
    path = f"/organs/{new['id']}"
    for successor, status, code in (
        (old["id"], 409, "organ_succession_circle"),
        (new["id"], 409, "organ_succession_circle"),
        (str(uuid4()), 422, "organ_successor_unknown"),
    ):
        answer = await call.send("PATCH", path, {"successor_id": successor}, version=1)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
    done = await call.send("PATCH", f"/organs/{old['id']}", {"successor_id": None}, version=1)
    assert done.json()["successor_id"] is None
    assert await call.verified(f"/organs/{old['id']}") == (True, 2)
