"""The steps of one kind of aggregate: what is possible, and if not, why. Pure."""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from gongkai.auth.principal import Principal
from gongkai.errors import StepNotAllowed
from gongkai.steps.step import Guard, Reason, Situation, Step

S = TypeVar("S", bound=Situation)


class StepTable(Generic[S]):
    """The procedure of one kind; features declare their steps when they are imported.

    `labels` are the names of its states.
    """

    def __init__(self, kind: str, labels: Mapping[str, str]) -> None:
        self.kind = kind
        self._labels = labels
        self._steps: dict[str, Step[S]] = {}
        # Every read of a file asks this; the answer follows from the two alone.
        self._open_to = lru_cache(maxsize=4096)(self._judge)

    def declare(self, step: Step[S]) -> Step[S]:
        """Enter a step; refuse a second one of its code and a state that does not exist."""
        if unknown := {*step.moves, *step.moves.values()} - self._labels.keys():
            raise ValueError(f"{step.code} names states that do not exist: {sorted(unknown)}")
        if self._steps.setdefault(step.code, step) is not step:
            raise ValueError(f"step {step.code} is declared twice")
        self._open_to.cache_clear()
        return step

    @property
    def steps(self) -> list[Step[S]]:
        """Every step by code."""
        return [self._steps[code] for code in sorted(self._steps)]

    @property
    def states(self) -> Collection[str]:
        """The codes of every state."""
        return self._labels.keys()

    def label_of(self, state: str) -> str:
        """What an office calls a state."""
        return self._labels[state]

    def why_not(self, step: Step[S], situation: S) -> Reason | None:
        """What stands against the step now, whoever asks; None where nothing does."""
        if situation.state not in step.moves:
            label = self._labels[situation.state]
            return Reason(
                "state", f"“{label}”状态下不能{step.label}", f"Not possible while {situation.state}"
            )
        guard = self._unmet(step, situation)
        return None if guard is None else guard.reason

    def problem_of(self, step: Step[S], situation: S) -> type[StepNotAllowed] | None:
        """What the step answers with now that has a problem of its own; None: that of the kind."""
        guard = self._unmet(step, situation) if situation.state in step.moves else None
        return None if guard is None else guard.problem

    def members_of(self, step: Step[S], situation: S) -> Mapping[str, object]:
        """What the problem of its own tells besides."""
        guard = self._unmet(step, situation) if situation.state in step.moves else None
        return {} if guard is None or guard.members is None else guard.members(situation)

    def _unmet(self, step: Step[S], situation: S) -> Guard[S] | None:
        """The first condition of the step that does not hold."""
        return next((guard for guard in step.guards if not guard.holds(situation)), None)

    def allowed(self, situation: S) -> list[str]:
        """The codes of the steps that lead on from here, whoever takes them."""
        return [
            step.code
            for step in self.steps
            if not step.is_corrective and self.why_not(step, situation) is None
        ]

    def barred(
        self, step: Step[S], principal: Principal, situation: S, part: object | None = None
    ) -> Reason | None:
        """Why this caller in particular may not take the step, on ``part`` of the aggregate where
        one is named; None where nothing bars them.
        """
        if not step.admits(principal, situation.organ_id):
            problem = step.needs
            if problem is None:
                return Reason("forbidden", "您没有此项操作权限", "You may not take this step")
            return Reason(problem.code, problem.title_zh, problem.title_en)
        if step.closed_to is not None and step.is_closed_to(principal, situation, part):
            problem = step.closed_to.problem
            return Reason(problem.code, problem.title_zh, problem.title_en)
        bar = step.bar_for(principal, situation)
        return None if bar is None else Reason(bar.code, bar.title_zh, bar.title_en)

    def available(self, situation: S, principal: Principal) -> list[str]:
        """The codes of the steps that this caller can take now."""
        return list(self._open_to(situation, principal))

    def _judge(self, situation: S, principal: Principal) -> Sequence[str]:
        return tuple(
            step.code
            for step in self.steps
            if self.why_not(step, situation) is None
            and self.barred(step, principal, situation) is None
        )

    def after(self, step: Step[S], situation: S) -> str:
        """The state that the step leads to. Raises KeyError where it is not possible."""
        return step.settled(situation) or step.moves[situation.state]
