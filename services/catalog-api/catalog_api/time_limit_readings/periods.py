"""Limits that come again: every month by the 10th, a quarter's end, 15 days after its end."""

import re
from typing import Any

from catalog_api.time_limit_readings.period_wording import RATE, RECURRING
from catalog_api.time_limit_readings.words import Words
from catalog_api.time_limits.structure import MOST, By, Period, Recurring, Unknown
from catalog_api.time_limits.wording import INTERVALS, PERIODS, UNITS, number

MOST_INTERVAL = 10
_BARE: dict[str, Period] = {"学期": "term", "季": "quarter", "半年": "half_year", "年": "year"}
_HAS_MONTHS = {"quarter": 3, "half_year": 6, "year": 12, "term": 6}


def recurring(words: Words) -> Recurring | Unknown | None:
    """A limit that comes again; Unknown where its day does not exist in any period."""
    found = RECURRING.fullmatch(words.simple) or _of_every_month(words)
    if found is None:
        return _rate(words)
    every = _BARE.get(found["bare"]) or PERIODS.get(found["named"]) or INTERVALS[found["of"]]
    interval = 1 if found["interval"] is None else number(found["interval"])
    times = None if found["times"] is None else number(found["times"])
    members = _by(found, every)
    if interval is None or members is None or not _is_number(found["times"], times):
        return None
    if _is_loose(found, members) or not 1 <= interval <= MOST:
        return None
    least = any(found[name] for name in ("least", "least2", "at_least", "more"))
    if least and times is None:
        return None
    if members.get("at") == "day" and not _exists(every, members):
        return Unknown(kind="unknown", text=words.text, reason="no_such_day")
    return Recurring(
        kind="recurring",
        text=words.text,
        every=every,
        interval=interval,
        by=By(**members) if members else None,
        times=times,
        at_least=least,
    )


def _of_every_month(words: Words) -> re.Match[str] | None:
    """`次月15日前` is said of what is gathered month by month."""
    is_next = re.match(r"(?:于|应于|须于|在)?(?=次月)", words.simple)
    return is_next and RECURRING.fullmatch(f"每月{words.simple[is_next.end() :]}")


def _is_number(word: str | None, value: int | None) -> bool:
    return word is None or (value is not None and 1 <= value <= MOST)


def _is_loose(found: re.Match[str], by: dict[str, Any]) -> bool:
    """Whether it is not said that it comes again: without 每, 季度 and 年 do so only where the end
    is named, or nothing else.
    """
    if found["of"] in {"月", "季度"} and found["interval"] not in {None, "两"}:
        return True  # 每3月 may be every March, 每四季度 each of the four
    named = found["named"] or ""
    if found["bare"] or named in {"季度", "年度", "半年度", "月度", "会计年度", "财政年度"}:
        ended = found["over"] or found["ended"] or found["bare"] == "季" or named == "季度"
        after = by.get("at") == "after_end" or by.get("next_period")
        if found["bare"] or by or named in {"会计年度", "财政年度"}:
            return not (after and ended)
    return False


def _by(found: re.Match[str], every: Period) -> dict[str, Any] | None:
    """The members of `By`, empty where the words name no point, None where they fit no period."""
    for read in (_of_count, _of_next, _of_month, _of_point):
        members = read(found, every)
        if members:
            return members if _fits(members, every) else None
    return {}


def _of_count(found: re.Match[str], _every: Period) -> dict[str, Any]:
    for at, suffix in (("after_end", ""), ("before_end", "2"), ("after_start", "3"),
                       ("before_start", "4")):  # fmt: skip
        if found[at] is not None:
            n = number(found[f"n{suffix}"])
            return {"at": at, "number": n, "unit": UNITS[found[f"unit{suffix}"]]}
    return {}


def _of_next(found: re.Match[str], every: Period) -> dict[str, Any]:
    if not found["next"]:
        return {}
    # 每季度次月 may be the quarter's second month.
    known = found["ended"] or every == "month"
    return {"at": "day", "number": number(found["next_day"]) if known else None,
            "next_period": True}  # fmt: skip


