"""Text types of fields that everybody in an office reads: a person's numbers are refused there, and
a reason has words.
"""

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator

from gongkai.characters import half_width
from gongkai.http.documents import DocumentNumber
from gongkai.http.schemas import LongText, ShortText, Text, refusal
from gongkai.screening import findings

IDENTITY_IN_TEXT = "identity_in_text"
"""The code of the refusal."""
REASON_WITHOUT_WORDS = "reason_without_words"
_WORDS_FROM = 2
_OF_A_DATE = re.compile(
    r"[0-9〇零一二三四五六七八九十廿卅]+\s*[年月日号时点分秒]"  # in Chinese
    r"|(?<=[0-9])[TtZz]"  # 2026-01-05T08:00:00Z
)
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")  # letters by category, and not seen


def without_identity(text: str) -> str:
    """The text, if no number in it names or reaches a person; else it is said of which kind."""
    kinds = {finding.kind: None for finding in findings(text) if finding.kind.is_personal}
    if kinds:
        labels = "、".join(kind.label for kind in kinds)
        names = ", ".join(kind.value.replace("_", " ") for kind in kinds)
        raise refusal(
            IDENTITY_IN_TEXT,
            f"此处多人可见，不得填写个人信息：含有{labels}，请删去",
            f"Many people read this: remove what names a person ({names})",
        )
    return text


def with_words(text: str | None) -> str | None:
    """The text, where there is one, if two letters or ideographs at least stand in it beside dates
    and numbers: neither a full stop nor a day is a reason that anybody could check.
    """
    if text is None:
        return None
    beside = _OF_A_DATE.sub("", half_width(text))
    said = sum(unicodedata.category(c)[0] == "L" and c not in _BLANK_LETTERS for c in beside)
    if said < _WORDS_FROM:
        raise refusal(
            REASON_WITHOUT_WORDS,
            "须用文字说明理由，不能只填标点、空格、日期、数字或者单个字",
            "Say it in words: punctuation, blanks, dates, numbers or one character are no reason",
        )
    return text


_SCREENED = AfterValidator(without_identity)
ScreenedShortText = Annotated[ShortText, _SCREENED]
"""`ShortText` without a person's numbers."""
ScreenedText = Annotated[Text, _SCREENED]
"""`Text` without a person's numbers."""
ScreenedLongText = Annotated[LongText, _SCREENED]
"""`LongText` without a person's numbers."""
ScreenedDocumentNumber = Annotated[DocumentNumber, _SCREENED]
"""`DocumentNumber` without a person's numbers."""
WORDED = AfterValidator(with_words)
"""Marks a text that gives a reason."""
Reason = Annotated[ScreenedText, WORDED]
"""Why somebody does something: one line in words, without a person's numbers."""
LongReason = Annotated[ScreenedLongText, WORDED]
"""As `Reason`, as running text."""
