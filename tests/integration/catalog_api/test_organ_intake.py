"""Whether an organ takes applications, how and where: entered, kept, recorded, told."""

from gongkai.auth.principal import Role
from gongkai.contracts import OrganChanged

OFFICE = {
    "name": "测试局办公室",
    "address": "测试路1号",
    "office_hours": "工作日 9:00–17:00",
    "phone": "010-00000000",
    "fax": None,
    "email": "office@example.gov.cn",
    "website": "https://www.example.gov.cn/ysqgk",
}
REMEDIES = {
    "reconsideration_authority": "测试市人民政府",
    "court": "测试市人民法院",
    "duty_desk": {"name": "测试局值班室", "phone": "010-00000000"},
}
INTAKE = {
    "takes_applications": True,
    "channels": ["in_person", "online"],
    "disclosure_office": OFFICE,
    **REMEDIES,
}


def intake_of(organ):
    return {name: organ[name] for name in INTAKE}


async def test_an_organ_takes_no_applications_until_somebody_says_so(call):
    organ = await call.organ("无受理局")
    assert intake_of(organ) == {
        "takes_applications": False,
        "channels": [],
        "disclosure_office": None,
        **dict.fromkeys(REMEDIES),
    }


async def test_what_is_said_of_its_intake_is_on_record_and_in_the_feed(call):
    _, cursor = await call.changes()
    organ = await call.organ("受理局", **INTAKE)
    assert intake_of(organ) == INTAKE
    stopped = await call.send(
        "PATCH", f"/organs/{organ['id']}", {"takes_applications": False}, version=1
    )
    assert intake_of(stopped.json()) == INTAKE | {"takes_applications": False}
    events = (await call.get(f"/organs/{organ['id']}/events")).json()
    assert intake_of(events[0]["data"]) == INTAKE
    assert events[1]["data"]["takes_applications"] == {"before": True, "after": False}
    assert events[1]["data"]["channels"] is None
    assert await call.verified(f"/organs/{organ['id']}") == (True, 2)
    (told,), _ = await call.changes(cursor)
    assert told["type"] == OrganChanged.TYPE
    assert intake_of(told["data"]) == INTAKE | {"takes_applications": False}
    assert told["data"]["level"] == "county"


async def test_channels_are_kept_once_and_in_the_order_of_their_codes(call):
    organ = await call.organ("渠道局", channels=["online", "in_person", "online"])
    assert organ["channels"] == ["in_person", "online"]
    same = await call.send(
        "PATCH", f"/organs/{organ['id']}", {"channels": ["online", "in_person"]}, version=1
    )
    assert same.json()["version"] == 1


async def test_an_organ_that_takes_applications_says_by_which_channels(call):
    body = {"name": "缺渠道局", "kind": "department", "level": "county"}
    for refused in (
        await call.send("POST", "/organs", body | {"takes_applications": True}),
        await call.send("PUT", "/organs/by-source/oa/no-channel", body | {"takes_applications": 1}),
    ):
        assert (refused.status_code, refused.json()["code"]) == (422, "organ_channels_missing")
        assert refused.json()["errors"][0]["pointer"] == "/body/channels"
    organ = await call.organ("有渠道局", **INTAKE)
    emptied = await call.send("PATCH", f"/organs/{organ['id']}", {"channels": []}, version=1)
    assert emptied.json()["code"] == "organ_channels_missing"


async def test_bad_members_of_an_office_are_refused_by_their_place(call):
    bad = {"address": "路1号", "email": "no address", "website": "javascript:alert(1)", "room": "1"}
    body = {"name": "坏办公室局", "kind": "department", "level": "county"}
    answer = await call.send("POST", "/organs", body | {"disclosure_office": bad})
    assert answer.status_code == 422
    assert {error["pointer"] for error in answer.json()["errors"]} == {
        f"/body/disclosure_office/{name}" for name in ("name", "email", "website", "room")
    }


async def test_a_source_that_knows_nothing_of_applications_leaves_them_as_they_are(call):
    path = "/organs/by-source/oa/intake"
    body = {"name": "来源局", "kind": "department", "level": "county"}
    await call.send("PUT", path, body | INTAKE)
    kept = (await call.send("PUT", path, body | {"short_name": "来源"})).json()
    assert (kept["short_name"], intake_of(kept)) == ("来源", INTAKE)
    item = body | {"source": "oa", "external_id": "intake", "takes_applications": False}
    bulk = await call.send("POST", "/organs:bulk-upsert", {"items": [item]})
    assert bulk.json()["updated"] == 1
    organ = (await call.get("/organs", source="oa", external_id="intake")).json()["items"][0]
    assert intake_of(organ) == INTAKE | {"takes_applications": False}


async def test_who_keeps_no_organs_sets_none_of_it(call):
    organ = await call.organ("他人局", **INTAKE)
    refused = await call.send(
        "PATCH",
        f"/organs/{organ['id']}",
        {"takes_applications": False},
        role=Role.CLERK,
        organ_id=organ["id"],
        version=1,
    )
    assert refused.status_code == 403


async def test_remedies_and_duty_desk_of_a_source_stay_where_it_leaves_them_out(call):
    body = {"name": "来源救济局", "kind": "department", "level": "county"}
    path = "/organs/by-source/oa/remedies"
    assert intake_of((await call.send("PUT", path, body | REMEDIES)).json())["court"]
    kept = (await call.send("PUT", path, body | {"short_name": "救济局"})).json()
    assert {name: kept[name] for name in REMEDIES} == REMEDIES
    item = body | {"source": "oa", "external_id": "remedies", "court": None}
    bulk = await call.send("POST", "/organs:bulk-upsert", {"items": [item]})
    assert bulk.json()["updated"] == 1
    emptied = (await call.get(f"/organs/{kept['id']}")).json()
    assert {name: emptied[name] for name in REMEDIES} == REMEDIES | {"court": None}


async def test_a_bad_duty_desk_is_refused_by_its_place(call):
    body = {"name": "坏值班局", "kind": "department", "level": "county"}
    answer = await call.send(
        "POST", "/organs", body | {"duty_desk": {"phone": "1\n2"}, "court": ""}
    )
    assert answer.status_code == 422
    places = {error["pointer"] for error in answer.json()["errors"]}
    assert places == {"/body/duty_desk/name", "/body/duty_desk/phone", "/body/court"}
