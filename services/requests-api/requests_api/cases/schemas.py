"""What the clock remarks on the events of a case and what is untold of it, as it is shown."""

from datetime import date

from gongkai.http.schemas import Out
from requests_api.cases.kinds import Telling
from requests_api.matters.schemas import STEP_EXAMPLE, StepOut


class CaseWarningOut(Out):
    """An event that had no or not the usual effect on the clock."""

    seq: int
    """Number of the event on record."""
    code: str
    """A stable code, as the clock's preview has it."""
    basis: str
    """For people: what does not hold, and by which rule."""


class UntoldOut(Out):
    """Something that the applicant has not been told yet."""

    seq: int
    """Number of the event on record that they are told of."""
    telling: Telling
    """What it is about."""
    telling_label: str
    """What an office calls that."""
    on: date
    """The day of the event."""
    by_mail: bool
    """Whether the platform tells them by mail; else, and where that mail was refused for good, the
    office does, by post or at the counter, and records it (`/tellings`).
    """


WARNING_EXAMPLE: dict[str, object] = {
    "seq": 3,
    "code": "correction_notice_late",
    "basis": "补正通知应在7个工作日内，至迟2026-01-14发出（条例第30条，DL-03）",
}


class StepWithWarningsOut(
    StepOut, json_schema_extra={"examples": [STEP_EXAMPLE | {"warnings": [WARNING_EXAMPLE]}]}
):
    """The head of the case after the step, and what the clock remarks on its events."""

    warnings: list[CaseWarningOut]
    """Events without, or without the usual effect, such as a notice that came late."""
