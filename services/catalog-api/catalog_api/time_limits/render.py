"""From structure to words."""

from collections.abc import Mapping

from catalog_api.time_limits.structure import (
    AfterEvent,
    ByDate,
    Recurring,
    Standing,
    TimeLimit,
    Unknown,
)
from catalog_api.time_limits.wording import PERIODS, SENSES, UNITS

_LINKS = {"from": "之日起", "after": "后"}


def render(limit: TimeLimit) -> str:
    """The usual wording of a time limit.

    Reading it again gives the same meaning; for a usual wording it is the text itself, for a
    variant (full-width digits, 三个月) its usual form. An unknown one is its own text.
    """
    match limit:
        case ByDate():
            return _by_date(limit)
        case Standing():
            return _first(SENSES, limit.sense)
        case Recurring():
            return _first(PERIODS, limit.every)
        case AfterEvent():
            event = f"{limit.event}{_LINKS[limit.link]}" if limit.event and limit.link else ""
            return f"{event}{limit.n}{_first(UNITS, limit.unit)}内"
        case Unknown():
            return limit.text


def _by_date(limit: ByDate) -> str:
    year = "" if limit.year is None else f"{limit.year}年"
    match limit.precision:
        case "year":
            return f"{year}年底前"
        case "month":
            return f"{year}{limit.month}月底前"
        case "day":
            return f"{year}{limit.month}月{limit.day}日前"


def _first(wordings: Mapping[str, str], meaning: str) -> str:
    return next(words for words, means in wordings.items() if means == meaning)
