"""What other features ask of people."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.crypto.fields import KeyRing
from notifier.people.models import Person
from notifier.people.personal import shown_name


async def display_names(
    session: AsyncSession, keys: KeyRing, subjects: Iterable[str | None]
) -> Mapping[str, str]:
    """What officials are called, of those that are known here: colleagues see it in the clear."""
    wanted = {subject for subject in subjects if subject is not None}
    if not wanted:
        return {}
    people = await session.scalars(select(Person).where(Person.subject.in_(wanted)))
    return {person.subject: shown_name(person, keys) for person in people}
