"""What a caller's worklist holds."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.calendar import WorkingCalendar
from gongkai.contracts import Unit
from gongkai.crypto.signing import Signer
from gongkai.deadlines.lights import Light, due_ranges
from gongkai.http.paging import Page, Pager
from requests_api.applicants.identity import normalise_document_number
from requests_api.applicants.kinds import DocumentType
from requests_api.applicants.models import DOCUMENT_INDEX, PHONE_INDEX
from requests_api.applicants.phones import normalise_phone
from requests_api.applicants.presenter import masked_name
from requests_api.case_file.presenter import CaseViews
from requests_api.case_file.schemas import CaseListItem
from requests_api.cases.models import Case
from requests_api.cases.reading import approver
from requests_api.matters.office import Office
from requests_api.matters.presenter import pressure_of, waiting_out
from requests_api.matters.registry import KINDS
from requests_api.replies.presenter import waiting_at
from requests_api.replies.reading import approver_names
from requests_api.searches.service import SearchService
from requests_api.worklist.criteria_repository import Criteria, External, Indexed, Mine
from requests_api.worklist.numbers import readings, spellings
from requests_api.worklist.repository import (
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
    MatterFilters,
    MatterItemOut,
    MatterPageOut,
    OrganRefOut,
    RemainingOut,
    WorklistFilters,
    WorklistQuery,
    WorklistSearchIn,
)


class WorklistService:
    """Lists for one caller."""

    def __init__(self, session: AsyncSession, office: Office, principal: Principal) -> None:
        self._session = session
        self._office = office
        self._principal = principal

    async def cases(self, query: CasesQuery, signer: Signer) -> Page[CaseListItem]:
        """One page of the applications."""
        criteria = replace(await self._criteria(query), states=query.state)
        pager = Pager(signer, "cases", query, keyset_of(query.sort))
        rows = await page_of_cases(self._session, self._principal, criteria, query.sort, pager)
        items = await CaseViews(self._session, self._office, self._principal).items(rows.items)
        return Page[CaseListItem](items=items, next_cursor=rows.next_cursor)

    async def matters(self, query: WorklistQuery, signer: Signer) -> MatterPageOut:
        """One page of the matters of every kind."""
        return await self._page(query, await self._narrowed(query), "worklist", signer)

    async def search(self, query: WorklistSearchIn, signer: Signer) -> MatterPageOut:
        """One page of the matters of an applicant; the search goes on record."""
        indexed = self._indexed(query)
        for one in indexed[:1]:
            SearchService(self._session, self._office, self._principal).record(one.by, one.digest)
        criteria = replace(await self._narrowed(query), applicants=indexed)
        return await self._page(query, criteria, "worklist.search", signer)

    def _indexed(self, query: WorklistSearchIn) -> Sequence[Indexed]:
        """What is searched for as the blind index knows it; a document by each of its types."""
        digest = self._office.indexes.digest
        if query.phone is not None:
            return [Indexed("phone", digest(PHONE_INDEX, normalise_phone(query.phone)))]
        number = normalise_document_number(query.document_number or "")
        return [
            Indexed("document", digest(DOCUMENT_INDEX, f"{kind}:{number}")) for kind in DocumentType
        ]

    async def _page(
        self, query: WorklistQuery, criteria: Criteria, name: str, signer: Signer
    ) -> MatterPageOut:
        pager = Pager(signer, name, query, keyset_of(query.sort))
        rows = await page_of_matters(self._session, self._principal, criteria, query.sort, pager)
        _, calendar = await self._now()
        states = [row.matter.state for row in rows.items]
        self._principal = await approver(self._session, self._office, self._principal, states)
        names = await approver_names(self._session, [row.matter for row in rows.items])
        return MatterPageOut(
            items=[self._item(row, calendar, names) for row in rows.items],
            next_cursor=rows.next_cursor,
        )

    async def counts(self, filters: WorklistFilters) -> CountsOut:
        """How many matters of every kind stand where."""
        now = await self._now()
        rows = await counts(
            self._session,
            self._principal,
            await self._narrowed(filters),
            {light: due_ranges(light, *now) for light in Light},
        )
        return CountsOut(
            total=sum(row.number for row in rows),
            by=[
                CountOut(
                    kind=row.kind,
                    kind_label=row.kind.label,
                    state=row.state,
                    state_label=KINDS[row.kind].steps.label_of(row.state),
                    light=row.light,
                    light_label=row.light.label,
                    count=row.number,
                )
                for row in rows
            ],
        )

    async def _narrowed(self, query: WorklistFilters) -> Criteria:
        return replace(await self._criteria(query), kinds=query.kind, states=query.state)

    async def _criteria(self, query: MatterFilters) -> Criteria:
        return Criteria(
            waiting_for=query.waiting_for,
            channels=query.channel,
            external=_external(query),
            due_from=query.due_from,
            due_until=query.due_until,
            lights=[due_ranges(light, *await self._now()) for light in query.light],
            numbers=() if query.number is None else spellings(query.number),
            readings=readings(query.text or ""),
            frequent=query.frequent,
            untold=query.untold,
            **self._whose(query.assignee),
            unassigned=query.assignee == "none",
            organ_id=query.organ_id,
            within_subtree=query.within == "subtree",
        )

    def _whose(self, assignee: str | None) -> dict[str, Any]:
        """By whom: `me` is what the caller is responsible for, and what the organ of a person
        handles jointly with another.
        """
        caller = self._principal
        if assignee != "me":
            return {"assignee": _named(assignee)}
        if caller.organ_id is None or caller.is_machine:
            return {"assignee": caller.subject}
        return {"mine": Mine(caller.subject, caller.organ_id)}

    async def _now(self) -> tuple[Any, WorkingCalendar]:
        return self._office.clock.now(), await self._office.calendars.current(self._session)

    def _item(
        self, listed: Listed, calendar: WorkingCalendar, names: Mapping[str, str]
    ) -> MatterItemOut:
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
            assignee=_assignee(listed),
            state=matter.state,
            state_label=kind.steps.label_of(matter.state),
            stage=kind.stages[matter.state],
            waiting_for=waiting_out(matter.waiting_for),
            light=pressure.light,
            unit=Unit(matter.unit or Unit.WORKING_DAY),
            due_on=None if due is None else due.on,
            due_at=None if due is None else due.at,
            was_due_on=matter.was_due_on,
            remaining=None if left is None else RemainingOut(value=left.value, unit=left.unit),
            arrived_on=matter.arrived_on,
            received_on=matter.received_on,
            applicant_name=None if personal is None else masked_name(matter.id, personal, keys),
            version=matter.version,
            next_approval=waiting_at(matter, names) if isinstance(matter, Case) else None,
            available_actions=kind.steps.available(kind.situation(matter), self._principal),
        )


def _external(query: MatterFilters) -> External | None:
    if query.source is None or query.external_id is None:
        return None
    return External(query.source, query.external_id)


def _named(assignee: str | None) -> str | None:
    return None if assignee in {"me", "none"} else assignee


def _assignee(listed: Listed) -> AssigneeOut | None:
    if listed.matter.assignee is None:
        return None
    return AssigneeOut(
        subject=listed.matter.assignee,
        name=listed.assignee_name,
        is_assignable=listed.assignee_is_assignable,
    )