def _of_month(found: re.Match[str], every: Period) -> dict[str, Any]:
    month, day, ten = found["month"], found["day"], found["ten"]
    value = None if month is None else number(month)
    if month is None and (found["half"] or found["quarter"]) and every == "year":
        half, quarter = found["half"], found["quarter"]
        value = 6 * ("上下".index(half) + 1) if half else 3 * (number(quarter) or 0)
    elif month is None and (found["first"] or found["last"] or found["nth"]):
        last = _HAS_MONTHS.get(every, 0) if every != "term" else 0
        value = last if found["last"] else 1 if found["first"] else number(found["nth"])
        value, day, ten = value or 99, found["of_day"], found["of_ten"]
    elif month is not None and (every != "year" or (found["in_month"] and "份" not in found[0])):
        value = 99  # 每季度3月 and 每年6月内 are not clear
    if value is None:
        # A month whose number is none (十十月) fits no period.
        return {"at": "month", "month": 99} if month or found["half"] or found["quarter"] else {}
    members: dict[str, Any] = {"at": "month", "month": value}
    if day:
        members |= {"at": "day", "number": number(day)}
    elif ten:
        members |= {"at": "ten_days", "number": "上中下".index(ten) + 1}
    return members | ({"next_period": True} if found["next_year"] else {})


def _of_point(found: re.Match[str], _every: Period) -> dict[str, Any]:
    for name, at in (("only_day", "day"), ("first_days", "day"), ("wd", "working_day"),
                     ("wd2", "working_day"), ("week", "week")):  # fmt: skip
        if found[name]:
            return {"at": at, "number": number(found[name])}
    if found["only_ten"]:
        return {"at": "ten_days", "number": "上中下".index(found["only_ten"]) + 1}
    if found["weekday"]:
        return {"at": "weekday", "number": "一二三四五六日".find(found["weekday"]) % 7 + 1}
    for name, at in (("last_wd", "last_working_day"), ("at_end", "end"), ("at_start", "start")):
        if found[name] is not None:
            return {"at": at}
    return {}


def _fits(by: dict[str, Any], every: Period) -> bool:
    """Whether such a point exists in such a period."""
    at, n, month = by["at"], by.get("number"), by.get("month")
    needs_number = at not in {"month", "end", "start", "last_working_day"}
    if (needs_number and n is None) or (n is not None and not 1 <= n <= MOST):
        return False
    if month is not None:
        return bool(1 <= month <= _HAS_MONTHS.get(every, 0))
    periods = {
        "day": {"month"} | ({"quarter", "half_year"} if by.get("next_period") else set()),
        "ten_days": {"month"},
        "weekday": {"week"},
        "week": {"month", "quarter", "term"},
        "working_day": {"week", "month", "quarter", "half_year", "year", "term"},
    }
    if at in {"after_start", "before_start"}:
        return every == "term"
    return every in periods.get(at, {"month", "quarter", "half_year", "year", "term"})


def _exists(every: Period, by: dict[str, Any]) -> bool:
    """Whether every such period has the day: 2月29日 comes in some years only."""
    longest = 31
    if every == "year" and by["month"] in {2, 4, 6, 9, 11}:
        longest = 28 if by["month"] == 2 else 30  # noqa: PLR2004 - February
    return bool(1 <= by["number"] <= longest)


def _rate(words: Words) -> Recurring | None:
    """`两年一次`, `一年不少于2次`, `1次/季度`."""
    found = RATE.fullmatch(words.simple)
    if found is None:
        return None
    of = found["of"] or found["of2"]
    interval = 1 if found["per"] is None else number(found["per"])
    times = number(found["times"] or found["times2"])
    every: Period = "half_year" if of == "半年" else INTERVALS[of]
    # 3年2次 has no period of ours, 3月1次 may be in March, 2025年1次 in that year,
    # 四季度1次 in that quarter or in each of the four.
    if not interval or interval > MOST_INTERVAL or not times or times > MOST:
        return None
    if interval > 1 and (times > 1 or of in {"月", "日"}):
        return None
    if interval > 1 and of == "季度" and found["per"] != "两":
        return None
    if found["per"] == "1" and of in {"月", "日"}:
        return None
    return Recurring(
        kind="recurring",
        text=words.text,
        every=every,
        interval=interval,
        times=times,
        at_least=any(found[name] for name in ("least", "least2", "more", "more2")),
    )
