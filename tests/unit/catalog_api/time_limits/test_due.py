"""Which day a time limit ends on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_api.time_limit_readings import parse_time_limit
from catalog_api.time_limits import due_on

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("2021年年底前", date(2021, 12, 31)),
        ("2021年3月底前", date(2021, 3, 31)),
        ("2021年12月底前", date(2021, 12, 31)),
        ("2024年2月底前", date(2024, 2, 29)),
        ("2021年7月20日前", date(2021, 7, 20)),
        ("常态化", None),
        ("每季度", None),
        ("适时", None),
        ("国务院部门标准指引发布后3个月内", None),
        ("6月底前", None),
    ],
)
def test_only_a_dated_limit_has_a_day_of_its_own(text, due):
    assert due_on(parse_time_limit(text)) == due


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("6月底前", date(2019, 6, 30)),
        ("年底前", date(2019, 12, 31)),
        ("2月29日前", None),
        ("次年1月31日前", date(2020, 1, 31)),
        ("上半年", date(2019, 6, 30)),
        ("第三季度末前", date(2019, 9, 30)),
        ("2月下旬", date(2019, 2, 28)),
        ("6月中旬", date(2019, 6, 20)),
        ("2021年年底前", date(2021, 12, 31)),
    ],
)
def test_the_year_of_the_list_stands_in_for_an_unnamed_one(text, due):
    assert due_on(parse_time_limit(text), list_year=2019) == due


@pytest.mark.parametrize(
    ("text", "event_on", "due"),
    [
        ("标准指引发布后3个月内", date(2021, 1, 15), date(2021, 4, 15)),
        ("标准指引发布后3个月内", date(2020, 11, 30), date(2021, 2, 28)),
        ("标准指引发布后1年内", date(2020, 2, 29), date(2021, 2, 28)),
        ("批准后20日内", date(2021, 2, 10), date(2021, 3, 2)),
        ("形成之日起20个工作日内", date(2021, 2, 10), None),
        ("变更后两周内", date(2021, 2, 10), date(2021, 2, 24)),
        ("作出决定当日", date(2021, 2, 10), date(2021, 2, 10)),
        ("事件发生后24小时内", date(2021, 2, 10), None),
        ("听证前7日", date(2021, 2, 10), None),
    ],
)
def test_after_its_event_a_limit_ends_n_days_or_months_later(text, event_on, due):
    assert due_on(parse_time_limit(text), event_on=event_on) == due


def test_working_days_are_counted_by_the_calendar_of_the_caller():
    def add(day, n):
        return day + timedelta(days=2 * n)

    limit = parse_time_limit("形成之日起20个工作日内")
    assert due_on(limit, event_on=date(2021, 1, 1), add_working_days=add) == date(2021, 2, 10)
    assert due_on(limit, add_working_days=add) is None


@given(st.dates(max_value=date(2500, 1, 1)), st.integers(1, 999))
def test_more_months_never_end_earlier_and_stay_within_a_month_of_the_event_day(day, n):
    def due(n):
        return due_on(parse_time_limit(f"发布之日起{n}个月内"), event_on=day)

    assert day < due(n)
    assert n == 999 or due(n) < due(n + 1)
    assert due(n).day == day.day or (due(n) + timedelta(days=1)).day == 1
