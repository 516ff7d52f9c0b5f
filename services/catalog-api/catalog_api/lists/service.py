"""Use cases of published lists: create, look up, count."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.keepers import keeps_everything
from catalog_api.lists.errors import (
    TaskListExternalIdTaken,
    TaskListNotFound,
    TaskListOfOtherOrgan,
    TaskListOrganUnknown,
    TaskListSourceIncomplete,
)
from catalog_api.lists.events import ListCreated
from catalog_api.lists.kinds import TimeLimitKind, UnitKind
from catalog_api.lists.models import TaskList
from catalog_api.lists.repository import ListRepository
from catalog_api.lists.schemas import ListCounts, ListQuery, TaskListIn
from catalog_api.record import CatalogEvent
from gongkai.auth.principal import Principal, Role
from gongkai.crypto.signing import Signer
from gongkai.db import new_id
from gongkai.http.paging import Rows
from gongkai.record import Record
from gongkai.time import PlatformClock


class ListService:
    """What one caller does with lists in one transaction."""

    def __init__(self, session: AsyncSession, clock: PlatformClock, caller: Principal) -> None:
        self._lists = ListRepository(session)
        self._record = Record(session, CatalogEvent, clock)
        self._clock = clock
        self._caller = caller

    async def get(self, list_id: UUID) -> TaskList:
        """The list, or TaskListNotFound."""
        task_list = await self._lists.get(list_id)
        if task_list is None:
            raise TaskListNotFound
        return task_list

    async def page(self, query: ListQuery, signer: Signer) -> Rows[TaskList]:
        """One page of the lists that ``query`` looks for, newest first."""
        return await self._lists.page(query, signer)

    async def create(self, new: TaskListIn) -> TaskList:
        """Enter a list without rows.

        Raises TaskListOfOtherOrgan, TaskListOrganUnknown, TaskListExternalIdTaken.
        """
        if (new.source is None) != (new.external_id is None):
            missing = "source" if new.source is None else "external_id"
            raise TaskListSourceIncomplete.at(f"/body/{missing}")
        scope = new.scope_organ_id or new.organ_id
        known = await self._lists.known_organs({new.organ_id, scope})
        if new.organ_id not in known:
            raise TaskListOrganUnknown.at("/body/organ_id")
        if scope not in known:
            raise TaskListOrganUnknown.at("/body/scope_organ_id")
        if not await may_keep(self._lists, self._caller, new.organ_id):
            raise TaskListOfOtherOrgan
        if new.source is not None and new.external_id is not None:
            other = await self._lists.by_source(new.source, new.external_id)
            if other is not None:
                raise TaskListExternalIdTaken(extensions={"list_id": str(other.id)})
        at = self._clock.now()
        values = new.model_dump() | {"scope_organ_id": scope}
        task_list = TaskList(
            id=new_id(), **values, version=0, chain_head="", created_at=at, updated_at=at
        )
        event = ListCreated.model_validate(values)
        self._record.append(task_list, event, actor=self._caller.subject)
        await self._lists.add(task_list)
        return task_list

    async def counts(self, list_id: UUID) -> ListCounts:
        """How the list's rows and the names in them stand."""
        await self.get(list_id)
        return await counted(self._lists, list_id)


async def may_keep(lists: ListRepository, caller: Principal, organ_id: UUID) -> bool:
    """A list is kept by people of its organ, and by administrators of that or one above."""
    if caller.organ_id == organ_id or keeps_everything(caller):
        return True
    return Role.ADMIN in caller.roles and await lists.is_below(organ_id, caller.organ_id)


async def counted(lists: ListRepository, list_id: UUID) -> ListCounts:
    """The counts of a list, every kind named, also those that do not occur."""
    found = await lists.counts(list_id)
    return ListCounts(
        rows=sum(found.time_limits.values()),
        rows_by_time_limit={kind: found.time_limits.get(kind, 0) for kind in TimeLimitKind},
        rows_without_lead=found.without_lead,
        rows_with_unresolved=found.with_unresolved,
        units=sum(found.units.values()),
        units_by_kind={kind: found.units.get(kind, 0) for kind in UnitKind},
    )
