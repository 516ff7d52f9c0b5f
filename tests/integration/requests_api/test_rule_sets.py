"""Local texts are loaded as data: checked, versioned, with their source; open cases follow."""

import uuid
from datetime import date, timedelta

import pytest
import pytest_asyncio

from gongkai.auth.principal import Role
from gongkai.calendar import base_calendar
from gongkai.db import new_id
from gongkai.reference.organs import apply_organ
from requests_api.features import KINDS
from requests_api.recomputations.service import recompute_outdated
from tests.feed_events import organ_event

CALENDAR = base_calendar()


def text(today, *, place="6201", **changes):
    return {
        "title": "示例市政务公开办法",
        "jurisdiction": place,
        "source": "示例市人民政府令第1号",
        "valid_from": str(today),
        "answer": {"working_days": 10, "source": "第12条"},
        **changes,
    }


@pytest.fixture
def keeper(headers):
    token = headers.mint.issuer.mint_role(Role.ADMIN, organ_id=None, subject="keeper")
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
def put(client, keeper):
    """`await put(code, text, match="*" or a version)`: the answer."""

    async def call(code, body, *, match="*", caller=None):
        condition = {"If-None-Match": "*"} if match == "*" else {"If-Match": f'"v{match}"'}
        return await client.put(
            f"/requests/v1/rule-sets/{code}",
            json=body,
            headers={**(caller or keeper), **condition, "Idempotency-Key": str(uuid.uuid4())},
        )

    return call


@pytest.fixture
def second(headers):
    token = headers.mint.issuer.mint_role(Role.ADMIN, organ_id=None, subject="second-keeper")
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
def confirm(client, second):
    """`await confirm(code, match=3)`: as another administrator of the platform; the answer."""

    async def call(code, *, match, caller=None, reason="样例：核对第12条原文"):
        condition = {} if match is None else {"If-Match": f'"v{match}"'}
        return await client.post(
            f"/requests/v1/rule-sets/{code}/confirmation",
            json={"reason": reason},
            headers={**(caller or second), **condition},
        )

    return call


@pytest_asyncio.fixture(loop_scope="session")
async def office_in(app):
    """`await office_in(division code)`: an organ of that place."""

    async def make(code):
        organ_id = new_id()
        event = organ_event(organ_id, None, "己局", [organ_id], region_code=code)
        async with app.state.database.unit_of_work() as session:
            await apply_organ(session, event)
        return organ_id

    return make


async def keyed_in(desk, organ, day=None):
    on = desk.today() if day is None else str(day)
    return await desk.key_in(organ=organ, organ_id=str(organ), arrived_on=on)


async def test_what_ships_is_public_with_its_sources_and_read_only(client, put, office):
    answer = await client.get("/requests/v1/rule-sets")
    assert answer.status_code == 200
    items = {item["code"]: item for item in answer.json()["items"]}
    assert items["regulation-2019"]["answer"]["working_days"] == 20
    assert "条例第33条" in items["regulation-2019"]["answer"]["source"]
    assert items["regulation-2007"]["valid_until"] == "2019-05-14"
    local = items["bayannur-measures"]
    assert (local["kind"], local["jurisdiction"], local["is_shipped"]) == ("local", "1508", True)
    assert local["valid_from"] is None  # nobody has established it
    refused = await put("bayannur-measures", text(office.clock.today()), match=0)
    assert (refused.status_code, refused.json()["code"]) == (409, "rule_set_shipped")
    unknown = await client.get("/requests/v1/rule-sets/nowhere")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "rule_set_not_found")


