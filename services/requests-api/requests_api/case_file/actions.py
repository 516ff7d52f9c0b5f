"""The parts of a case that steps can be taken on."""

from collections.abc import Iterable

from gongkai.http.actions import Parts
from gongkai.record import read_whole
from gongkai.steps import Reason
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.consultations.repository import ConsultationRepository
from requests_api.late_entries.service import comes_first
from requests_api.letters.events import LetterDrawnUp
from requests_api.matters.file import RecordFile


async def parts_of(desk: CaseDesk, case: Case) -> Parts:
    """By the names in the steps' paths: consultations without an answer, letters, events whose day
    was stated, and those that await a second person, which may rest on each other.
    """
    consultations = await ConsultationRepository(desk.session).of_case(case.id)
    file = RecordFile(read_whole(case, await desk.matters.events(case.id)))
    return {
        "consultation_id": _open(item.id for item in consultations if item.answered_on is None),
        "objection_id": _open(case.objections or ()),
        "unit_id": _open(
            unit["ref"] for unit in case.handling_units or () if unit["completed_on"] is None
        ),
        "letter_id": _open(event.ref for _, event in file.of(LetterDrawnUp)),
        "seq": _open(file.correctable),
        "entry": {entry: _resting(file, entry) for entry in sorted(file.awaiting)},
    }


def _open(parts: Iterable[object]) -> dict[object, Reason | None]:
    """Parts with nothing of their own against them."""
    return dict.fromkeys(parts)


def _resting(file: RecordFile, entry: int) -> Reason | None:
    before = file.rests_on(entry)
    return None if before is None else comes_first(before)
