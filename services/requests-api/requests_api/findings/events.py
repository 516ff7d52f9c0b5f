"""What screening found, on record: never a word or a number of it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from gongkai.record.events import Recorded
from gongkai.screening import Kind
from requests_api.cases.story import CaseColumns, CaseEvent
from requests_api.findings.kinds import Resolution


class FoundKind(BaseModel):
    """How many findings of a kind a file or text has."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    kind: Kind
    """What was found, or why something was not looked at."""
    number: int
    """How many different ones."""


def counted(kinds: Iterable[Kind]) -> tuple[FoundKind, ...]:
    """How many of each kind there are, of those that there are."""
    numbers = Counter(kinds)
    return tuple(FoundKind(kind=kind, number=numbers[kind]) for kind in Kind if numbers[kind])


class FindingResolved(CaseEvent):
    """Somebody answered for a finding; the reason is kept beside the record."""

    TYPE = "finding_resolved"
    LABEL = "处理检查发现"

    ref: UUID
    """The enclosure; the reply, where it stands in its text."""
    finding_id: UUID
    """The finding."""
    kind: Kind
    """What it is."""
    resolution: Resolution
    """What becomes of it."""
    was_settled: bool
    """Whether an earlier answer had settled it."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """One less that is open, or one more, where an earlier answer is taken back."""
        change = int(self.was_settled) - int(self.resolution.settles)
        held = [*(case.enclosures or ()), *([case.text_findings] if case.text_findings else ())]
        for each in held:
            if each["ref"] == str(self.ref):
                _reopen(case, each, each["open"] + change)


def _reopen(case: CaseColumns, held: Mapping[str, Any], left: int) -> None:
    """New values, as the columns are written only where they are others."""
    now = {**held, "open": left}
    if held is case.text_findings:
        case.text_findings = now
        return
    case.enclosures = [now if each is held else each for each in case.enclosures or ()]
