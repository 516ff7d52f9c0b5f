"""Which policy holds for a deadline, and why: the most specific one. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from uuid import UUID

from gongkai.codes import LabelledEnum
from gongkai.contracts import Service
from notifier.policies.policy import Policy, default_policy


class Criterion(LabelledEnum):
    """By what a policy was found."""

    RULE = "rule", "按规则"
    ORGAN = "organ", "按机构"
    LEVEL = "level", "按层级"
    SOURCE = "source", "按来源系统"


@dataclass(frozen=True, slots=True)
class Traits:
    """What a policy is chosen by; `organ_path` leads from the root to the organ itself."""

    rule: str
    source: Service
    organ_path: Sequence[UUID]
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The policy for a deadline, and the criteria that it meets; none: it is for all of them."""

    policy: Policy
    why: tuple[Criterion, ...]


@dataclass(frozen=True)
class PolicyBook:
    """The policies that are valid on a day; where none is for a deadline, the shipped one is."""

    policies: tuple[Policy, ...]

    @classmethod
    def on(cls, day: date, policies: Iterable[Policy]) -> "PolicyBook":
        """The book of a day."""
        valid = (policy for policy in policies if policy.is_valid_on(day))
        return cls(tuple(sorted(valid, key=lambda policy: policy.code)))

    @cached_property
    def edition(self) -> str:
        """What stands for the whole of it: another one is another book."""
        said = "\n".join(policy.model_dump_json() for policy in self.policies)
        return sha256(said.encode()).hexdigest()[:16]

    @cached_property
    def asks_for_organs(self) -> bool:
        """Whether some policy is for certain organs only."""
        return any(policy.applies_to.organs for policy in self.policies)

    def choose(self, traits: Traits) -> Choice:
        """The most specific policy: by rule before by organ (the nearest before those above it)
        before by level before by source; among equals the first by code.
        """
        fitting = [policy for policy in self.policies if _fits(policy, traits)]
        policy = min(fitting or [default_policy()], key=lambda policy: _rank(policy, traits))
        said = policy.applies_to
        named = (said.rules, said.organs, said.levels, said.sources)
        return Choice(policy, tuple(c for c, names in zip(Criterion, named, strict=True) if names))


def _fits(policy: Policy, traits: Traits) -> bool:
    said = policy.applies_to
    return (
        (not said.rules or traits.rule in said.rules)
        and (not said.sources or traits.source in said.sources)
        and (not said.levels or traits.level in said.levels)
        and (not said.organs or not set(said.organs).isdisjoint(traits.organ_path))
    )


def _rank(policy: Policy, traits: Traits) -> tuple[bool, int, bool, bool, str]:
    said = policy.applies_to
    depths = [depth for depth, organ in enumerate(traits.organ_path) if organ in said.organs]
    nearest = -max(depths, default=-1)
    return (not said.rules, nearest, not said.levels, not said.sources, policy.code)
