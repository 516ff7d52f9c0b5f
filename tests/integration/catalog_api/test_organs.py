"""The organ tree: kept by hand, kept by a source system, told to the other services."""

from uuid import uuid4

from gongkai.auth.principal import Role
from gongkai.contracts import OrganChanged

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
