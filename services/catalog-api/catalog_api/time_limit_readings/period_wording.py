"""How a period and a point of it are worded, as patterns with named groups."""

import re

from catalog_api.time_limits.wording import (
    BEFORE,
    DONE,
    INTERVALS,
    NUMBER,
    OBJECT,
    PERIODS,
    UNITS,
    either,
)

_N = f"(?:{NUMBER})"
_END = f"[底末]{BEFORE}?"
_AFTER = "(?:之日起|之后|以后|后|起)"
_AHEAD = "(?:之前|以前|前)"
_OVER = "结束|终了|届满|末|底|完结"


def _count(group: str, suffix: str = "") -> str:
    """`10个工作日内`, known by the group that it sets."""
    return (
        rf"(?P<{group}>)的?(?:不超过)?(?P<n{suffix}>{_N})"
        rf"(?P<unit{suffix}>{either(UNITS)})(?:之内|以内|内)?"
    )


def _times(least: str, times: str, more: str) -> str:
    """`不少于2次`."""
    return rf"(?P<{least}>至少|不少于|不得少于|不低于)?(?P<{times}>{_N})次(?P<{more}>以上|及以上)?"


_COUNTED = (
    rf"(?P<over>{_OVER})?{_AFTER}{_count('after_end')}",
    rf"(?:{_OVER}){_AHEAD}{_count('before_end', '2')}",
    rf"(?:开始|开学){_AFTER}{_count('after_start', '3')}",
    rf"(?:开始|开学){_AHEAD}{_count('before_start', '4')}",
)
_NEXT_MONTH = (
    r"(?P<ended>结束|终了|届满|完结)?(?:之后|以后|后)?的?(?P<next>次月|下个?月|下一个?月)的?"
    rf"(?P<next_day>{_N})[日号]{BEFORE}?"
)
_OF_MONTH = (
    rf"(?:于|在)?(?P<next_year>次年|下一?年度?|翌年)?(?P<month>{_N})月份?"
    rf"(?:(?P<day>{_N})[日号]{BEFORE}?|(?P<ten>[上中下])旬|(?P<month_end>{_END})|(?P<in_month>内)?)"
)
_OF_YEAR = (
    _OF_MONTH,
    rf"(?P<half>[上下])半年(?:{_END}|内)?",
    rf"第?(?P<quarter>[一二三四1-4])季度?(?:{_END}|内)?",
)
_OF_QUARTER = (
    r"(?:(?P<first>首个?月|第?一个月)|(?P<last>最后一?个月|末月|尾月)|"
    rf"第(?P<nth>{_N})个月)的?"
    rf"(?:(?P<of_day>{_N})[日号]{BEFORE}?|(?P<of_ten>[上中下])旬|{_END}|内)?"
)
_AT_END = (
    rf"(?:结束|终了|届满){_AHEAD}|"
    rf"(?:最后(?:一|1)[天日]|(?:月|季度?|年|周|期|学期)?[底末]){BEFORE}?"
)
_POINTS = (
    rf"(?P<only_day>{_N})[日号]{BEFORE}?",
    rf"(?P<only_ten>[上中下])旬(?:{_END})?",
    rf"第(?P<wd>{_N})个工作日{BEFORE}?",
    rf"前(?P<wd2>{_N})个工作日内?",
    rf"前(?P<first_days>{_N})[日天]内?",
    rf"最后(?:一个?|1个?)工作日(?P<last_wd>){BEFORE}?",
    rf"(?:周|星期)?(?P<weekday>[一二三四五六日天]){BEFORE}?",
    rf"第(?P<week>{_N})周(?:前|内|之前)?",
    rf"(?P<at_end>{_AT_END})",
    "(?P<at_start>(?:年|月|季|学期)?初)",
)
_BY = "|".join((*_COUNTED, _NEXT_MONTH, *_OF_YEAR, _OF_QUARTER, *_POINTS))
RECURRING = re.compile(
    rf"(?:坚持|(?:应当|应|须)?[于在]?)(?P<least>至少|不少于)?"
    rf"(?:(?P<named>{either(PERIODS)})|(?P<bare>学期|季|半年(?=结束|终了|届满)|年)|"
    rf"每(?P<interval>{_N})(?P<of>{either(INTERVALS)}))的?(?:{_BY})?"
    rf"{DONE}(?:(?P<at_least>至少|不少于){DONE})?"
    rf"(?:{_times('least2', 'times', 'more')}{OBJECT}{{0,12}})?"
)
"""`每季度第一个月10日前至少更新一次`."""
RATE = re.compile(
    rf"(?:(?P<per>{_N})?(?P<of>{either(INTERVALS)}|半年){DONE}{_times('least', 'times', 'more')}|"
    rf"{_times('least2', 'times2', 'more2')}/每?(?P<of2>{either(INTERVALS)}|半年)){DONE}"
)
"""`两年一次`, `1次/季度`."""
