"""Counts from an event, before one, and of how long something stays posted."""

import re
from typing import Literal

from catalog_api.time_limit_readings.words import Words
from catalog_api.time_limits.structure import MOST, AfterEvent, Posting, Unit
from catalog_api.time_limits.wording import DONE, NUMBER, UNITS, either, number, simplified

LONGEST_MONTH = 31
_N = f"(?:{NUMBER})"
_UNIT = either(UNITS)
_AMOUNT = rf"(?:(?P<n>{_N})(?P<unit>{_UNIT})|(?P<half>半年|半个月))"
_AT_MOST = (
    "(?:(?:应当在|应在|应当|应|须在|须|在|于)?(?:最长|最迟|最多|最晚)?(?:应在)?"
    "(?P<most>不超过|不得超过|不能超过|不迟于|不晚于)?的?)"
)
# 自治区, 自然资源 and the like begin with no preposition.
_FROM = (
    "(?:自|从)(?![治然贸愿身助己纠]|主(?!管)|行(?!政)|动(?!工)|查(?![实处明封])|评(?![审估标])|来(?![信访文])|有(?!关)|"
    "费(?!用)|考(?![核评试察])|收自支)"
)
_MUST = "(?:应当|应|须|要)?"
_IN = "(?:应当于|应当在|应于|应在|须于|须在|需在|要在|在(?![编职建校读线岗册场押途用库])|于)"
# An event has no comma, stop or colon: a cell with two limits in it is not one limit. Nor is it
# one character: 今后3年内 and 最后10日内 name none.
_EVENT = r"(?P<event>[^,;。:]{2,80}?)"
_LINK = (
    "(?:(?P<start>之?[次当]日起算?|之日起算?|之时起|起算?)(?:计算?)?|之日(?=[0-9一二两三四五六七八九十])|"
    "(?P<end>之后|以后|后))的?,?"
)
_WITHIN = rf"{_AT_MOST}(?<![0-9]){_AMOUNT}(?P<within>之内|以内|内)?{DONE}"
_BARE = re.compile(rf"(?P<of>)(?P<event>)(?P<link>(?P<start>)(?P<end>)){_WITHIN}")
_AFTER = re.compile(
    rf"(?:(?!(?:应当|应|须|要)[自从于])(?P<of>[^,;。:]{{2,40}}?)(?={_MUST}{_FROM}))?(?:{_MUST}{_FROM}|{_IN})?"
    rf"{_EVENT}(?P<link>{_LINK})?{_WITHIN}"
)
_BEFORE = re.compile(
    rf"{_IN}?(?:(?:至少)?提前(?:不少于|至少)?(?P<n3>{_N})(?P<unit3>{_UNIT})|"
    rf"(?P<event>会|[^,;。:]{{2,40}}?)(?:的|之)?(?:(?:至少)?提前|前(?:至少|不少于)?)(?P<n>{_N})(?P<unit>{_UNIT})|"
    rf"(?P<event2>[^,;。:0-9]{{2,40}}?)的?(?P<n2>{_N})(?P<unit2>{_UNIT})(?:之前|以前|前)){DONE}"
)
_SAME_DAY = re.compile(
    rf"{_IN}?(?P<event>[^,;。:]{{2,40}}?)?的?(?P<day>当日|当天|次日)(?:之?内)?{DONE}"
)
# 下月5日前, 元月5日前 and 下季度前10日 name a day of a period and no event; 宣传周7日前 may.
_CALENDAR = re.compile("(?:月份?|季度?|周|星期|旬|年度?|年终|岁末|季度?末|月末|[首末]月)$")
# 事前公示、事后7日内 and 审批前和审批后7日内 are two limits, of which the first says no number.
_JOINED = re.compile("(?<=.)前[^、和及与或并]{0,8}[、和及与或并]|[、和及与或并](?:事|会|期|节|课)$")
# An event that holds a time of its own is two limits, or something else.
_TIME = re.compile(
    rf"(?:{_N})(?:个|年|月|日|天|周|号|时|小时|工作|季|次)|[每底旬末]|[按逐][年月季周日]|及时|适时|定期|实时|即时|"
    "不超过|不少于|至少|提前|最迟|截至|截止(?!时间|之日|$)|公示(?:期限?)?为|(?:年度?|季度?|月[份度]?|学期)(?:终了|结束)|[日年月周天时]内|"
    "[日月年]前|上半年|下半年|延长|延期|左右|累计|连续|逾期|超过|[~～①-⑳]|[0-9][.)、]|次[年月日]|"
    "当[日天]|同上|其规定|另有|长期|持续|动态|学期$"
)
_OPEN = re.compile(r"^[^(]*\)|\([^)]*$")
_NO_START = (
    "自",
    "从",
    "在",
    "于",
    "应当",
    "的",
    "和",
    "或",
    "第",
    "约",
    "近",
    "不",
    "共",
    "距",
    "前",
    "最",
)
_VAGUE = re.compile(
    "[今最此其随之以事前大目不首]后|最后|未来|[之以前]前|之后|前后|大约|目前|今天|最近|不少|不得|不能|首次"
)
_THINGS = re.compile(
    "(?:其中)?(?P<what>(?:其[他余]|行政许可|行政处罚|.{1,30}(?:信息|文件|事项|内容)))"
)
# Without 起 or 后 only what can be an event is one: 信息形成或者变更20个工作日内.
_HAPPENS = re.compile(
    "(?:形成|变更|变动|产生|获取|获得|制定|修订|制作|批准|批复|通过|作出|做出|印发|下发|发布|公布|成立|审批|审核|核准|"
    "结束|完成|签订|签署|立项|确定|生效|施行|受理|收到|备案|公告|发生|召开|调整|更新|决定|出台|确认|认定|登记|任命|决议|"
    r"生成|收悉|发出|送达|发布会)(?:的?(?:信息|事项|结果|决定|文件|内容)|\([^()]{1,8}\))?$"
)
_POSTED = (
    "批前公示|批后公示|任前公示|事前公示|预公示|预公告|公示公告|公示|公告|"
    "(?:张榜|张贴|上墙|挂网)(?:公布|公开|发布)|张榜|张贴|"
    "公开征求意见|征求意见|意见征集|征集意见|展示"
)
_LEAST = "不少于|不得少于|应不少于|应当不少于|不低于|不得低于|至少|不短于|不得短于|不能少于|不小于"
_POSTING = re.compile(
    rf"(?P<what>[^,;。:]{{0,40}}?)(?:(?P<act>{_POSTED})|"
    rf"(?P<shown>公开|公布|发布|挂网)(?=时间|期限|期|{_LEAST}))?"
    "(?P<span>期限|时间|时限|天数|时长|期)?(?:应当?|须|一般|均)?(?:为|是|:)?"
    rf"(?P<least>{_LEAST})?(?P<n>{_N})(?P<unit>{_UNIT})(?P<more>以上|及以上)?"
)
_LEAST_POSTED = re.compile(
    rf"(?P<what>[^,;。:]{{0,40}}?)(?:{_LEAST})(?P<act>{_POSTED})(?:期限|时间|期)?(?P<n>{_N})(?P<unit>{_UNIT})"
)
_OTHER_TIME = re.compile("[前后起内每延]|提前|距|累计|除|超过|到期|整改|办理|答复|完成")


