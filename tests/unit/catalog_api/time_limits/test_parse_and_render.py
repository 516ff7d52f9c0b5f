"""Time limits in words: every wording of the published lists, and their variants."""

from datetime import date

import pytest
from pydantic import TypeAdapter

from catalog_api.time_limit_readings import parse_time_limit, read_cell
from catalog_api.time_limits import (
    AfterEvent,
    By,
    ByDate,
    CellLimit,
    Inherit,
    Posting,
    Recurring,
    Several,
    Since,
    Standing,
    Unknown,
    due_on,
    render,
)
from catalog_api.time_limits.wording import number
from gongkai.characters import plain

pytestmark = pytest.mark.unit


def by_date(text, precision, year, month=None, day=None):
    return dated_limit(
        kind="by_date", text=text, precision=precision, year=year, month=month, day=day
    )


def dated_limit(**members):
    limit = ByDate(**members)
    return limit.model_copy(update={"due_on": due_on(limit)})


def after(text, event, link, n, unit):
    return AfterEvent(kind="after_event", text=text, event=event, link=link, n=n, unit=unit)


def standing(text, sense):
    return Standing(kind="standing", text=text, sense=sense)


def recurring(text, every, **members):
    return Recurring(kind="recurring", text=text, every=every, **members)


USUAL = [
    # 长安区 2021, annex 1: all five wordings
    by_date("2021年年底前", "year", 2021),
    by_date("2021年3月底前", "month", 2021, 3),
    by_date("2021年12月底前", "month", 2021, 12),
    standing("常态化", "ongoing"),
    after("国务院部门标准指引发布后3个月内", "国务院部门标准指引发布", "after", 3, "month"),
    # catalogues of the 26 fields (domain 7.4)
    after("信息形成或者变更之日起20个工作日内", "信息形成或者变更", "from", 20, "working_day"),
    after("制定或获取信息之日起10个工作日内", "制定或获取信息", "from", 10, "working_day"),
    after(
        "本级人民代表大会或其常务委员会批准后20日内",
        "本级人民代表大会或其常务委员会批准",
        "after",
        20,
        "natural_day",
    ),
    after("20个工作日内", None, None, 20, "working_day"),
    standing("长期公开", "stays_public"),
    recurring("每月", "month"),
    recurring("每季度", "quarter"),
    recurring("每年", "year"),
    # 六安 2019
    by_date("6月底前", "month", None, 6),
    by_date("7月20日前", "day", None, 7, 20),
    by_date("年底前", "year", None),
    # 条例49, 预算法, 社会救助, office usage
    recurring("每年1月31日前", "year", by=By(at="day", month=1, number=31)),
    recurring("每月10日前", "month", by=By(at="day", number=10)),
    recurring("每季度不少于1次", "quarter", times=1, at_least=True),
    recurring(
        "每季度结束后15日内", "quarter", by=By(at="after_end", number=15, unit="natural_day")
    ),
    recurring("每2年1次", "year", interval=2, times=1),
    Posting(kind="posting", text="公示7个工作日", n=7, unit="working_day", at_least=False),
    after("听证前7日", "听证", "before", 7, "natural_day"),
    standing("实时更新", "kept_current"),
    Inherit(kind="inherit", text="同上"),
]


@pytest.mark.parametrize("limit", USUAL, ids=lambda limit: limit.text)
def test_a_usual_wording_is_read_and_written_back_as_it_was(limit):
    assert parse_time_limit(limit.text) == limit
    assert render(limit) == limit.text


