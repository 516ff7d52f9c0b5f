"""Looking through what goes out with replies: the worker's part."""

from uuid import UUID

from gongkai.files import Files, ScanState, StoredFile
from gongkai.files.screening import screen_file
from gongkai.screening import Kind
from gongkai.screening.reports import Report
from gongkai.work import Claim, WorkFailed, WorkObsolete, work_off
from requests_api.cases.kind import CASE
from requests_api.cases.models import Case
from requests_api.enclosures.events import EnclosureScreened
from requests_api.enclosures.models import SCREENINGS, EnclosureScreening
from requests_api.enclosures.repository import EnclosureRepository
from requests_api.findings.events import counted
from requests_api.findings.repository import FindingRepository
from requests_api.findings.service import rows_of
from requests_api.matters.desk import Act, Recorder
from requests_api.matters.office import Office

SCREENER = "system:screening"
_TAKEN_OUT = "enclosure_removed"


async def screen_due(office: Office, files: Files) -> int:
    """Look through the enclosures that wait for it; returns how many were tried. A file that the
    virus scanner has not seen yet, and one that cannot be fetched, is tried again: until then the
    reply is not handed in.
    """

    async def screen(claim: Claim[EnclosureScreening]) -> None:
        enclosure_id = claim.row.enclosure_id
        file = await _file_of(office, enclosure_id)
        if file.scan is ScanState.PENDING:
            raise WorkFailed("scan_pending")
        if file.scan is ScanState.REFUSED:
            report = Report(findings=(), unscreened=(Kind.NOT_SCREENED_UNREADABLE,))
        else:
            report = await screen_file(files, file)
        await _record(office, enclosure_id, report)

    return await work_off(office.database, office.clock, SCREENINGS, screen)


async def _file_of(office: Office, enclosure_id: UUID) -> StoredFile:
    async with office.database.read_session() as session:
        enclosure, file = await EnclosureRepository(session).by_id(enclosure_id)
    if enclosure.removed_at is not None:
        raise WorkObsolete(_TAKEN_OUT)
    return file


async def _record(office: Office, enclosure_id: UUID, report: Report) -> None:
    """The findings, and that there are so many of each kind on the record of the case; once,
    whoever else has looked through it meanwhile.
    """
    async with office.database.unit_of_work() as session:
        recorder = Recorder(session, office, CASE, actor=SCREENER)
        rows = EnclosureRepository(session)
        seen, _ = await rows.by_id(enclosure_id)
        case = await recorder.matters.lock(Case, seen.case_id, None)
        await session.refresh(seen)  # as it is behind the lock
        if case is None or seen.removed_at is not None:
            raise WorkObsolete(_TAKEN_OUT)
        if seen.screened_at is not None:
            return
        seen.screened_at = office.clock.now()
        found = list(rows_of(report, office.keys, enclosure_id=enclosure_id))
        FindingRepository(session).add(found)
        kinds = counted(each.kind for each in found)
        await recorder.put_on_record(case, Act(EnclosureScreened(ref=enclosure_id, found=kinds)))
