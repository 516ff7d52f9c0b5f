"""Asking a file the four questions."""

from gongkai.http.language import Language
from gongkai.record import read_whole
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.decision_guide.guide import guide
from requests_api.decision_guide.presenter import guide_out
from requests_api.decision_guide.reading import file_facts
from requests_api.decision_guide.schemas import DecisionGuideOut
from requests_api.matters.file import RecordFile


async def guide_of(desk: CaseDesk, case: Case, language: Language) -> DecisionGuideOut:
    """The guided check of a case as it stands now."""
    file = RecordFile(read_whole(case, await desk.matters.events(case.id)))
    facts = await file_facts(desk, case, file)
    return guide_out(guide(facts), facts.draft, language)