async def test_a_loaded_text_counts_at_once_and_open_cases_are_computed_again_with_reason(
    desk, client, put, office, office_in
):
    organ, elsewhere = await office_in("620102"), await office_in("630102")
    today = office.clock.today()
    before, untouched = await keyed_in(desk, organ), await keyed_in(desk, elsewhere)
    await recompute_outdated(office, KINDS)
    loaded = await put("lanzhou-sample", text(today, place="620100"))
    assert loaded.status_code == 200, loaded.text
    told = loaded.json()
    assert (told["version"], told["jurisdiction"]) == (1, "6201")
    assert loaded.headers["etag"] == '"v1"'

    due = str(CALENDAR.nth_working_day_after(today, 10))
    new = await keyed_in(desk, organ)
    assert (new["rule_set"], new["due_on"]) == ("lanzhou-sample", due)
    await recompute_outdated(office, KINDS)
    after = await desk.read(before["id"], organ=organ)
    assert (after["rule_set"], after["due_on"]) == ("lanzhou-sample", due)
    assert {item["rule"] for item in after["deadlines"]} == {"LOCAL-ANSWER", "DL-01"}
    event = (await desk.get(f"/cases/{before['id']}/events", organ=organ)).json()[-1]
    assert event["data"]["reason"] == "rule_set_changed"
    assert (event["data"]["due_on_before"], event["data"]["due_on"]) == (before["due_on"], due)
    same = await desk.read(untouched["id"], organ=elsewhere)
    assert (same["due_on"], same["rule_set"]) == (untouched["due_on"], untouched["rule_set"])

    run = (await desk.get("/recomputations", organ=organ)).json()["items"][0]
    (cause,) = run["causes"]
    assert (cause["code"], cause["rule_set"], cause["rule_set_version"]) == (
        "rule_set_loaded",
        "lanzhou-sample",
        1,
    )
    report = (await desk.get(f"/recomputations/{run['id']}", organ=organ)).json()
    assert before["id"] in {item["matter"]["id"] for item in report["items"]}
    asked = {"received_on": str(today), "channel": "in_person", "jurisdiction": "620102"}
    preview = await client.post("/requests/v1/clock/preview", json=asked)
    assert (preview.json()["rule_set"], preview.json()["due_on"]) == ("lanzhou-sample", due)
    named = await client.post(
        "/requests/v1/clock/preview",
        json={**asked, "jurisdiction": "310000", "rule_set": "lanzhou-sample"},
    )
    assert named.json()["due_on"] == due
    timeline = await desk.get(f"/cases/{before['id']}/timeline", organ=organ)
    assert "地方规则变化" in timeline.text


async def test_what_was_received_before_a_version_keeps_the_one_that_held(
    desk, put, client, office, office_in
):
    organ, today = await office_in("640102"), office.clock.today()
    old_day = desk.ago(3)
    first = await put("yinchuan-sample", text(old_day, place="6401"))
    assert first.status_code == 200, first.text
    old = await keyed_in(desk, organ, old_day)
    assert old["due_on"] == str(CALENDAR.nth_working_day_after(old_day, 10))
    changed = text(today, place="6401", answer={"working_days": 8, "source": "第9条"})
    stale = await put("yinchuan-sample", changed)
    assert stale.status_code == 412
    second = await put("yinchuan-sample", changed, match=1)
    assert (second.status_code, second.json()["version"]) == (200, 2)
    await recompute_outdated(office, KINDS)
    assert (await desk.read(old["id"], organ=organ))["due_on"] == old["due_on"]
    new = await keyed_in(desk, organ)
    assert new["due_on"] == str(CALENDAR.nth_working_day_after(today, 8))

    # A version that says it holds for earlier receipts too has them computed again.
    back = {**changed, "valid_from": str(old_day)}
    assert (await put("yinchuan-sample", back, match=2)).json()["version"] == 3
    await recompute_outdated(office, KINDS)
    moved = await desk.read(old["id"], organ=organ)
    assert moved["due_on"] == str(CALENDAR.nth_working_day_after(old_day, 8))
    path = "/requests/v1/rule-sets/yinchuan-sample"
    kept = await client.get(path, params={"version": 1})
    assert kept.json()["answer"] == {"working_days": 10, "source": "示例市政务公开办法第12条"}
    assert (await client.get(path)).json()["version"] == 3
    assert (await client.get(path, headers={"If-None-Match": '"v3"'})).status_code == 304
    clock = await desk.get(f"/cases/{old['id']}/clock", organ=organ)
    assert clock.json()["due_on"] == moved["due_on"]


