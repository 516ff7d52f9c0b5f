"""Text types of fields that everybody in an office reads: a person's numbers are refused there."""

from typing import Annotated

from pydantic import AfterValidator

from gongkai.http.documents import DocumentNumber
from gongkai.http.schemas import LongText, ShortText, Text, refusal
from gongkai.screening import findings

IDENTITY_IN_TEXT = "identity_in_text"
"""The code of the refusal."""


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


_SCREENED = AfterValidator(without_identity)
ScreenedShortText = Annotated[ShortText, _SCREENED]
"""`ShortText` without a person's numbers."""
ScreenedText = Annotated[Text, _SCREENED]
"""`Text` without a person's numbers."""
ScreenedLongText = Annotated[LongText, _SCREENED]
"""`LongText` without a person's numbers."""
ScreenedDocumentNumber = Annotated[DocumentNumber, _SCREENED]
"""`DocumentNumber` without a person's numbers."""
