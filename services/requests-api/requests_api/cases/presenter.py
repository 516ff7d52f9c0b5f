"""What is told of an application: beyond the office enough for a to-do and nothing of people, and
to the office what the clock remarks.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from gongkai.calendar import WorkingCalendar
from gongkai.contracts import ApplicantMessageDue, CaseChanged, LightTurns
from gongkai.deadlines.lights import turns_of
from gongkai.feed import Publication
from gongkai.time import SHANGHAI, shanghai_date
from requests_api.applicants.kinds import ContactChannel
from requests_api.cases.kinds import Telling
from requests_api.cases.models import Case
from requests_api.cases.schemas import CaseWarningOut, StepWithWarningsOut, UntoldOut
from requests_api.cases.states import CaseState
from requests_api.matters.presenter import due_of
from requests_api.matters.schemas import StepOut

_PATH = "/requests/v1/cases"
NEWS = "news"
"""The kind of message that says only that there is something to look at."""
_GATHERED_AT = time(8)
"""When what is gathered of a day is sent on the next one."""


def case_changed(case: Case, calendar: WorkingCalendar) -> CaseChanged:
    """The application as it stands, for the feed; its columns must be written by then."""
    due = due_of(case)
    turns = None if due is None else turns_of(due, calendar.for_jurisdiction(case.jurisdiction))
    return CaseChanged(
        case_id=case.id,
        receipt_number=case.receipt_number,
        number=case.number,
        title=case.title if case.title_names_nobody else None,
        organ_id=case.organ_id,
        assignee=case.assignee,
        state=case.state,
        state_label=CaseState(case.state).label,
        is_open=case.is_open,
        due_on=case.due_on,
        ends_at=case.ends_at,
        turns=None
        if turns is None
        else LightTurns(
            yellow_from=turns.yellow_from,
            red_from=turns.red_from,
            overdue_from=turns.overdue_from,
        ),
        provisional=case.is_provisional,
        path=f"{_PATH}/{case.id}",
        source=case.source,
        external_id=case.external_id,
    )


def message_to_applicant(
    case: Case, kind: str, message_id: UUID, at: datetime, *, send_at: datetime | None = None
) -> Publication:
    """That the applicant is to be told something by mail; neither the words nor the address."""
    return Publication(
        payload=ApplicantMessageDue(
            message_id=message_id,
            kind=kind,
            channel=ContactChannel.EMAIL.value,
            case_id=case.id,
            receipt_number=case.receipt_number,
            organ_id=case.organ_id,
            send_at=send_at,
        ),
        entity_id=message_id,
        revision=1,
        organ_id=case.organ_id,
        occurred_at=at,
    )


def messages_of(case: Case, new: Collection[int], now: datetime) -> Sequence[Publication]:
    """What the applicant is to be told of events that are new on record; nothing where there is no
    mail address: the office tells them, and the file lists what. Of what is gathered only the first
    of a day makes a message, which leaves on the next morning.
    """
    untold = case.untold or ()
    if case.has_mail is False:
        return ()
    known = {each["message"] for each in untold if each["seq"] not in new}
    wanted = dict.fromkeys(each["message"] for each in untold if each["seq"] in new)
    send_at = None if case.frequency is None else _next_morning(now)
    return [
        message_to_applicant(case, NEWS, UUID(message), now, send_at=send_at)
        for message in wanted
        if message not in known
    ]


def _next_morning(now: datetime) -> datetime:
    return datetime.combine(shanghai_date(now) + timedelta(days=1), _GATHERED_AT, SHANGHAI)


def untold_out(case: Any) -> list[UntoldOut]:  # noqa: ANN401 - a case, or a row with its columns
    """What the applicant has not been told yet."""
    return [
        UntoldOut(
            seq=each["seq"],
            telling=(telling := Telling(each["telling"])),
            telling_label=telling.label,
            on=each["on"],
            by_mail=case.has_mail is not False and not each.get("is_lost", False),
        )
        for each in case.untold or ()
    ]


def warnings_out(remarks: Iterable[Mapping[str, Any]] | None) -> list[CaseWarningOut]:
    """The column `clock_remarks` for people."""
    return [
        CaseWarningOut(seq=item["seq"], code=item["code"], basis=item["basis"])
        for item in remarks or ()
    ]


def with_warnings(case: Case, head: StepOut) -> StepWithWarningsOut:
    """The head with what the clock remarks on the events of the case."""
    told = warnings_out(case.clock_remarks)
    return StepWithWarningsOut.model_validate({**dict(head), "warnings": told})
