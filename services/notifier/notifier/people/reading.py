"""What other features ask of people."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.crypto.fields import KeyRing
from gongkai.crypto.unreadable import UNREADABLE, or_unreadable
from notifier.people.models import Person
from notifier.people.personal import read_name


async def display_names(
    session: AsyncSession, keys: KeyRing, subjects: Iterable[str | None]
) -> Mapping[str, str]:
    """What officials are called, of those that are known here: colleagues see it in the clear."""
    wanted = {subject for subject in subjects if subject is not None}
    if not wanted:
        return {}
    people = await session.scalars(select(Person).where(Person.subject.in_(wanted)))
    return {person.subject: _name(person, keys) for person in people}


def _name(person: Person, keys: KeyRing) -> str:
    return or_unreadable(lambda: read_name(person, keys), UNREADABLE)
