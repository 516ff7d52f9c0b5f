"""The loops of a worker that looks after files."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select

from gongkai.db import Database
from gongkai.files.files import Files
from gongkai.files.kinds import ScanState
from gongkai.files.models import FileRemoval, FileScan, StoredFile
from gongkai.files.scanning import Scanner
from gongkai.files.work import REMOVALS, SCANS
from gongkai.queue import Loop
from gongkai.time import PlatformClock
from gongkai.work import Claim, WorkFailed, WorkState, work_off

_SECONDS = 5.0
_FORGET_SECONDS = 3600.0
KEPT = timedelta(days=30)
"""For so long it can be seen which contents were removed, and when."""
_AT_ONCE = 5000


def file_loops(
    database: Database, clock: PlatformClock, files: Files, scanner: Scanner | None
) -> Sequence[Loop]:
    """What the worker of a service that has files repeats."""

    async def remove() -> None:
        await remove_due(database, clock, files)

    async def scan() -> None:
        await scan_due(database, clock, files, scanner)

    async def forget() -> None:
        await forget_removals(database, clock)

    return [
        Loop("files.remove", _SECONDS, remove),
        Loop("files.scan", _SECONDS, scan),
        Loop("files.forget", _FORGET_SECONDS, forget),
    ]


async def remove_due(database: Database, clock: PlatformClock, files: Files) -> int:
    """Remove the contents that are due to go; returns how many were tried."""

    async def remove(claim: Claim[FileRemoval]) -> None:
        await files.store.delete(files.path_of(claim.row.file_id))

    return await work_off(database, clock, REMOVALS, remove)


async def forget_removals(database: Database, clock: PlatformClock) -> None:
    """Delete what tells of removals that were done long ago; what is dead waits for a decision."""
    async with database.unit_of_work() as session:
        old = (
            select(FileRemoval.id)
            .where(FileRemoval.state == WorkState.DONE, FileRemoval.closed_at < clock.now() - KEPT)
            .limit(_AT_ONCE)
        )
        await session.execute(delete(FileRemoval).where(FileRemoval.id.in_(old)))


async def scan_due(
    database: Database, clock: PlatformClock, files: Files, scanner: Scanner | None
) -> int:
    """Ask the scanner about the files that wait for it; returns how many were tried.

    Files that wait while no scanner is configured any more go on waiting: that nobody looked must
    not make them readable.
    """

    async def scan(claim: Claim[FileScan]) -> None:
        if scanner is None:
            raise WorkFailed("scanner_unavailable")
        async with database.read_session() as session:
            file = await session.get_one(StoredFile, claim.row.file_id)
        is_clean = await scanner.is_clean(await files.raw(file))
        async with database.unit_of_work() as session:
            row = await session.get_one(StoredFile, file.id, with_for_update=True)
            row.scan = ScanState.CLEAN if is_clean else ScanState.REFUSED
            row.scanned_at = clock.now()

    return await work_off(database, clock, SCANS, scan)
