"""A case of a place with measures of its own: both clocks run, the earlier date governs."""

from datetime import date

import pytest_asyncio

from gongkai.auth.principal import Role
from gongkai.calendar.notices import Notice, NoticeDay
from gongkai.db import new_id
from gongkai.reference.notices import apply_notice
from gongkai.reference.organs import apply_organ
from requests_api.features import KINDS
from requests_api.recomputations.service import recompute_outdated
from tests.feed_events import notice_event, organ_event


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def bayannur(app):
    """An organ in the city of Bayannur."""
    organ_id = new_id()
    event = organ_event(organ_id, None, "丙局", [organ_id], region_code="150802")
    async with app.state.database.unit_of_work() as session:
        await apply_organ(session, event)
    return organ_id


def states(case):
    return {item["rule"]: item["state"] for item in case["deadlines"]}


async def test_both_dates_are_kept_and_the_earlier_governs(desk, bayannur):
    case = await desk.key_in(organ=bayannur, organ_id=str(bayannur), arrived_on="2022-09-30")
    assert (case["rule_set"], case["due_on"]) == ("bayannur-measures", "2022-10-26")
    dates = {item["rule"]: item["due_on"] for item in case["deadlines"]}
    assert dates == {"DL-42": "2022-10-26", "DL-01": "2022-11-02"}


async def test_a_letter_after_the_local_date_stops_the_national_clock_alone(
    desk, desk_in, office, bayannur
):
    arrived, today = str(desk.ago(17)), office.clock.today()
    case = await desk.key_in(organ=bayannur, organ_id=str(bayannur), arrived_on=arrived)
    path = f"/cases/{case['id']}"
    await desk.done(f"{path}/registration", organ=bayannur)
    letter = {"party": "third_party", "party_name": "测试乙", "sent_on": str(today)}
    consulting = await desk.done(f"{path}/consultations", letter, organ=bayannur)
    assert states(consulting) == {"DL-42": "open", "DL-01": "stopped", "DL-08": "open"}
    last = desk.calendar.nth_working_day_after(today, 15)
    async with desk_in((last - today).days + 1) as over:
        await recompute_outdated(over.office, KINDS)
        case = await over.read(case["id"], organ=bayannur)
        assert states(case) == {"DL-42": "open", "DL-01": "open", "DL-08": "void"}


async def test_an_extension_is_capped_by_the_text_of_the_receipt(desk, bayannur):
    """Before 2019-05-15 that is the text of 2007: 15 working days at most."""
    case = await desk.key_in(organ=bayannur, organ_id=str(bayannur), arrived_on="2019-05-10")
    await desk.done(f"/cases/{case['id']}/registration", organ=bayannur)
    extension = {"approved_on": "2019-05-20", "notified_on": "2019-05-20"}
    path = f"/cases/{case['id']}/extension"
    too_long = await desk.post(
        path, {**extension, "working_days": 16}, role=Role.HEAD, organ=bayannur
    )
    assert too_long.json()["code"] == "extension_too_long"
    assert too_long.json()["errors"][0]["pointer"] == "/body/working_days"
    assert too_long.json()["cap_working_days"] == 15
    longest = {**extension, "working_days": 15}
    await desk.done(path, longest, role=Role.HEAD, organ=bayannur)
    extended = await desk.confirmed(case["id"], organ=bayannur)
    assert extended["due_on"] == "2019-06-24"


@pytest_asyncio.fixture(loop_scope="session")
async def ningxia(app, desk):
    """An organ in a region whose next two working days are days of rest of its own."""
    organ_id, today = new_id(), desk.clock.today()
    days = [desk.calendar.nth_working_day_after(today, n) for n in (1, 2)]
    notice = Notice(
        id=str(new_id()),
        year=today.year,
        title="区域假日",
        source="测试",
        holidays=tuple(NoticeDay(day, "区域假日") for day in days),
        jurisdiction="64",
    )
    organ = organ_event(organ_id, None, "丁局", [organ_id], region_code="640100")
    async with app.state.database.unit_of_work() as session:
        await apply_organ(session, organ)
        await apply_notice(session, notice_event(notice))
    return organ_id


async def test_days_left_and_light_are_by_the_calendar_of_the_region(desk, ningxia):
    today = desk.clock.today()
    arrived = str(desk.ago(15 if desk.calendar.is_working_day(today) else 16))
    case = await desk.key_in(organ=ningxia, organ_id=str(ningxia), arrived_on=arrived)
    due_on = date.fromisoformat(case["due_on"])
    assert desk.calendar.working_days_between(today, due_on) == 7  # for the rest of the country
    clock = (await desk.get(f"/cases/{case['id']}/clock", organ=ningxia)).json()
    assert clock["remaining_working_days"] == 5
    assert (case["remaining_working_days"], case["light"]) == (5, "yellow")
    for light, found in (("yellow", [case["id"]]), ("green", [])):
        listed = (await desk.get("/cases", organ=ningxia, light=light)).json()["items"]
        assert [item["id"] for item in listed] == found
