"""What is asked of requests-api in a city: lists, counts, sweeps and feeds."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from uuid import UUID

from gongkai.auth.principal import Principal, Role
from gongkai.calendar import base_calendar
from gongkai.deadlines.lights import Light, due_ranges
from gongkai.feed import FeedReader
from gongkai.folding import words
from gongkai.http.paging import Pager
from gongkai.reference.organs import organs_in_scope_of
from requests_api.features import KINDS
from requests_api.recomputations.kinds import Direction
from requests_api.recomputations.preview_repository import PreviewRepository
from requests_api.recomputations.region_repository import RegionRepository
from requests_api.recomputations.repository import RecomputationRepository
from requests_api.recomputations.run_repository import IN_ORDER, RunRepository
from requests_api.recomputations.schemas import ReportQuery
from requests_api.statistics.repository import counted as counted_cases
from requests_api.worklist.criteria_repository import Criteria, External, Indexed, Mine
from requests_api.worklist.repository import counts, keyset_of, page_of_matters
from requests_api.worklist.schemas import WorklistQuery
from tests.load.growth.callers import CALLERS, SIGNER, caller
from tests.load.growth.city import DISTRICT, SMALL
from tests.load.growth.measure import Scene
from tests.load.growth.requests_data import CALENDAR, RARE, RUN

NOW = datetime(2026, 11, 30, tzinfo=UTC)


def light(code: str):
    """The ends that show a light."""
    return due_ranges(Light(code), NOW, base_calendar())


NARROWED: Mapping[str, tuple[str, Criteria]] = {
    "first page": ("due", Criteria()),
    "newest first": ("-received", Criteria()),
    "by number": ("number", Criteria()),
    "state handling": ("due", Criteria(states=("handling",))),
    "states closed, approved": ("due", Criteria(states=("closed", "approved"))),
    "rare state, newest first": ("-received", Criteria(states=("closed",))),
    "state received, oldest first": ("received", Criteria(states=("received",))),
    "overdue": ("due", Criteria(lights=(light("overdue"),))),
    "red": ("due", Criteria(lights=(light("red"),))),
    "without end": ("due", Criteria(lights=(light("none"),))),
    "waiting for a pause": ("due", Criteria(waiting_for=("pause",))),
    "frequent": ("due", Criteria(frequent=True)),
    "untold": ("due", Criteria(untold=True)),
    "assignee": ("due", Criteria(assignee="person-399-1")),
    "assignee, by number": ("number", Criteria(assignee="person-399-1")),
    "mine": ("due", Criteria(mine=Mine("person-399-1", UUID(SMALL)))),
    "mine, by number": ("number", Criteria(mine=Mine("person-399-1", UUID(SMALL)))),
    "unassigned": ("due", Criteria(unassigned=True)),
    "unassigned, overdue": ("due", Criteria(unassigned=True, lights=(light("overdue"),))),
    "channel, common": ("due", Criteria(channels=("online",))),
    "channel, rare": ("due", Criteria(channels=("fax",))),
    "channel, rare, newest first": ("-received", Criteria(channels=("fax",))),
    "external id": ("due", Criteria(external=External("oa", "7"))),
    "number": ("due", Criteria(numbers=("依申〔2026〕77号",))),
    "one office": ("due", Criteria(organ_id=UUID(SMALL))),
    "text, common": ("due", Criteria(readings=[words("财政预算公开")])),
    "text, rare": ("due", Criteria(readings=[words(RARE)])),
    "text, two words": ("due", Criteria(readings=[words("征收补偿方案 社区的申请")])),
    "text, two characters": ("due", Criteria(readings=[words("琉璃")])),
    "text, one character": ("due", Criteria(readings=[words("琉")])),
    "text, none": ("due", Criteria(readings=[words("没有这样的词")])),
    "text, number": ("due", Criteria(readings=[words("依申〔2026〕77号")])),
    "text, document reference": ("due", Criteria(readings=[words("测府发〔2026〕4999号")])),
    "text, part of a number": ("due", Criteria(readings=[words("〕1234")])),
    "view, what presses mine": (
        "due",
        Criteria(
            mine=Mine("person-399-1", UUID(SMALL)),
            states=("handling", "drafted"),
            lights=(light("red"), light("overdue")),
        ),
    ),
    "view, to be approved": ("received", Criteria(states=("in_approval",))),
    "view, awaited and unassigned, newest first": (
        "-received",
        Criteria(waiting_for=("consultation",), unassigned=True),
    ),
    "view, many of one applicant, by number": (
        "number",
        Criteria(frequent=True, states=("registered", "handling")),
    ),
    "view, arrived on paper in one office": (
        "due",
        Criteria(organ_id=UUID(SMALL), channels=("fax",)),
    ),
    "phone": ("due", Criteria(applicants=[Indexed("phone", b"x" * 32)])),
}


def worklist(database, *, limit: int = 50) -> Mapping[str, Scene]:
    """The worklist of an overseer and of two clerks, narrowed in every way."""
    return {
        f"{name}, {who}": _page(database, caller(organ, role), sort, criteria, limit)
        for name, (sort, criteria) in NARROWED.items()
        for who, (organ, role) in CALLERS.items()
    }


COUNTED: Mapping[str, Criteria] = {
    "counts": Criteria(),
    "counts of one office": Criteria(organ_id=UUID(SMALL)),
    "counts of a district": Criteria(organ_id=UUID(DISTRICT), within_subtree=True),
}


def counted(database) -> Mapping[str, Scene]:
    """How many matters they have."""
    return {
        f"{name}, {who}": _counts(database, caller(organ, role), criteria)
        for name, criteria in COUNTED.items()
        for who, (organ, role) in CALLERS.items()
    }


def _page(database, principal: Principal, sort: str, criteria: Criteria, limit: int) -> Scene:
    async def page():
        pager = Pager(SIGNER, "worklist", WorklistQuery(limit=limit), keyset_of(sort))
        async with database.read_session() as session:
            return await page_of_matters(session, principal, criteria, sort, pager)

    return page


def _counts(database, principal: Principal, criteria: Criteria) -> Scene:
    async def count():
        lights = {each: light(each) for each in Light}
        async with database.read_session() as session:
            return await counts(session, principal, criteria, lights)

    return count


def reported(database) -> Mapping[str, Scene]:
    """Table three of the annual report."""

    def of(organ: str, role: Role) -> Scene:
        async def count():
            async with database.read_session() as session:
                return await counted_cases(session, caller(organ, role), UUID(organ), 2025)

        return count

    return {f"table three, {who}": of(organ, role) for who, (organ, role) in CALLERS.items()}


def changes(database, *, limit: int = 100) -> Mapping[str, Scene]:
    """The feed, read from its start, by the city and by a small office."""
    reader = FeedReader(SIGNER, source="/requests/v1")

    def of(organ: str, role: Role, streams: list[str]) -> Scene:
        async def read():
            organs = organs_in_scope_of(caller(organ, role))
            async with database.read_session() as session:
                return await reader.page(
                    session, cursor=None, limit=limit, streams=streams, organs=organs
                )

        return read

    return {
        f"{name}, {who}": of(organ, role, streams)
        for who, (organ, role) in CALLERS.items()
        for name, streams in (("feed", []), ("feed of cases", ["cases"]))
    }


def recomputations(database, *, limit: int = 50) -> Mapping[str, Scene]:
    """The report of a recomputation, narrowed to what is common and what is rare; its numbers; and
    what a preview looks at next.
    """
    narrowed = {"report": tuple(Direction), "report, rare direction": (Direction.EARLIER,)}
    pages = {
        f"{name}, {who}": _moved(database, caller(organ, role), directions, limit)
        for name, directions in narrowed.items()
        for who, (organ, role) in CALLERS.items()
    }
    counts = {
        f"report's numbers, {who}": _tallied(database, caller(organ, role))
        for who, (organ, role) in CALLERS.items()
    }

    async def next_of_preview():
        last = {"calendar_version": CALENDAR, "id": "00000000-0000-7000-8000-000000000000"}
        async with database.read_session() as session:
            return await PreviewRepository(session).open_after(KINDS, last, limit)

    return pages | counts | {"next of a preview": next_of_preview}


def _moved(database, principal: Principal, directions: Sequence[Direction], limit: int) -> Scene:
    async def page():
        pager = Pager(SIGNER, "recomputations", ReportQuery(limit=limit), IN_ORDER)
        async with database.read_session() as session:
            return await RunRepository(session).moved(principal, UUID(RUN), directions, pager)

    return page


def _tallied(database, principal: Principal) -> Scene:
    async def count():
        async with database.read_session() as session:
            runs = RunRepository(session)
            run = await runs.get(UUID(RUN))
            return await runs.counts(principal, [run])

    return count


def sweeps(database) -> Mapping[str, Scene]:
    """What the worker asks every few seconds, where there is nothing to do."""

    async def plan():
        async with database.unit_of_work() as session:
            repository = RecomputationRepository(session)
            return await repository.plan(CALENDAR, date(2020, 1, 1), NOW, 1000)

    async def regions():
        async with database.unit_of_work() as session:
            return await RegionRepository(session).plan(CALENDAR, NOW, 1000)

    async def given_up():
        async with database.unit_of_work() as session:
            return await PreviewRepository(session).fail_given_up(NOW)

    return {
        "outdated cases": plan,
        "organs in another region": regions,
        "previews that were given up": given_up,
    }
