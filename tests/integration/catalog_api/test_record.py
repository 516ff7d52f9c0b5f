"""The record of organs, notices and lists: whole after every change, telling after any other."""

import json

import pytest
import pytest_asyncio
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from catalog_api.organs.events import OrganValuesChanged
from catalog_api.organs.models import Organ
from catalog_api.record import CatalogEvent
from gongkai.auth.principal import Role
from gongkai.crypto.chain_export import verify_export
from gongkai.record import append
from gongkai.record.events import parse_event
from gongkai.time import PlatformClock

BODY = {"kind": "department", "level": "county"}
CSV = "序号,任务,时限,责任单位\n1,公开清单。,常态化,甲局\n".encode()


@pytest_asyncio.fixture
async def owner(database):
    """A session of the tables' owner, past the triggers: whoever has the server in hand."""
    engine = create_async_engine(database.owner_url)
    async with AsyncSession(engine, expire_on_commit=False) as session:
        await session.execute(text("ALTER TABLE catalog_events DISABLE TRIGGER USER"))
        yield session
        await session.execute(text("ALTER TABLE catalog_events ENABLE TRIGGER USER"))
        await session.commit()
    await engine.dispose()


@pytest_asyncio.fixture
async def renamed(call):
    """An organ with three events, and its path."""
    organ = await call.organ("甲局")
    path = f"/organs/{organ['id']}"
    for version, name in ((1, "乙局"), (2, "丙局")):
        done = await call.send("PATCH", path, {"name": name}, version=version)
        assert done.status_code == 200, done.text
    assert await call.verified(path) == (True, 3)
    return organ["id"], path


async def events(call, path):
    return (await call.get(f"{path}/events")).json()


async def stored(owner, organ_id):
    organ = await owner.get(Organ, organ_id)
    found = select(CatalogEvent).where(CatalogEvent.aggregate_id == organ_id)
    return organ, (await owner.scalars(found.order_by(CatalogEvent.seq))).all()


async def test_every_change_of_an_organ_is_an_event_with_before_and_after(call):
    above = await call.organ("上级")
    organ = await call.organ("甲局", short_name="甲")
    below = await call.organ("甲科", organ)
    path = f"/organs/{organ['id']}"
    await call.send("PATCH", path, {"name": "乙局", "short_name": None}, version=1)
    await call.send("PUT", f"{path}/parent", {"parent_id": above["id"]}, version=2)

    created, changed, moved = await events(call, path)

    assert (created["type"], created["data"]["name"]) == ("organ_created", "甲局")
    assert (created["seq"], created["v"], created["actor"]) == (1, 1, "admin")
    assert changed["label"] == "修改机构"
    stated = {name: value for name, value in changed["data"].items() if value is not None}
    assert stated == {
        "name": {"before": "甲局", "after": "乙局"},
        "short_name": {"before": "甲", "after": None},
    }
    old, new = [organ["id"]], [above["id"], organ["id"]]
    assert moved["data"]["path"] == {"before": old, "after": new}
    _, along = await events(call, f"/organs/{below['id']}")
    assert (along["type"], along["data"]) == (
        "organ_path_changed",
        {
            "path": {"before": [*old, below["id"]], "after": [*new, below["id"]]},
            "moved": organ["id"],
        },
    )
    for organ_path in (path, f"/organs/{below['id']}"):
        exported = (await call.get(f"{organ_path}/events/export")).content
        assert verify_export(exported).valid


async def test_a_notice_and_its_withdrawal_stand_on_record_with_its_days(call):
    body = {
        "year": 2034,
        "title": "测试放假安排",
        "source": "https://example.invalid/notice",
        "holidays": [{"on": "2034-10-02", "name": "测试节"}],
    }
    loaded = (await call.send("POST", "/calendar-notices", body)).json()
    second = await call.send("POST", "/calendar-notices", body | {"supersedes": loaded["id"]})
    path = f"/calendar-notices/{loaded['id']}"

    first, withdrawn = await events(call, path)

    assert (first["type"], first["data"]["holidays"]) == ("notice_loaded", body["holidays"])
    assert (withdrawn["type"], withdrawn["data"]["superseded_by"]) == (
        "notice_withdrawn",
        second.json()["id"],
    )
    assert await call.verified(path) == (True, 2)
    assert await call.verified(f"/calendar-notices/{second.json()['id']}") == (True, 1)


async def test_a_list_is_on_record_with_counts_and_the_digest_of_its_file(call):
    organ = await call.organ("清单政府")
    body = {"kind": "task_list", "title": "任务表", "year": 2021, "organ_id": organ["id"]}
    made = (await call.send("POST", "/task-lists", body)).json()
    path = f"/task-lists/{made['id']}"
    await call.send("POST", f"{path}/rows:import", CSV, version=1)
    await call.organ("甲局", organ)
    await call.send("POST", f"{path}/units:resolve", version=2)

    created, imported, resolved = await events(call, path)

    assert (created["type"], created["data"]["title"]) == ("list_created", "任务表")
    assert (imported["type"], imported["data"]["created"]) == ("list_imported", 1)
    assert len(imported["data"]["sha256"]) == 64
    assert (resolved["type"], resolved["data"]) == ("list_resolved", {"changed_rows": 1})
    assert await call.verified(path) == (True, 3)


