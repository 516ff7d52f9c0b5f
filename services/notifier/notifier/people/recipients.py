"""Who of an office gets a message that names roles. Pure; decided here and nowhere else."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
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


def recipients(
    people: Sequence[Addressee], roles: AbstractSet[Role], assignee: str | None
) -> list[Addressee]:
    """Those of an organ's active `people` who are told, each once.

    The clerk's part goes to the assignee; without one, or when that person is unknown here or has
    left, to every clerk. A message that would reach nobody goes to the heads: a deadline that no
    one hears of is worse than one heard of one level up.
    """
    chosen = [person for person in people if _is_meant(person, roles, people, assignee)]
    return chosen or [person for person in people if Role.HEAD in person.roles]


def _is_meant(
    person: Addressee, roles: AbstractSet[Role], people: Sequence[Addressee], assignee: str | None
) -> bool:
    if roles & person.roles - {Role.CLERK}:
        return True
    if Role.CLERK not in roles:
        return False
    if any(other.subject == assignee for other in people):
        return person.subject == assignee
    return Role.CLERK in person.roles
