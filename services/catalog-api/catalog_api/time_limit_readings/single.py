"""One time limit in one wording."""

import re

from catalog_api.time_limit_readings.counts import after_event, before_event, posting, same_day
from catalog_api.time_limit_readings.dates import by_date
from catalog_api.time_limit_readings.periods import recurring
from catalog_api.time_limit_readings.words import Words
from catalog_api.time_limits.structure import (
    AfterEvent,
    ByDate,
    Inherit,
    Posting,
    Standing,
    TimeLimit,
)
from catalog_api.time_limits.wording import AS_ABOVE, SENSES, simplified

_REST_DAYS = "(?:法定|国家法定)?(?:节假日|假日|双休日|休息日|周末|公休日)"
_SAID_DAYS = re.compile(
    rf"(?<=[日天内])\((?:(?P<all>(?:含|包含|包括){_REST_DAYS}(?:[、和及]{_REST_DAYS})*(?:在内)?)|"
    rf"(?P<none>(?:不含|不包含|不包括|不计|扣除){_REST_DAYS}(?:[、和及]{_REST_DAYS})*)|"
    "(?:均为|为|按)?(?:(?P<natural>自然日|日历日)|(?P<working>工作日))(?:计算?|算)?)\\)"
)
"""What brackets say of the days that are counted."""
_BY_WHOM = re.compile(
    "(?:由[^,;。:()0-9前后起内每日月年季周]{2,20}?|"
    "(?:各|有关|相关|责任|牵头|承办)[^,;。:()0-9前后起内每日月年季周]{0,18}(?:单位|部门|政府|街道|乡镇|科室|机关))"
    "(?:应当|应|须|要)?(?=[在于自])"
)
"""Who keeps the limit, said before it; the row names its units anyway."""
_WEEKDAY = re.compile(r"(?<=[日号])\((?:周|星期)(?P<day>[一二三四五六日天])\)")
_DAYS = re.compile("[日天](?:之内|以内|内)?$")


def only_limit(words: Words) -> TimeLimit | None:
    """As `one_limit` for a whole cell, which may say first who keeps the limit."""
    by_whom = _BY_WHOM.match(words.simple)
    return (by_whom and _without(words, by_whom)) or one_limit(words)


def one_limit(words: Words) -> TimeLimit | None:
    """The only limit of the wording, Unknown where it names a day that does not exist, None where
    it is not one limit.
    """
    said = _SAID_DAYS.search(words.simple)
    if said is not None:
        return _of_days(words, said)
    weekday = _WEEKDAY.search(words.simple)
    if weekday is not None:
        return _on_weekday(words, weekday)
    for read in (_fixed, by_date, recurring, posting, before_event, same_day, after_event):
        limit: TimeLimit | None = read(words)
        if limit is not None:
            return limit
    return None


def _fixed(words: Words) -> Standing | Inherit | None:
    if words.simple in AS_ABOVE:
        return Inherit(kind="inherit", text=words.text)
    sense = SENSES.get(words.simple)
    return sense and Standing(kind="standing", text=words.text, sense=sense)


def _on_weekday(words: Words, named: re.Match[str]) -> TimeLimit | None:
    """`2025年6月30日(星期一)前`, where that day is one: else date or weekday is a slip."""
    found = _without(words, named)
    if not isinstance(found, ByDate) or found.due_on is None:
        return None
    is_so = found.due_on.weekday() == "一二三四五六日".find(named["day"]) % 7
    return found if is_so else None


def _without(words: Words, aside: re.Match[str]) -> TimeLimit | None:
    rest = words.plain[: aside.start()] + words.plain[aside.end() :]
    found = one_limit(Words.of(rest, words.year))
    return found and found.model_copy(update={"text": words.text})


def _of_days(words: Words, said: re.Match[str]) -> TimeLimit | None:
    """`30日内（含节假日）`: the limit without its brackets, if these say the days that it counts.

    Which days 20日（不含节假日） counts is not said: the weekend may or may not be one of them.
    """
    before, after = words.plain[: said.start()], words.plain[said.end() :]
    if said["working"] and not re.search("工作[日天曰]", simplified(before)):
        end = _DAYS.search(before)
        before = before if end is None else f"{before[: end.start()]}个工作日{end[0][1:]}"
    found = one_limit(Words.of(before + after, words.year))
    unit = "natural_day" if said["all"] or said["natural"] else "working_day"
    if not isinstance(found, AfterEvent | Posting) or found.unit != unit:
        return None
    return found.model_copy(update={"text": words.text})
