"""What holds of every time limit and of every text: writing and reading are inverse, nothing fails,
and reading takes time in proportion to the text.
"""

from datetime import date
from time import thread_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from catalog_api.time_limit_readings import read_cell
from catalog_api.time_limit_readings.parse import LONGEST
from catalog_api.time_limits import (
    AfterEvent,
    By,
    ByDate,
    CellLimit,
    Posting,
    Recurring,
    Standing,
    due_on,
    render,
)

pytestmark = pytest.mark.unit


def dated_limit(**members):
    limit = ByDate(**members)
    return limit.model_copy(update={"due_on": due_on(limit)})


EVENTS = st.sampled_from(
    [
        "信息形成或者变更", "信息形成(变更)", "制定或获取信息", "批准", "本级人民代表大会批准",
        "自治区人民政府批准", "不予许可决定作出", "收到申请", "应急响应启动", "标准指引发布",
        "公示期满", "春节", "12345热线受理",
    ]
)  # fmt: skip
ELEMENTS = st.sampled_from([None, "处罚决定", "除处罚决定外其他内容", "2025年预算", "需要公示的"])
DATES = st.dates(min_value=date(1949, 1, 1), max_value=date(2199, 12, 31))
UNIT_NAMES = ["hour", "natural_day", "working_day", "week", "month", "year"]
COUNTS = st.integers(1, 999)


