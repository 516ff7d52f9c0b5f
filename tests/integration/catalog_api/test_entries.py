"""Entries: written, judged by their kind, revised, found; never what their kind does not want."""

from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from gongkai.auth.principal import Role
from tests.integration.catalog_api.offices import SCHEMA, an_office, define


@pytest.fixture
async def office(call):
    return await an_office(call)


async def test_an_entry_is_a_draft_with_its_metadata_and_a_number_in_its_one_form(office):
    made = await office.send(
        "POST",
        "/entries",
        office.content(document_number="示政罚[2026]第005号", topic="示例主题", origin="示例来源"),
    )
    assert made.status_code == 201, made.text
    entry = made.json()
    assert (entry["state"], entry["state_label"], entry["version"]) == ("draft", "草稿", 1)
    assert entry["document_number"] == "示政罚〔2026〕5号"
    assert (entry["channels"], entry["audience"], entry["index_number"]) == ([], "public", None)
    assert (entry["topic"], entry["origin"], entry["validity_label"]) == (
        "示例主题",
        "示例来源",
        "有效",
    )
    assert "revise" in entry["available_actions"]
    assert made.headers["Location"] == f"/catalog/v1/entries/{entry['id']}"
    read = await office.read(f"/entries/{entry['id']}")
    assert (read.headers["ETag"], read.json()) == ('"v1"', entry)


async def test_each_missing_element_is_named_by_its_label(office):
    answer = await office.send("POST", "/entries", office.content(elements={"unknown": "SECRET"}))
    assert (answer.status_code, answer.json()["code"]) == (422, "entry_elements_refused")
    told = {(error["pointer"], error["code"]) for error in answer.json()["errors"]}
    assert told == {
        ("/body/elements/cause", "element_missing"),
        ("/body/elements/result", "element_missing"),
        ("/body/elements", "element_unknown"),
    }
    assert "缺少要素“案由”" in answer.text
    assert "SECRET" not in answer.text


async def test_what_a_place_demands_from_an_amount_on_holds_for_its_organs_alone(office):
    elements = {"cause": "示例", "result": "示例", "amount": 200}
    answer = await office.send("POST", "/entries", office.content(elements=elements))
    assert "缺少要素“凭证”" in answer.text
    below = office.content(elements=elements | {"amount": 199.5})
    assert (await office.send("POST", "/entries", below)).status_code == 201
    elsewhere = await office.call.organ(f"外地{uuid4().hex[:8]}", region_code="610116")
    content = office.content(elements=elements, organ_id=elsewhere["id"])
    answer = await office.send("POST", "/entries", content, organ_id=elsewhere["id"])
    assert answer.status_code == 201, answer.text


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "no_such_kind"}, "entry_kind_unknown"),
        ({"organ_id": str(uuid4())}, "entry_organ_unknown"),
        ({"formed_on": "2199-01-01"}, "entry_formed_in_future"),
        (
            {"related": [{"entry_id": str(uuid4()), "relation": "interprets"}]},
            "entry_related_unknown",
        ),
        ({"source": "oa"}, "entry_source_incomplete"),
        ({"elements": {"cause": "a\x00b"}}, "unprocessable"),
        ({"elements": {"cause": {"a": {}}, "result": "x"}}, "entry_elements_refused"),
        ({"title": ""}, "unprocessable"),
        ({"state": "published"}, "unprocessable"),
    ],
)
async def test_what_does_not_hold_is_refused_and_nothing_is_entered(office, change, code):
    answer = await office.send("POST", "/entries", office.content(**change))
    assert (answer.status_code, answer.json()["code"]) == (422, code), answer.text
    assert (await office.read("/entries")).json()["items"] == []


async def test_an_internal_kind_makes_no_entry_for_the_public(office):
    code = f"inner_{uuid4().hex[:10]}"
    await define(office.call, code, defaults={"channels": [], "audience": "internal"})
    wide = await office.send("POST", "/entries", office.content(kind=code, audience="public"))
    assert (wide.status_code, wide.json()["code"]) == (422, "entry_audience_wider")
    assert (await office.entry(kind=code))["audience"] == "internal"