async def test_no_version_makes_what_is_late_look_timely_by_the_word_of_one_administrator(
    desk, put, confirm, office, office_in
):
    organ, old_day = await office_in("430102"), desk.ago(12)
    assert (await put("changsha-sample", text(old_day, place="4301"))).status_code == 200
    case = await keyed_in(desk, organ, old_day)
    longer = text(old_day, place="4301", answer={"working_days": 15, "source": "第12条"})
    refused = await put("changsha-sample", longer, match=1)
    assert (refused.status_code, refused.json()["code"]) == (409, "rule_set_lengthens_past")
    await recompute_outdated(office, KINDS)
    assert (await desk.read(case["id"], organ=organ))["due_on"] == case["due_on"]
    tomorrow = {**longer, "valid_from": desk.tomorrow()}
    assert (await put("changsha-sample", tomorrow, match=1)).status_code == 200
    stated = {**longer, "corrects": "第12条规定为15个工作日，录入有误"}
    assert (await put("changsha-sample", stated, match=2)).json()["awaits_confirmation"] is True
    await recompute_outdated(office, KINDS)
    assert (await desk.read(case["id"], organ=organ))["due_on"] == case["due_on"]
    assert (await confirm("changsha-sample", match=3)).status_code == 200
    await recompute_outdated(office, KINDS)
    moved = await desk.read(case["id"], organ=organ)
    assert moved["due_on"] == str(CALENDAR.nth_working_day_after(old_day, 15))


async def test_a_version_that_waits_is_shown_and_confirmed_by_another_administrator_alone(
    desk, client, put, confirm, keeper, headers, organs, office, office_in
):
    organ, old_day, code = await office_in("350102"), desk.ago(12), "fuzhou-sample"
    path = f"/requests/v1/rule-sets/{code}"
    assert (await put(code, text(old_day, place="3501"))).status_code == 200
    case = await keyed_in(desk, organ, old_day)
    longer = text(old_day, place="3501", answer={"working_days": 15, "source": "第12条"})
    nothing = await confirm(code, match=1)
    assert (nothing.status_code, nothing.json()["code"]) == (409, "rule_set_not_awaiting")
    waiting = await put(code, {**longer, "corrects": "样例：录入有误"}, match=1)
    assert (waiting.status_code, waiting.headers["etag"]) == (200, '"v2"')

    shown = await client.get(path)
    members = ("version", "awaits_confirmation", "awaiting_version")
    assert [shown.json().get(name) for name in members] == [1, False, 2]
    assert shown.json()["answer"]["working_days"] == 10
    second = (await client.get(path, params={"version": 2})).json()
    assert (second["awaits_confirmation"], second["answer"]["working_days"]) == (True, 15)
    listed = (await client.get("/requests/v1/rule-sets")).json()["items"]
    assert [(i["version"], i["awaiting_version"]) for i in listed if i["code"] == code] == [(1, 2)]
    preview = {"received_on": str(old_day), "channel": "in_person", "jurisdiction": "350102"}
    asked = await client.post("/requests/v1/clock/preview", json=preview)
    assert asked.json()["due_on"] == case["due_on"]

    refused = [
        (keeper, 403, "rule_set_loaded_by_yourself"),
        (headers(Role.ADMIN), 403, "rule_set_of_whole_platform"),
        (headers(Role.HEAD), 403, None),
        (headers.machine(organs.parent, "rule_sets:manage"), 403, None),
    ]
    for caller, status, problem in refused:
        answer = await confirm(code, match=2, caller=caller)
        assert answer.status_code == status, answer.text
        assert problem in (None, answer.json()["code"])
    assert (await client.post(f"{path}/confirmation", json={})).status_code == 401
    assert (await confirm(code, match=1)).status_code == 412
    assert (await confirm(code, match=None)).status_code == 428
    assert (await confirm(code, match=2, reason=" ")).status_code == 422
    assert (await confirm("nowhere-sample", match=0)).status_code == 404
    await recompute_outdated(office, KINDS)
    assert (await desk.read(case["id"], organ=organ))["due_on"] == case["due_on"]

    confirmed = await confirm(code, match=2)
    assert (confirmed.status_code, confirmed.headers["etag"]) == (200, '"v3"')
    assert [confirmed.json().get(name) for name in members] == [2, False, None]
    again = await confirm(code, match=3)
    assert (again.status_code, again.json()["code"]) == (409, "rule_set_not_awaiting")
    await recompute_outdated(office, KINDS)
    moved = await desk.read(case["id"], organ=organ)
    assert moved["due_on"] == str(CALENDAR.nth_working_day_after(old_day, 15))
    run = (await desk.get("/recomputations", organ=organ)).json()["items"][0]
    assert ("rule_set_loaded", code, 2) in [
        (cause["code"], cause["rule_set"], cause["rule_set_version"]) for cause in run["causes"]
    ]


