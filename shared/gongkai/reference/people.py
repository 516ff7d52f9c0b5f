"""The projection of the people whom the notifier keeps: who works where, and in which roles."""

from uuid import UUID

from sqlalchemy import Index, Text, delete
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.contracts import PersonTold
from gongkai.feed.incoming import Delivery
from gongkai.reference.projection import Projection, drop_unknown, project


class ReferencePerson(Projection):
    """A person as the notifier last told of them; who left stays, marked."""

    __tablename__ = "reference_people"
    __table_args__ = (Index("uq_reference_people_subject", "subject", unique=True),)

    subject: Mapped[str]
    organ_id: Mapped[UUID]
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    name: Mapped[str]
    is_active: Mapped[bool]


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


drop_unknown_people = drop_unknown(ReferencePerson)
