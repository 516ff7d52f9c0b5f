"""Who approves a reply at which level of its chain, and who not. Pure.

Two people at least stand behind a reply: who drafted it approves nothing of it, and nobody approves
two levels, neither in person nor through who stands in for them. Standing in moves whose place a
person takes; it gives nobody an authority that their own role does not give them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from gongkai.auth.principal import ROLE_PERMISSIONS, Permission, Principal, Role
from gongkai.contracts import Asked


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a chain: a role, and the one person of it where one is named."""

    role: Role
    by: str | None = None


APPROVERS = tuple(
    sorted(role.value for role, may in ROLE_PERMISSIONS.items() if Permission.CASES_APPROVE in may)
)
"""The roles that approve replies, in their own right or in somebody's place."""
DEFAULT_CHAIN = (Level(Role.HEAD),)
"""What holds where an organ has decided nothing: one approval, by the head of the disclosure office
or the leader in charge.
"""


@dataclass(frozen=True, slots=True)
class Given:
    """An approval that was given: by whom, and in whose place."""

    by: str
    instead_of: str | None = None


class Bar(StrEnum):
    """Why a person who approves replies does not approve at this level."""

    REPEATS = "repeats"
    """They have approved another level, or somebody in their place has."""
    OF_ANOTHER = "of_another"
    """The level is another role's, or another person's."""


@dataclass(frozen=True, slots=True)
class Mandate:
    """That a person may approve now: in their own right, or in the place of somebody absent."""

    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class Approvals:
    """How far the approval of a draft has come: the chain that was taken when it was handed in,
    which a later decision of the organ neither shortens nor lengthens, and what was given.
    """

    levels: tuple[Level, ...] = DEFAULT_CHAIN
    given: tuple[Given, ...] = ()

    @property
    def number(self) -> int:
        """The level whose turn it is, from 1."""
        return len(self.given) + 1

    @property
    def next_level(self) -> Level | None:
        """The level whose turn it is; None once all are through."""
        return self.levels[len(self.given)] if len(self.given) < len(self.levels) else None

    @property
    def is_last(self) -> bool:
        """Whether that level ends the approval."""
        return self.number >= len(self.levels)

    def asked(self, drafted_by: str | None) -> Asked | None:
        """Who may approve the level whose turn it is, as `judge` decides; None after the last."""
        level = self.next_level
        if level is None:
            return None
        spoken = {person for given in self.given for person in (given.by, given.instead_of)}
        return Asked(
            roles=tuple(sorted(self._roles(level))),
            subject=level.by,
            not_by=tuple(sorted(each for each in spoken | {drafted_by} if each is not None)),
            stand_in=APPROVERS,
        )

    def judge(self, caller: Principal, drafted_by: str | None) -> Mandate | Bar:
        """Whether ``caller``, who may approve replies and has not drafted this one, may approve the
        level whose turn it is: in their own right before that of somebody absent.
        """
        spoken = {person for given in self.given for person in (given.by, given.instead_of)}
        if caller.actor in spoken:
            return Bar.REPEATS
        if self._admits(caller.actor, caller.roles):
            return Mandate()
        spoken |= {caller.actor, drafted_by}
        for absent, role in sorted(caller.stands_in_for):
            if absent not in spoken and self._admits(absent, frozenset({role})):
                return Mandate(absent)
        return Bar.OF_ANOTHER

    def _admits(self, subject: str, roles: frozenset[str]) -> bool:
        level = self.next_level
        if level is None:
            return False
        if level.by is not None:
            return level.by == subject
        return bool(roles & self._roles(level))

    def _roles(self, level: Level) -> frozenset[str]:
        """The leader in charge approves what a head may, unless a later level waits for a leader:
        an office with one of each could not go on then.
        """
        later = {other.role for other in self.levels[self.number :]}
        stands_above = level.role == Role.HEAD and Role.LEADER not in later
        return frozenset({level.role, Role.LEADER}) if stands_above else frozenset({level.role})


NOT_BEGUN = Approvals()
"""Nothing is handed in."""


def repeated(levels: Sequence[Level]) -> int | None:
    """The place of a level that names a person of an earlier one; None where none does."""
    named: set[str] = set()
    for place, level in enumerate(levels):
        if level.by in named:
            return place
        named |= {level.by} if level.by else set()
    return None
