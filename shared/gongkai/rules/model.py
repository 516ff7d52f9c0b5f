"""What a rule says: its trigger's name, its term and what it does to another term."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.contracts import Unit


class Effect(StrEnum):
    """What the rule's event does to the term for an answer."""

    NONE = "none"
    SUSPENDS = "suspends"
    RESTARTS = "restarts"
    EXTENDS = "extends"
    REPLACES = "replaces"


class Severity(StrEnum):
    """Who is behind a term: statute or judicial interpretation, a normative document, or we."""

    STATUTORY = "statutory"
    PRESCRIBED = "prescribed"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule that sets a term; `label` is what an office calls it, `source` where it stands.

    `amount` is None where the text names none or several, or where nobody has read it.
    """

    id: str
    label: str
    source: str
    amount: int | None
    unit: Unit | None
    effect: Effect = Effect.NONE
    severity: Severity = Severity.STATUTORY
    verified: bool = True

    @property
    def term(self) -> int:
        """The amount, for whoever relies on there being one; raises LookupError where not."""
        if self.amount is None:
            raise LookupError(f"{self.id} names no single amount")
        return self.amount
