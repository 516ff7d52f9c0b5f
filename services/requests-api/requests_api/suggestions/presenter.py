"""Suggestions in words."""

from collections.abc import Sequence
from enum import Enum

from gongkai.http.language import Language
from requests_api.cases.states import CaseState
from requests_api.suggestions.published import PublishedEntry, likeness
from requests_api.suggestions.repository import Alike
from requests_api.suggestions.schemas import (
    AlikeOut,
    NotSearchedOut,
    PublishedOut,
    SuggestionsOut,
)


class NotSearched(Enum):
    """Why the published information was not searched: code, in Chinese, in English."""

    UNAVAILABLE = "unavailable", "主动公开信息检索暂不可用", "Published entries cannot be searched"
    TITLE_NAMES_SOMEBODY = (
        "title_names_somebody",
        "标题可能含有个人姓名，未用于检索",
        "The title may name a person and was not searched for",
    )


def suggestions_out(
    title: str,
    repeated: Sequence[Alike],
    elsewhere: int,
    alike: Sequence[Alike],
    published: Sequence[PublishedEntry],
    why_not: NotSearched | None,
    language: Language,
) -> SuggestionsOut:
    """Everything that was found for a file of this ``title``."""
    is_zh = language == "zh"
    same, others = ("同一申请人", "其他申请人") if is_zh else ("same applicant", "other applicant")
    return SuggestionsOut(
        duplicates=[_alike(one, same, is_zh=is_zh) for one in repeated],
        duplicates_elsewhere=elsewhere,
        similar=[_alike(one, others, is_zh=is_zh) for one in alike],
        published=[
            PublishedOut(
                entry_id=entry.entry_id,
                title=entry.title,
                index_number=entry.index_number,
                score=round(likeness(title, entry.title), 3),
            )
            for entry in published
        ],
        published_available=why_not is None,
        published_why_not=_why_not(why_not, is_zh=is_zh),
    )


def _alike(one: Alike, who: str, *, is_zh: bool) -> AlikeOut:
    return AlikeOut(
        case_id=one.case_id,
        number=one.number,
        state=one.state,
        state_label=CaseState(one.state).label,
        score=one.score,
        why=who + _why(one, is_zh=is_zh),
    )


def _why(one: Alike, *, is_zh: bool) -> str:
    if one.is_same_document:
        return "，文号相同" if is_zh else ", same document number"
    if one.is_same_text:
        return "，内容相同" if is_zh else ", same text"
    return "，内容相近" if is_zh else ", near the same text"


def _why_not(why_not: NotSearched | None, *, is_zh: bool) -> NotSearchedOut | None:
    if why_not is None:
        return None
    code, zh, en = why_not.value
    return NotSearchedOut(code=code, text=zh if is_zh else en)
