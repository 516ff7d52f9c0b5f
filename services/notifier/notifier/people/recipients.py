"""Who of an office gets a message that names roles. Pure; decided here and nowhere else."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gongkai.auth import Role
from gongkai.contracts import Asked
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


def asked_people(people: Sequence[Addressee], asked: Asked) -> list[Addressee]:
    """Those of an organ's active `people` who are told that they are to act: who may, and instead
    of one who is absent whoever stands in and may act in that place. Where that reaches nobody, the
    absent are told after all: they find it when they are back.
    """
    by_subject = {person.subject: person for person in people}
    may = [person for person in people if _may_act(person, asked)]
    told = [_acting_for(person, by_subject, asked) for person in may]
    reached = {person.subject for person in told if person is not None}
    return [person for person in people if person.subject in reached] or may


def _may_act(person: Addressee, asked: Asked) -> bool:
    if person.subject in asked.not_by:
        return False
    if asked.subject is not None:
        return person.subject == asked.subject
    return any(role.value in asked.roles for role in person.roles)


def _acting_for(
    person: Addressee, people: Mapping[str, Addressee], asked: Asked
) -> Addressee | None:
    """Who is told for a person who may act: themselves, or who stands in."""
    if not person.is_absent:
        return person
    other = people.get(person.substitute or "")
    if other is None or other.is_absent or other.subject in asked.not_by:
        return None
    return other if any(role.value in asked.stand_in for role in other.roles) else None


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
