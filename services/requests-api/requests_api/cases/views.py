"""Cases as they are shown: masked, with light, deadlines and the steps the caller can take."""

import json
from base64 import b64decode
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.calendar import WorkingCalendar
from gongkai.crypto.fields import KeyRing
from gongkai.deadlines.due import Due
from gongkai.deadlines.lights import light_of, remaining
from requests_api.applicants.kinds import ApplicantKind
from requests_api.applicants.masking import (
    mask_address,
    mask_document_number,
    mask_email,
    mask_name,
    mask_phone,
)
from requests_api.applicants.schemas import ApplicantOut, ApplicantUnmaskedOut
from requests_api.cases.access import available_actions, may_read_letters
from requests_api.cases.desk import Office, situation_of
from requests_api.cases.errors import CaseNotFound
from requests_api.cases.lifecycle import STAGES, STATE_LABELS, CaseState
from requests_api.cases.models import Case
from requests_api.cases.reading import select_case
from requests_api.cases.repository import CaseRepository
from requests_api.cases.schemas import (
    CaseListItem,
    CaseOut,
    ConsultationOut,
    DeadlineOut,
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

    async def case(self, case_id: UUID) -> CaseOut:
        """One case in full, by one statement; raises `CaseNotFound`."""
        found = await self._session.execute(select_case(self._principal), {"case_id": case_id})
        row = found.one_or_none()
        if row is None:
            raise CaseNotFound
        calendar = await self._office.calendars.as_of(row.notices, self._session)
        keys = self._office.keys
        return CaseOut(
            **_common(row, self._principal, calendar, self._office.clock.now()),
            organ_name=row.organ_name,
            source=row.source,
            external_id=row.external_id,
            applicant=_masked(row, keys),
            description=row.description,
            document_reference=row.document_reference,
            supply_form=row.supply_form,
            arrived_on=row.arrived_on,
            confirmed_on=row.confirmed_on,
            rule_set=row.rule_set,
            clock_state=row.clock_state,
            extended=row.is_extended,
            decision=row.decision,
            replied_on=row.replied_on,
            delivered_on=row.delivered_on,
            calendar_version=row.calendar_version,
            consultations=[_consultation(item, keys) for item in row.consultations or ()],
            deadlines=[DeadlineOut(**item) for item in row.deadlines or ()],
            reply=None if row.reply_id is None else _reply(row, keys, self._principal),
            created_at=row.created_at,
        )

    async def items(self, rows: Sequence[Row[Any]]) -> list[CaseListItem]:
        """Cases of a worklist."""
        now = self._office.clock.now()
        calendar = await self._office.calendars.current(self._session)
        return [
            CaseListItem(
                **_common(row, self._principal, calendar, now),
                applicant_name=mask_name(
                    _personal(row.id, row.personal, self._office.keys)["name"]
                ),
                next_due_on=row.next_due_on,
            )
            for row in rows
        ]

    async def applicant_unmasked(self, case: Case) -> ApplicantUnmaskedOut:
        """The applicant in the clear; the caller has put the reading on record before."""
        applicant = await self._cases.applicant(case.id)
        values = _personal(case.id, applicant.personal, self._office.keys)
        return ApplicantUnmaskedOut(kind=ApplicantKind(applicant.kind), **values)


def _personal(case_id: UUID, sealed: bytes, keys: KeyRing) -> dict[str, Any]:
    """The applicant's personal values in the clear."""
    values: dict[str, Any] = json.loads(keys.decrypt("applicants", "personal", case_id, sealed))
    return values


def _masked(row: Row[Any], keys: KeyRing) -> ApplicantOut:
    """The applicant as everybody in the office sees it."""
    values = _personal(row.id, row.personal, keys)
    email, address, agent = values["email"], values["address"], values["agent"]
    contact = values["contact_person"]
    return ApplicantOut(
        kind=row.applicant_kind,
        name=mask_name(values["name"]),
        document_type=row.document_type,
        document_number=mask_document_number(values["document"]["number"]),
        phone=mask_phone(values["phone"]),
        email=None if email is None else mask_email(email),
        address=None if address is None else mask_address(address),
        contact_person=None if contact is None else mask_name(contact),
        agent_name=None if agent is None else mask_name(agent["name"]),
        help_needed=row.help_needed,
    )


def _consultation(item: dict[str, Any], keys: KeyRing) -> ConsultationOut:
    """A consultation; a third party's name is masked, an organ's is not."""
    sealed = b64decode(item["party_name"])
    name = keys.decrypt_text("consultations", "party_name", item["id"], sealed)
    shown = mask_name(name) if item["party"] == "third_party" else name
    return ConsultationOut(**{**item, "party_name": shown})


def _reply(row: Row[Any], keys: KeyRing, principal: Principal) -> ReplyOut:
    """The present reply, without its text for those who only oversee."""
    content = None
    if may_read_letters(principal, row.organ_id):
        content = keys.decrypt_text("replies", "content", row.reply_id, row.reply_content)
    return ReplyOut(
        id=row.reply_id,
        draft=row.reply_draft,
        decision=row.reply_decision,
        decision_label=decision_of(row.reply_decision).label,
        evidence=[EvidenceOut.model_validate(piece) for piece in row.reply_evidence],
        content=content,
        document_number=row.reply_document_number,
        drafted_by=row.reply_drafted_by,
        drafted_at=row.reply_drafted_at,
        approved_by=row.reply_approved_by,
        approved_at=row.reply_approved_at,
        return_reason=row.reply_return_reason,
        issued_on=row.reply_issued_on,
        delivered_on=row.reply_delivered_on,
        delivery=row.reply_delivery,
    )


def _common(
    row: Row[Any], principal: Principal, calendar: WorkingCalendar, now: datetime
) -> Mapping[str, Any]:
    state, act_by = CaseState(row.state), row.due_on or row.confirm_by
    due = None if act_by is None else Due(act_by)
    calendar = calendar.for_jurisdiction(row.jurisdiction)
    return {
        "id": row.id,
        "version": row.version,
        "receipt_number": row.receipt_number,
        "number": row.number,
        "organ_id": row.organ_id,
        "state": state,
        "state_label": STATE_LABELS[state],
        "stage": STAGES[state],
        "channel": Channel(row.channel),
        "title": row.title,
        "assignee": row.assignee,
        "received_on": row.received_on,
        "due_on": row.due_on,
        "provisional": row.is_provisional,
        "remaining_working_days": (None if due is None else remaining(due, now, calendar).value),
        "light": light_of(due, now, calendar),
        "available_actions": available_actions(
            situation_of(row), principal, row.organ_id, row.reply_drafted_by
        ),
    }