async def test_the_app_role_changes_nothing_on_record(app, renamed):
    for table in ("catalog_events", "catalog_refusals"):
        for statement in (f"UPDATE {table} SET actor = 'x'", f"DELETE FROM {table}"):
            with pytest.raises(DBAPIError, match="permission denied"):
                async with app.state.database.unit_of_work() as session:
                    await session.execute(text(statement))


async def test_the_last_event_replaced_with_its_hash_does_not_verify(call, renamed, owner):
    organ_id, path = renamed
    organ, rows = await stored(owner, organ_id)
    organ.version, organ.chain_head = 2, rows[1].hash
    event = OrganValuesChanged.of({"name": "乙局"}, {"name": "丁局"})
    forged = append(CatalogEvent, organ, event, clock=PlatformClock(), actor="admin")
    owner.expunge(organ)
    await owner.delete(rows[2])
    await owner.flush()
    owner.add(forged)
    await owner.commit()
    assert (await events(call, path))[2]["data"]["name"]["after"] == "丁局"
    report = (await call.get(f"{path}/events/verification")).json()
    assert (report["valid"], report["reason"]) == (False, "head")


async def test_a_chain_rewritten_without_the_head_does_not_verify(call, renamed, owner):
    organ_id, path = renamed
    organ, rows = await stored(owner, organ_id)
    old = [(row.type, row.v, row.data) for row in rows]
    owner.expunge(organ)
    for row in rows:
        await owner.delete(row)
    await owner.flush()
    organ.version, organ.chain_head = 0, ""
    for type_, v, data in old:
        event = parse_event(type_, v, data)
        owner.add(append(CatalogEvent, organ, event, clock=PlatformClock(), actor="nobody"))
    await owner.commit()
    exported = (await call.get(f"{path}/events/export")).content
    assert verify_export(exported).valid
    assert {event["actor"] for event in json.loads(exported)["events"]} == {"nobody"}
    report = (await call.get(f"{path}/events/verification")).json()
    assert (report["valid"], report["reason"]) == (False, "head")


async def test_the_last_event_deleted_with_the_version_before_does_not_verify(call, renamed, owner):
    organ_id, path = renamed
    organ, rows = await stored(owner, organ_id)
    await owner.delete(rows[2])
    organ.version = 2
    await owner.commit()
    report = (await call.get(f"{path}/events/verification")).json()
    assert (report["valid"], report["reason"]) == (False, "head")


async def test_an_organ_outside_the_own_subtree_is_refused_and_remembered(call):
    mine, foreign = await call.organ("本区"), await call.organ("外区", source="s", external_id="1")
    path, bound = f"/organs/{foreign['id']}", {"organ_id": mine["id"]}
    to_mine = {"parent_id": mine["id"]}
    await call.send("PATCH", path, {"name": "占用"}, version=1, **bound)
    await call.send("PUT", f"{path}/parent", to_mine, version=1, **bound)
    await call.send("PUT", "/organs/by-source/s/1", {"name": "占用", **BODY}, **bound)
    items = [{"source": "s", "external_id": "1", "name": "占用", **BODY}]
    bulk = await call.send("POST", "/organs:bulk-upsert", {"items": items}, **bound)
    assert bulk.json()["refused"] == 1

    refused = (await call.get(f"{path}/refusals")).json()

    assert [item["step"] for item in refused] == ["update", "move", "upsert", "upsert"]
    assert {(item["code"], item["actor"]) for item in refused} == {
        ("organ_outside_subtree", "admin")
    }
    assert (await call.get(path)).json() == foreign
    assert await call.verified(path) == (True, 1)


async def test_the_list_and_the_notice_of_others_are_refused_and_remembered(call):
    root = await call.organ("政府")
    mine, foreign = await call.organ("本局", root), await call.organ("外局", root)
    body = {"kind": "task_list", "title": "任务表", "year": 2021, "organ_id": foreign["id"]}
    made = (await call.send("POST", "/task-lists", body)).json()
    as_head = {"role": Role.HEAD, "organ_id": mine["id"], "version": 1}
    path = f"/task-lists/{made['id']}"
    await call.send("POST", f"{path}/rows:import", CSV, **as_head)
    await call.send("POST", f"{path}/units:resolve", **as_head)
    refused = (await call.get(f"{path}/refusals")).json()
    assert [(item["step"], item["code"]) for item in refused] == [
        ("import", "task_list_of_other_organ"),
        ("resolve", "task_list_of_other_organ"),
    ]

    days = [{"on": "2038-10-01", "name": "测试节"}]
    notice = {"year": 2038, "title": "安排", "source": "样例", "holidays": days}
    loaded = (await call.send("POST", "/calendar-notices", notice)).json()
    path = f"/calendar-notices/{loaded['id']}"
    await call.send(
        "POST", f"{path}/withdrawal", {"reason": "有误"}, version=1, organ_id=mine["id"]
    )
    (item,) = (await call.get(f"{path}/refusals")).json()
    assert (item["step"], item["code"]) == ("withdraw", "calendar_notice_of_whole_platform")


async def test_the_record_is_read_by_whoever_reads_the_thing_and_verified_by_people(call, renamed):
    _, path = renamed
    for part in ("/events", "/events/export", "/refusals"):
        assert (await call.get(f"{path}{part}", Role.ADMIN)).status_code == 200
    assert (await call.get(f"{path}/events/verification", Role.ADMIN)).status_code == 200
    assert (await call.get(f"{path}/events/verification", Role.INTEGRATOR)).status_code == 403
