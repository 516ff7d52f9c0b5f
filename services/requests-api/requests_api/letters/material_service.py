"""What is read of a case before a letter about it is drawn up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from gongkai.crypto.fields import KeyRing
from gongkai.reference.organs import ReferenceOrgan
from gongkai.reference.people import person_names
from gongkai.steps import works_in
from requests_api.applicants.models import Applicant
from requests_api.applicants.presenter import opened
from requests_api.cases.errors import CaseNotFound
from requests_api.cases.kind import CaseDesk
from requests_api.cases.kinds import FeeState
from requests_api.cases.models import Case
from requests_api.clock.rules import rules_of_case
from requests_api.consultations.errors import ConsultationNotFound
from requests_api.consultations.models import Consultation
from requests_api.consultations.repository import ConsultationRepository
from requests_api.fees.applicant_service import fee_told
from requests_api.fees.schemas import FeeForApplicantOut
from requests_api.letters.repository import LetterRepository, LetterRow
from requests_api.matters.errors import ForeignOrgan
from requests_api.matters.file import RecordFile
from requests_api.matters.presenter import Words
from requests_api.replies.models import Reply
from requests_api.replies.repository import ReplyRepository


@dataclass(frozen=True, slots=True)
class Material:
    """One case as it was read, and the parts that the letter is about."""

    case: Case
    version: int
    file: RecordFile
    organ: ReferenceOrgan | None
    applicant: dict[str, Any]
    """The personal values in the clear."""
    consultation: Consultation | None
    reply: Reply | None
    letters: Sequence[LetterRow]
    drafted_by_name: str | None
    next_serial: int
    """What the organ's next letter of the year will be, if nobody is faster."""
    today: date
    keys: KeyRing
    words: Words
    """What was said with the acts."""
    fee_due: FeeForApplicantOut | None
    """As the applicant is told of it; None where nothing is due."""

    @property
    def days_to_pay(self) -> int:
        """Working days for paying a fee (DL-12)."""
        return rules_of_case(self.case.rule_set, self.case.received_on).fee_days


async def read_material(desk: CaseDesk, case_id: UUID, consultation_id: UUID | None) -> Material:
    """Read the case in a reading session; nothing is locked, so whoever writes by it compares the
    version.

    Raises `CaseNotFound`, `ForeignOrgan`, `ConsultationNotFound`.
    """
    case = await desk.matters.find(Case, case_id, desk.principal)
    if case is None:
        raise CaseNotFound
    if not works_in(desk.principal, case.organ_id):
        raise ForeignOrgan
    version = case.version
    consultation = None
    if consultation_id is not None:
        consultation = await ConsultationRepository(desk.session).find(case.id, consultation_id)
        if consultation is None:
            raise ConsultationNotFound
    applicant = await desk.session.get_one(Applicant, case.id)
    letters = LetterRepository(desk.session)
    names = await person_names(desk.session, [case.assignee])
    is_due = case.fee_state is FeeState.DUE
    return Material(
        case=case,
        version=version,
        file=(await desk.load(case)).file,
        organ=await desk.organ(case),
        applicant=opened(case.id, applicant.personal, desk.office.keys),
        consultation=consultation,
        reply=await ReplyRepository(desk.session).current(case),
        letters=await letters.of_case(case.id),
        drafted_by_name=names.get(case.assignee or ""),
        next_serial=await letters.last_serial(case.organ_id, desk.today.year) + 1,
        today=desk.today,
        keys=desk.office.keys,
        words=Words(case.id, await desk.matters.said(case.id), desk.office.keys),
        fee_due=await fee_told(desk.session, desk.office, case) if is_due else None,
    )
