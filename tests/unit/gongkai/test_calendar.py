"""The working-day calendar: its days, its notices, its coverage and its versions."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.calendar import (
    SHIPPED_NOTICES,
    DayKind,
    InvalidNotice,
    Notice,
    NoticeDay,
    NoticeKind,
    OutsideCalendar,
    base_calendar,
    check_notice,
    doubts_about,
)
from gongkai.calendar.coverage import LAST_YEAR
from gongkai.calendar.festivals import FESTIVALS, festival_days
from tests.festivals import whole_year

BASE = base_calendar()
DAYS = st.dates(date(2008, 1, 1), date(2039, 12, 31))


def days(first, last, name="春节"):
    span = (last - first).days + 1
    return tuple(NoticeDay(first + timedelta(days=i), name) for i in range(span))


def notice(**changes):
    values = {
        "id": "n-2027",
        "year": 2027,
        "title": "2027年部分节假日安排",
        "source": "test",
        "holidays": whole_year(2027),
    }
    return Notice(**(values | changes))


PROLONGED = notice(
    id="n-2020",
    year=2020,
    title="延长2020年春节假期",
    kind=NoticeKind.AMENDMENT,
    issued_on=date(2020, 1, 26),
    holidays=days(date(2020, 1, 31), date(2020, 2, 2)),
)


def test_every_day_from_2008_to_2026_agrees_with_chinesecalendar():
    first = date(2008, 1, 1)
    every = [first + timedelta(days=i) for i in range((date(2026, 12, 31) - first).days + 1)]
    assert [d for d in every if BASE.is_working_day(d) != chinese_calendar.is_workday(d)] == []


def test_the_day_on_which_the_two_libraries_differ_is_a_working_day():
    assert BASE.is_working_day(date(2005, 12, 31))


@given(DAYS, st.integers(1, 400))
def test_adding_and_counting_are_inverse(day, n):
    reached = BASE.nth_working_day_after(day, n)
    assert BASE.working_days_between(day, reached) == n
    assert BASE.is_working_day(reached)
    assert BASE.nth_working_day_before(reached, n) <= BASE.next_working_day_on_or_after(day)


@given(DAYS, st.integers(1, 60))
def test_the_nth_day_before_is_inverse_to_the_nth_day_after(day, n):
    start = BASE.next_working_day_on_or_after(day)
    assert BASE.nth_working_day_before(BASE.nth_working_day_after(start, n), n) == start


@given(DAYS, DAYS)
def test_adding_is_monotone(one, other):
    one, other = sorted((one, other))
    assert BASE.nth_working_day_after(one, 20) <= BASE.nth_working_day_after(other, 20)


@given(DAYS)
def test_rolling_meets_a_working_day_without_passing_one(day):
    later = BASE.next_working_day_on_or_after(day)
    earlier = BASE.previous_working_day_on_or_before(day)
    assert BASE.is_working_day(later)
    assert BASE.is_working_day(earlier)
    assert (earlier == later == day) is BASE.is_working_day(day)
    assert BASE.working_days_between(earlier, later) == (0 if later == day == earlier else 1)


@given(DAYS)
def test_the_reason_says_what_the_count_does(day):
    info = BASE.reason_for(day)
    assert info.is_working_day is BASE.is_working_day(day)
    assert info.name
    assert info.source


@pytest.mark.parametrize(
    ("day", "kind", "name"),
    [
        (date(2025, 9, 28), DayKind.MAKEUP, "调休上班（2025-10-07放假）"),
        (date(2025, 10, 1), DayKind.HOLIDAY, "国庆节"),
        (date(2025, 10, 4), DayKind.WEEKEND, "星期六"),
        (date(2025, 10, 7), DayKind.HOLIDAY, "调休（2025-09-28上班）"),
        (date(2025, 10, 9), DayKind.WEEKDAY, "星期四"),
    ],
)
def test_a_day_is_explained_in_the_words_of_an_office(day, kind, name):
    info = BASE.reason_for(day)
    assert (info.kind, info.name) == (kind, name)
    assert info.source == "国务院办公厅关于2025年部分节假日安排的通知"


def test_days_outside_the_table_are_refused():
    for ask in (BASE.index, BASE.is_working_day, BASE.next_working_day_on_or_after):
        for day in (date(2003, 12, 31), date(2046, 1, 1), date.min, date.max):
            with pytest.raises(OutsideCalendar):
                ask(day)
    with pytest.raises(OutsideCalendar):
        BASE.nth_working_day_after(date(2045, 12, 31), 1)
    with pytest.raises(OutsideCalendar):
        BASE.nth_working_day_before(date(2004, 1, 5), 20)
    for count in (BASE.nth_working_day_after, BASE.nth_working_day_before):
        with pytest.raises(ValueError, match="from 1"):
            count(date(2025, 1, 6), 0)


def test_shipped_notices_have_no_gap_and_settle_until_27_december():
    years = [shipped.year for shipped in SHIPPED_NOTICES]
    assert years == list(range(years[0], years[-1] + 1))
    assert BASE.covered_until == date(2026, 12, 27)
    assert not BASE.is_provisional(date(2026, 12, 27))
    assert BASE.is_provisional(date(2026, 12, 28))
    assert "尚未公布" in BASE.reason_for(date(2026, 12, 28)).source


def test_the_notice_for_the_next_year_extends_the_coverage():
    loaded = BASE.with_notices([notice()])
    assert loaded.covered_until == date(2027, 12, 27)
    assert "2027" in loaded.reason_for(date(2027, 3, 1)).source


def test_a_year_without_notice_is_never_jumped_over():
    later = notice(id="n-2028", year=2028, holidays=whole_year(2028))
    assert BASE.with_notices([later]).covered_until == date(2026, 12, 27)
    assert BASE.with_notices([later, notice()]).covered_until == date(2028, 12, 27)


@pytest.mark.parametrize(
    "changes",
    [{"withdrawn": True}, {"kind": NoticeKind.AMENDMENT}, {"jurisdiction": "15"}],
    ids=["withdrawn", "amendment", "regional"],
)
def test_what_settles_no_year_extends_no_coverage(changes):
    assert BASE.with_notices([notice(**changes)]).covered_until == BASE.covered_until


def test_a_partial_notice_settles_what_it_says():
    half = notice(covers_until=date(2027, 6, 30))
    later = notice(id="n-2028", year=2028, holidays=whole_year(2028))
    assert BASE.with_notices([half]).covered_until == date(2027, 6, 30)
    assert BASE.with_notices([half, later]).covered_until == date(2027, 6, 30)


ALONE = {
    "spring festival": [day for day in whole_year(2027) if day.name == "春节"],
    "new year": [NoticeDay(date(2027, 1, 1), "元旦")],
    "all but national day": [day for day in whole_year(2027) if day.name != "国庆节"],
}


@pytest.mark.parametrize("only", ALONE.values(), ids=ALONE)
def test_a_notice_that_leaves_a_festival_out_counts_and_settles_no_date_of_its_year(only):
    moved = NoticeDay(date(2027, 2, 10), "春节")
    part = notice(holidays=(*only, moved))
    loaded = BASE.with_notices([part])
    assert not loaded.is_working_day(moved.on)
    assert loaded.covered_until == BASE.covered_until
    assert loaded.is_provisional(moved.on)
    (doubt,) = doubts_about(part)
    assert doubt.code == "notice_leaves_year_open"
    assert all(name in doubt.message_zh for name in part.festivals_left_out)
    assert part.festivals_left_out


def test_a_festival_after_the_last_day_that_a_notice_settles_may_be_missing():
    first_half = tuple(day for day in whole_year(2027) if day.on <= date(2027, 6, 30))
    assert notice(holidays=first_half, covers_until=date(2027, 6, 30)).festivals_left_out == []
    assert "国庆节" in notice(holidays=first_half).festivals_left_out


@pytest.mark.parametrize("year", range(2008, LAST_YEAR))
def test_the_law_gives_seven_festivals_a_year_and_one_day_of_each_is_enough(year):
    whole = notice(id="n", year=year, holidays=whole_year(year))
    assert whole.settles_until == date(year, 12, 27)
    assert set(festival_days(year)) == set(FESTIVALS)
    first = {min(given) for given in festival_days(year).values()}
    thin = notice(id="n", year=year, holidays=tuple(NoticeDay(day, "休") for day in first))
    assert thin.settles_until == date(year, 12, 27)


def test_a_loaded_year_replaces_what_the_library_guessed():
    guessed = date(2027, 2, 9)
    assert not BASE.is_working_day(guessed)
    assert BASE.with_notices([notice()]).is_working_day(guessed)
    assert not BASE.with_notices([notice()]).is_working_day(date(2027, 10, 1))


def test_a_notice_moves_the_last_days_of_the_year_before():
    moved = notice(
        holidays=days(date(2026, 12, 31), date(2027, 1, 3), "元旦"),
        working_days=(NoticeDay(date(2026, 12, 27), "调休上班"),),
    )
    loaded = BASE.with_notices([moved])
    assert not loaded.is_working_day(date(2026, 12, 31))
    assert loaded.is_working_day(date(2026, 12, 27))
    assert loaded.reason_for(date(2026, 12, 31)).source == moved.label


def test_the_prolonged_spring_festival_of_2020_can_be_loaded_while_it_runs():
    before = BASE.as_known_on(date(2020, 1, 20))
    assert before.covered_until == date(2020, 12, 27)
    loaded = BASE.without_shipped_after(2019).with_notices([PROLONGED])
    assert loaded.nth_working_day_after(date(2020, 1, 30), 1) == date(2020, 2, 3)


def test_without_the_notice_for_2019_the_end_of_2018_is_ordinary():
    before = BASE.as_known_on(date(2018, 12, 3))
    after = BASE.as_known_on(date(2018, 12, 4))
    assert before.version == BASE.without_shipped_after(2018).version
    assert before.covered_until == date(2018, 12, 27)
    assert before.is_working_day(date(2018, 12, 31))
    assert not before.is_working_day(date(2018, 12, 29))
    assert after.is_working_day(date(2018, 12, 29))
    assert after.covered_until == date(2019, 12, 27)


def test_loaded_notices_are_known_from_their_issue():
    loaded = BASE.with_notices([notice(issued_on=date(2026, 11, 10))])
    assert loaded.as_known_on(date(2026, 11, 9)).covered_until == date(2026, 12, 27)
    assert loaded.as_known_on(date(2026, 11, 10)).version == loaded.version


def test_regional_days_hold_in_their_region_only():
    nadam = notice(
        jurisdiction="15",
        kind=NoticeKind.AMENDMENT,
        year=2026,
        holidays=(NoticeDay(date(2026, 7, 20), "那达慕"),),
    )
    loaded = BASE.with_notices([nadam])
    assert loaded.is_working_day(date(2026, 7, 20))
    assert not loaded.for_jurisdiction("150800").is_working_day(date(2026, 7, 20))
    assert loaded.for_jurisdiction("610116") is loaded
    assert loaded.for_jurisdiction(None) is loaded
    assert loaded.for_jurisdiction("150800").version == loaded.version


def test_divisions_under_the_same_notices_share_one_calendar():
    monday, tuesday = date(2026, 7, 20), date(2026, 7, 21)
    loaded = BASE.with_notices(
        notice(id=code, year=2026, jurisdiction=code, holidays=(NoticeDay(day, "地方节日"),))
        for code, day in (("15", monday), ("1508", tuesday))
    )
    assert loaded.for_jurisdiction("150100") is loaded.for_jurisdiction("152900")
    assert loaded.for_jurisdiction("150800") is loaded.for_jurisdiction("150821")
    for code, off in (("150100", [monday]), ("150821", [monday, tuesday]), ("610116", [])):
        there = loaded.for_jurisdiction(code)
        assert [day for day in (monday, tuesday) if not there.is_working_day(day)] == off


def test_the_later_and_the_more_special_notice_holds():
    day = date(2026, 7, 20)
    rest = notice(id="b", year=2026, issued_on=date(2026, 1, 5), holidays=(NoticeDay(day, "甲"),))
    newer = notice(id="a", year=2026, issued_on=date(2026, 2, 5), holidays=(NoticeDay(day, "乙"),))
    local = notice(id="c", year=2026, jurisdiction="15", holidays=(NoticeDay(day, "丙"),))
    loaded = BASE.with_notices([local, newer, rest])
    assert loaded.reason_for(day).name == "乙"
    assert loaded.for_jurisdiction("150800").reason_for(day).name == "丙"


def test_the_version_depends_on_the_data_alone():
    one, two = notice(), PROLONGED
    assert BASE.with_notices([one, two]).version == BASE.with_notices([two, one]).version
    assert BASE.with_notices([one]).version != BASE.with_notices([two]).version
    assert BASE.with_notices([one]).version.startswith(f"{BASE.version}+1n-")
    assert BASE.with_notices([notice(withdrawn=True)]).version == BASE.version
    assert len(BASE.with_notices([one, two]).version) < 40


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"holidays": ()}, ["notice_names_no_day"]),
        ({"year": 1999}, ["notice_year_out_of_range"]),
        ({"holidays": (NoticeDay(date(2027, 1, 1), "元旦"),) * 2}, ["notice_day_twice"]),
        (
            {"holidays": (NoticeDay(date(2028, 2, 1), "春节"),)},
            ["notice_day_outside_year"],
        ),
        (
            {
                "holidays": (NoticeDay(date(2027, 1, 2), "元旦"),),
                "working_days": (NoticeDay(date(2027, 1, 2), "调休上班"),),
            },
            ["notice_day_rest_and_working"],
        ),
        (
            {"working_days": (NoticeDay(date(2027, 1, 4), "调休上班"),)},
            ["notice_makeup_on_weekday"],
        ),
        ({"covers_until": date(2028, 1, 1)}, ["notice_coverage_outside_year"]),
        ({"jurisdiction": "15x"}, ["notice_jurisdiction_malformed"]),
    ],
)
def test_a_notice_that_contradicts_itself_is_found_out(changes, codes):
    faults = check_notice(notice(**changes))
    assert [fault.code for fault in faults] == codes
    assert all(fault.message_zh and fault.message_en for fault in faults)
    if codes:
        with pytest.raises(InvalidNotice) as raised:
            BASE.with_notices([notice(**changes)])
        assert [fault.code for fault in raised.value.faults] == codes


def test_a_notice_survives_the_journey_through_json():
    full = notice(
        issued_on=date(2026, 11, 10),
        number="国办发明电〔2026〕1号",
        working_days=(NoticeDay(date(2027, 1, 9), "调休上班"),),
        covers_until=date(2027, 12, 27),
        jurisdiction="15",
        withdrawn=True,
    )
    assert Notice.from_data(full.to_data()) == full
    assert Notice.from_data(notice().to_data()) == notice()
