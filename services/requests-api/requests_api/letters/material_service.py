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
from requests_api.cases.models import Case
from requests_api.consultations.errors import ConsultationNotFound
from requests_api.consultations.models import Consultation
from requests_api.consultations.repository import ConsultationRepository
from requests_api.letters.repository import LetterRepository, LetterRow
from requests_api.matters.errors import ForeignOrgan
from requests_api.matters.file import RecordFile
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
    )