async def test_a_revision_is_a_new_version_and_the_older_ones_stay(office):
    entry = await office.entry(title="初稿")
    path = f"/entries/{entry['id']}/revision"
    assert (await office.send("POST", path, office.content())).status_code == 428
    stale = await office.send("POST", path, office.content(), version=9)
    assert stale.status_code == 412
    same = await office.send("POST", path, office.content(title="初稿"), version=1)
    assert (same.status_code, same.json()["version"]) == (200, 1)
    second = await office.send("POST", path, office.content(title="二稿"), version=1)
    assert (second.json()["version"], second.json()["content_version"]) == (2, 2)
    versions = (await office.read(f"/entries/{entry['id']}/versions")).json()["items"]
    assert [(v["version"], v["title"], v["is_newest"]) for v in versions] == [
        (2, "二稿", True),
        (1, "初稿", False),
    ]
    assert len({v["digest"] for v in versions}) == 2
    moved = await office.send("POST", path, office.content(organ_id=str(uuid4())), version=2)
    assert (moved.status_code, moved.json()["code"]) == (422, "entry_organ_unknown")
    verified = await office.read(f"/entries/{entry['id']}/events/verification")
    assert (verified.json()["valid"], verified.json()["length"]) == (True, 2)


async def test_an_entry_keeps_the_version_of_its_kind_until_it_is_written_anew(office):
    entry = await office.entry()
    wanted = SCHEMA | {"required": ["cause", "result", "proof"]}
    sent = office.call.token(Role.ADMIN) | {"If-Match": '"v1"'}
    path = f"/catalog/v1/kinds/{office.kind}"
    body = {"title": "样例类别", "schema": wanted}
    assert (await office.call._client.put(path, json=body, headers=sent)).status_code == 200
    kept = (await office.read(f"/entries/{entry['id']}")).json()
    assert (kept["kind_version"], kept["digest"]) == (1, entry["digest"])
    path = f"/entries/{entry['id']}/revision"
    again = await office.send("POST", path, office.content(title="改"), version=1)
    assert (again.status_code, again.json()["code"]) == (422, "entry_elements_refused")
    elements = {"cause": "示例", "result": "示例", "proof": "示例"}
    held = await office.send("POST", path, office.content(elements=elements), version=1)
    assert held.json()["kind_version"] == 2


async def test_relations_are_told_from_both_ends(office):
    document = await office.entry(title="示例通知")
    related = [{"entry_id": document["id"], "relation": "interprets"}]
    reading = await office.entry(title="示例解读", related=related)
    (told,) = reading["related"]
    assert (told["entry_id"], told["relation_label"], told["title"]) == (
        document["id"],
        "解读",
        "示例通知",
    )
    (back,) = (await office.read(f"/entries/{document['id']}")).json()["related_from"]
    assert (back["entry_id"], back["relation"]) == (reading["id"], "interprets")
    path = f"/entries/{reading['id']}/revision"
    loop = office.content(related=[{"entry_id": reading["id"], "relation": "amends"}])
    answer = await office.send("POST", path, loop, version=1)
    assert answer.json()["code"] == "entry_related_unknown"
    bare = await office.send("POST", path, office.content(title="示例解读"), version=1)
    assert bare.json()["related"] == []
    assert (await office.read(f"/entries/{document['id']}")).json()["related_from"] == []


async def test_other_organs_see_nothing_of_a_draft_and_oversight_works_on_none(office):
    entry = await office.entry()
    other = await office.call.organ(f"他局{uuid4().hex[:8]}")
    lower = await office.call.organ(f"下级{uuid4().hex[:8]}", {"id": office.organ_id})
    path = f"/entries/{entry['id']}"
    assert (await office.read(path, organ_id=other["id"])).status_code == 404
    assert (await office.read(path, organ_id=lower["id"])).status_code == 404
    foreign = await office.send(
        "POST", f"{path}/revision", office.content(), organ_id=other["id"], version=1
    )
    assert (foreign.status_code, foreign.json()["code"]) == (404, "entry_not_found")
    below = office.content(organ_id=lower["id"])
    made = (await office.send("POST", "/entries", below, organ_id=lower["id"])).json()
    seen = await office.read(f"/entries/{made['id']}", role=Role.SUPERVISOR)
    assert (seen.status_code, seen.json()["available_actions"]) == (200, [])
    taken = await office.send("POST", "/entries", below)
    assert (taken.status_code, taken.json()["code"]) == (422, "entry_organ_unknown")
    related = [{"entry_id": entry["id"], "relation": "amends"}]
    unseen = office.content(organ_id=other["id"], related=related)
    answer = await office.send("POST", "/entries", unseen, organ_id=other["id"])
    assert answer.json()["code"] == "entry_related_unknown"


async def test_who_only_reads_writes_nothing_and_is_told_so(office):
    for role in (Role.LEADER, Role.SUPERVISOR, Role.AUDITOR, Role.ADMIN):
        answer = await office.send("POST", "/entries", office.content(), role=role)
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


