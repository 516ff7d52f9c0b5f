"""What enters the routes of letters, and letters as the office sees them."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from gongkai.files.schemas import FILE_EXAMPLE, FileOut
from gongkai.http.schemas import Day, In, LongText, Out, ShortText, Text
from requests_api.clock.facts import ServiceMode
from requests_api.letter_templates.kinds import Addressee, LetterKind
from requests_api.servings.schemas import AttemptOut

_VARIABLE = LongText | Annotated[list[Text], Field(max_length=50)]
_LETTER: dict[str, object] = {
    "id": "01912d3c-7a10-7000-8000-000000000021",
    "kind": "extension_notice",
    "kind_label": "延长答复期限告知书",
    "addressee": "applicant",
    "addressee_label": "申请人",
    "document_number": "示例公开〔2026〕1号",
    "dated_on": "2026-01-20",
    "told_on": "2026-01-20",
    "warnings": [],
    "template_version": 0,
    "drawn_by": "sample-clerk",
    "drawn_by_name": "样例甲",
    "drawn_at": "2026-01-20T02:00:00Z",
    "is_readable": True,
    "file": {**FILE_EXAMPLE, "name": "延长答复期限告知书示例公开〔2026〕1号.docx"},
    "attempts": [],
}


class LetterIn(
    In,
    json_schema_extra={
        "examples": [
            {
                "kind": "split_notice",
                "variables": {"parts": ["样例规划文本", "样例环评批复"]},
            }
        ]
    },
):
    """A letter that shall be drawn up."""

    kind: Annotated[LetterKind, Field(description="文书种类")]
    consultation_id: Annotated[
        UUID | None, Field(description="文书所说的征求意见函；有关征求意见的文书必填")
    ] = None
    letter_id: Annotated[UUID | None, Field(description="所更正的文书；更正告知书必填")] = None
    variables: Annotated[
        dict[ShortText, _VARIABLE],
        Field(
            default_factory=dict,
            max_length=20,
            description="卷内没有、由制作人填写的内容；各类文书所需的见 /letter-templates/{kind}",
        ),
    ]


class LetterServiceIn(
    In,
    json_schema_extra={
        "examples": [{"service": "post", "on": "2026-01-22", "proof": "邮件回执存卷"}]
    },
):
    """How a letter was served, or came back."""

    service: Annotated[ServiceMode, Field(description="送达方式")]
    on: Annotated[Day, Field(description="日期")]
    proof: Annotated[Text | None, Field(description="送达回证、邮件回执等凭证的存放处")] = None


class LetterWarningOut(Out):
    """What does not fit between a letter and the record."""

    code: Literal["dated_after_told", "dated_after_delivery"]
    """What it is."""
    text: str
    """In words."""


class LetterOut(Out, json_schema_extra={"examples": [_LETTER]}):
    """A letter of a case."""

    id: UUID
    """Its id."""
    kind: LetterKind
    """What it is."""
    kind_label: str
    """What an office calls it."""
    addressee: Addressee
    """To whom it goes."""
    addressee_label: str
    """What an office calls that."""
    consultation_id: UUID | None
    """The consultation that it is about."""
    about_id: UUID | None
    """The letter that it puts right."""
    document_number: str | None
    """Its number; null where letters of its kind have none."""
    dated_on: date
    """The date that stands on it."""
    told_on: date | None
    """The day on which, by the record, its addressee was told what it says; null where the record
    tells of none.
    """
    warnings: list[LetterWarningOut]
    """What does not fit: by the record it was told or served before the letter's own day."""
    template_version: int
    """Of the organ's template; 0: the shipped one."""
    drawn_by: str
    """Who drew it up."""
    drawn_by_name: str | None
    """Their name; null where it is not known here."""
    drawn_at: datetime
    """When."""
    is_readable: bool
    """Whether the caller is handed its content."""
    file: FileOut
    """The letter as it was drawn up."""
    issued_copy: FileOut | None
    """The sealed copy, which is what counts."""
    service: ServiceMode | None
    """How it was served."""
    service_label: str | None
    """What an office calls that."""
    delivered_on: date | None
    """When it was served."""
    returned_on: date | None
    """When it came back undelivered last."""
    attempts: list[AttemptOut]
    """Each time that it was served or came back, oldest first."""


class LettersOut(Out, json_schema_extra={"examples": [{"items": [_LETTER]}]}):
    """All letters of a case, in the order of their making."""

    items: list[LetterOut]
    """The letters."""
