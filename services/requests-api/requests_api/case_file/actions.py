"""The parts of a case that steps can be taken on."""

from collections.abc import Mapping, Sequence

from gongkai.record import read_whole
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.consultations.repository import ConsultationRepository
from requests_api.matters.file import RecordFile


async def parts_of(desk: CaseDesk, case: Case) -> Mapping[str, Sequence[object]]:
    """By the names in the steps' paths: letters without an answer, events whose day was stated, and
    those that await a second person.
    """
    consultations = await ConsultationRepository(desk.session).of_case(case.id)
    file = RecordFile(read_whole(case, await desk.matters.events(case.id)))
    return {
        "consultation_id": [item.id for item in consultations if item.answered_on is None],
        "objection_id": case.objections or [],
        "seq": file.correctable,
        "entry": sorted(file.awaiting),
    }
