"""Cases as they are shown: masked, with light, deadlines and the steps the caller can take."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.calendar import WorkingCalendar
from gongkai.crypto.fields import KeyRing
from gongkai.deadlines.lights import Light
from gongkai.rules import rule_label
from requests_api.access_codes.presenter import acts_out, reissue_out
from requests_api.applicants.presenter import masked, masked_name
from requests_api.assignments.presenter import assignment_out
from requests_api.case_file.reading import CommonRow, FileRow, ItemRow, read_case
from requests_api.case_file.schemas import (
    CaseDeadlineOut,
    CaseListItem,
    CaseOut,
    FrequencyOut,
    ProcedureOut,
)
from requests_api.cases.errors import CaseNotFound
from requests_api.cases.kind import situation_of
from requests_api.cases.kinds import FeeState
from requests_api.cases.presenter import untold_out, warnings_out
from requests_api.cases.reading import approver
from requests_api.cases.states import STAGES, CaseState
from requests_api.cases.steps import CASE_STEPS
from requests_api.closings.presenter import closing_out, merged_cases_out, reopenings_out
from requests_api.consultations.presenter import Frame, consultations_out
from requests_api.corrections.presenter import correction_out
from requests_api.cost_fees.presenter import cost_fee_out
from requests_api.delays.presenter import delays_out
from requests_api.explanations.presenter import explanation_out
from requests_api.extensions.presenter import extension_requests_out
from requests_api.fees.presenter import FeeFrame, fee_out
from requests_api.fees.schemas import FeeOut
from requests_api.matters.access import reads_texts
from requests_api.matters.desk import Desk
from requests_api.matters.models import DESCRIPTION
from requests_api.matters.office import Office
from requests_api.matters.presenter import Words, marked_out, pressure_of, sealed_in, waiting_out
from requests_api.pauses.presenter import pauses_out
from requests_api.publications.presenter import publication_state_out
from requests_api.replies.presenter import reply_out
from requests_api.special_needs.presenter import special_need_out


class CaseViews:
    """Reads cases for one caller."""

    def __init__(self, session: AsyncSession, office: Office, principal: Principal) -> None:
        self._session = session
        self._office = office
        self._principal = principal

    async def case(self, case_id: UUID) -> CaseOut:
        """One case in full, by one statement; raises `CaseNotFound`."""
        row = await read_case(self._session, self._principal, case_id)
        if row is None:
            raise CaseNotFound
        await self._stand_in([row])
        calendar = await self._office.calendars.as_of(row.notices, self._session)
        return self._file(row, self._shown(row, calendar), calendar)

    async def items(self, rows: Sequence[ItemRow]) -> list[CaseListItem]:
        """Cases of a list."""
        await self._stand_in(rows)
        calendar = await self._office.calendars.current(self._session)
        return [self._item(row, calendar) for row in rows]

    async def _stand_in(self, rows: Sequence[CommonRow]) -> None:
        """Learn in whose place the caller stands, if one of the cases waits for an approval."""
        states = [row.state for row in rows]
        self._principal = await approver(self._session, self._office, self._principal, states)

    def _item(self, row: ItemRow, calendar: WorkingCalendar) -> CaseListItem:
        shown = self._shown(row, calendar)
        return CaseListItem(
            id=row.id,
            version=row.version,
            receipt_number=row.receipt_number,
            number=row.number,
            organ_id=row.organ_id,
            organ_name=row.organ_name,
            state=shown.state,
            state_label=shown.state.label,
            stage=STAGES[shown.state],
            waiting_for=waiting_out(row.waiting_for),
            channel=row.channel,
            title=row.title,
            assignee=row.assignee,
            assignee_name=row.assignee_name,
            assignee_is_assignable=shown.is_assignable,
            arrived_on=row.arrived_on,
            received_on=row.received_on,
            due_on=row.due_on,
            was_due_on=row.was_due_on,
            provisional=row.is_provisional,
            remaining_working_days=shown.remaining,
            light=shown.light,
            available_actions=shown.actions,
            applicant_name=masked_name(row.id, row.personal, self._office.keys),
            next_due_on=row.next_due_on,
        )

    def _file(self, row: FileRow, shown: "_Shown", calendar: WorkingCalendar) -> CaseOut:
        keys, is_told = self._office.keys, reads_texts(self._principal, row.organ_id)
        heard = Frame.of(row, self._office.clock.today(), calendar)
        return CaseOut(
            id=row.id,
            version=row.version,
            receipt_number=row.receipt_number,
            number=row.number,
            organ_id=row.organ_id,
            organ_name=row.organ_name,
            source=row.source,
            external_id=row.external_id,
            state=shown.state,
            state_label=shown.state.label,
            stage=STAGES[shown.state],
            waiting_for=waiting_out(row.waiting_for),
            channel=row.channel,
            applicant=masked(row, keys),
            title=row.title,
            description=description_of(row, keys) if is_told else None,
            free_text_withheld=not is_told,
            document_reference=row.document_reference,
            supply_form=row.supply_form,
            assignee=row.assignee,
            assignee_name=row.assignee_name,
            assignee_is_assignable=shown.is_assignable,
            arrived_on=row.arrived_on,
            confirmed_on=row.confirmed_on,
            read_back_on=row.read_back_on,
            received_on=row.received_on,
            rule_set=row.rule_set,
            clock_state=row.clock_state,
            due_on=row.due_on,
            was_due_on=row.was_due_on,
            provisional=row.is_provisional,
            remaining_working_days=shown.remaining,
            light=shown.light,
            extended=row.is_extended,
            decision=row.decision,
            replied_on=row.replied_on,
            delivered_on=row.delivered_on,
            calendar_version=row.calendar_version,
            consultations=consultations_out(row.consultations, keys, heard, with_words=is_told),
            **_procedures(row, keys, with_words=is_told),
            warnings=warnings_out(row.clock_remarks),
            fee=fee_of(row, calendar, keys, with_words=is_told),
            publication=publication_state_out(row.publication),
            deadlines=[_deadline(item) for item in row.deadlines or ()],
            imported=row.imported_on is not None,
            frequency=None if row.frequency is None else FrequencyOut(**row.frequency),
            untold=untold_out(row),
            late_entries=marked_out(row.late_entries, row.names or {}),
            code_reissue=reissue_out(row.code_reissue),
            acts_under_reissue=acts_out(row.acts_under_reissue),
            reply=reply_out(row, keys, row.names or {}, with_words=is_told),
            available_actions=shown.actions,
            created_at=row.created_at,
        )

    def _shown(self, row: CommonRow, calendar: WorkingCalendar) -> "_Shown":
        pressure = pressure_of(row, self._office.clock.now(), calendar)
        left = pressure.remaining
        return _Shown(
            CaseState(row.state),
            pressure.light,
            None if left is None else left.value,
            CASE_STEPS.available(situation_of(row), self._principal),
            None if row.assignee is None else row.assignee_is_assignable,
        )


class _Shown(NamedTuple):
    """What is made of a row's columns for people."""

    state: CaseState
    light: Light
    remaining: int | None
    actions: list[str]
    is_assignable: bool | None
    """Of who is responsible."""


