"""Enclosures to be handed out: looked up and let go of before a byte is asked of the store."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.files import StoredFile
from requests_api.access_codes.access import ApplicantAccess
from requests_api.access_codes.events import present_code
from requests_api.cases.kind import CASE
from requests_api.cases.models import Case
from requests_api.cases.states import CaseState
from requests_api.enclosures.errors import EnclosureNotFound
from requests_api.enclosures.events import EnclosureFetched
from requests_api.enclosures.repository import EnclosedFile, EnclosureRepository
from requests_api.intake.service import APPLICANT
from requests_api.matters.desk import Act, Recorder
from requests_api.matters.office import Office


async def received_enclosures(session: AsyncSession, case: Case) -> Sequence[EnclosedFile]:
    """What came with the reply; nothing before it is issued."""
    if case.state != CaseState.REPLIED:
        return []
    return await EnclosureRepository(session).of_case(case.id)


async def enclosure_received(
    office: Office, receipt_number: str, access_code: str, enclosure_id: UUID
) -> StoredFile:
    """The file of an enclosure of the issued reply. That the applicant fetched it goes on record
    once, before the first byte leaves.

    Raises what `ApplicantAccess.open` does, and `EnclosureNotFound`.
    """
    async with office.database.unit_of_work() as session:
        access = ApplicantAccess(session, office)
        case = await access.open(receipt_number, access_code)
        found = await _issued(session, case, enclosure_id)
        if found.enclosure.fetched_at is not None:
            return found.file
        case = await access.open(receipt_number, access_code, lock=True)
        await session.refresh(found.enclosure)
        if found.enclosure.fetched_at is None:
            found.enclosure.fetched_at = office.clock.now()
            recorder = Recorder(session, office, CASE, actor=APPLICANT)
            under = present_code((await recorder.load(case)).file)
            fetched = EnclosureFetched(ref=enclosure_id, under=under)
            await recorder.put_on_record(case, Act(fetched))
    return found.file


async def _issued(session: AsyncSession, case: Case, enclosure_id: UUID) -> EnclosedFile:
    if case.state == CaseState.REPLIED:
        found = await EnclosureRepository(session).find(case.id, enclosure_id)
        if found is not None:
            return found
    raise EnclosureNotFound
