"""Rows of the people who can be made responsible for a case."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth import Permission, Principal
from gongkai.auth.principal import CASE_HANDLERS
from gongkai.reference.organs import in_scope_of, in_subtree_of
from notifier.people.models import Person


def visible_to(principal: Principal) -> ColumnElement[bool]:
    """The people among whom a caller chooses: colleagues, and whom the caller administers."""
    if principal.allows(Permission.PEOPLE_READ):
        return in_subtree_of(principal, Person.organ_id)
    return in_scope_of(principal, Person.organ_id)


class ColleagueRepository:
    """Reads rows of `people`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def assignable(self, principal: Principal, organ_id: UUID) -> Sequence[Person]:
        """The active people of an organ who handle cases, as far as they exist for the caller."""
        statement = select(Person).where(
            visible_to(principal),
            Person.organ_id == organ_id,
            Person.is_active,
            Person.roles.overlap(sorted(CASE_HANDLERS)),
        )
        return (await self._session.scalars(statement)).all()

    async def get(self, person_id: UUID) -> Person | None:
        """A person, whoever asks and whether or not they can still be chosen."""
        return await self._session.get(Person, person_id)
