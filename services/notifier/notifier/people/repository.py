"""Rows of people: those a caller may administer, and those a reminder is for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, inspect, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth import Principal
from gongkai.http.paging import Keyset, Pager, Rows
from gongkai.reference.organs import ReferenceOrgan, in_subtree_of
from notifier.people.models import Person

AS_ENTERED = Keyset((Person.id,))


@dataclass(frozen=True, slots=True)
class Addressee:
    """An active person as reminders see them."""

    id: UUID
    subject: str
    organ_id: UUID
    roles: frozenset[str]
    has_email: bool


def visible_to(principal: Principal) -> ColumnElement[bool]:
    """The people whom a caller administers: of the own organ and below."""
    return in_subtree_of(principal, Person.organ_id)


class PersonRepository:
    """Reads and writes rows of `people`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def enter(self, person: Person) -> bool:
        """Insert a new person; False when somebody has the subject already."""
        columns = {c.key: getattr(person, c.key) for c in inspect(Person).column_attrs}
        statement = insert(Person).values(columns).on_conflict_do_nothing().returning(Person.id)
        return await self._session.scalar(statement) is not None

    async def visible(
        self, principal: Principal, subject: str, *, for_update: bool = False
    ) -> Person | None:
        """The person, if they exist for the caller."""
        statement = select(Person).where(Person.subject == subject, visible_to(principal))
        if for_update:
            statement = statement.with_for_update()
        return (await self._session.scalars(statement)).one_or_none()

    async def manages(self, principal: Principal, organ_id: UUID) -> bool:
        """Whether this is the caller's organ, or one that is known to be below it."""
        if principal.organ_id == organ_id:
            return True
        statement = select(ReferenceOrgan.id).where(
            ReferenceOrgan.id == organ_id, in_subtree_of(principal, ReferenceOrgan.id)
        )
        return await self._session.scalar(statement) is not None

    async def page(
        self, principal: Principal, *, organ_id: UUID | None, is_active: bool | None, pager: Pager
    ) -> Rows[Person]:
        """A page of the people whom the caller administers, in the order they were entered."""
        statement = select(Person).where(visible_to(principal))
        if organ_id is not None:
            statement = statement.where(Person.organ_id == organ_id)
        if is_active is not None:
            statement = statement.where(Person.is_active == is_active)
        return pager.page((await self._session.scalars(pager.apply(statement))).all())

    async def addressees(self, organ_ids: Collection[UUID]) -> Sequence[Addressee]:
        """The active people of these organs."""
        statement = (
            select(
                Person.id,
                Person.subject,
                Person.organ_id,
                Person.roles,
                Person.email.is_not(None).label("has_email"),
            )
            .where(Person.organ_id.in_(organ_ids), Person.is_active)
            .order_by(Person.id)
        )
        return [
            Addressee(row.id, row.subject, row.organ_id, frozenset(row.roles), row.has_email)
            for row in await self._session.execute(statement)
        ]
