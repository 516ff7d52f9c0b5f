"""What a caller's worklist holds."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.calendar import WorkingCalendar
from gongkai.contracts import Unit
from gongkai.crypto.signing import Signer
from gongkai.deadlines.lights import Light, due_ranges
from gongkai.http.paging import Page, Pager
from requests_api.applicants.presenter import masked_name
from requests_api.case_file.presenter import CaseViews
from requests_api.case_file.schemas import CaseListItem
from requests_api.matters.office import Office
from requests_api.matters.presenter import pressure_of, waiting_out
from requests_api.matters.registry import KINDS
from requests_api.worklist.numbers import spellings
from requests_api.worklist.repository import (
    BY_DUE,
    Criteria,
    Listed,
    counts,
    keyset_of,
    page_of_cases,
    page_of_matters,
)
from requests_api.worklist.schemas import (
    AssigneeOut,
    CasesQuery,
    CountOut,
    CountsOut,
    MatterItemOut,
    OrganRefOut,
    RemainingOut,
    WorklistFilters,
    WorklistQuery,
)


class WorklistService:
    """Lists for one caller."""

    def __init__(self, session: AsyncSession, office: Office, principal: Principal) -> None:
        self._session = session
        self._office = office
        self._principal = principal

    async def cases(self, query: CasesQuery, signer: Signer) -> Page[CaseListItem]:
        """One page of the applications."""
        criteria = Criteria(
            states=query.state,
            due_from=query.due_from,
            due_until=query.due_until,
            lights=[due_ranges(light, *await self._now()) for light in query.light],
            numbers=() if query.number is None else spellings(query.number),
            text=query.text,
            assignee=query.assignee,
        )
        pager = Pager(signer, "cases", query, BY_DUE)
        rows = await page_of_cases(self._session, self._principal, criteria, pager)
        items = await CaseViews(self._session, self._office, self._principal).items(rows.items)
        return Page[CaseListItem](items=items, next_cursor=rows.next_cursor)

    async def matters(self, query: WorklistQuery, signer: Signer) -> Page[MatterItemOut]:
        """One page of the matters of every kind."""
        criteria = await self._criteria(query)
        pager = Pager(signer, "worklist", query, keyset_of(query.sort))
        rows = await page_of_matters(self._session, self._principal, criteria, query.sort, pager)
        _, calendar = await self._now()
        return Page[MatterItemOut](
            items=[self._item(row, calendar) for row in rows.items], next_cursor=rows.next_cursor
        )

    async def counts(self, filters: WorklistFilters) -> CountsOut:
        """How many matters of every kind stand where."""
        now = await self._now()
        rows = await counts(
            self._session,
            self._principal,
            await self._criteria(filters),
            {light: due_ranges(light, *now) for light in Light},
        )
        return CountsOut(
            total=sum(row.number for row in rows),
            by=[
                CountOut(kind=row.kind, state=row.state, light=row.light, count=row.number)
                for row in rows
            ],
        )

    async def _criteria(self, query: WorklistFilters) -> Criteria:
        is_me = query.assignee == "me"
        return Criteria(
            kinds=query.kind,
            states=query.state,
            waiting_for=query.waiting_for,
            due_from=query.due_from,
            due_until=query.due_until,
            lights=[due_ranges(light, *await self._now()) for light in query.light],
            numbers=() if query.number is None else spellings(query.number),
            text=query.text,
            assignee=self._principal.subject if is_me else _named(query.assignee),
            unassigned=query.assignee == "none",
            organ_id=query.organ_id,
            within_subtree=query.within == "subtree",
        )

    async def _now(self) -> tuple[Any, WorkingCalendar]:
        return self._office.clock.now(), await self._office.calendars.current(self._session)

    def _item(self, listed: Listed, calendar: WorkingCalendar) -> MatterItemOut:
        matter, personal, keys = listed.matter, listed.personal, self._office.keys
        kind = KINDS[matter.kind]
        pressure = pressure_of(matter, self._office.clock.now(), calendar)
        left, due = pressure.remaining, pressure.due
        return MatterItemOut(
            kind=matter.kind,
            kind_label=matter.kind.label,
            id=matter.id,
            number=matter.number,
            receipt_number=matter.receipt_number,
            title=matter.title,
            organ=OrganRefOut(id=matter.organ_id, name=listed.organ_name),
            assignee=None if matter.assignee is None else _assignee(matter.assignee),
            state=matter.state,
            state_label=kind.steps.label_of(matter.state),
            stage=kind.stages[matter.state],
            waiting_for=waiting_out(matter.waiting_for),
            light=pressure.light,
            unit=Unit(matter.unit or Unit.WORKING_DAY),
            due_on=None if due is None else due.on,
            due_at=None if due is None else due.at,
            remaining=None if left is None else RemainingOut(value=left.value, unit=left.unit),
            received_on=matter.received_on,
            applicant_name=None if personal is None else masked_name(matter.id, personal, keys),
            version=matter.version,
            available_actions=kind.steps.available(kind.situation(matter), self._principal),
        )


def _named(assignee: str | None) -> str | None:
    return None if assignee in {"me", "none"} else assignee


def _assignee(subject: str) -> AssigneeOut:
    return AssigneeOut(subject=subject, name=None)