async def test_the_list_finds_by_words_numbers_kind_state_and_source(office):
    one = await office.entry(title="示例噪声污染处罚", document_number="示罚〔2026〕7号")
    two = await office.entry(title="示例占道经营处罚", source="oa", external_id="7")

    async def ids(**query):
        return [item["id"] for item in (await office.read("/entries", **query)).json()["items"]]

    assert await ids() == [two["id"], one["id"]]
    assert await ids(text="噪声 处罚") == [one["id"]]
    assert await ids(text="声") == [one["id"]]
    assert await ids(text="示罚(2026)7号") == [one["id"]]
    assert await ids(text="没有") == []
    assert await ids(document_number="示罚[2026]7号") == [one["id"]]
    assert await ids(source="oa", external_id="7") == [two["id"]]
    assert await ids(state="published") == []
    assert await ids(kind=office.kind, organ_id=office.organ_id) == [two["id"], one["id"]]
    first = (await office.read("/entries", limit=1)).json()
    assert [item["id"] for item in first["items"]] == [two["id"]]
    rest = (await office.read("/entries", limit=1, cursor=first["next_cursor"])).json()
    assert ([item["id"] for item in rest["items"]], rest["next_cursor"]) == ([one["id"]], None)


async def test_actions_say_what_is_possible_and_what_is_not(office):
    entry = await office.entry()
    found = (await office.read(f"/entries/{entry['id']}/actions")).json()["items"]
    revise = {item["code"]: item for item in found}["revise"]
    assert revise["allowed"]
    assert revise["path"] == f"/catalog/v1/entries/{entry['id']}/revision"
    assert revise["schema"].startswith("#/paths/~1catalog~1v1~1entries~1{entry_id}~1revision/post")
    seen = (await office.read(f"/entries/{entry['id']}/actions", role=Role.LEADER)).json()
    refused = {item["code"]: item for item in seen["items"]}["revise"]
    assert (refused["allowed"], refused["why_not"]["code"]) == (False, "entry_of_other_organ")


async def test_versions_and_record_are_changed_by_nobody(office, app):
    await office.entry()
    for table in ("entry_versions", "entry_events", "entry_refusals"):
        for statement in (f"DELETE FROM {table}", f"TRUNCATE {table}"):
            with pytest.raises(DBAPIError, match="permission denied"):
                async with app.state.database.unit_of_work() as session:
                    await session.execute(text(statement))


async def test_a_source_tells_of_its_entry_again_and_again(office):
    path = "/entries/by-source/oa/A-1"
    made = await office.send("PUT", path, office.content())
    assert (made.status_code, made.json()["external_id"]) == (201, "A-1")
    same = await office.send("PUT", path, office.content())
    assert (same.status_code, same.json()["version"]) == (200, 1)
    changed = await office.send("PUT", path, office.content(title="新题"))
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    assert changed.json()["id"] == made.json()["id"]
    taken = office.content(source="oa", external_id="A-1")
    answer = await office.send("POST", "/entries", taken)
    assert (answer.status_code, answer.json()["code"]) == (409, "entry_external_id_taken")
    assert answer.json()["existing_id"] == made.json()["id"]


async def test_a_bulk_takes_what_holds_and_says_of_each_other_why(office):
    def item(n, **more):
        return office.content(source="oa", external_id=f"B-{n}", **more)

    items = [
        item(1),
        item(2, elements={"cause": "示例"}),
        item(3, kind="no_such_kind"),
        {"source": "oa"},
        item(4, organ_id=str(uuid4())),
        item(5, title="先"),
        item(5, title="后"),
    ]
    answer = await office.send("POST", "/entries:bulk-upsert", {"items": items}, key=None)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert [result["outcome"] for result in told["results"]] == [
        *("created", "refused", "refused", "refused", "refused", "created", "created"),
    ]
    assert told["results"][1]["problem"]["errors"][0]["pointer"] == (
        "/body/items/1/elements/result"
    )
    assert "缺少要素“执行结果”" in told["results"][1]["problem"]["errors"][0]["message"]
    assert told["results"][2]["problem"]["code"] == "entry_kind_unknown"
    assert told["results"][5]["id"] == told["results"][6]["id"]
    again = await office.send(
        "POST", "/entries:bulk-upsert", {"items": [item(1), item(5, title="又")]}, key=None
    )
    assert [result["outcome"] for result in again.json()["results"]] == ["unchanged", "updated"]
    entry = (await office.read(f"/entries/{told['results'][5]['id']}")).json()
    assert (entry["title"], entry["version"]) == ("又", 2)


async def test_twins_of_one_source_make_one_entry(office, together):
    path = "/entries/by-source/oa/T-1"
    answers = await together(
        *(office.send("PUT", path, office.content(title=f"第{n}")) for n in range(4))
    )
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    assert len({answer.json()["id"] for answer in answers}) == 1