def posting(words: Words) -> Posting | None:
    """`公示7个工作日`, `公告期限不少于30日`, `不少于30日`."""
    found = _LEAST_POSTED.fullmatch(words.simple) or _POSTING.fullmatch(words.simple)
    if found is None:
        return None
    named = found.groupdict()
    least = bool(named.get("least") or named.get("more") or "least" not in named)
    # 公开20个工作日 and a bare count may be how soon; 公开不少于 and 不少于 can only be how long.
    if not named["act"] and not (named.get("least") and (named.get("shown") or not found["what"])):
        return None
    what = words.cut(found, "what")
    if what and what.startswith(("在", "于", "通过")):
        what = None  # a place
    n = number(found["n"])
    if n is None or not 1 <= n <= MOST or (what and _OTHER_TIME.search(what)):
        return None
    if what and not _is_event(what):
        return None
    return Posting(
        kind="posting",
        text=words.text,
        element=what,
        n=n,
        unit=UNITS[found["unit"]],
        at_least=least,
    )


def before_event(words: Words) -> AfterEvent | None:
    """`听证前7日`, `听证会举行7日前`, `提前24小时`."""
    found = _BEFORE.fullmatch(words.simple)
    if found is None:
        return None
    suffix = "" if found["n"] else "2" if found["n2"] else "3"
    event = None if suffix == "3" else words.cut(found, f"event{suffix}")
    n, unit = number(found[f"n{suffix}"]), UNITS[found[f"unit{suffix}"]]
    if (
        n is None
        or not 1 <= n <= MOST
        or (event not in (None, "会") and not _is_event(event or ""))
    ):
        return None
    if event is not None and _is_several_or_a_day(event):
        return None
    return _counted(words, event, "before", n, unit)


