"""The projection of the people whom the notifier keeps: who works where, and in which roles."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    ColumnElement,
    FromClause,
    Index,
    ScalarSelect,
    Text,
    any_,
    delete,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.auth.principal import Principal
from gongkai.contracts import PersonTold
from gongkai.db.base import table_of
from gongkai.feed.incoming import Delivery
from gongkai.reference.projection import Projection, drop_unknown, project


class ReferencePerson(Projection):
    """A person as the notifier last told of them; who left stays, marked."""

    __tablename__ = "reference_people"
    __table_args__ = (
        Index("uq_reference_people_subject", "subject", unique=True),
        Index(
            "ix_reference_people_substitute",
            "substitute",
            postgresql_where=text("substitute IS NOT NULL"),
        ),
    )

    subject: Mapped[str]
    organ_id: Mapped[UUID]
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    name: Mapped[str]
    is_active: Mapped[bool]
    absent_from: Mapped[date | None]
    absent_until: Mapped[date | None]
    substitute: Mapped[str | None]


async def apply_person(session: AsyncSession, delivery: Delivery) -> None:
    """Project one person, who works or has left.

    A subject names one person in a history of the notifier; a row of the same subject and another
    id is left over from before its database was restored.
    """
    person = PersonTold.model_validate(delivery.event.data)
    await session.execute(
        delete(ReferencePerson).where(
            ReferencePerson.subject == person.subject,
            ReferencePerson.id != delivery.event.subject,
        )
    )
    values = person.model_dump(exclude={"person_id", "active"}) | {"is_active": person.active}
    await project(session, ReferencePerson, delivery, values)


async def person_names(session: AsyncSession, subjects: Iterable[str | None]) -> Mapping[str, str]:
    """What the people of these subjects are called, of those who are known here.

    Who left is still known; the applicant, a part of the platform and a machine are not.
    """
    asked = {subject for subject in subjects if subject is not None}
    if not asked:
        return {}
    statement = select(ReferencePerson.subject, ReferencePerson.name)
    found = await session.execute(statement.where(ReferencePerson.subject.in_(asked)))
    return dict(found.all())


def names_of(subjects: ColumnElement[Any], *, correlate: Iterable[FromClause]) -> ScalarSelect[Any]:
    """The same as a column of a reading: a JSON object of names by subject, NULL where none is
    known. ``subjects`` is an array of texts, of rows of ``correlate``.
    """
    person = table_of(ReferencePerson).c
    named = select(func.json_object_agg(person.subject, person.name, type_=JSON))
    return named.where(person.subject == any_(subjects)).correlate(*correlate).scalar_subquery()


async def standing_in(session: AsyncSession, principal: Principal, today: date) -> Principal:
    """The caller, with the colleagues of the own organ in whose place they stand today."""
    if principal.is_machine or principal.organ_id is None:
        return principal
    statement = select(ReferencePerson.subject, ReferencePerson.roles).where(
        ReferencePerson.substitute == principal.subject,
        ReferencePerson.organ_id == principal.organ_id,
        ReferencePerson.is_active,
        ReferencePerson.absent_from <= today,
        ReferencePerson.absent_until >= today,
    )
    absent = (await session.execute(statement)).all()
    places = frozenset((subject, role) for subject, roles in absent for role in roles)
    return replace(principal, stands_in_for=places) if places else principal


drop_unknown_people = drop_unknown(ReferencePerson)
