"""Published lists: imported all or nothing, names resolved, the two shipped ones as published."""

from datetime import timedelta
from uuid import uuid4

import pytest_asyncio
from sqlalchemy import text

from catalog_api.data import shipped_sources
from catalog_api.shipping import annexes_first, load_list, load_organs
from gongkai.auth.principal import Role
from gongkai.time import PlatformClock

HEADING = "序号,任务,时限,责任单位\n"
FILE = (
    HEADING
    + "1,公开权责清单。,2021年3月底前,甲局、各街办\n"
    + "2,更新指南。,择机,乙局\n"
    + "3,培训。,每季度,见附件9\n"
).encode()
FOUR_WORDS = {"2021年年底前", "2021年3月底前", "2021年12月底前", "国务院部门标准指引发布后3个月内"}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def shipped(app):
    """The ids of the shipped lists by key, loaded twice."""
    ids, database, clock = {}, app.state.database, PlatformClock()
    for _ in range(2):
        for source in shipped_sources():
            async with database.unit_of_work() as session:
                await load_organs(session, clock, database, source)
                for entry in annexes_first(source):
                    result = await load_list(session, clock, database, source, entry)
                    ids[entry.key] = result
    return ids


async def all_rows(call, list_id, **filters):
    rows, cursor = [], None
    while True:
        more = {"cursor": cursor} if cursor else {}
        page = (await call.get(f"/task-lists/{list_id}/rows", limit=50, **filters, **more)).json()
        rows += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return rows


