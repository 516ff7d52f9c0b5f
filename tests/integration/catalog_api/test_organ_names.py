"""A name under one parent is one organ, whoever enters it and however it is typed."""


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