async def whole_file(desk: Desk[Any], matter_id: UUID) -> CaseOut:
    """The file after a step, for whoever asked for it with `?include=file`."""
    return await CaseViews(desk.session, desk.office, desk.principal).case(matter_id)


def procedure_out(row: FileRow, keys: KeyRing, *, with_words: bool) -> ProcedureOut:
    """What the procedures beside the answer have come to; ``with_words`` says whether the caller
    may read what was said.
    """
    return ProcedureOut(**_procedures(row, keys, with_words=with_words))


def _procedures(row: FileRow, keys: KeyRing, *, with_words: bool) -> dict[str, Any]:
    """The members of `ProcedureOut`."""
    words = Words(row.id, sealed_in(row.said) if with_words else {}, keys)
    remarked = {remark["code"] for remark in row.clock_remarks or ()}
    names = row.names or {}
    return {
        "assignment": assignment_out(row.assignment, words),
        "correction": correction_out(row.correction, words, remarked),
        "explanation": explanation_out(row.explanation, words),
        "special_need": special_need_out(row.special_need, words),
        "cost_fee": cost_fee_out(row.cost_fee, words),
        "extension_requests": extension_requests_out(row.extension_requests, words, names),
        "delays": delays_out(row.delays, words),
        "pauses": pauses_out(row.pauses, words),
        "closing": closing_out(row.closing, words, names),
        "reopenings": reopenings_out(row.reopenings, words),
        "merged_cases": merged_cases_out(row.merged_cases),
    }


def description_of(row: FileRow, keys: KeyRing) -> str:
    """What else helps to find the information, as people are shown it."""
    return DESCRIPTION.shown(keys, row.description_sealed, row.id)


def fee_of(
    row: FileRow, calendar: WorkingCalendar, keys: KeyRing, *, with_words: bool
) -> FeeOut | None:
    """The processing fee; ``with_words`` says whether the caller may read what an office writes."""
    if row.fee_state is None:
        return None
    calendar = calendar.for_jurisdiction(row.jurisdiction)
    frame = FeeFrame(FeeState(row.fee_state), row.rule_set, row.received_on, calendar)
    return fee_out(row.fees, frame, keys, with_words=with_words)


def _deadline(item: dict[str, Any]) -> CaseDeadlineOut:
    return CaseDeadlineOut(
        id=item["id"],
        rule=item["rule"],
        rule_label=rule_label(item["rule"]),
        ref=item["ref"],
        state=item["state"],
        due_on=item["due_on"],
        provisional=item["provisional"],
        revision=item["revision"],
    )