async def new_list(call, organ, **more):
    body = {"kind": "task_list", "title": "任务表", "year": 2021, "organ_id": organ["id"], **more}
    answer = await call.send("POST", "/task-lists", body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_loading_the_shipped_lists_again_changes_nothing(shipped):
    for result in shipped.values():
        assert (result.created, result.updated, result.removed) == (0, 0, 0)
        assert result.version == 2


async def test_changan_2021_has_38_tasks_with_their_time_limits(call, shipped):
    rows = await all_rows(call, shipped["changan-2021-tasks"].list_id)
    assert [row["seq"] for row in rows] == list(range(1, 39))
    assert {row["time_limit"]["text"] for row in rows} - {"常态化"} == FOUR_WORDS
    assert {row["time_limit_kind"] for row in rows} == {"by_date", "standing", "after_event"}
    assert rows[0]["due_on"] == "2021-12-31"
    assert rows[4]["due_on"] == "2021-03-31"
    annex = rows[0]["units"][0]
    assert (annex["kind"], annex["annex_list_id"]) == (
        "annex",
        str(shipped["changan-2021-fields"].list_id),
    )


async def test_changan_2021_has_26_fields_with_their_organs(call, shipped):
    list_id = shipped["changan-2021-fields"].list_id
    fields = (await call.get("/fields", list_id=list_id, limit=100)).json()["items"]
    assert [field["seq"] for field in fields] == list(range(1, 27))
    assert [unit["organ_name"] for unit in fields[1]["units"]] == ["资源规划长安分局", "区财政局"]
    assert all(field["units"] for field in fields)


async def test_liuan_2019_shows_23_rows_without_lead(call, shipped):
    list_id = shipped["liuan-2019-items"].list_id
    rows = await all_rows(call, list_id)
    assert len(rows) == 99
    missing = await all_rows(call, list_id, without_lead=True)
    assert len(missing) == 23
    assert all(row["lead_missing"] and row["units"] for row in missing)
    assert not any(unit["role"] == "lead" for row in missing for unit in row["units"])
    counts = (await call.get(f"/task-lists/{list_id}/counts")).json()
    assert (counts["rows"], counts["rows_without_lead"]) == (99, 23)
    assert counts["rows_by_time_limit"]["none"] == 99
    unresolved = await all_rows(call, list_id, unresolved=True)
    assert len(unresolved) == counts["rows_with_unresolved"] > 0


async def test_where_an_organ_is_named_is_found_by_the_organ(call, shipped):
    organ = (await call.get("/organs", source="shipped", alias="市财政局")).json()["items"][0]
    found = (await call.get("/unit-references", organ_id=organ["id"], limit=200)).json()["items"]
    assert {unit["organ_name"] for unit in found} == {organ["name"]}
    assert {28, 29} <= {unit["seq"] for unit in found if unit["role"] == "lead"}


async def test_an_import_reads_limits_and_resolves_names_below_the_scope(call):
    root = await call.organ("导入区政府")
    organ = await call.organ("甲局", root)
    await call.organ("乙局")
    task_list = await new_list(call, root)
    path = f"/task-lists/{task_list['id']}"
    done = await call.send("POST", f"{path}/rows:import", FILE, version=1)
    assert done.status_code == 200, done.text
    assert (done.json()["created"], done.headers["ETag"]) == (3, '"v2"')
    first, second, third = await all_rows(call, task_list["id"])
    assert [(u["text"], u["kind"], u["organ_id"]) for u in first["units"]] == [
        ("甲局", "organ", organ["id"]),
        ("各街办", "group", None),
    ]
    assert (second["time_limit"], second["units"][0]["kind"]) == (
        {"kind": "unknown", "text": "择机", "element": None, "reason": "ambiguous"},
        "unresolved",
    )
    assert third["time_limit"]["every"] == "quarter"
    assert (third["time_limit_kind_label"], third["units"][0]["role_label"]) == ("定期", "责任单位")
    assert [unit["kind_label"] for unit in first["units"]] == ["机构", "某一类单位"]
    listed = (await call.get("/task-lists", organ_id=root["id"])).json()["items"]
    assert [(one["kind_label"], one["organ_name"], one["scope_organ_name"]) for one in listed] == [
        ("任务分解表", "导入区政府", "导入区政府")
    ]
    again = await call.send("POST", f"{path}/rows:import", FILE, version=2)
    assert (again.json()["unchanged"], again.json()["version"]) == (3, 2)

    corrected = HEADING + "1,公开权责清单。,常态化,甲局\n2,更新指南。,择机,乙局\n"
    changed = (await call.send("POST", f"{path}/rows:import", corrected.encode(), version=2)).json()
    assert (changed["updated"], changed["unchanged"], changed["removed"]) == (1, 1, 1)
    assert (await all_rows(call, task_list["id"]))[0]["id"] == first["id"]

    await call.organ("新名", root, aliases=["乙局"])
    resolved = await call.send("POST", f"{path}/units:resolve", version=3)
    assert (resolved.json()["changed_rows"], resolved.json()["version"]) == (1, 4)
    assert (await call.get(f"{path}/rows/2")).json()["units"][0]["organ_name"] == "新名"
    assert await call.verified(path) == (True, 4)


async def test_a_renamed_organ_is_found_by_the_name_that_the_list_prints(call):
    root = await call.organ("更名区政府")
    organ = await call.organ("甲局", root)
    path = f"/task-lists/{(await new_list(call, root))['id']}"
    await call.send("POST", f"{path}/rows:import", FILE, version=1)
    await call.send("PATCH", f"/organs/{organ['id']}", {"name": "丙局"}, version=1)
    resolved = await call.send("POST", f"{path}/units:resolve", version=2)
    assert resolved.json()["changed_rows"] == 0
    unit = (await call.get(f"{path}/rows/1")).json()["units"][0]
    assert (unit["text"], unit["organ_name"]) == ("甲局", "丙局")

    successor = await call.organ("甲局", root)
    await call.send("POST", f"{path}/units:resolve", version=2)
    unit = (await call.get(f"{path}/rows/1")).json()["units"][0]
    assert unit["organ_id"] == successor["id"]


async def test_a_pointer_finds_the_one_list_of_its_document(call):
    organ = await call.organ("附件局")
    document = {"document": "关于印发工作方案的通知"}
    pointing = HEADING + "1,编制目录。,常态化,见附件2\n2,培训。,常态化,见附件3\n"

    async def annexes(**more):
        task_list = await new_list(call, organ, part="附件1", **more)
        path = f"/task-lists/{task_list['id']}/rows:import"
        await call.send("POST", path, pointing.encode(), version=1)
        rows = await all_rows(call, task_list["id"])
        assert {unit["kind"] for row in rows for unit in row["units"]} == {"annex"}
        return [row["units"][0]["annex_list_id"] for row in rows]

    second = await new_list(call, organ, part="附件2", **document)
    for _ in range(2):  # which of the two is meant, nobody can tell
        await new_list(call, organ, part="附件3", **document)
    await new_list(call, organ, part="附件2", document="另一份通知")
    await new_list(call, organ, part="附件2")
    assert await annexes(**document) == [second["id"], None]
    assert await annexes() == [None, None]


async def test_a_broken_file_is_refused_with_every_row_and_imports_nothing(call):
    organ = await call.organ("坏表局")
    task_list = await new_list(call, organ)
    path = f"/task-lists/{task_list['id']}/rows:import"
    broken = (HEADING + "1,好,常态化,甲局\n1,重号,常态化,甲局\nx,,常态化,甲局\n").encode()
    refused = await call.send("POST", path, broken, version=1)
    assert (refused.status_code, refused.json()["code"]) == (422, "list_file_rejected")
    assert refused.json()["rows"] == [3, 4]
    assert await all_rows(call, task_list["id"]) == []
    for content, status, code in (
        (b"a,b\n1,2\n", 422, "list_file_rejected"),
        (b"", 422, None),
        ("序号,业务领域,责任单位\n1,就业,甲局\n".encode(), 422, "task_list_kind_mismatch"),
        (b"\xff\xfe\x00", 422, "list_file_rejected"),
        (b"x" * (10 * 1024 * 1024 + 1), 413, "too_large"),
    ):
        answer = await call.send("POST", path, content, version=1)
        assert answer.status_code == status, answer.text
        assert code in (None, answer.json()["code"])
    json_body = await call.send("POST", path, {"rows": []}, version=1)
    assert json_body.status_code == 415
    assert (await call.get(f"/task-lists/{task_list['id']}")).json()["version"] == 1


async def test_a_head_keeps_the_lists_of_the_own_organ(call):
    own, other = await call.organ("己局"), await call.organ("他局")
    as_head = {"role": Role.HEAD, "organ_id": own["id"]}
    body = {"kind": "task_list", "title": "表", "year": 2021}
    mine = await call.send("POST", "/task-lists", body | {"organ_id": own["id"]}, **as_head)
    assert mine.status_code == 201
    foreign = await call.send("POST", "/task-lists", body | {"organ_id": other["id"]}, **as_head)
    assert (foreign.status_code, foreign.json()["code"]) == (403, "task_list_of_other_organ")
    theirs = await new_list(call, other)
    path = f"/task-lists/{theirs['id']}/rows:import"
    assert (await call.send("POST", path, FILE, version=1, **as_head)).status_code == 403
    unknown = await call.send("POST", "/task-lists", body | {"organ_id": str(uuid4())})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "task_list_organ_unknown")
    assert unknown.json()["errors"][0]["pointer"] == "/body/organ_id"
    nowhere = body | {"organ_id": own["id"], "scope_organ_id": str(uuid4())}
    unknown = await call.send("POST", "/task-lists", nowhere)
    assert unknown.json()["errors"][0]["pointer"] == "/body/scope_organ_id"
    clerk = await call.send("POST", path, FILE, version=1, role=Role.CLERK)
    assert clerk.status_code == 403
    assert (await call.get(f"/task-lists/{uuid4()}/rows")).json()["code"] == "task_list_not_found"


