"""From structure to words."""

from collections.abc import Mapping

from catalog_api.time_limits.structure import (
    AfterEvent,
    By,
    ByDate,
    CellLimit,
    Inherit,
    Period,
    Posting,
    Recurring,
    Several,
    Standing,
    Unknown,
)
from catalog_api.time_limits.wording import INTERVALS, PERIODS, SENSES, UNITS

_TENS = ("上旬", "中旬", "下旬")
_HALVES = ("上半年", "下半年")
_NUMERALS = ("一", "二", "三", "四", "五", "六", "日")
_COUNTED_FROM = {
    "after_end": "结束后",
    "before_end": "结束前",
    "after_start": "开学后",
    "before_start": "开学前",
}


def render(limit: CellLimit) -> str:
    """The usual wording of a time limit.

    Reading it again gives the same meaning; for a usual wording it is the text itself, for a
    variant (full-width digits, 三个月) its usual form. An unknown one is its own text.
    """
    if isinstance(limit, Several):
        return ";".join(render(one) for one in limit.limits)
    words = _body(limit)
    return words if limit.element is None else f"{limit.element}:{words}"


def _body(limit: CellLimit) -> str:  # noqa: PLR0911 - a wording for each kind
    match limit:
        case ByDate():
            return _by_date(limit)
        case Standing():
            return _first(SENSES, limit.sense)
        case Recurring():
            return _recurring(limit)
        case AfterEvent():
            return _after_event(limit)
        case Posting():
            least = "不少于" if limit.at_least else ""
            return f"公示{least}{limit.n}{_first(UNITS, limit.unit)}"
        case Inherit():
            return "同上"
        case Unknown() | Several():
            return limit.text


def _by_date(limit: ByDate) -> str:
    year = "次年" if limit.years_later else "" if limit.year is None else f"{limit.year}年"
    since = ""
    if limit.since is not None:
        first = "" if limit.since.year is None else f"{limit.since.year}年"
        day = "" if limit.since.day is None else f"{limit.since.day}日"
        since = f"{first}{limit.since.month}月{day}至"
    then = ",长期坚持" if limit.then_standing else ""
    return f"{since}{year}{_last(limit)}{then}"


def _last(limit: ByDate) -> str:
    match limit.precision:
        case "year":
            return "年底前"
        case "half_year":
            return _HALVES[(limit.half or 1) - 1]
        case "quarter":
            return f"第{_NUMERALS[(limit.quarter or 1) - 1]}季度末前"
        case "month":
            return f"{limit.month}月底前"
        case "ten_days":
            return f"{limit.month}月{_TENS[(limit.ten_days or 1) - 1]}"
        case "day":
            return f"{limit.month}月{limit.day}日前"


def _after_event(limit: AfterEvent) -> str:
    event, count = limit.event or "", f"{limit.n}{_first(UNITS, limit.unit)}"
    if limit.n == 0:
        return f"{event}当日"
    match limit.link:
        case "before":
            return f"{event}前{count}" if event else f"提前{count}"
        case "from":
            return f"{event}之日起{count}内"
        case "after":
            return f"{event}后{count}内"
        case None:
            return f"{event}{count}内"


def _recurring(limit: Recurring) -> str:
    if limit.interval == 1:
        period = _first(PERIODS, limit.every)
    else:
        period = f"每{limit.interval}{_first(INTERVALS, limit.every)}"
    by = "" if limit.by is None else _by(limit.by, limit.every)
    least = "不少于" if limit.at_least else ""
    return f"{period}{by}" + ("" if limit.times is None else f"{least}{limit.times}次")


def _by(by: By, every: Period) -> str:  # noqa: PLR0911 - a wording for each
    n, month = by.number, _month(by, every)
    if by.unit is not None:
        return f"{_COUNTED_FROM[by.at]}{n}{_first(UNITS, by.unit)}内"
    match by.at:
        case "day":
            return f"{month}{n}日前"
        case "ten_days":
            return f"{month}{_TENS[(n or 1) - 1]}"
        case "month":
            return f"{month}底前"
        case "weekday":
            return f"{_NUMERALS[(n or 1) - 1]}前"
        case "week":
            return f"第{n}周"
        case "working_day":
            return f"第{n}个工作日前"
        case "last_working_day":
            return "最后一个工作日前"
        case "start":
            return "初"
        case _:
            return "底前"


def _month(by: By, every: Period) -> str:
    if by.month is None:
        return "结束后次月" if by.next_period else ""
    if every == "year":
        return f"{'次年' if by.next_period else ''}{by.month}月"
    return f"第{by.month}个月"


def _first(wordings: Mapping[str, str], meaning: str) -> str:
    return next(words for words, means in wordings.items() if means == meaning)
