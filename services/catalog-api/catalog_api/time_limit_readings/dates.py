"""Dates to be kept: ends of years, halves, quarters, months, ten days, days, and stretches."""

import re
from calendar import monthrange

from catalog_api.time_limit_readings.words import Words
from catalog_api.time_limits.due import due_on
from catalog_api.time_limits.structure import (
    FIRST_YEAR,
    LAST_YEAR,
    ByDate,
    Precision,
    Since,
    Unknown,
)
from catalog_api.time_limits.wording import BEFORE, DONE, NUMBER, number

_N = f"(?:{NUMBER})"
_BY = (
    "(?:确保|力争|务必|争取)?(?:最迟|最晚)?"
    "(?:不迟于|不晚于|截至到|截止到|截止于|截至|截止|应当于|应当在|应于|应在|须于|须在|在|于|自?即日起[至到]|(?P<to>至|到))?"
)
_NEXT = "次年度?|明年|翌年|下年度?|下一年度?"
_YEAR = (
    rf"(?:(?:今年|本年度?|当年|(?P<next>{_NEXT})|(?P<year>{_N})年度?|"
    r"(?P<bare>(?:19|20)[0-9]{2})(?=[上下第]))的?)?"
)
_OVER = f"(?:结束|终了){BEFORE}"
# 前 may follow an end and a day; 6月前 and 三季度前 are read in two ways.
_POINT = (
    rf"(?:(?P<year_end>年底|年末|年终|岁末|(?<=年)[底末]|(?<=年度)[底末]){BEFORE}?|(?P<year_over>年度?{_OVER}|(?<=年){_OVER}|(?<=年度){_OVER})|"
    r"(?P<in_year>年度?内|(?<=年)内|(?<=年度)内)|"
    rf"(?P<half>[上下])半年(?:内|[底末]{BEFORE}?|{_OVER})?|"
    rf"(?:第?(?P<quarter>[一二三四1-4])季度?|[Qq](?P<q>[1-4]))(?:内|[底末]{BEFORE}?|{_OVER})?|"
    rf"(?P<month>{_N})月份?的?(?P<ten>[上中下])旬(?:内|[底末]{BEFORE}?)?|"
    rf"(?P<day_month>{_N})月份?(?P<day>{_N})[日号](?:24时|24:00)?{BEFORE}?|"
    rf"(?P<end_month>{_N})月份?的?[底末]{BEFORE}?|"
    rf"(?P<in_month>{_N})月(?P<fen>份)?(?P<in>内)?)"
)
_WORDED = re.compile(f"{_BY}{_YEAR}{_POINT}?{DONE}")
_FIGURES = re.compile(
    rf"{_BY}(?:(?P<y>[0-9]{{4}})(?:(?P<sep>[./-])(?P<m>[0-9]{{1,2}})(?P=sep)(?P<d>[0-9]{{1,2}})日?{BEFORE}?|"
    rf"[./-](?P<only>[0-9]{{1,2}})(?:月?底{BEFORE}?)?|(?P<mm>[0-9]{{2}})(?P<dd>[0-9]{{2}}){BEFORE}?)|"
    rf"(?P<m2>[0-9]{{1,2}})[./](?P<d2>[0-9]{{1,2}})日?{BEFORE}){DONE}"
)
_STRETCH = re.compile(r"(?P<from>[^,;。:至到~—–-]{1,12})(?:至|到|-|~|—|–){1,2}(?P<to>[^,;。:]+)")
_START = re.compile(
    rf"(?:(?P<year>{_N})年|今年|本年)?(?P<month>{_N})(?:月份?(?:(?P<day>{_N})[日号]?)?)?"
)
_DOTTED = re.compile(r"(?P<year>[0-9]{4})[./](?P<month>[0-9]{1,2})(?:[./](?P<day>[0-9]{1,2}))?")


def by_date(words: Words) -> ByDate | Unknown | None:
    """A date to be kept; Unknown where it names a day that does not exist."""
    for read in (_worded, _figures, _stretch):
        found = read(words)
        if found is not None:
            return found
    return None


def _worded(words: Words) -> ByDate | Unknown | None:
    found = _WORDED.fullmatch(words.simple)
    if found is None or not _names_a_date(found):
        return None
    given = found["year"] or found["bare"]
    year = None if given is None else _year(given, found)
    if given is not None and year is None:
        return None
    later = 1 if found["next"] else 0
    precision, members = _point(found)
    if None in members.values():
        return None
    return _made(words, precision, year, later, members)