async def test_an_administrator_keeps_the_lists_of_organs_below(call):
    city = await call.organ("名录市")
    own, other = await call.organ("名录局", city), await call.organ("名录旁局", city)
    body = {"kind": "task_list", "title": "表", "year": 2021, "organ_id": own["id"]}
    foreign = await call.send("POST", "/task-lists", body, organ_id=other["id"])
    assert (foreign.status_code, foreign.json()["code"]) == (403, "task_list_of_other_organ")
    made = await call.send("POST", "/task-lists", body, organ_id=city["id"])
    assert made.status_code == 201
    path = f"/task-lists/{made.json()['id']}/rows:import"
    assert (await call.send("POST", path, FILE, version=1, organ_id=other["id"])).status_code == 403
    assert (await call.send("POST", path, FILE, version=1, organ_id=own["id"])).status_code == 200


async def test_two_imports_at_once_are_one_import_and_one_refusal(call, together):
    task_list = await new_list(call, await call.organ("并发局"))
    path = f"/task-lists/{task_list['id']}/rows:import"
    answers = await together(*(call.send("POST", path, FILE, version=1) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412]


async def test_codes_are_public_and_me_is_the_caller(call, client):
    codes = (await client.get("/catalog/v1/codes")).json()
    assert {"code": "unresolved", "label": "未识别"} in codes["unit_kinds"]
    assert (await client.get("/catalog/v1/me")).status_code == 401
    me = (await call.get("/me", Role.HEAD)).json()
    assert me["roles"] == [{"code": "head", "label": "工作机构负责人"}]
    assert "lists:manage" in me["permissions"]


async def units_of(call, root, cell, year=2025):
    task_list = await new_list(call, root, year=year)
    path = f"/task-lists/{task_list['id']}"
    file = f'{HEADING}1,某事。,常态化,"{cell}"\n'
    done = await call.send("POST", f"{path}/rows:import", file.encode(), version=1)
    assert done.status_code == 200, done.text
    return task_list, (await call.get(f"{path}/rows/1")).json()["units"]


async def test_an_ended_organ_is_marked_and_leads_to_its_successor(call):
    root = await call.organ("沿革区人民政府", kind="government")
    new = await call.organ("区自然资源局", root, valid_from="2019-02-01")
    old = await call.organ("区国土局", root, valid_until="2019-01-31", successor_id=new["id"])
    ended = (old["id"], "2019-01-31", new["id"], "区自然资源局")
    for year in (2018, 2025):
        task_list, units = await units_of(call, root, "区国土局、区自然资源局", year)
        members = ("organ_id", "organ_ended_on", "successor_id", "successor_name")
        assert [tuple(unit[member] for member in members) for unit in units] == [
            ended,
            (new["id"], None, None, None),
        ]
        page = await call.get("/unit-references", list_id=task_list["id"], organ_id=old["id"])
        assert [unit["successor_name"] for unit in page.json()["items"]] == ["区自然资源局"]


async def test_a_name_means_the_organ_that_exists_in_the_year_of_the_list(call):
    root = await call.organ("年份区人民政府", kind="government")
    old = await call.organ("区农业局", root, valid_until="2018-12-31")
    new = await call.organ("区农业局", root, valid_from="2019-01-01")
    for year, organ in ((2018, old), (2025, new)):
        _, units = await units_of(call, root, "区农业局", year)
        assert [unit["organ_id"] for unit in units] == [organ["id"]]


async def test_what_a_cell_says_of_its_units_is_their_role(call):
    root = await call.organ("分工区人民政府", kind="government", aliases=["分工区政府"])
    for name in ("区发改局", "区财政局", "分工区教育局"):
        await call.organ(name, root)
    task_list, units = await units_of(call, root, "区发改局牵头，区财政局、教育局等部门配合")
    members = ("role", "position", "text", "organ_name")
    assert [tuple(unit[member] for member in members) for unit in units] == [
        ("lead", 0, "区发改局", "区发改局"),
        ("implementing", 1, "区财政局", "区财政局"),
        ("implementing", 2, "教育局", "分工区教育局"),
        ("implementing", 3, "等部门", None),
    ]
    page = (await call.get("/unit-references", list_id=task_list["id"], kind="organ")).json()
    assert {unit["text"] for unit in page["items"] if unit["role"] == "lead"} == {"区发改局"}


async def test_each_organ_keeps_the_ids_of_its_own_system(call):
    mine, other = await call.organ("编号甲局"), await call.organ("编号乙局")
    known = {"source": "oa", "external_id": "T-1"}
    first = await new_list(call, mine, **known)
    await new_list(call, other, **known)
    body = {"kind": "task_list", "title": "任务表", "year": 2021, "organ_id": mine["id"], **known}
    taken = await call.send("POST", "/task-lists", body)
    assert (taken.status_code, taken.json()["code"]) == (409, "task_list_external_id_taken")
    assert taken.json()["list_id"] == first["id"]
    half = await call.send("POST", "/task-lists", {**body, "external_id": None})
    assert (half.status_code, half.json()["code"]) == (422, "task_list_source_incomplete")


async def test_a_list_is_issued_before_it_is_published_and_neither_is_still_to_come(call):
    organ, today = await call.organ("日期甲局"), PlatformClock().today()
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)
    for issued_on, published_on, at in (
        (today, yesterday, "issued_on"),
        (tomorrow, None, "issued_on"),
        (None, tomorrow, "published_on"),
    ):
        body = {"kind": "task_list", "title": "任务表", "year": 2021, "organ_id": organ["id"]}
        body |= {"issued_on": str(issued_on or today), "published_on": str(published_on or today)}
        refused = await call.send("POST", "/task-lists", body)
        assert (refused.status_code, refused.json()["code"]) == (422, "task_list_date_impossible")
        assert refused.json()["errors"][0]["pointer"] == f"/body/{at}"
    both = {"issued_on": str(yesterday), "published_on": str(today)}
    assert (await new_list(call, organ, **both))["issued_on"] == str(yesterday)


