"""Kinds of information over HTTP: versions that stay, who defines them, what is refused."""

from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from catalog_api.data.shipped_kinds import shipped_kinds
from catalog_api.shipping import load_kinds
from gongkai.auth.principal import Role

DEMAND = {"source": {"document": "某文"}, "jurisdiction": "61", "required": ["x"]}
LIMIT = {"kind": "standing", "text": "长期\x00公开", "sense": "ongoing"}
CAUSE = {"title": "案由", "type": "string", "minLength": 1}


def kind(**more):
    return {
        "title": "样例类别",
        "schema": {"type": "object", "properties": {"cause": CAUSE}, "required": ["cause"]},
        **more,
    }


async def define(call, code, body, *, role=Role.ADMIN, organ_id=None, **headers):
    sent = call.token(role, organ_id) | headers
    return await call._client.request("PUT", f"/catalog/v1/kinds/{code}", json=body, headers=sent)


def new():
    return {"If-None-Match": "*"}


async def test_a_kind_is_created_once_and_defined_anew_on_its_version(call):
    code = f"sample_{uuid4().hex[:12]}"
    bare = await define(call, code, kind())
    assert (bare.status_code, bare.json()["code"]) == (428, "precondition_required")
    made = await define(call, code, kind(replaces_older=True), **new())
    assert (made.status_code, made.headers["ETag"]) == (201, '"v1"')
    assert made.json()["elements"] == [{"code": "cause", "title": "案由", "required": True}]
    assert made.json()["schema"] == kind()["schema"]
    assert made.json()["defaults"]["audience_label"] == "全社会"
    assert (await define(call, code, kind(), **new())).status_code == 412
    stale = await define(call, code, kind(title="另名"), **{"If-Match": '"v7"'})
    assert stale.status_code == 412
    again = await define(call, code, kind(title="另名"), **{"If-Match": '"v1"'})
    assert (again.status_code, again.json()["version"], again.json()["title"]) == (200, 2, "另名")
    present = await call.get(f"/kinds/{code}")
    assert (present.headers["ETag"], present.json()["title"]) == ('"v2"', "另名")
    first = (await call.get(f"/kinds/{code}", version=1)).json()
    assert (first["version"], first["title"], first["replaces_older"]) == (1, "样例类别", True)
    assert (await call.get(f"/kinds/{code}", version=3)).status_code == 404
    assert await call.verified(f"/kinds/{code}") == (True, 2)


async def test_a_kind_that_is_not_there_is_not_found(call):
    answer = await call.get("/kinds/nothing_like_it")
    assert (answer.status_code, answer.json()["code"]) == (404, "kind_not_found")


async def test_administrators_of_the_platform_define_kinds_and_others_are_refused_on_record(call):
    code = f"sample_{uuid4().hex[:12]}"
    organ = await call.organ(f"样例局{code}")
    for role, organ_id in ((Role.ADMIN, organ["id"]), (Role.HEAD, organ["id"])):
        answer = await define(call, code, kind(), role=role, organ_id=organ_id, **new())
        assert answer.status_code == 403, answer.text
    assert (await call.get(f"/kinds/{code}")).status_code == 404
    assert (await define(call, code, kind(), **new())).status_code == 201
    await define(call, code, kind(), organ_id=organ["id"], **{"If-Match": '"v1"'})
    (refused,) = (await call.get(f"/kinds/{code}/refusals")).json()
    assert (refused["step"], refused["code"]) == ("define", "kind_of_whole_platform")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (kind(schema={"type": "object", "properties": {}}), "kind_schema_refused"),
        (kind(schema={"type": "object", "properties": {"a": {}}}), "kind_schema_refused"),
        (kind(schema={"$ref": "https://a.example"}), "kind_schema_refused"),
        (
            kind(local_demands=[DEMAND]),
            "kind_demand_unknown_element",
        ),
        (kind(schema_={}), "unprocessable"),
        (kind(limits=[LIMIT]), "unprocessable"),
        (kind(limits=[{"kind": "standing"}]), "unprocessable"),
        (kind(schema={"a\x00": 1}), "unprocessable"),
        (kind(defaults={"channels": ["nowhere"]}), "unprocessable"),
    ],
)  # fmt: skip
async def test_a_definition_that_does_not_hold_is_refused_whole(call, body, code):
    name = f"sample_{uuid4().hex[:12]}"
    answer = await define(call, name, body, **new())
    assert (answer.status_code, answer.json()["code"]) == (422, code), answer.text
    assert answer.json()["errors"] or answer.json()["detail"]
    assert (await call.get(f"/kinds/{name}")).status_code == 404


async def test_stored_versions_are_changed_by_nobody(call, app):
    code = f"sample_{uuid4().hex[:12]}"
    await define(call, code, kind(), **new())
    for statement in ("UPDATE kind_versions SET title = 'x'", "DELETE FROM kind_versions"):
        with pytest.raises(DBAPIError, match="permission denied"):
            async with app.state.database.unit_of_work() as session:
                await session.execute(text(statement))


async def test_shipped_kinds_are_loaded_once_and_what_was_defined_here_stays(call, app):
    async def load():
        async with app.state.database.unit_of_work() as session:
            return await load_kinds(session, app.state.clock, app.state.database, shipped_kinds())

    first, second = await load(), await load()
    assert first.created + first.unchanged == second.unchanged == len(shipped_kinds())
    shown = (await call.get("/kinds/penalty_decisions")).json()
    assert (shown["family"], shown["version"]) == ("行政执法", 1)
    ours = {name: shown[name] for name in ("title", "schema", "family")} | {"note": "本地写法"}
    answer = await define(call, "penalty_decisions", ours, **{"If-Match": '"v1"'})
    assert answer.status_code == 200, answer.text
    assert (await load()).kept == 1
    assert (await call.get("/kinds/penalty_decisions")).json()["note"] == "本地写法"


async def test_the_list_is_narrowed_by_family_level_audience_and_words(call, app):
    async with app.state.database.unit_of_work() as session:
        await load_kinds(session, app.state.clock, app.state.database, shipped_kinds())

    async def codes(**query):
        found, cursor = [], None
        while True:
            more = {"cursor": cursor} if cursor else {}
            page = (await call.get("/kinds", limit=40, **query, **more)).json()
            found += [item["code"] for item in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                return found

    every = await codes()
    assert every == sorted(every)
    assert {each.code for each in shipped_kinds()} <= set(every)
    assert len(await codes(audience="internal")) == 5
    assert "fund_and_labour_raising" in await codes(level="township")
    assert "fund_and_labour_raising" not in await codes(level="county")
    assert "penalty_decisions" in await codes(level="county")
    assert set(await codes(family="清单", text="权责")) == {"power_and_duty_lists"}
