"""Reading an oral application back to its applicant (条例29)."""

from datetime import date
from uuid import UUID

from gongkai.crypto.fields import BlindIndex
from gongkai.http.versions import IfMatch
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.intake.events import ReadBack
from requests_api.intake.steps import READ_BACK
from requests_api.matters.desk import Act
from requests_api.matters.models import DESCRIPTION


class ReadingBackService:
    """What one caller reads back."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def record(
        self, case_id: UUID, expected: IfMatch, *, read_back_on: date, paper: str | None
    ) -> Case:
        """The applicant heard what the office filled in, and confirmed it. Raises
        DecryptionFailed where that cannot be read.
        """
        desk = self._desk
        case = await desk.take(case_id, READ_BACK, expected)
        description = DESCRIPTION.opened(desk.office.keys, case.description_sealed, case.id)
        read = read_back(desk.office.indexes, case, description)
        desk.check_day(case, read, read_back_on, "read_back_on")
        await desk.perform(case, READ_BACK, Act(read, read_back_on, paper=paper))
        return case


def read_back(indexes: BlindIndex, case: Case, description: str) -> ReadBack:
    """What is put on record of it: a digest of the words, which only this file can have."""
    said = "\n".join((str(case.id), case.title, case.document_reference or "", description))
    return ReadBack(text_digest=indexes.digest("case.read_back", said).hex())