async def test_what_waits_is_overtaken_by_the_next_version_and_known_on_no_earlier_day(
    desk, desk_in, put, confirm, office, office_in
):
    organ, old_day, code = await office_in("360102"), desk.ago(12), "nanchang-sample"
    assert (await put(code, text(old_day, place="3601"))).status_code == 200
    case, today = await keyed_in(desk, organ, old_day), desk.today()
    longer = text(old_day, place="3601", answer={"working_days": 15, "source": "第12条"})
    assert (await put(code, {**longer, "corrects": "样例：录入有误"}, match=1)).status_code == 200
    shorter = text(old_day, place="3601", answer={"working_days": 9, "source": "第12条"})
    assert (await put(code, shorter, match=2)).json()["awaits_confirmation"] is False
    overtaken = await confirm(code, match=3)
    assert (overtaken.status_code, overtaken.json()["code"]) == (409, "rule_set_not_awaiting")
    assert (await put(code, {**longer, "corrects": "样例：录入有误"}, match=3)).status_code == 200
    async with desk_in(1) as tomorrow:
        mint = tomorrow.headers.mint
        token = mint.issuer.mint_role(Role.ADMIN, organ_id=None, subject="third-keeper")
        caller = {"Authorization": f"Bearer {token}", "If-Match": '"v4"'}
        confirmed = await tomorrow.client.post(
            f"/requests/v1/rule-sets/{code}/confirmation",
            json={"reason": "样例：核对第12条原文"},
            headers=caller,
        )
        assert confirmed.status_code == 200, confirmed.text
        path = f"/cases/{case['id']}/clock"
        now = (await tomorrow.get(path, organ=organ)).json()
        then = (await tomorrow.get(path, organ=organ, as_known_on=today)).json()
    assert now["due_on"] == str(CALENDAR.nth_working_day_after(old_day, 15))
    assert then["due_on"] == str(CALENDAR.nth_working_day_after(old_day, 9))


async def test_another_process_counts_by_it_without_a_restart(
    desk, desk_in, put, office, office_in
):
    organ, today = await office_in("650102"), office.clock.today()
    async with desk_in(0) as other:
        before = await keyed_in(other, organ)
        assert before["rule_set"] == "regulation-2019"
        assert (await put("urumqi-sample", text(today, place="6501"))).status_code == 200
        after = await keyed_in(other, organ)
        assert after["rule_set"] == "urumqi-sample"
        shown = await other.get(f"/cases/{after['id']}/clock", organ=organ)
        assert shown.json()["rule_set"] == "urumqi-sample"
        await recompute_outdated(other.office, KINDS)
        assert (await other.read(before["id"], organ=organ))["rule_set"] == "urumqi-sample"


async def test_a_pause_that_a_loaded_text_knows_moves_its_own_clock_alone(
    desk, put, office, office_in
):
    organ, today = await office_in("540102"), office.clock.today()
    body = text(today, place="5401", pause={"source": "第15条"})
    assert (await put("lhasa-sample", body)).status_code == 200
    case = await keyed_in(desk, organ)
    assert case["rule_set"] == "lhasa-sample"
    path = f"/cases/{case['id']}"
    await desk.done(f"{path}/registration", organ=organ)
    pause = {"on": str(today), "reason": "样例理由"}
    paused = await desk.post(f"{path}/pause", pause, organ=organ, role=Role.HEAD)
    assert paused.is_success, paused.text
    stopped = await desk.read(case["id"], organ=organ)
    # The national term runs on, and is the day that governs meanwhile.
    assert stopped["due_on"] == str(CALENDAR.nth_working_day_after(today, 20))

    without = await office_in("530102")
    assert (await put("kunming-sample", text(today, place="5301"))).status_code == 200
    other = await keyed_in(desk, without)
    await desk.done(f"/cases/{other['id']}/registration", organ=without)
    refused = await desk.post(f"/cases/{other['id']}/pause", pause, organ=without, role=Role.HEAD)
    assert refused.status_code == 409


