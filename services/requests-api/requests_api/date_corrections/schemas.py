"""A correction over HTTP."""

from typing import Annotated

from pydantic import Field

from gongkai.http.schemas import Day, In, Out, Text
from requests_api.matters.schemas import StepOut


class DateCorrectionIn(In):
    """The right day, and why the other one was wrong."""

    on: Annotated[Day, Field(description="正确的日期")]
    reason: Annotated[Text, Field(description="更正理由")]


class MovedOut(Out):
    """A deadline that moved with the correction."""

    rule: str
    """The rule that sets it."""
    rule_label: str
    """What an office calls the rule."""
    ref: str | None
    """What it applies to inside the case: a consultation's id."""
    before: str | None
    """Its day or instant before; null where it did not run."""
    after: str | None
    """Its day or instant now; null where it runs no more."""


class DateCorrectionOut(StepOut):
    """The head of the case after the correction, and what moved."""

    moved: list[MovedOut]
    """Every deadline whose end moved; empty where none did."""
