"""Beside every subject on a record stands the name by which the notifier told of it."""

import os
import subprocess
import sys
from itertools import count
from uuid import UUID

import pytest
import pytest_asyncio

from gongkai.auth.principal import Role
from gongkai.reference.people import apply_person, drop_unknown_people
from tests.feed_events import person_event

KEEPER, FORMER = "样例维护", "样例离任"
CSV = "序号,任务,时限,责任单位\n1,公开清单。,常态化,甲局\n".encode()


REVISIONS = count(1)


@pytest_asyncio.fixture(autouse=True)
async def people(app, organ):
    """An administrator, and a head who has left."""
    for subject, name, is_active in (("admin", KEEPER, True), ("head", FORMER, False)):
        await told(app, organ, subject, name, is_active=is_active)


async def told(app, organ, subject, name, *, is_active=True):
    """The notifier tells of somebody of the organ."""
    event = person_event(
        subject,
        UUID(organ["id"]),
        subject,
        name=name,
        active=is_active,
        revision=next(REVISIONS),
    )
    async with app.state.database.unit_of_work() as session:
        await apply_person(session, event)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def organ(call):
    return await call.organ("甲局")


async def listed(call, organ):
    body = {
        "kind": "task_list",
        "document": "关于测试的通知",
        "part": "附件1",
        "title": "任务分解表",
        "organ_id": organ["id"],
        "year": 2030,
    }
    answer = await call.send("POST", "/task-lists", body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def noticed(call):
    body = {
        "year": 2035,
        "title": "测试放假安排",
        "source": "https://example.invalid/notice",
        "holidays": [{"on": "2035-10-02", "name": "测试节"}],
    }
    answer = await call.send("POST", "/calendar-notices", body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_the_records_of_organs_lists_and_notices_name_who_acted(call, organ):
    one, notice = await listed(call, organ), await noticed(call)
    for path in (
        f"/organs/{organ['id']}",
        f"/task-lists/{one['id']}",
        f"/calendar-notices/{notice['id']}",
    ):
        (event, *_) = (await call.get(f"{path}/events")).json()
        assert (event["actor"], event["actor_name"]) == ("admin", KEEPER), path


async def test_who_was_refused_is_named_although_they_have_left(call, organ):
    path = f"/task-lists/{(await listed(call, organ))['id']}"
    other = await call.organ("乙局")
    refused = await call.send(
        "POST", f"{path}/rows:import", CSV, role=Role.HEAD, organ_id=UUID(other["id"]), version=1
    )
    assert refused.status_code == 403, refused.text
    (tried,) = (await call.get(f"{path}/refusals")).json()
    assert (tried["actor"], tried["actor_name"]) == ("head", FORMER)


async def test_whom_nobody_told_of_has_no_name(call, organ):
    below = await call.send(
        "PUT",
        "/organs/by-source/oa/7",
        {"name": "丙科", "kind": "department", "level": "county", "parent_id": organ["id"]},
        role=Role.INTEGRATOR,
        organ_id=UUID(organ["id"]),
    )
    assert below.status_code in {200, 201}, below.text
    (event,) = (await call.get(f"/organs/{below.json()['id']}/events")).json()
    assert event["actor_name"] is None


async def test_names_stay_as_the_notifiers_history_tells_them(app, call, organ):
    await told(app, organ, "admin", "样例改名")
    first, *_ = (await call.get(f"/organs/{organ['id']}/events")).json()
    assert first["actor_name"] == "样例改名"
    async with app.state.database.unit_of_work() as session:
        await drop_unknown_people(session, "another")
    first, *_ = (await call.get(f"/organs/{organ['id']}/events")).json()
    assert first["actor_name"] is None


@pytest.mark.parametrize("command", [("dead-letters", "list"), ("feed", "reread")])
def test_events_of_people_are_dealt_with_by_command(stand, database, command):
    done = subprocess.run(
        [sys.executable, "-m", "catalog_api.cli", *command],
        env={**os.environ, **stand.environment(database)},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
