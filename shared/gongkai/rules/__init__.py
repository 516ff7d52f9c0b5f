"""The rules that set a term, as data once: what a clock counts by and what an office calls it.

Every service takes numbers, sources and names from here. A rule that we have not read (`verified`
is false) or whose text names no single amount carries none: whoever uses it says how long.
"""

from gongkai.rules.catalogue import (
    HOUSE_APPROVAL,
    HOUSE_CONFIRM,
    HOUSE_HANDLING,
    LOCAL_ANSWER,
    RULE_LABELS,
    RULES,
    rule_label,
    rule_of,
)
from gongkai.rules.model import Effect, Rule, Severity

__all__ = [
    "HOUSE_APPROVAL",
    "HOUSE_CONFIRM",
    "HOUSE_HANDLING",
    "LOCAL_ANSWER",
    "RULES",
    "RULE_LABELS",
    "Effect",
    "Rule",
    "Severity",
    "rule_label",
    "rule_of",
]
