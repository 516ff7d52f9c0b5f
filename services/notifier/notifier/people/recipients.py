"""Who of an office gets a message that names roles. Pure; decided here and nowhere else."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gongkai.auth import Role
from notifier.channels.addresses import ChannelCode


@dataclass(frozen=True, slots=True)
class Addressee:
    """An active person as messages see them, and the channels by which they are reached."""

    subject: str
    organ_id: UUID
    roles: frozenset[Role]
    channels: frozenset[ChannelCode]
    is_absent: bool = False
    """Whether they are absent today."""
    substitute: str | None = None
    """Who stands in during the absence."""


def is_absent(absent_from: date | None, absent_until: date | None, on: date) -> bool:
    """Whether an absence, both days included, holds on a day."""
    if absent_from is None or absent_until is None:
        return False
    return absent_from <= on <= absent_until


def recipients(
    people: Sequence[Addressee], roles: AbstractSet[Role], assignee: str | None
) -> list[Addressee]:
    """Those of an organ's active `people` who are told, each once.

    The clerk's part goes to the assignee; without one, or when that person is unknown here, has
    left, or is absent and nobody stands in, to every clerk. Who is absent is told nothing: who
    stands in is told instead. A message that would reach nobody goes to the heads, and where they
    are absent too to whom it was meant for: a deadline that no one hears of is worse than one heard
    of one level up, or after a holiday.
    """
    there = {person.subject for person in people if not person.is_absent}
    assigned = next((p for p in people if p.subject == assignee), None)
    is_reached = assigned is not None and bool(_instead(assigned, there))
    responsible = assigned if is_reached else None
    meant = [person for person in people if _is_meant(person, roles, responsible)]
    heads = [person for person in people if Role.HEAD in person.roles]
    for chosen in (meant, heads):
        told = {subject for person in chosen for subject in _instead(person, there)}
        if told:
            return [person for person in people if person.subject in told]
    return meant or heads or [person for person in people if _is_meant(person, roles, assigned)]


def _is_meant(person: Addressee, roles: AbstractSet[Role], responsible: Addressee | None) -> bool:
    if roles & person.roles - {Role.CLERK}:
        return True
    if Role.CLERK not in roles:
        return False
    return Role.CLERK in person.roles if responsible is None else person is responsible


def _instead(person: Addressee, there: AbstractSet[str]) -> list[str]:
    """Who is told for a person: themselves, or who stands in; nobody stands in for a stand-in."""
    subject = person.substitute if person.is_absent else person.subject
    return [subject] if subject is not None and subject in there else []
