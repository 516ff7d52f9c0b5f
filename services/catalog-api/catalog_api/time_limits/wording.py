"""The words of time limits as data, used in both directions, and Chinese numerals."""

import re
from typing import Literal

Unit = Literal["working_day", "natural_day", "month", "year"]
Sense = Literal["ongoing", "stays_public"]
Period = Literal["week", "month", "quarter", "half_year", "year"]

# In each table the first wording of a meaning is the one that is written.
UNITS: dict[str, Unit] = {
    "个工作日": "working_day",
    "工作日": "working_day",
    "日": "natural_day",
    "天": "natural_day",
    "个自然日": "natural_day",
    "自然日": "natural_day",
    "个月": "month",
    "年": "year",
}
SENSES: dict[str, Sense] = {
    "常态化": "ongoing",
    "常态化推进": "ongoing",
    "长期坚持": "ongoing",
    "持续推进": "ongoing",
    "长期公开": "stays_public",
    "长期公示": "stays_public",
    "长期": "stays_public",
}
PERIODS: dict[str, Period] = {
    "每周": "week",
    "按周": "week",
    "每月": "month",
    "按月": "month",
    "每季度": "quarter",
    "按季度": "quarter",
    "每季": "quarter",
    "按季": "quarter",
    "每半年": "half_year",
    "按半年": "half_year",
    "每年": "year",
    "按年": "year",
    "按年度": "year",
    "每年度": "year",
}

NUMBER = "[0-9]{1,4}|[零〇○一二三四五六七八九十两]{1,4}"
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_TENS = re.compile("([一二三四五六七八九]?)十([一二三四五六七八九]?)")


def number(word: str) -> int | None:
    """The value of ASCII digits or of Chinese numerals below a hundred (三, 两, 二十一) or read
    digit by digit (二〇二一); None for anything else (十十).
    """
    if word.isascii():
        return int(word) if word.isdigit() else None
    tens = _TENS.fullmatch(word)
    if tens:
        return 10 * _DIGITS.get(tens[1], 1) + _DIGITS.get(tens[2], 0)
    if len(word) in (1, 4) and all(c in _DIGITS for c in word):
        return int("".join(str(_DIGITS[c]) for c in word))
    return None
