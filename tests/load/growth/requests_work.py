"""What works in requests-api, and what streams: a line of the report for each.

Computing again after a calendar and after a region, a preview, and the worklist as a file.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

from sqlalchemy import LargeBinary, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY

from gongkai.auth.principal import Role
from gongkai.testing.servers import ServiceDatabase
from gongkai.testing.stand import Stand, variables
from requests_api.applicants.presenter import seal
from requests_api.applicants.schemas import ApplicantIn
from requests_api.features import KINDS
from requests_api.matters.office import Office
from requests_api.process import office_of, open_requests
from requests_api.recomputations.preview_service import begin_preview, work_off_previews
from requests_api.recomputations.region_repository import RegionRepository
from requests_api.recomputations.schemas import PreviewIn
from requests_api.recomputations.service import recompute_outdated
from requests_api.settings import get_settings
from requests_api.worklist.export_service import MOST_AT_ONCE, WorklistExport
from requests_api.worklist.schemas import ExportQuery
from tests.load.growth.callbacks import watching
from tests.load.growth.callers import SIGNER, caller
from tests.load.growth.city import BUSY, CITY
from tests.samples import person

REGION, OTHER = "610100", "150800"
"""Where the organs are, and where a text of its own has terms end earlier."""
_SEALED = 5000
_NAMED = text(
    "UPDATE applicants SET personal = told.name FROM unnest(:ids, :names) AS told (id, name)"
    " WHERE matter_id = told.id"
).bindparams(bindparam("ids", type_=ARRAY(Uuid)), bindparam("names", type_=ARRAY(LargeBinary)))
_STATM = Path("/proc/self/statm")
_PAGE = 4096 / 1_000_000


def piece(what: str, took: float, used: float, done: int, longest) -> str:
    """A line of work that was done in pieces."""
    each = f"{took / done * 1000:.2f} | {used / done * 1000:.2f}"
    return f"| {what} | {done:,} | {each} | {longest.seconds * 1000:.0f} |"


@asynccontextmanager
async def _office(stand: Stand, database: ServiceDatabase) -> AsyncIterator[Office]:
    with variables(stand.environment(database)):
        get_settings.cache_clear()
        async with open_requests("command") as process:
            yield office_of(process)
    get_settings.cache_clear()


async def _scalar(office: Office, statement: str, **values: object) -> int:
    async with office.database.unit_of_work() as session:
        done = await session.execute(text(statement), values)
        return done.scalar() if done.returns_rows else done.rowcount


async def worked_off(stand: Stand, database: ServiceDatabase) -> list[str]:
    """Each case moved, then each looked at in vain; those of an organ in another region; a preview
    of a notice over all that are open.
    """
    async with _office(stand, database) as office:
        lines = []
        for what in ("a case that moves", "a case that does not"):
            took, used, longest = await _timed(recompute_outdated(office, KINDS))
            done = await _scalar(
                office, "UPDATE matters SET calendar_version = 'old' WHERE is_open"
            )
            lines.append(piece(f"computing again {what}", took, used, done, longest))
        await recompute_outdated(office, KINDS)
        lines += [await _relocated(office), await _previewed(office)]
        return lines


async def _relocated(office: Office) -> str:
    """The busiest organ comes to a region with a text of its own."""
    organ = UUID(BUSY)
    move = "UPDATE reference_organs SET region_code = :region WHERE id = :organ"
    await _scalar(office, move, region=OTHER, organ=organ)
    async with office.database.unit_of_work() as session:
        await RegionRepository(session).note(organ, REGION, OTHER)
    took, used, longest = await _timed(recompute_outdated(office, KINDS))
    count = "SELECT count(*) FROM matter_events WHERE type = 'jurisdiction_changed'"
    done = await _scalar(office, count)
    return piece("a case whose organ is in another region", took, used, done, longest)


async def _previewed(office: Office) -> str:
    """What a day off would move."""
    day = (await _calendar(office)).nth_working_day_after(office.clock.today(), 5)
    notice = {
        "year": day.year,
        "kind": "amendment",
        "title": "测试放假安排",
        "source": "测试",
        "holidays": [{"on": str(day), "name": "测试节"}],
    }
    keeper = caller(CITY, Role.ADMIN)
    async with office.database.unit_of_work() as session:
        wanted = PreviewIn.model_validate({"notice": notice})
        run = await begin_preview(session, office, keeper, wanted)
        run_id = run.id
    took, used, longest = await _timed(work_off_previews(office, KINDS))
    count = "SELECT sum(looked_at)::bigint FROM recomputation_tallies WHERE run_id = :run"
    done = await _scalar(office, count, run=run_id)
    return piece("a case that a preview looks at", took, used, done, longest)


async def _calendar(office: Office):
    async with office.database.read_session() as session:
        return await office.calendars.current(session)


async def _timed(work):
    with watching() as longest:
        began, used = time.perf_counter(), time.process_time()
        await work
        return time.perf_counter() - began, time.process_time() - used, longest


async def exported(stand: Stand, database: ServiceDatabase, size: int) -> Sequence[str]:
    """The whole worklist of an overseer as each kind of file, as far as one streams at once."""
    kinds = [kind for kind, most in MOST_AT_ONCE.items() if size <= most]
    if not kinds:
        return []
    async with _office(stand, database) as office:
        await _seal_people(office)
        return [await _streamed(office, kind) for kind in kinds]


async def _seal_people(office: Office) -> None:
    """Give each applicant a name that can be read: SQL cannot encrypt."""
    somebody = ApplicantIn.model_validate(person(1))
    async with office.database.unit_of_work() as session:
        ids = (await session.scalars(text("SELECT matter_id FROM applicants"))).all()
        for begin in range(0, len(ids), _SEALED):
            some = ids[begin : begin + _SEALED]
            names = [seal(office.keys, each, somebody) for each in some]
            await session.execute(_NAMED, {"ids": some, "names": names})


async def _streamed(office: Office, kind: str) -> str:
    query = ExportQuery.model_validate({"format": kind})
    export = WorklistExport(office, SIGNER, caller(CITY, Role.SUPERVISOR), query)
    before = most = _resident()
    with watching() as longest:
        began, size = time.perf_counter(), 0
        async for chunk in export.content():
            size += len(chunk)
            most = max(most, _resident())
            await asyncio.sleep(0)
        took = time.perf_counter() - began
    rate = f"{export.done / took:,.0f} | {most - before:.0f} | {longest.seconds * 1000:.0f}"
    return f"| worklist as {kind.upper()}, {size / 1_000_000:.1f} MB | {export.done:,} | {rate} |"


def _resident() -> float:
    """Megabytes of this process that are in memory."""
    return int(_STATM.read_text().split()[1]) * _PAGE
