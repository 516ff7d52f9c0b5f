"""Evidence as a draft of a reply states it, and as it is shown."""

from datetime import date
from typing import Annotated

from pydantic import Field

from gongkai.http.schemas import Day, In, LongText, Out, Text
from gongkai.http.screened import WORDED
from requests_api.decisions.evidence import EvidenceKind


class EvidenceIn(In):
    """A piece of evidence: words (`note`), a record (`reference`: number or id), its day."""

    kind: EvidenceKind
    """What it shows."""
    note: Annotated[LongText, Field(max_length=2000), WORDED] | None = None
    """Words of the office."""
    reference: Text | None = None
    """Number or id of a record or document."""
    dated_on: Day | None = None
    """Its day."""


EvidenceListIn = Annotated[tuple[EvidenceIn, ...], Field(max_length=50)]
"""All evidence of a draft; several pieces of one kind are allowed (a consultation per party)."""


class EvidenceOut(Out):
    """A piece of evidence on record."""

    kind: EvidenceKind
    """What it shows."""
    note: str | None
    """Words of the office."""
    reference: str | None
    """Number or id of a record or document."""
    dated_on: date | None
    """Its day."""
