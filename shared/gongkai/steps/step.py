"""One row per step: who may take it, from where to where, under which conditions. Pure."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, NamedTuple, Protocol, TypeVar
from uuid import UUID

from gongkai.auth.principal import Permission, Principal
from gongkai.errors import Problem, StepNotAllowed


class Situation(Hashable, Protocol):
    """What every step is judged by; a kind of aggregate adds the facts that its guards read."""

    @property
    def state(self) -> str:
        """Where the aggregate stands."""

    @property
    def organ_id(self) -> UUID:
        """Whose it is."""


S = TypeVar("S", bound=Situation)


class Reason(NamedTuple):
    """Why a step is not possible: a stable code, and a sentence for people in both languages."""

    code: str
    text: str
    text_en: str


@dataclass(frozen=True, slots=True)
class Guard(Generic[S]):
    """A condition beside the state; where it does not hold, its reason is told.

    `problem` is what the step answers with, where a contract names one of its own, and `members`
    what that tells besides.
    """

    reason: Reason
    holds: Callable[[S], bool]
    problem: type[StepNotAllowed] | None = None
    members: Callable[[S], Mapping[str, object]] | None = None


@dataclass(frozen=True, slots=True)
class ClosedTo(Generic[S]):
    """The one person who may not take the step: two people at least stand behind a decision.

    `of_part` names the person for one of the parts that the step is taken on, where they differ.
    """

    subject: Callable[[S], str | None]
    problem: type[Problem]
    of_part: Callable[[S, object], str | None] | None = None

    def names(self, situation: S, part: object | None) -> str | None:
        """Who it is, for one part or for the whole."""
        if part is None or self.of_part is None:
            return self.subject(situation)
        return self.of_part(situation, part)


def _as_moved(_situation: object) -> None:
    """Most steps lead where their move says, whatever the facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Generic[S]):
    """A step of a procedure.

    `moves` says from which states to which one it leads, `settled` to which other one where the
    facts want it. `path` stands below the aggregate's
    address and may name a part (`consultations/{consultation_id}/answer`); `has_body` says whether
    it is called with one. What `is_corrective` puts the record right, or only adds a
    remark to it, and moves nothing on. `needs`
    is what a caller without the authority is told; such a refusal goes on record. A machine never
    takes a step that is `by_people`. `bars` says what closes it to a caller by facts of the
    situation that one name does not tell; it is asked where the state allows the step.
    """

    code: str
    label: str
    path: str
    permission: Permission
    moves: Mapping[str, str]
    settled: Callable[[S], str | None] = _as_moved
    guards: tuple[Guard[S], ...] = ()
    has_body: bool = True
    is_corrective: bool = False
    by_people: bool = False
    needs: type[Problem] | None = None
    closed_to: ClosedTo[S] | None = None
    bars: Callable[[Principal, S], type[Problem] | None] | None = None

    @property
    def part(self) -> str | None:
        """The name of the part of the aggregate that it is taken on, if it is one."""
        _, opened, rest = self.path.partition("{")
        return rest.partition("}")[0] if opened else None

    def admits(self, principal: Principal, organ_id: UUID) -> bool:
        """Whether this kind of caller may take it on an aggregate of this organ at all."""
        if principal.is_machine and self.by_people:
            return False
        return works_in(principal, organ_id) and principal.allows(self.permission)

    def is_closed_to(self, principal: Principal, situation: S, part: object | None = None) -> bool:
        """Whether it is this very caller who may not."""
        if self.closed_to is None:
            return False
        return self.closed_to.names(situation, part) == principal.actor

    def bar_for(self, principal: Principal, situation: S) -> type[Problem] | None:
        """What closes it to this caller although their kind may take it."""
        if self.bars is None or situation.state not in self.moves:
            return None
        return self.bars(principal, situation)


def stay(states: Iterable[str]) -> dict[str, str]:
    """The moves of a step that leaves the state as it is."""
    return {state: state for state in states}


def works_in(principal: Principal, organ_id: UUID) -> bool:
    """Whether the caller works on what belongs to this organ, beside seeing it.

    Oversight shows a person the matters of the organs below; it does not make that person their
    clerk or head, whatever other role goes with it. A machine works wherever its rows are.
    """
    return principal.is_machine or principal.organ_id == organ_id