@pytest.mark.parametrize(
    ("variant", "usual"),
    [
        ("2021年底前", "2021年年底前"),
        ("２０２１年３月底前", "2021年3月底前"),
        (" 2021 年 3 月底前\n", "2021年3月底前"),
        ("二〇二一年十二月底之前", "2021年12月底前"),
        ("2021年12月31日以前", "2021年12月31日前"),
        ("国务院部门标准指引发布后三个月内", "国务院部门标准指引发布后3个月内"),
        ("国务院部门标准指引发布之后3个月以内", "国务院部门标准指引发布后3个月内"),
        ("信息形成或者变更之日起二十个工作日内及时公开。", "信息形成或者变更之日起20个工作日内"),
        ("信息形成(变更)之日起20工作日内", "信息形成(变更)之日起20个工作日内"),
        ("信息形成（变更）之日起20个工作日内", "信息形成(变更)之日起20个工作日内"),
        ("批准后20天内", "批准后20日内"),
        ("20个工作日", "20个工作日内"),
        ("按季度公开", "每季度"),
        ("长期公示", "长期公开"),
    ],
)
def test_a_variant_means_the_same_as_the_usual_wording_and_keeps_its_own_text(variant, usual):
    read = parse_time_limit(variant)
    assert read.text == variant
    assert render(read) == usual
    assert read == parse_time_limit(usual).model_copy(update={"text": variant})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("见附件2", "not_understood"),
        ("0年底前", "not_understood"),
        ("20日", "not_understood"),
        ("3年", "not_understood"),
        ("今后3年内", "not_understood"),
        ("批准后0日内", "not_understood"),
        ("批准后1000日内", "not_understood"),
        ("批准后十十日内", "not_understood"),
        ("听证会召开前30日内", "not_understood"),
        ("20个工作日内，7个工作日内", "not_understood"),
        ("常态化，2025年年底前", "not_understood"),
        ("\x00", "not_understood"),
        ("\ud800", "not_understood"),
        ("²年底前", "not_understood"),
        ("后" * 100_000, "not_understood"),
        ("适时", "ambiguous"),
        ("及时", "ambiguous"),
        ("定期", "ambiguous"),
        ("2021年3月前", "ambiguous"),
        ("按月或按季度公开", "ambiguous"),
        ("信息形成后及时公开，公示期不少于20日", "ambiguous"),
        ("2021年13月底前", "no_such_day"),
        ("2021年2月29日前", "no_such_day"),
        ("每年2月30日前", "no_such_day"),
    ],
    ids=lambda text: ascii(text[:20]),
)
def test_a_wording_without_one_clear_reading_is_kept_and_marked(text, reason):
    limit = Unknown(kind="unknown", text=text, reason=reason)
    reading = read_cell(text)
    assert (reading.understood, reading.limits) == (False, (limit,))
    assert render(reading.limit) == text


@pytest.mark.parametrize("text", ["", " \n", "/", "—", "——", "-", "无", "无。", "（无）"])
def test_a_cell_without_a_value_states_no_limit(text):
    reading = read_cell(text)
    assert (reading.understood, reading.limits, reading.limit) == (True, (), None)


def test_several_limits_of_a_cell_are_kept_together_and_written_back():
    text = "制定或获取信息之日起10个工作日内，公示7个工作日"
    limit = read_cell(text).limit
    assert isinstance(limit, Several)
    assert [one.kind for one in limit.limits] == ["after_event", "posting"]
    assert render(limit) == "制定或获取信息之日起10个工作日内;公示7个工作日"
    assert read_cell(render(limit)).limit == limit.model_copy(update={"text": render(limit)})


def test_a_date_may_begin_somewhere_and_go_on_afterwards():
    stretch = parse_time_limit("2025年3月至6月")
    assert (stretch.since, stretch.due_on) == (
        Since(year=2025, month=3, day=None),
        date(2025, 6, 30),
    )
    assert parse_time_limit("2025年底前完成，并长期坚持").then_standing


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("3", 3), ("三", 3), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("三十一", 31),
        ("二〇二一", 2021), ("二○二一", 2021), ("十十", None), ("一二", None),
        ("²", None), ("", None),
    ],
)  # fmt: skip
def test_numerals_are_read_or_refused(word, value):
    assert number(word) == value


def test_comparison_folds_width_and_space_and_nothing_else():
    assert plain("（１） 〔2021〕\u3000①") == "(1)〔2021〕①"


def test_what_an_older_release_stored_is_still_read():
    stored = {
        "kind": "by_date", "text": "6月底前", "precision": "month", "year": None, "month": 6,
        "day": None,
    }  # fmt: skip
    kept: TypeAdapter[CellLimit] = TypeAdapter(CellLimit)
    assert kept.validate_python(stored) == parse_time_limit("6月底前")
    assert kept.validate_python({"kind": "unknown", "text": "择机"}).reason == "not_understood"
