"""Time limits in words: every wording of the published lists, variants, and generated ones."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from catalog_api.time_limits import (
    AfterEvent,
    ByDate,
    Recurring,
    Standing,
    TimeLimit,
    Unknown,
    parse_time_limit,
    render,
)
from catalog_api.time_limits.wording import number
from gongkai.characters import plain

pytestmark = pytest.mark.unit


def by_date(text, precision, year, month=None, day=None):
    return ByDate(kind="by_date", text=text, precision=precision, year=year, month=month, day=day)


def after(text, event, link, n, unit):
    return AfterEvent(kind="after_event", text=text, event=event, link=link, n=n, unit=unit)


def standing(text, sense):
    return Standing(kind="standing", text=text, sense=sense)


def recurring(text, every):
    return Recurring(kind="recurring", text=text, every=every)


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
    "text",
    [
        "",
        "适时",
        "见附件2",
        "2021年13月底前",
        "2021年2月29日前",
        "0年底前",
        "2021年3月前",
        "20日",
        "3年",
        "今后3年内",
        "批准后0日内",
        "批准后1000日内",
        "批准后十十日内",
        "制定或获取信息之日起10个工作日内,公示7个工作日",
        "制定或获取信息之日起10个工作日内，公示后7个工作日内",
        "1.除处罚决定外其他内容:长期公开(动态调整);2.处罚决定:20个工作日内。",
        "\x00",
        "\ud800",
        "²年底前",
        "后" * 100_000,
    ],
    ids=lambda text: ascii(text[:20]),
)
def test_a_wording_that_is_not_one_understood_limit_is_kept_and_marked(text):
    assert parse_time_limit(text) == Unknown(kind="unknown", text=text)
    assert render(parse_time_limit(text)) == text


EVENTS = st.text(
    st.one_of(
        st.sampled_from("后起之日以自内前年月天个工作公开三十0123"),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
    ),
    min_size=2,
    max_size=30,
)
DATES = st.dates().filter(lambda day: 1949 <= day.year <= 2199)
PRECISIONS = st.sampled_from(["year", "month", "day"])


@st.composite
def dated(draw):
    day, precision = draw(DATES), draw(PRECISIONS)
    return by_date(
        "",
        precision,
        draw(st.sampled_from([day.year, None])),
        None if precision == "year" else day.month,
        day.day if precision == "day" else None,
    )


@st.composite
def counted(draw):
    event = draw(EVENTS)
    assume(not event.endswith(("之", "以", "之日")))  # 批准之 + 后 reads as 批准 + 之后
    return after(
        "",
        event,
        draw(st.sampled_from(["from", "after"])),
        draw(st.integers(1, 999)),
        draw(st.sampled_from(["working_day", "natural_day", "month", "year"])),
    )


LIMITS = st.one_of(
    dated(),
    counted(),
    st.sampled_from(["ongoing", "stays_public"]).map(lambda sense: standing("", sense)),
    st.sampled_from(["week", "month", "quarter", "half_year", "year"]).map(
        lambda every: recurring("", every)
    ),
)


@settings(max_examples=300)
@given(LIMITS)
def test_what_is_written_reads_as_what_was_meant_and_is_written_the_same_again(limit):
    text = render(limit)
    read = parse_time_limit(text)
    assert read == limit.model_copy(update={"text": text})
    assert render(read) == text


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_any_text_is_read_without_failing_and_kept(text):
    limit = parse_time_limit(text)
    assert limit.text == text
    assert parse_time_limit(render(limit)).kind == limit.kind


@given(LIMITS)
def test_a_structure_survives_json(limit):
    kept: TypeAdapter[TimeLimit] = TypeAdapter(TimeLimit)
    assert kept.validate_json(kept.dump_json(limit)) == limit


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
