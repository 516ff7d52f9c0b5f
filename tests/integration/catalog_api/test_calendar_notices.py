"""Holiday notices: loaded, superseded, withdrawn; never one that contradicts itself."""

from datetime import date

from catalog_api.calendar_notices.errors import CalendarNoticeContradictory
from gongkai.auth.principal import Role
from gongkai.calendar import Notice, base_calendar
from gongkai.contracts import CalendarNoticeChanged
from tests.festivals import whole_year


def notice(year, **more):
    return {
        "year": year,
        "title": f"国务院办公厅关于{year}年部分节假日安排的通知",
        "number": "国办发明电〔2026〕1号",
        "issued_on": f"{year - 1}-11-04",
        "source": "https://www.gov.cn/example",
        "holidays": [{"on": f"{year}-10-01", "name": "国庆节"}],
        **more,
    }


async def test_a_loaded_notice_is_told_in_the_form_the_calendar_takes(call):
    _, cursor = await call.changes()
    body = notice(
        2027,
        holidays=[{"on": "2027-02-05", "name": "春节"}],
        working_days=[{"on": "2027-01-30", "name": "调休上班"}],
    )
    loaded = await call.send("POST", "/calendar-notices", body)
    assert loaded.status_code == 201, loaded.text
    assert loaded.json()["available_actions"] == ["withdraw"]
    assert (loaded.json()["kind_label"], loaded.json()["state_label"]) == ("年度放假安排", "生效")
    events, _ = await call.changes(cursor)
    assert [event["type"] for event in events] == [CalendarNoticeChanged.TYPE]
    told = Notice.from_data(events[0]["data"]["notice"])
    assert told.id == loaded.json()["id"]
    calendar = base_calendar().with_notices([told])
    assert calendar.is_working_day(told.working_days[0].on)
    assert not calendar.is_working_day(told.holidays[0].on)


async def test_an_annual_notice_of_few_days_is_taken_with_a_warning(call):
    days = [{"on": str(day.on), "name": day.name} for day in whole_year(2038)]
    thin = list({day["name"]: day for day in days}.values())
    few_days = (await call.send("POST", "/calendar-notices", notice(2038, holidays=thin))).json()
    assert [w["code"] for w in few_days["warnings"]] == ["notice_names_few_days"]
    assert "13天" in few_days["warnings"][0]["text"]
    assert (await call.get(f"/calendar-notices/{few_days['id']}")).json()["warnings"]
    whole = notice(2038, holidays=days, supersedes=few_days["id"])
    assert (await call.send("POST", "/calendar-notices", whole)).json()["warnings"] == []
    for few in (notice(2038, kind="amendment"), notice(2038, jurisdiction="64")):
        assert (await call.send("POST", "/calendar-notices", few)).json()["warnings"] == []


async def test_a_notice_of_one_festival_is_taken_with_a_warning_and_settles_no_year(call):
    _, cursor = await call.changes()
    loaded = await call.send("POST", "/calendar-notices", notice(2036))
    assert loaded.status_code == 201, loaded.text
    (warning,) = loaded.json()["warnings"]
    assert warning["code"] == "notice_leaves_year_open"
    assert "春节" in warning["text"]
    assert "国庆节" not in warning["text"]
    events, _ = await call.changes(cursor)
    told = Notice.from_data(events[0]["data"]["notice"])
    assert (told.settles_until, told.kind) == (None, "annual")


