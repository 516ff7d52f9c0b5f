"""Disclosing texts of a case to who only oversees, and the applicant to who works on it."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Permission, Principal
from requests_api.applicant_disclosures.service import DisclosureService
from requests_api.applicants.presenter import unmasked
from requests_api.applicants.schemas import ApplicantUnmaskedOut
from requests_api.case_file.presenter import description_of, fee_of, procedure_out
from requests_api.case_file.reading import FileRow, read_case
from requests_api.cases.errors import CaseNotFound
from requests_api.cases.models import Case
from requests_api.consultations.presenter import Frame, consultations_out
from requests_api.consultations.schemas import ConsultationOut
from requests_api.date_corrections.reading import shown_corrections
from requests_api.date_corrections.schemas import ExplainedCorrectionOut
from requests_api.disclosures.errors import ApplicantNotDisclosed
from requests_api.disclosures.kinds import DisclosedPart
from requests_api.disclosures.schemas import DisclosureOut
from requests_api.fees.schemas import FeeOut
from requests_api.late_entries.reading import shown_late_entries
from requests_api.late_entries.schemas import LateEntryOut
from requests_api.matters.errors import ForeignOrgan
from requests_api.matters.office import Office
from requests_api.replies.presenter import reply_out

T = TypeVar("T")


class CaseDisclosures:
    """Disclosures of cases to one caller."""

    def __init__(self, session: AsyncSession, office: Office, principal: Principal) -> None:
        self._session = session
        self._office = office
        self._principal = principal
        self._record = DisclosureService(session, office, principal)

    async def disclose(self, case: Case, reason: str, of: Sequence[DisclosedPart]) -> DisclosureOut:
        """The parts of the case that are asked for; the reading is committed before they leave.

        Raises `ApplicantNotDisclosed` where the applicant is asked for by anybody else than clerks
        and heads of the organ.
        """
        row = await read_case(self._session, self._principal, case.id)
        if row is None:
            raise CaseNotFound
        keys, parts = self._office.keys, tuple(dict.fromkeys(of))
        applicant = await self._applicant(case) if DisclosedPart.APPLICANT in parts else None
        entered = self._record.enter(case, reason, parts)
        return DisclosureOut(
            id=entered.id,
            of=list(parts),
            disclosed_at=entered.disclosed_at,
            applicant=applicant,
            description=description_of(row, keys) if DisclosedPart.DESCRIPTION in parts else None,
            reply=reply_out(row, keys, row.names or {}, with_words=True)
            if DisclosedPart.REPLY in parts
            else None,
            consultations=await self._consultations(row, parts),
            procedure=procedure_out(row, keys, with_words=True)
            if DisclosedPart.PROCEDURE in parts
            else None,
            fee=await self._fee(row, parts),
            date_corrections=await self._corrections(case, parts),
            late_entries=await self._late_entries(row, parts),
        )

    async def _applicant(self, case: Case) -> ApplicantUnmaskedOut:
        if not self._principal.allows(Permission.CASES_UNMASK):
            raise ApplicantNotDisclosed
        try:
            return unmasked(await self._record.applicant(case), self._office.keys)
        except ForeignOrgan:
            raise ApplicantNotDisclosed from None

    async def _consultations(
        self, row: FileRow, parts: Collection[DisclosedPart]
    ) -> list[ConsultationOut] | None:
        if DisclosedPart.CONSULTATIONS not in parts:
            return None
        calendar = await self._office.calendars.as_of(row.notices, self._session)
        frame = Frame.of(row, self._office.clock.today(), calendar)
        return consultations_out(row.consultations, self._office.keys, frame, with_words=True)

    async def _fee(self, row: FileRow, parts: Collection[DisclosedPart]) -> FeeOut | None:
        if DisclosedPart.FEE not in parts:
            return None
        calendar = await self._office.calendars.as_of(row.notices, self._session)
        return fee_of(row, calendar, self._office.keys, with_words=True)

    async def _corrections(
        self, case: Case, parts: Collection[DisclosedPart]
    ) -> list[ExplainedCorrectionOut] | None:
        if DisclosedPart.DATE_CORRECTIONS not in parts:
            return None
        return await shown_corrections(self._session, case.id, self._office.keys, with_words=True)

    async def _late_entries(
        self, row: FileRow, parts: Collection[DisclosedPart]
    ) -> list[LateEntryOut] | None:
        if DisclosedPart.LATE_ENTRIES not in parts:
            return None
        return await shown_late_entries(
            self._session, row.id, row.late_entries, self._office.keys, with_words=True
        )