@st.composite
def dated(draw):
    day = draw(DATES)
    precision = draw(st.sampled_from(["year", "half_year", "quarter", "month", "ten_days", "day"]))
    members = {
        "year": {},
        "half_year": {"half": (day.month + 5) // 6},
        "quarter": {"quarter": (day.month + 2) // 3},
        "month": {"month": day.month},
        "ten_days": {"month": day.month, "ten_days": min((day.day + 9) // 10, 3)},
        "day": {"month": day.month, "day": day.day},
    }[precision]
    year = draw(st.sampled_from([day.year, None]))
    later = draw(st.integers(0, 1)) if year is None else 0
    standing_then = draw(st.booleans())
    return dated_limit(
        kind="by_date",
        text="",
        element=draw(ELEMENTS),
        precision=precision,
        year=year,
        years_later=later,
        then_standing=standing_then,
        **{"month": None, "day": None} | members,
    )


@st.composite
def counted(draw):
    link = draw(st.sampled_from(["from", "after", "before"]))
    return AfterEvent(
        kind="after_event",
        text="",
        element=draw(ELEMENTS),
        event=draw(EVENTS),
        link=link,
        n=draw(COUNTS),
        unit=draw(st.sampled_from(UNIT_NAMES)),
    )


POINTS = st.one_of(
    st.tuples(
        st.just("year"), st.builds(lambda m, d: By(at="day", month=m, number=d),
                                   st.integers(1, 12), st.integers(1, 28)),
    ),
    st.tuples(st.just("year"), st.builds(lambda m: By(at="month", month=m), st.integers(1, 12))),
    st.tuples(st.just("month"), st.builds(lambda d: By(at="day", number=d), st.integers(1, 31))),
    st.tuples(
        st.just("quarter"), st.builds(lambda m, d: By(at="day", month=m, number=d),
                                      st.integers(1, 3), st.integers(1, 31)),
    ),
    st.tuples(
        st.sampled_from(["month", "quarter", "half_year"]),
        st.builds(lambda d: By(at="day", number=d, next_period=True), st.integers(1, 31)),
    ),
    st.tuples(st.just("week"), st.builds(lambda d: By(at="weekday", number=d), st.integers(1, 7))),
    st.tuples(
        st.sampled_from(["month", "quarter", "half_year", "year", "term"]),
        st.one_of(
            st.sampled_from([By(at="end"), By(at="start"), By(at="last_working_day")]),
            st.builds(
                lambda at, n, unit: By(at=at, number=n, unit=unit),
                st.sampled_from(["after_end", "before_end"]), COUNTS, st.sampled_from(UNIT_NAMES),
            ),
            st.builds(lambda n: By(at="working_day", number=n), st.integers(1, 99)),
        ),
    ),
    st.tuples(
        st.sampled_from(
            ["day", "working_day", "week", "month", "quarter", "half_year", "year", "term"]
        ),
        st.none(),
    ),
)  # fmt: skip


@st.composite
def coming_again(draw):
    every, by = draw(POINTS)
    interval = draw(st.integers(1, 99)) if by is None and every != "half_year" else 1
    times = draw(st.one_of(st.none(), COUNTS))
    return Recurring(
        kind="recurring",
        text="",
        element=draw(ELEMENTS),
        every=every,
        interval=interval,
        by=by,
        times=times,
        at_least=times is not None and draw(st.booleans()),
    )


LIMITS = st.one_of(
    dated(),
    counted(),
    coming_again(),
    st.builds(
        Standing,
        kind=st.just("standing"),
        text=st.just(""),
        element=ELEMENTS,
        sense=st.sampled_from(["ongoing", "stays_public", "kept_current"]),
    ),
    st.builds(
        Posting,
        kind=st.just("posting"),
        text=st.just(""),
        element=ELEMENTS,
        n=COUNTS,
        unit=st.sampled_from(UNIT_NAMES),
        at_least=st.booleans(),
    ),
)


@settings(max_examples=600)
@given(LIMITS)
def test_what_is_written_reads_as_what_was_meant_and_is_written_the_same_again(limit):
    text = render(limit)
    reading = read_cell(text)
    assert reading.understood, text
    assert reading.limits == (limit.model_copy(update={"text": text}),)
    assert render(reading.limits[0]) == text


PIECES = (
    "信息|形成|变更|之日起|起|后|之后|前|内|20|3|1|十|二|个工作日|日|天|小时|个月|周|年|月|季度|每|按|底|末|上旬|"
    "半年|上半年|第|一季度|次年|今年|2025年|2月|29日|30日|12月|31日|、|,|;|。|:|(|)|和|或|或者|并|/|公示|公开|"
    "不少于|不超过|至少|提前|当日|次日|同上|长期|持续推进|动态更新|及时|定期|1次|两次|完成|公布|次月|结束|自|在|于|"
    "应当|除|外|的|另有规定|从其规定|①|1.|2、|听证|批准|决定|至|-|.|截至|学期|开学|處罰|個|內|後|\n"
)
TOKENS = st.sampled_from(sorted(set(PIECES.split("|"))))


@settings(max_examples=800)
@given(
    st.one_of(
        st.text(max_size=LONGEST),
        st.lists(TOKENS, max_size=12).map("".join),
        st.text(alphabet="后起之日以自内前年月天个工作公开三十0123,;。:、()每底", max_size=LONGEST),
    ),
    st.one_of(st.none(), st.integers(1949, 2198)),
)
def test_any_text_is_read_without_failing_and_what_is_understood_survives_writing(text, year):
    reading = read_cell(text, year)
    assert reading.text == text
    assert reading.understood == all(limit.kind != "unknown" for limit in reading.limits)
    for limit in reading.limits:
        if reading.understood:
            [again] = read_cell(render(limit), year).limits
            assert again.model_copy(update={"text": limit.text}) == limit
        else:
            assert limit.text == text


@pytest.mark.parametrize(
    "unit",
    [
        "后", "前", "自", "信息形成或者变更之日起", "20个工作日内,", "每年6月底、", "1.", "公示",
        "3月至", "(", "在公开", "或者及和",
    ],
    ids=ascii,
)  # fmt: skip
def test_reading_takes_time_in_proportion_to_the_text(unit):
    def cost(length):
        text = (unit * length)[:length]
        started = thread_time()
        for _ in range(3):
            read_cell(text)
        return thread_time() - started

    def best(length):
        return min(cost(length) for _ in range(3))

    assert min(best(2 * length) / best(length) for length in (62, 125, 250)) < 2.6


@given(LIMITS)
def test_a_structure_survives_json(limit):
    kept: TypeAdapter[CellLimit] = TypeAdapter(CellLimit)
    assert kept.validate_json(kept.dump_json(limit)) == limit