async def test_a_second_notice_of_a_year_must_say_that_it_supersedes(call):
    first = (await call.send("POST", "/calendar-notices", notice(2028))).json()
    second = await call.send("POST", "/calendar-notices", notice(2028))
    assert (second.status_code, second.json()["code"]) == (409, "calendar_notice_year_taken")
    assert second.json()["notice_id"] == first["id"]
    wrong = await call.send("POST", "/calendar-notices", notice(2029, supersedes=first["id"]))
    assert (wrong.status_code, wrong.json()["code"]) == (409, "calendar_notice_cannot_supersede")
    _, cursor = await call.changes()
    third = await call.send("POST", "/calendar-notices", notice(2028, supersedes=first["id"]))
    assert third.status_code == 201
    old = (await call.get(f"/calendar-notices/{first['id']}")).json()
    assert (old["state"], old["superseded_by"], old["version"]) == (
        "withdrawn",
        third.json()["id"],
        2,
    )
    events, _ = await call.changes(cursor)
    assert {(e["subject"], e["data"]["withdrawn_at"] is not None) for e in events} == {
        (first["id"], True),
        (third.json()["id"], False),
    }
    listed = (await call.get("/calendar-notices", year=2028, state="active")).json()["items"]
    assert [item["id"] for item in listed] == [third.json()["id"]]


async def test_a_region_and_an_amendment_stand_beside_the_annual_notice(call):
    for more in (
        {},
        {"jurisdiction": "15"},
        {"kind": "amendment"},
        {"kind": "amendment"},
    ):
        answer = await call.send("POST", "/calendar-notices", notice(2030, **more))
        assert answer.status_code == 201, answer.text


async def test_the_code_of_a_province_means_every_division_within_it(call):
    body = notice(2037, jurisdiction="150000", holidays=[{"on": "2037-10-09", "name": "区庆"}])
    loaded = (await call.send("POST", "/calendar-notices", body)).json()
    assert loaded["jurisdiction"] == "15"
    events, _ = await call.changes(stream="calendar-notices")
    (told,) = [event["data"]["notice"] for event in events if event["subject"] == loaded["id"]]
    calendar = base_calendar().with_notices([Notice.from_data(told)])
    assert not calendar.for_jurisdiction("150824").is_working_day(date(2037, 10, 9))
    assert calendar.for_jurisdiction("610116").is_working_day(date(2037, 10, 9))
    found = (await call.get("/calendar-notices", year=2037, jurisdiction="150000")).json()["items"]
    assert [item["id"] for item in found] == [loaded["id"]]
    same = await call.send("POST", "/calendar-notices", body | {"jurisdiction": "15"})
    assert same.json()["code"] == "calendar_notice_year_taken"


