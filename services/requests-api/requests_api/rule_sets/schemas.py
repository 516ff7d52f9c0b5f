"""Rule sets over HTTP."""

from datetime import date, datetime
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from gongkai.http.calendar_notices import division_prefix
from gongkai.http.schemas import CHECKED, Day, In, Int, Out, Seq, Text, refusal
from gongkai.http.screened import Reason
from requests_api.clock.rules import REGULATION_2019
from requests_api.rule_sets.kinds import RuleSetKind

RuleSetCode = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=50), CHECKED
]
"""What a text is called in addresses and answers: `sample-measures`."""
_Place = Annotated[
    str,
    StringConstraints(pattern=r"^[1-9][0-9]([0-9]{2}){0,2}$"),
    AfterValidator(division_prefix),
    CHECKED,
]
_TEXT: dict[str, Any] = {
    "title": "示例市政务公开办法",
    "jurisdiction": "6101",
    "source": "示例市人民政府令第1号，示例来源",
    "valid_from": "2026-03-01",
    "valid_until": None,
    "answer": {"working_days": 10, "source": "第12条"},
    "pause": {"source": "第15条"},
}


class TermIn(In):
    """A term that the local text sets, in working days."""

    working_days: Annotated[Int, Field(ge=1, le=REGULATION_2019.base)]
    """How many: at most what 条例33 gives, since a local text shortens the term and never gives
    more; both are computed and the earlier day governs.
    """
    source: Text
    """Where it stands in the text: article and paragraph."""


class PauseRuleIn(In):
    """That force majeure pauses the local term."""

    source: Text
    """Where it stands in the text. It moves the local term alone: the national one runs on."""


class RuleSetIn(In, json_schema_extra={"examples": [_TEXT]}):
    """A local text. It sets its own term for an answer and whether that pauses; what the national
    text gives applicants and third parties (extension, consultation, correction, fees) stands.
    """

    title: Text
    """What it is called."""
    jurisdiction: _Place
    """Division code of the place, or its first digits; the longest that fits an organ counts."""
    source: Annotated[Text, Field(max_length=500)]
    """The document, and where it was read."""
    valid_from: Day
    """The first day of legal receipt to which this version applies; from then on it takes the place
    of earlier versions, what was received before keeps them. A day that lies in the past has open
    cases computed again.
    """
    valid_until: Day | None = None
    """The last such day; none while the text is in force."""
    answer: TermIn
    """The term for an answer."""
    pause: PauseRuleIn | None = None
    """Whether force majeure pauses it."""
    corrects: Reason | None = None
    """What was entered wrongly in the version before; needed where this one lengthens a term that
    runs already. It counts when a second administrator has confirmed it.
    """

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.valid_until is not None and self.valid_until < self.valid_from:
            raise refusal(
                "validity_reversed",
                "valid_until 早于 valid_from",
                "valid_until lies before valid_from",
            )
        return self


_OUT: dict[str, Any] = {
    **_TEXT,
    "code": "sample-measures",
    "kind": "local",
    "kind_label": "地方",
    "is_shipped": False,
    "version": 1,
    "extension": None,
    "set_at": "2026-02-10T02:00:00Z",
    "awaits_confirmation": False,
    "awaiting_version": None,
}


class TermOut(Out):
    """A term in working days."""

    working_days: int
    """How many."""
    source: str
    """Where it stands."""


class PauseRuleOut(Out):
    """That force majeure pauses the term."""

    source: str
    """Where it stands."""


class RuleSetOut(Out, json_schema_extra={"examples": [_OUT]}):
    """A text by which clocks run."""

    code: str
    """What it is called in addresses and answers."""
    kind: RuleSetKind
    """Whether it is the country's or a place's."""
    kind_label: str
    """What an office calls that."""
    is_shipped: bool
    """Whether it ships with the platform and is read only."""
    version: int
    """Which version. 0: as shipped."""
    title: str
    """What it is called."""
    jurisdiction: str | None
    """Division code of the place, or its first digits; null for the whole country."""
    source: str
    """The document, and where it was read."""
    valid_from: date | None
    """The first day of legal receipt to which it applies; null where nobody has established it."""
    valid_until: date | None
    """The last such day; null while no end is known."""
    answer: TermOut
    """The term for an answer."""
    extension: TermOut | None
    """By how much it may be extended; null where the national text says it."""
    pause: PauseRuleOut | None
    """Whether force majeure pauses it."""
    set_at: datetime | None
    """When this version was loaded; null for what ships."""
    awaits_confirmation: bool
    """Whether this version counts for nothing until a second administrator has confirmed it."""
    awaiting_version: int | None
    """The version that waits for that now; null where none does."""


class RuleSetsOut(Out, json_schema_extra={"examples": [{"items": [_OUT]}]}):
    """Every text, the national ones first."""

    items: list[RuleSetOut]
    """The version of each that counts now."""


class RuleSetConfirmationIn(
    In, json_schema_extra={"examples": [{"reason": "核对示例市人民政府令第1号第12条原文"}]}
):
    """By what a second administrator confirms a version."""

    reason: Annotated[Reason, Field(description="依据何种材料核实")]


class VersionQuery(In):
    """Which version is read."""

    version: Annotated[
        Seq | None, Field(description="某一版本；缺省为现行版本 / another version than the last")
    ] = None
