"""A cell with several limits: by elements, one to publish by and one to stay posted, of several
dates. Understood only as a whole: each part is a limit or says nothing about time.
"""

import re
from dataclasses import dataclass

from catalog_api.time_limit_readings.single import one_limit
from catalog_api.time_limit_readings.words import Words
from catalog_api.time_limits.structure import (
    AfterEvent,
    ByDate,
    Posting,
    Recurring,
    Standing,
    TimeLimit,
    Unknown,
)
from catalog_api.time_limits.wording import AMBIGUOUS, DONE, PERIODS, either, simplified
from gongkai.characters import half_width, plain

MOST_PARTS = 12
_CN = "[一二三四五六七八九十]"
_MARK = re.compile(
    r"\s*(?:[0-9]{1,2}[.、)](?![0-9])|\([0-9]{1,2}\)|[①-⑳]|"
    rf"\({_CN}{{1,3}}\)|{_CN}{{1,2}}、)"
)
# Inside of running text 1、 may as well be the first of several months.
_STRONG = re.compile(r"[;。]|(?=[①-⑳])|(?<![0-9(])(?=[0-9]{1,2}[.)](?![0-9]))|(?=\([0-9]{1,2}\))")
_LINES = re.compile(rf"{_STRONG.pattern}|\n")
_WEAK = (re.compile(","), re.compile("[,()]"))
_JOINT = re.compile("以及|或者|、|和|及|与|或|并|/|后(?=长期|持续|常态)")
_EITHER = frozenset({"或者", "或", "/"})
_RESERVATION = re.compile(
    "[^0-9]{0,80}(?:另有规定|从其规定|依照其规定|按其规定|除外)的?(?:除外|情形)?"
)
_ROLLED = re.compile(
    "(?:如?遇|逢)?(?:法定)?(?:节假日|休息日|双休日|假日)(?:的|时)?,?(?:则|可)?(?:相应)?顺延(?:至.{0,12}工作日)?"
)
"""How the end on a rest day is treated, which is the calendar's business."""
_CONDITION = re.compile("(?:除[^:]{1,40}外(?:其他[^:]{0,10})?|[^0-9前后内起每:]{2,40}的)")
_LABEL = re.compile(
    "(?:公开|完成|办理|办结|公布|发布|更新|报送|整改)?(?:时限|时间|期限|截止时间|截止日期)"
)
# Neither a limit of its own nor a sentence nor a piece of a bracket is an element.
_NO_ELEMENT = re.compile(
    "之日|[日天月年时周]内|[0-9](?:日|天|个|小时|周)|不超过|不少于|工作日|每|及时|适时|定期|,|^[^(]*\\)|\\([^)]*$|"
    "(?:公示|公告|意见)(?:期限?|时间)?$|.{81}"
)
_EMPTY = re.compile(rf"(?:并|即)?{DONE}|公示|公告|并|予以公示")
_THEN = ("之后", "此后", "然后", "并", "再")
_UNSAID = re.compile("及时(?:予以)?(?:公开|公布|公示)")
_TOGETHER = frozenset({
    ("after_event", "posting"), ("posting", "after_event"), ("by_date", "posting"),
    ("recurring", "posting"), ("posting", "standing"), ("posting", "posting"),
    ("by_date", "by_date"), ("by_date", "standing"), ("by_date", "recurring"),
    ("recurring", "recurring"), ("recurring", "after_event"), ("after_event", "recurring"),
    ("recurring", "standing"), ("standing", "recurring"), ("standing", "standing"),
    ("after_event", "after_event"), ("after_event", "standing"), ("by_date", "after_event"),
})  # fmt: skip
"""Which two may hold of one content; of others, such as 常态化 and a date, one must be wrong."""
_PERIOD = re.compile(rf"{either(PERIODS)}")


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a cell, and what stood between it and the part before."""

    text: str
    joint: str


def limits_in(text: str, year: int | None) -> list[TimeLimit] | Unknown | None:
    """Every limit of the cell, Unknown where one names no day, None where any part is unclear."""
    found: list[TimeLimit] | Unknown | None = None
    for pattern in (_STRONG, _LINES) if "\n" in text.strip() else (_STRONG,):
        found = _read(text, pattern, year)
        if found:
            break
    return found


def _read(
    text: str, pattern: re.Pattern[str], year: int | None
) -> list[TimeLimit] | Unknown | None:
    parts = _split(text, pattern)
    limits: list[TimeLimit] = []
    for part in parts:
        found = _segment(part.text, year, limits)
        if not isinstance(found, list):
            return found
        limits = found
    return limits if limits and len(parts) <= MOST_PARTS else None


def _split(text: str, pattern: re.Pattern[str]) -> list[_Part]:
    """The parts between what the pattern finds; what has no letter is none."""
    folded = simplified(half_width(text))
    parts, start, joint = [], 0, ""
    for found in [*pattern.finditer(folded), None]:
        end = len(text) if found is None else found.start()
        if plain(text[start:end]):
            parts.append(_Part(text[start:end], joint))
        if found is not None:
            start, joint = found.end(), found[0]
    return parts


def _segment(
    text: str, year: int | None, so_far: list[TimeLimit]
) -> list[TimeLimit] | Unknown | None:
    """What stands between two stops: perhaps a number, an element and a colon, then its limits."""
    mark = _MARK.match(half_width(text))
    body = text[mark.end() :] if mark else text
    head, colon, _ = half_width(body).partition(":")
    whole = _clauses_of(body, year, so_far)
    if whole is not None or not colon:
        return whole
    inner = body[len(head) + 1 :]
    element = plain(head)
    if _LABEL.fullmatch(simplified(element)):
        return _clauses_of(inner, year, so_far)
    if not element or _NO_ELEMENT.search(simplified(element)):
        return None
    found = _clauses_of(inner, year, [])
    return [*so_far, *(_of(element, one) for one in found)] if isinstance(found, list) else found


def _clauses_of(
    text: str, year: int | None, so_far: list[TimeLimit]
) -> list[TimeLimit] | Unknown | None:
    found = _clauses([_Part(text, "")], year, so_far)
    for pattern in _WEAK:
        if found is None and pattern.search(half_width(text)):
            found = _clauses(_split(text, pattern), year, so_far)
    return found


def _of(element: str, limit: TimeLimit) -> TimeLimit:
    inner = limit.element
    return limit.model_copy(update={"element": element if inner is None else f"{element}{inner}"})


def _clauses(
    parts: list[_Part], year: int | None, so_far: list[TimeLimit]
) -> list[TimeLimit] | Unknown | None:
    limits, condition = list(so_far), None
    if len(parts) > MOST_PARTS:
        return None
    for part in parts:
        words = Words.of(part.text, year)
        found = _limits(part, words, limits)
        if isinstance(found, Unknown):
            return found
        if found is None:
            if _says_nothing(words.simple, limits):
                continue
            if condition is None and _CONDITION.fullmatch(words.simple):
                condition = words.plain
                continue
            return None
        limits = found if condition is None else _conditioned(limits, found, condition)
        condition = None
    return limits if condition is None else None


def _conditioned(
    before: list[TimeLimit], after: list[TimeLimit], condition: str
) -> list[TimeLimit]:
    new = after[len(before) :]
    return before + [_of(condition, one) for one in new]


def _says_nothing(words: str, limits: list[TimeLimit]) -> bool:
    """A reservation of other law, or what is done by the limit that stood before."""
    return bool(_RESERVATION.fullmatch(words) or (limits and _ROLLED.fullmatch(words))) or (
        bool(limits)
        and bool(_EMPTY.fullmatch(words))
        and not AMBIGUOUS.search(_UNSAID.sub("", words))
    )


def _limits(part: _Part, words: Words, so_far: list[TimeLimit]) -> list[TimeLimit] | Unknown | None:
    """The limits so far with those of this clause."""
    whole = _next(words, so_far, part.joint)
    if whole is not None:
        return whole
    pieces = _split(part.text, _JOINT)
    if not 1 < len(pieces) <= MOST_PARTS:
        return None
    limits, text, joint = list(so_far), "", ""
    # The shortest beginning that is a limit ends one: an event may hold 或者 itself.
    for piece in pieces:
        text, joint = (
            (text + piece.joint + piece.text, joint) if text else (piece.text, piece.joint)
        )
        found = _next(Words.of(text, words.year), limits, joint)
        if isinstance(found, Unknown):
            return found
        if found is not None:
            limits, text = found, ""
    return limits if not text else None


def _next(words: Words, so_far: list[TimeLimit], joint: str) -> list[TimeLimit] | Unknown | None:
    """The limits so far with the one that follows, read in the light of the last."""
    last = so_far[-1] if so_far else None
    found = _continued(words, last) or one_limit(words)
    then = next((word for word in _THEN if words.simple.startswith(word)), None)
    if found is None and last is not None and then is not None:
        found = one_limit(Words.of(plain(words.text)[len(then) :], words.year))
    if found is None or isinstance(found, Unknown) or last is None:
        return found if found is None or isinstance(found, Unknown) else [found]
    if isinstance(last, ByDate) and isinstance(found, Standing) and found.sense == "ongoing":
        text = f"{last.text}{joint or ','}{found.text}"
        return [*so_far[:-1], last.model_copy(update={"then_standing": True, "text": text})]
    if joint == "(" and isinstance(last, ByDate) and isinstance(found, ByDate):
        return None  # 7月15日前(上半年): the brackets say of which half, and set no second limit
    if isinstance(last, Recurring) and isinstance(found, ByDate):
        nearer = _with_date(last, words)
        return None if nearer is None else [*so_far[:-1], nearer]
    if not _may_stand_together(last, found) or (
        joint in _EITHER and not _may_be_either(last, found)
    ):
        return None
    if isinstance(last, ByDate) and isinstance(found, ByDate) and last.year and not found.year:
        found = _in_year_of(last, found)
    return None if found is None else [*so_far, found]


def _may_be_either(one: TimeLimit, other: TimeLimit) -> bool:
    """每季度或变更后一周内 is both; 按月或季度 is not said which."""
    return {one.kind, other.kind} in ({"recurring", "after_event"}, {"by_date", "after_event"})


def _may_stand_together(last: TimeLimit, found: TimeLimit) -> bool:
    """Whether two limits may hold of one content, where no element tells them apart."""
    if last.element != found.element:
        return True
    if isinstance(last, AfterEvent) and isinstance(found, AfterEvent):
        return found.event is not None and last.event != found.event
    if isinstance(last, Recurring) and isinstance(found, Recurring):
        return last.by is not None and found.by is not None  # 按季、按年: which when is not said
    if isinstance(last, Posting) and isinstance(found, AfterEvent) and found.event is None:
        return False
    return (last.kind, found.kind) in _TOGETHER


def _with_date(last: Recurring, words: Words) -> Recurring | None:
    """`每年一次（12月底前）` is every year by the end of December."""
    period = _PERIOD.match(simplified(plain(last.text)))
    again = period and one_limit(Words.of(f"{period[0]}{words.text}", words.year))
    if last.by is None and isinstance(again, Recurring) and again.by is not None:
        text = f"{last.text},{words.text}"
        return last.model_copy(update={"by": again.by, "text": text})
    return None


def _continued(words: Words, last: TimeLimit | None) -> TimeLimit | None:
    """`每年6月30日前、12月31日前`: the second comes again too."""
    if not isinstance(last, Recurring) or last.by is None:
        return None
    period = _PERIOD.match(simplified(plain(last.text)))
    again = period and one_limit(Words.of(f"{period[0]}{words.text}", words.year))
    if isinstance(again, Recurring) and again.by is not None:
        return again.model_copy(update={"text": words.text})
    return None


def _in_year_of(last: ByDate, found: ByDate) -> ByDate | None:
    """`2025年6月底前完成、12月底前验收` are both of 2025, unless the second were the earlier."""
    again = one_limit(Words.of(f"{last.year}年{found.text.strip()}", None))
    if not isinstance(again, ByDate) or not again.due_on or not last.due_on:
        return None
    later = again.due_on >= last.due_on
    return again.model_copy(update={"text": found.text}) if later else None