async def test_two_notices_of_a_year_at_once_leave_one(call, together):
    answers = await together(
        *(call.send("POST", "/calendar-notices", notice(2031)) for _ in range(4))
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


async def test_a_notice_that_contradicts_itself_is_refused_with_each_reason(call):
    body = notice(
        2032,
        holidays=[
            {"on": "2032-10-01", "name": "国庆节"},
            {"on": "2032-10-01", "name": "国庆节"},
            {"on": "2030-05-01", "name": "劳动节"},
        ],
        working_days=[
            {"on": "2032-10-01", "name": "调休上班"},
            {"on": "2032-10-12", "name": "调休上班"},
        ],
    )
    refused = await call.send("POST", "/calendar-notices", body)
    assert (refused.status_code, refused.json()["code"]) == (422, "calendar_notice_contradictory")
    found = {(error["code"], error["pointer"]) for error in refused.json()["errors"]}
    assert {
        ("notice_day_twice", "/body/working_days/0/on"),
        ("notice_day_rest_and_working", "/body/working_days/0/on"),
        ("notice_day_outside_year", "/body/holidays/2/on"),
        ("notice_makeup_on_weekday", "/body/working_days/1/on"),
    } <= found
    for more, code in (
        ({"holidays": []}, "notice_names_no_day"),
        ({"covers_until": "2033-01-01"}, "notice_coverage_outside_year"),
        ({"year": 1999}, "notice_year_out_of_range"),
    ):
        whole = await call.send("POST", "/calendar-notices", notice(2032) | more)
        found |= {(error["code"], "") for error in whole.json()["errors"]}
        assert whole.json()["errors"][0]["code"] == code
    documented = CalendarNoticeContradictory.__doc__
    assert all(f"`{code}`" in documented for code, _ in found)
    assert (await call.get("/calendar-notices", year=2032)).json()["items"] == []


async def test_a_withdrawn_notice_stays_on_record_and_its_year_is_free(call):
    loaded = (await call.send("POST", "/calendar-notices", notice(2033))).json()
    path = f"/calendar-notices/{loaded['id']}/withdrawal"
    assert (await call.send("POST", path, {"reason": "录入有误"})).status_code == 428
    done = await call.send("POST", path, {"reason": "录入有误"}, version=1)
    assert done.status_code == 200, done.text
    assert (done.json()["state"], done.json()["withdrawal_reason"]) == ("withdrawn", "录入有误")
    assert done.json()["available_actions"] == []
    again = await call.send("POST", path, {"reason": "录入有误"}, version=2)
    assert (again.status_code, again.json()["code"]) == (409, "calendar_notice_withdrawn")
    assert again.json()["allowed_steps"] == []
    assert (await call.send("POST", "/calendar-notices", notice(2033))).status_code == 201
    assert await call.verified(f"/calendar-notices/{loaded['id']}") == (True, 2)


async def test_only_administrators_load_notices(call):
    for role in (Role.CLERK, Role.HEAD, Role.INTEGRATOR):
        answer = await call.send("POST", "/calendar-notices", notice(2034), role=role)
        assert answer.status_code == 403
    assert (await call.get("/calendar-notices")).status_code == 200


async def test_notices_for_the_country_are_kept_by_the_administrators_of_the_platform(call):
    root = await call.organ("市政府")
    path = "/calendar-notices"
    loaded = (await call.send("POST", path, notice(2035))).json()
    withdrawal = f"{path}/{loaded['id']}/withdrawal"
    for refused in (
        await call.send("POST", path, notice(2036), organ_id=root["id"]),
        await call.send("POST", path, notice(2035, kind="amendment"), organ_id=root["id"]),
        await call.send("POST", withdrawal, {"reason": "有误"}, version=1, organ_id=root["id"]),
    ):
        assert refused.status_code == 403
        assert refused.json()["code"] == "calendar_notice_of_whole_platform"
    assert (await call.send("POST", withdrawal, {"reason": "有误"}, version=1)).status_code == 200


async def test_notices_for_a_region_are_kept_where_all_its_organs_are_ones_own(call):
    city = await call.organ("甲市政府", region_code="990100")
    bureau = await call.organ("甲市某局", city, region_code="990100")
    county = await call.organ("甲市乙县政府", city, region_code="990121")
    other = await call.organ("丙市政府", region_code="990200")

    async def load(organ, jurisdiction):
        body = notice(2031, jurisdiction=jurisdiction)
        return await call.send("POST", "/calendar-notices", body, organ_id=organ["id"])

    for organ, jurisdiction in (
        (bureau, "990100"),  # the city's other organs are not below it
        (county, "9901"),
        (other, "9901"),
        (city, "99"),  # another city belongs to it
        (city, "9903"),  # nobody is there
    ):
        refused = await load(organ, jurisdiction)
        assert refused.status_code == 403, jurisdiction
        assert refused.json()["code"] == "calendar_notice_of_other_region"
    assert (await load(county, "990121")).status_code == 201
    loaded = await load(city, "9901")
    assert loaded.status_code == 201, loaded.text
    path = f"/calendar-notices/{loaded.json()['id']}/withdrawal"
    foreign = await call.send("POST", path, {"reason": "有误"}, version=1, organ_id=other["id"])
    assert foreign.json()["code"] == "calendar_notice_of_other_region"
    done = await call.send("POST", path, {"reason": "有误"}, version=1, organ_id=city["id"])
    assert done.status_code == 200


async def test_an_administrator_cannot_become_one_of_the_whole_platform(call):
    root = await call.organ("省政府")
    below = await call.organ("省属局", root)
    moved = await call.send(
        "PUT", f"/organs/{below['id']}/parent", {"parent_id": None}, version=1, organ_id=below["id"]
    )
    assert (moved.status_code, moved.json()["code"]) == (403, "organ_outside_subtree")
