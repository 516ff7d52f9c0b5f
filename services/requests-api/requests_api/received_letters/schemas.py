"""Letters as their applicant sees them."""

from datetime import date
from uuid import UUID

from gongkai.http.schemas import Out
from requests_api.letter_templates.kinds import LetterKind

_LETTER: dict[str, object] = {
    "id": "01912d3c-7a10-7000-8000-000000000021",
    "kind": "extension_notice",
    "kind_label": "延长答复期限告知书",
    "document_number": "示例公开〔2026〕1号",
    "dated_on": "2026-01-20",
    "is_sealed": True,
}


class ReceivedLetterOut(Out, json_schema_extra={"examples": [_LETTER]}):
    """A letter to the applicant."""

    id: UUID
    """Its id."""
    kind: LetterKind
    """What it is."""
    kind_label: str
    """What the office calls it."""
    document_number: str | None
    """Its number; null where letters of its kind have none."""
    dated_on: date
    """The date that stands on it."""
    is_sealed: bool
    """Whether the sealed copy is read; else it is the letter, marked 未盖章."""


class ReceivedLettersOut(Out, json_schema_extra={"examples": [{"items": [_LETTER]}]}):
    """The letters to the applicant, in the order of their making."""

    items: list[ReceivedLetterOut]
    """The letters."""
