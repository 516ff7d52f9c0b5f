"""Use cases of published lists: create; and who keeps one."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.keepers import keeps_everything
from catalog_api.lists.errors import (
    TaskListDateImpossible,
    TaskListExternalIdTaken,
    TaskListOfOtherOrgan,
    TaskListOrganUnknown,
    TaskListSourceIncomplete,
)
from catalog_api.lists.events import ListCreated
from catalog_api.lists.models import TaskList
from catalog_api.lists.repository import ListRepository
from catalog_api.lists.schemas import TaskListIn
from catalog_api.organs.repository import OrganRepository
from catalog_api.record import CatalogEvent
from gongkai.auth.principal import Principal, Role
from gongkai.db import new_id
from gongkai.record import Record
from gongkai.time import PlatformClock


class ListService:
    """What one caller does with lists in one transaction."""

    def __init__(self, session: AsyncSession, clock: PlatformClock, caller: Principal) -> None:
        self._lists = ListRepository(session)
        self._organs = OrganRepository(session)
        self._record = Record(session, CatalogEvent, clock)
        self._clock = clock
        self._caller = caller

    async def create(self, new: TaskListIn) -> TaskList:
        """Enter a list without rows.

        Raises TaskListSourceIncomplete, TaskListDateImpossible, TaskListOrganUnknown,
        TaskListOfOtherOrgan and TaskListExternalIdTaken.
        """
        if (new.source is None) != (new.external_id is None):
            missing = "source" if new.source is None else "external_id"
            raise TaskListSourceIncomplete.at(f"/body/{missing}")
        self._check_dates(new)
        scope = new.scope_organ_id or new.organ_id
        known = await self._organs.names({new.organ_id, scope})
        if new.organ_id not in known:
            raise TaskListOrganUnknown.at("/body/organ_id")
        if scope not in known:
            raise TaskListOrganUnknown.at("/body/scope_organ_id")
        if not await may_keep(self._lists, self._caller, new.organ_id):
            raise TaskListOfOtherOrgan
        if new.source is not None and new.external_id is not None:
            other = await self._lists.by_source(new.source, new.external_id, new.organ_id)
            if other is not None:
                raise TaskListExternalIdTaken(extensions={"list_id": str(other.id)})
        at = self._clock.now()
        values = new.model_dump() | {"scope_organ_id": scope}
        task_list = TaskList(
            id=new_id(), **values, version=0, chain_head="", created_at=at, updated_at=at
        )
        event = ListCreated.model_validate(values)
        self._record.append(task_list, event, actor=self._caller.actor)
        await self._lists.add(task_list)
        return task_list

    def _check_dates(self, new: TaskListIn) -> None:
        today = self._clock.today()
        if new.published_on is not None and new.published_on > today:
            raise TaskListDateImpossible.at("/body/published_on")
        if new.issued_on is not None and new.issued_on > (new.published_on or today):
            raise TaskListDateImpossible.at("/body/issued_on")


async def may_keep(lists: ListRepository, caller: Principal, organ_id: UUID) -> bool:
    """A list is kept by people of its organ, and by administrators of that or one above."""
    if caller.organ_id == organ_id or keeps_everything(caller):
        return True
    return Role.ADMIN in caller.roles and await lists.is_below(organ_id, caller.organ_id)
