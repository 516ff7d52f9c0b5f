"""What the author of a letter states, held against its kind. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from gongkai.http.schemas import Day, ShortText
from gongkai.http.screened import ScreenedLongText, ScreenedText
from requests_api.decisions.model import DecisionCode
from requests_api.letter_templates.filling import Fact
from requests_api.letter_templates.specs import LetterSpec, VariableForm
from requests_api.letters.wording import CLOSINGS, chinese_date

_FORMS: Mapping[VariableForm, TypeAdapter[Any]] = {
    VariableForm.LINE: TypeAdapter(ScreenedText),
    VariableForm.TEXT: TypeAdapter(Annotated[ScreenedLongText, Field(max_length=2000)]),
    VariableForm.LINES: TypeAdapter(
        Annotated[list[ScreenedText], Field(min_length=1, max_length=50)]
    ),
    VariableForm.DAY: TypeAdapter(Day),
    VariableForm.CLOSING: TypeAdapter(ShortText),
}

Stated = Mapping[str, Fact | date]
"""Variables by name; a day is one still, so that it can be held against the record."""
Faults = Sequence[Mapping[str, Any]]
"""As the framework lists what is wrong with a request."""


def read_variables(spec: LetterSpec, stated: Mapping[str, Any]) -> tuple[Stated, Faults]:
    """The variables as they are stated, and what is wrong with them."""
    facts: dict[str, Fact | date] = {}
    faults = [
        _fault(name, {"type": "extra_forbidden", "loc": ()})
        for name in sorted(stated.keys() - spec.stated.keys())
    ]
    for name, variable in spec.stated.items():
        if name not in stated:
            facts[name] = [] if variable.form is VariableForm.LINES else ""
            if variable.is_required:
                faults.append(_fault(name, {"type": "missing", "loc": ()}))
            continue
        try:
            value = _FORMS[variable.form].validate_python(stated[name])
        except ValidationError as error:
            faults += [_fault(name, each) for each in error.errors()]
            continue
        if variable.form is VariableForm.CLOSING and value not in CLOSINGS:
            allowed = ", ".join(sorted(code.value for code in CLOSINGS))
            faults.append(_fault(name, {"type": "enum", "loc": (), "ctx": {"expected": allowed}}))
            continue
        facts[name] = value
    return facts, faults


def said(stated: Stated) -> dict[str, Fact]:
    """The variables as facts of a letter: days in words."""
    return {
        name: chinese_date(value) if isinstance(value, date) else value
        for name, value in stated.items()
    }


def closing_of(facts: Mapping[str, Fact]) -> DecisionCode | None:
    """The decision that a closing notice tells."""
    code = facts.get("closing")
    return DecisionCode(code) if isinstance(code, str) and code else None


def _fault(name: str, error: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**error, "loc": ("body", "variables", name, *error["loc"])}