async def test_whoever_leaves_while_a_file_is_read_waits_for_nothing_and_changes_nothing(call, app):
    """Reading comes before the transaction: the list is locked by somebody else all the while."""
    made = await new_list(call, await call.organ("离开甲局"))
    path = f"/catalog/v1/task-lists/{made['id']}/rows:import"
    given = {**call.token(Role.ADMIN), "If-Match": '"v1"', "Content-Type": "text/csv"}
    messages = [{"type": "http.request", "body": FILE, "more_body": False}]
    sent = []

    async def receive():
        return messages.pop() if messages else {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(k.lower().encode(), v.encode()) for k, v in given.items()],
        "client": ("127.0.0.1", 1),
        "server": ("test", 80),
    }
    async with app.state.database.unit_of_work() as session:
        locked = text("SELECT id FROM task_lists WHERE id = :id FOR UPDATE")
        await session.execute(locked, {"id": made["id"]})
        await app(scope, receive, send)
    assert sent == []
    assert (await call.get(f"/task-lists/{made['id']}")).headers["etag"] == '"v1"'


async def test_a_list_changed_since_its_names_were_looked_up_is_looked_up_again(call, together):
    organ = await call.organ("并发甲局")
    made = await new_list(call, organ)
    answers = await together(
        *(
            call.send("POST", f"/task-lists/{made['id']}/rows:import", FILE, version=1)
            for _ in range(2)
        ),
        call.send("POST", f"/task-lists/{made['id']}/units:resolve", version=1),
    )
    assert {answer.status_code for answer in answers} <= {200, 412}
