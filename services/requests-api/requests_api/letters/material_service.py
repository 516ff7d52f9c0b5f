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
from requests_api.cases.kinds import FeeState, national_text
from requests_api.cases.models import Case
from requests_api.clock.rules import rules_of_case
from requests_api.consultations.errors import ConsultationNotFound
from requests_api.consultations.models import Consultation
from requests_api.consultations.repository import ConsultationRepository
from requests_api.decisions.model import NationalText
from requests_api.fees.applicant_service import fee_told
from requests_api.fees.schemas import FeeForApplicantOut
from requests_api.letters.errors import LetterNotFound
from requests_api.letters.repository import LetterRepository, LetterRow
from requests_api.matters.errors import ForeignOrgan
from requests_api.matters.file import RecordFile
from requests_api.matters.presenter import Words
from requests_api.organ_parameters.models import OrganParameters
from requests_api.organ_parameters.repository import ParametersRepository
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
    about: LetterRow | None
    """The letter that this one is about."""
    parameters: OrganParameters | None
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
    def text(self) -> NationalText:
        """The text under which the case is decided."""
        return national_text(self.case.received_on, self.case.arrived_on)

    @property
    def days_to_pay(self) -> int:
        """Working days for paying a fee (DL-12)."""
        return rules_of_case(self.case.rule_set, self.case.received_on).fee_days


async def read_material(
    desk: CaseDesk, case_id: UUID, consultation_id: UUID | None, letter_id: UUID | None
) -> Material:
    """Read the case in a reading session; nothing is locked, so whoever writes by it compares the
    version.

    Raises `CaseNotFound`, `ForeignOrgan`, `ConsultationNotFound`, `LetterNotFound`.
    """
    case = await desk.matters.find(Case, case_id, desk.principal)
    if case is None:
        raise CaseNotFound
    if not works_in(desk.principal, case.organ_id):
        raise ForeignOrgan
    version = case.version
    applicant = await desk.session.get_one(Applicant, case.id)
    letters = LetterRepository(desk.session)
    about = None if letter_id is None else await _letter(letters, case, letter_id)
    names = await person_names(desk.session, [case.assignee])
    is_due = case.fee_state is FeeState.DUE
    return Material(
        case=case,
        version=version,
        file=(await desk.load(case)).file,
        organ=await desk.organ(case),
        applicant=opened(case.id, applicant.personal, desk.office.keys),
        consultation=await _consultation(desk, case, consultation_id),
        reply=await ReplyRepository(desk.session).current(case),
        about=about,
        parameters=await ParametersRepository(desk.session).present(case.organ_id),
        letters=await letters.of_case(case.id),
        drafted_by_name=names.get(case.assignee or ""),
        next_serial=await letters.last_serial(case.organ_id, desk.today.year) + 1,
        today=desk.today,
        keys=desk.office.keys,
        words=Words(case.id, await desk.matters.said(case.id), desk.office.keys),
        fee_due=await fee_told(desk.session, desk.office, case) if is_due else None,
    )


async def _consultation(
    desk: CaseDesk, case: Case, consultation_id: UUID | None
) -> Consultation | None:
    if consultation_id is None:
        return None
    found = await ConsultationRepository(desk.session).find(case.id, consultation_id)
    if found is None:
        raise ConsultationNotFound
    return found


async def _letter(letters: LetterRepository, case: Case, letter_id: UUID) -> LetterRow:
    found = await letters.find(case.id, letter_id)
    if found is None:
        raise LetterNotFound
    return found
