"""Cases as they are shown: masked, with light, deadlines and the steps that are allowed."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.calendar import WorkingCalendar
from gongkai.crypto.fields import KeyRing
from requests_api.applicants.kinds import ApplicantKind, DocumentType
from requests_api.applicants.masking import (
    mask_address,
    mask_document_number,
    mask_email,
    mask_name,
    mask_phone,
)
from requests_api.cases.desk import Office, situation_of
from requests_api.cases.errors import CaseNotFound
from requests_api.cases.lifecycle import STAGES, STATE_LABELS, CaseState, allowed_steps
from requests_api.cases.lights import light_of, remaining_working_days
from requests_api.cases.models import Applicant, Case, CaseDeadline, Consultation, Reply
from requests_api.cases.repository import CaseRepository
from requests_api.cases.schemas import (
    ApplicantOut,
    ApplicantUnmaskedOut,
    CaseListItem,
    CaseOut,
    ConsultationOut,
    DeadlineOut,
    DocumentNumberOut,
    ReplyOut,
)
from requests_api.clock.facts import Channel
from requests_api.decisions.schemas import EvidenceOut
from requests_api.decisions.taxonomy import decision_of


class CaseViews:
    """Reads cases for one caller."""

    def __init__(self, session: AsyncSession, office: Office, principal: Principal) -> None:
        self._session = session
        self._office = office
        self._principal = principal
        self._cases = CaseRepository(session)

    async def find(self, case_id: UUID) -> Case:
        """The case, if it exists for the caller; raises `CaseNotFound`."""
        case = await self._cases.find(case_id, self._principal)
        if case is None:
            raise CaseNotFound
        return case

    async def case(self, case: Case) -> CaseOut:
        """One case in full."""
        today = self._office.clock.today()
        calendar = await self._office.calendars.current(self._session)
        keys = self._office.keys
        organ = await self._cases.organ(case.organ_id)
        applicant = await self._cases.applicant(case.id)
        reply = None if case.reply_id is None else await self._session.get(Reply, case.reply_id)
        return CaseOut(
            **_common(case, calendar, today),
            organ_name=None if organ is None else organ.name,
            source=case.source,
            external_id=case.external_id,
            applicant=masked(applicant, keys),
            description=case.description,
            document_reference=case.document_reference,
            supply_form=case.supply_form,
            arrived_on=case.arrived_on,
            confirmed_on=case.confirmed_on,
            rule_set=case.rule_set,
            clock_state=case.clock_state,
            extended=case.is_extended,
            decision=case.decision,
            replied_on=case.replied_on,
            delivered_on=case.delivered_on,
            calendar_version=case.calendar_version,
            consultations=[
                consultation_out(item, keys) for item in await self._cases.consultations(case.id)
            ],
            deadlines=[_deadline_out(row) for row in await self._cases.deadlines(case.id)],
            reply=None if reply is None else reply_out(reply, keys),
            created_at=case.created_at,
        )

    async def items(
        self, rows: Sequence[tuple[Case, Applicant, date | None]]
    ) -> list[CaseListItem]:
        """Cases of a worklist, each with its applicant and its earliest deadline."""
        today = self._office.clock.today()
        calendar = await self._office.calendars.current(self._session)
        return [
            CaseListItem(
                **_common(case, calendar, today),
                applicant_name=mask_name(personal(applicant, self._office.keys)["name"]),
                next_due_on=next_due_on,
            )
            for case, applicant, next_due_on in rows
        ]

    async def applicant_unmasked(self, case: Case) -> ApplicantUnmaskedOut:
        """The applicant in the clear; the caller has put the reading on record before."""
        applicant = await self._cases.applicant(case.id)
        values = personal(applicant, self._office.keys)
        return ApplicantUnmaskedOut(
            kind=ApplicantKind(applicant.kind),
            name=values["name"],
            document=DocumentNumberOut(
                type=DocumentType(values["document"]["type"]), number=values["document"]["number"]
            ),
            phone=values["phone"],
            email=values["email"],
            address=values["address"],
            contact_person=values["contact_person"],
        )


def personal(applicant: Applicant, keys: KeyRing) -> dict[str, Any]:
    """The applicant's personal values in the clear."""
    text = keys.decrypt("applicants", "personal", applicant.case_id, applicant.personal)
    values: dict[str, Any] = json.loads(text)
    return values


def masked(applicant: Applicant, keys: KeyRing) -> ApplicantOut:
    """The applicant as everybody in the office sees it."""
    values = personal(applicant, keys)
    email, address = values["email"], values["address"]
    return ApplicantOut(
        kind=ApplicantKind(applicant.kind),
        name=mask_name(values["name"]),
        document_type=DocumentType(applicant.document_type),
        document_number=mask_document_number(values["document"]["number"]),
        phone=mask_phone(values["phone"]),
        email=None if email is None else mask_email(email),
        address=None if address is None else mask_address(address),
        help_needed=applicant.help_needed,
    )


def consultation_out(item: Consultation, keys: KeyRing) -> ConsultationOut:
    """A consultation with its party's name masked."""
    name = keys.decrypt_text("consultations", "party_name", item.id, item.party_name)
    return ConsultationOut(
        id=item.id,
        party=item.party,
        party_name=mask_name(name) if item.party == "third_party" else name,
        sent_on=item.sent_on,
        delivered_on=item.delivered_on,
        answered_on=item.answered_on,
        opinion=item.opinion,
    )


def reply_out(reply: Reply, keys: KeyRing) -> ReplyOut:
    """A reply for the office."""
    return ReplyOut(
        id=reply.id,
        draft=reply.draft,
        decision=reply.decision,
        decision_label=decision_of(reply.decision).label,
        evidence=[EvidenceOut.model_validate(piece) for piece in reply.evidence],
        content=keys.decrypt_text("replies", "content", reply.id, reply.content),
        document_number=reply.document_number,
        drafted_by=reply.drafted_by,
        drafted_at=reply.drafted_at,
        approved_by=reply.approved_by,
        approved_at=reply.approved_at,
        return_reason=reply.return_reason,
        issued_on=reply.issued_on,
        delivered_on=reply.delivered_on,
        delivery=reply.delivery,
    )


def _deadline_out(row: CaseDeadline) -> DeadlineOut:
    return DeadlineOut(
        id=row.id,
        rule=row.rule,
        state=row.state,
        due_on=row.due_on,
        provisional=row.is_provisional,
        revision=row.revision,
    )


def _common(case: Case, calendar: WorkingCalendar, today: date) -> Mapping[str, Any]:
    state = CaseState(case.state)
    due_on = case.due_on
    return {
        "id": case.id,
        "version": case.version,
        "receipt_number": case.receipt_number,
        "number": case.number,
        "organ_id": case.organ_id,
        "state": state,
        "state_label": STATE_LABELS[state],
        "stage": STAGES[state],
        "channel": Channel(case.channel),
        "title": case.title,
        "assignee": case.assignee,
        "received_on": case.received_on,
        "due_on": due_on,
        "provisional": case.is_provisional,
        "remaining_working_days": (
            None if due_on is None else remaining_working_days(due_on, today, calendar)
        ),
        "light": light_of(due_on, today, calendar),
        "available_actions": allowed_steps(situation_of(case)),
    }
