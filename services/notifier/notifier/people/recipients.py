"""Who of an office gets a message that names roles. Pure."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from gongkai.auth import Role
from notifier.people.repository import Addressee


def recipients(
    people: Sequence[Addressee], roles: AbstractSet[str], assignee: str | None
) -> list[Addressee]:
    """Those of an organ's active `people` who are told, each once.

    The clerk's part goes to the assignee; without one, or when that person is unknown here or has
    left, to every clerk. A message that would reach nobody goes to the heads: a deadline that no
    one hears of is worse than one heard of one level up.
    """
    chosen = [person for person in people if _is_meant(person, roles, people, assignee)]
    return chosen or [person for person in people if Role.HEAD in person.roles]


def _is_meant(
    person: Addressee, roles: AbstractSet[str], people: Sequence[Addressee], assignee: str | None
) -> bool:
    if roles & person.roles - {Role.CLERK}:
        return True
    if Role.CLERK not in roles:
        return False
    if any(other.subject == assignee for other in people):
        return person.subject == assignee
    return Role.CLERK in person.roles