async def test_an_extension_under_a_loaded_text_has_the_cap_of_the_national_one(
    desk, put, office, office_in
):
    organ, today = await office_in("520102"), office.clock.today()
    assert (await put("guiyang-sample", text(today, place="5201"))).status_code == 200
    case = await keyed_in(desk, organ)
    await desk.done(f"/cases/{case['id']}/registration", organ=organ)
    body = {"working_days": 21, "approved_on": str(today), "notified_on": str(today)}
    path = f"/cases/{case['id']}/extension"
    too_long = await desk.post(path, body, role=Role.HEAD, organ=organ)
    assert (too_long.status_code, too_long.json()["cap_working_days"]) == (422, 20)
    await desk.done(path, {**body, "working_days": 20}, role=Role.HEAD, organ=organ)
    extended = await desk.read(case["id"], organ=organ)
    assert extended["due_on"] == str(CALENDAR.nth_working_day_after(today, 30))


@pytest.mark.parametrize(
    "changes",
    [
        {"answer": {"working_days": 21, "source": "第1条"}},
        {"answer": {"working_days": 0, "source": "第1条"}},
        {"answer": {"working_days": 10}},
        {"answer": None},
        {"jurisdiction": ""},
        {"jurisdiction": "15080"},
        {"valid_until": "2020-01-01"},
        {"valid_from": None},
        {"source": ""},
        {"extension": {"working_days": 40, "source": "第1条"}},
        {"third_party_days": 5},
        {"restart_after_term": True},
        {"pause": {}},
    ],
)
async def test_only_what_a_local_text_may_say_is_taken(put, office, changes):
    answer = await put("wrong-sample", {**text(office.clock.today()), **changes})
    assert answer.status_code == 422, answer.text


async def test_an_administrator_of_the_platform_alone_loads_one(
    client, headers, organs, put, office
):
    body = text(office.clock.today(), place="4601")
    for role in (Role.CLERK, Role.HEAD, Role.LEADER, Role.SUPERVISOR, Role.AUDITOR):
        assert (await put("haikou-sample", body, caller=headers(role))).status_code == 403, role
    bound = await put("haikou-sample", body, caller=headers(Role.ADMIN, organs.parent))
    assert (bound.status_code, bound.json()["code"]) == (403, "rule_set_of_whole_platform")
    machine = headers.machine(organs.parent, "rule_sets:manage")
    assert (await put("haikou-sample", body, caller=machine)).status_code == 403
    assert (await client.get("/requests/v1/rule-sets/haikou-sample")).status_code == 404
    nobody = await client.put("/requests/v1/rule-sets/haikou-sample", json=body)
    assert nobody.status_code == 401


async def test_the_clock_as_known_on_a_day_knows_no_text_of_later(
    desk, desk_in, office, office_in, keeper
):
    organ, today = await office_in("450102"), office.clock.today()
    case = await keyed_in(desk, organ)
    async with desk_in(1) as tomorrow:
        token = tomorrow.headers.mint.issuer.mint_role(Role.ADMIN, organ_id=None)
        loaded = await tomorrow.client.put(
            "/requests/v1/rule-sets/nanning-sample",
            json=text(today, place="4501"),
            headers={"Authorization": f"Bearer {token}", "If-None-Match": "*"},
        )
        assert loaded.status_code == 200, loaded.text
        path = f"/cases/{case['id']}/clock"
        known = (await tomorrow.get(path, organ=organ, as_known_on=str(today))).json()
        now = (await tomorrow.get(path, organ=organ)).json()
    assert known["rule_set"] == "regulation-2019"
    assert now["rule_set"] == "nanning-sample"
    assert date.fromisoformat(known["due_on"]) - date.fromisoformat(now["due_on"]) > timedelta(7)