def _names_a_date(found: re.Match[str]) -> bool:
    """Whether the words name an end, and only in one reading."""
    if found["in"] and not (found["year"] or found["fen"]):
        return False  # 6月内 may be within six months
    if found["to"] and found["in_month"]:
        return False  # 到6月 may be before June
    point = (
        "year_end",
        "year_over",
        "in_year",
        "half",
        "quarter",
        "q",
        "ten",
        "day",
        "end_month",
        "in_month",
    )
    if any(found[name] for name in point):
        return True
    # A year alone is its end, but 到2025年 may be its beginning.
    return found["year"] is not None and len(found["year"]) > 2 and not found["to"]  # noqa: PLR2004 - 25年 is a count


def _year(word: str, found: re.Match[str]) -> int | None:
    """2025, 二〇二五 or, before a month or an end, 25."""
    year = number(word)
    if year is not None and re.fullmatch("[1-4][0-9]", word):
        is_date = any(found[name] for name in ("year_end", "ten", "day", "end_month", "in_month"))
        return 2000 + year if is_date else None
    return year


def _point(found: re.Match[str]) -> tuple[Precision, dict[str, int | None]]:
    if found["day"]:
        return "day", {"month": number(found["day_month"]), "day": number(found["day"])}
    if found["ten"]:
        tens = "上中下".index(found["ten"]) + 1
        return "ten_days", {"month": number(found["month"]), "ten_days": tens}
    month = found["end_month"] or found["in_month"]
    if month:
        return "month", {"month": number(month)}
    quarter = found["quarter"] or found["q"]
    if quarter:
        return "quarter", {"quarter": number(quarter)}
    if found["half"]:
        return "half_year", {"half": "上下".index(found["half"]) + 1}
    return "year", {}


def _figures(words: Words) -> ByDate | Unknown | None:
    found = _FIGURES.fullmatch(words.simple)
    if found is None:
        return None
    year = None if found["y"] is None else int(found["y"])
    if found["only"]:
        return _made(words, "month", year, 0, {"month": int(found["only"])})
    month, day = found["m"] or found["mm"] or found["m2"], found["d"] or found["dd"] or found["d2"]
    return _made(words, "day", year, 0, {"month": int(month), "day": int(day)})


def _stretch(words: Words) -> ByDate | Unknown | None:
    """`3月至6月`: by its end, from its start on."""
    found = _STRETCH.fullmatch(words.simple)
    start = found and (_START.fullmatch(found["from"]) or _DOTTED.fullmatch(found["from"]))
    if found is None or not start:
        return None
    since = _since(start)
    if since is None:
        return None
    to = found["to"] if re.search("月|[./]", found["to"]) else f"{since.month}月{found['to']}"
    end = by_date(Words.of(to, since.year or words.year)) if not _STRETCH.match(to) else None
    if not isinstance(end, ByDate) or end.years_later or end.precision not in {"month", "day"}:
        return end if isinstance(end, Unknown) else None
    year = end.year or since.year
    first = (since.year or year or 0, since.month, since.day or 1)
    if first > (year or 0, end.month or 0, end.day or 31) or (since.day and end.day is None):
        return None
    members = {"month": end.month, "day": end.day} if end.day else {"month": end.month}
    return _made(words, end.precision, year, 0, members, since)


def _since(start: re.Match[str]) -> Since | None:
    named = {name: number(start[name]) for name in ("year", "month", "day") if start[name]}
    year, month, day = named.get("year"), named.get("month"), named.get("day")
    if None in named.values() or month is None or not _is_date(year, month, day):
        return None
    return Since(year=year, month=month, day=day)


def _made(
    words: Words,
    precision: Precision,
    year: int | None,
    later: int,
    members: dict[str, int | None],
    since: Since | None = None,
) -> ByDate | Unknown | None:
    month, day = members.get("month"), members.get("day")
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    listed = None if words.year is None else words.year + later
    if not _is_date(year if year is not None else listed, month, day):
        return Unknown(kind="unknown", text=words.text, reason="no_such_day")
    limit = ByDate(
        kind="by_date",
        text=words.text,
        precision=precision,
        year=year,
        years_later=later,
        since=since,
        **{"month": None, "day": None, **members},
    )
    return limit.model_copy(update={"due_on": due_on(limit, list_year=words.year)})


def _is_date(year: int | None, month: int | None, day: int | None) -> bool:
    """Whether such a day exists; the 29th of February of an unnamed year does."""
    if month is None:
        return True
    if not 1 <= month <= 12:  # noqa: PLR2004 - months
        return False
    return day is None or 1 <= day <= monthrange(2000 if year is None else year, month)[1]