def same_day(words: Words) -> AfterEvent | None:
    """On the day of the event (`作出决定当日`) or the day after (`次日`)."""
    found = _SAME_DAY.fullmatch(words.simple)
    if found is None:
        return None
    event = words.cut(found, "event") if found["event"] else None
    if (event is None and found["day"] == "次日") or (event and not _happens(event)):
        return None
    n = int(found["day"] == "次日")
    return _counted(words, event, "after" if n else None, n, "natural_day")


def after_event(words: Words) -> AfterEvent | None:
    """`信息形成或者变更之日起20个工作日内`, `批准后20日内`, `20个工作日内`, `24小时内`."""
    found = _BARE.fullmatch(words.simple) or _AFTER.fullmatch(words.simple)
    if found is None:
        return None
    n, unit = _amount(found)
    if n is None or not 1 <= n <= MOST or not _is_limit(found, unit):
        return None
    event = words.cut(found, "event") if found["event"] else None
    element = words.cut(found, "of") if found["of"] else None
    if event is not None and not found["link"] and not _happens(event):
        thing = _THINGS.fullmatch(event) if element is None and _is_event(event) else None
        event, element = None, thing and thing["what"]
        if element is None:
            return None
    if event is not None:
        known = _is_event(event) if found["link"] else _happens(event)
        if not known or (element and not _is_event(element)):
            return None
    if event is not None and _is_several_or_a_day(event):
        return None
    link: Literal["from", "after"] | None = None
    if found["link"]:
        link = "after" if found["end"] else "from"
    return _counted(words, event, link, n, unit, element)


def _amount(found: re.Match[str]) -> tuple[int | None, Unit]:
    if found["half"]:
        # Half a month is fifteen days (法释〔2021〕1号第202条).
        return (6, "month") if found["half"] == "半年" else (15, "natural_day")
    return number(found["n"]), UNITS[found["unit"]]


def _is_limit(found: re.Match[str], unit: Unit) -> bool:
    """Whether the count can be nothing but a limit: 20日 and 3年 without 内 are dates or durations,
    unless they begin with an event.
    """
    if found["within"] or found["start"] or found["most"]:
        return True
    # 24小时 may be around the clock, and no month has 60日.
    if found["unit"] == "日" and (number(found["n"]) or 0) > LONGEST_MONTH:
        return True
    return not found["half"] and unit not in {"year", "hour"} and found["unit"] != "日"


def _is_event(event: str) -> bool:
    """Whether the words can be an event: no time of their own, and no leftover of a count."""
    words = simplified(event)
    if len(words) < 2 or _VAGUE.fullmatch(words) or _TIME.search(words) or _OPEN.search(words):  # noqa: PLR2004 - 今后 leaves 今
        return False
    if words.startswith(("不予", "不动产", "自治", "自然", "自主", "在建")):
        return True
    return not words.startswith(_NO_START) and not words.endswith(("前", "内", "外", "第", "约"))


def _is_several_or_a_day(event: str) -> bool:
    words = simplified(event)
    return bool(_CALENDAR.search(words) or _JOINED.search(words))


def _happens(event: str) -> bool:
    """Whether the words are an event without 起 or 后 saying so."""
    return _is_event(event) and bool(_HAPPENS.search(simplified(event[-16:])))


def _counted(
    words: Words,
    event: str | None,
    link: Literal["from", "after", "before"] | None,
    n: int,
    unit: Unit,
    element: str | None = None,
) -> AfterEvent:
    return AfterEvent(
        kind="after_event",
        text=words.text,
        element=element,
        event=event,
        link=link,
        n=n,
        unit=unit,
    )
