"""Templates over HTTP."""

from datetime import datetime
from uuid import UUID

from gongkai.files.schemas import FILE_EXAMPLE, FileOut
from gongkai.http.schemas import Out
from requests_api.letter_templates.kinds import Addressee, LetterKind, Why
from requests_api.letter_templates.specs import VariableForm

_FIELD: dict[str, object] = {
    "name": "remedies",
    "is_list": True,
    "members": [],
    "is_required": True,
}
_VARIABLE: dict[str, object] = {
    "name": "reason",
    "label": "理由",
    "form": "text",
    "form_label": "一段文字",
    "is_required": True,
}
_TEMPLATE: dict[str, object] = {
    "organ_id": "01912d3c-7a10-7000-8000-000000000001",
    "kind": "closing_notice",
    "kind_label": "不再处理告知书",
    "addressee": "applicant",
    "addressee_label": "申请人",
    "version": 1,
    "fields": [_FIELD],
    "variables": [_VARIABLE],
    "file": FILE_EXAMPLE,
    "set_by": "sample-head",
    "set_by_name": "示例乙",
    "set_at": "2026-01-05T01:00:00Z",
}


class TemplateFieldOut(Out, json_schema_extra={"examples": [_FIELD]}):
    """What a template may name."""

    name: str
    """As it stands between `{{` and `}}`."""
    is_list: bool
    """Whether `for` goes over it."""
    members: list[str]
    """What an entry of the list has; none where entries are texts."""
    is_required: bool
    """Whether a letter must write it out."""


class TemplateVariableOut(Out, json_schema_extra={"examples": [_VARIABLE]}):
    """What the author of a letter states, as the record does not know it."""

    name: str
    """Its name in `variables`."""
    label: str
    """What an office calls it."""
    form: VariableForm
    """How it is stated."""
    form_label: str
    """What an office calls that."""
    is_required: bool
    """Whether no letter is drawn up without it."""


class LetterTemplateOut(Out, json_schema_extra={"examples": [_TEMPLATE]}):
    """The template that holds for an organ's letters of a kind."""

    organ_id: UUID
    """Whose it is."""
    kind: LetterKind
    """What letters it is for."""
    kind_label: str
    """What an office calls them."""
    addressee: Addressee
    """To whom such a letter goes."""
    addressee_label: str
    """What an office calls that."""
    version: int
    """For `If-Match`; 0 where the organ has none of its own and the shipped one holds."""
    fields: list[TemplateFieldOut]
    """What it may name."""
    variables: list[TemplateVariableOut]
    """What the author of a letter states besides."""
    file: FileOut | None
    """The organ's own; null where the shipped one holds."""
    set_by: str | None
    """Who set it."""
    set_by_name: str | None
    """Their name; null where it is not known here."""
    set_at: datetime | None
    """When it was set."""


_REFUSED: dict[str, object] = {
    "expression": "{{ title.upper() }}",
    "why": "call",
    "why_label": "不得调用函数或者方法",
}


class RefusedOut(Out, json_schema_extra={"examples": [_REFUSED]}):
    """Something that is not allowed."""

    expression: str
    """Where: the expression, or the part of the file."""
    why: Why
    """Why not."""
    why_label: str
    """What an office is told."""


class TemplateCheckOut(
    Out,
    json_schema_extra={
        "examples": [
            {
                "unknown_fields": ["applicant_phone"],
                "missing_fields": ["remedies"],
                "refused": [_REFUSED],
            }
        ]
    },
):
    """What stands against a template; nothing where all three are empty."""

    unknown_fields: list[str]
    """Fields that letters of this kind do not have."""
    missing_fields: list[str]
    """Fields that a letter of this kind must write out."""
    refused: list[RefusedOut]
    """Expressions and parts that are not allowed."""
