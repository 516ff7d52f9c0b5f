"""Evidence as a draft of a reply states it, and as it is shown."""

from datetime import date
from typing import Annotated

from pydantic import Field

from gongkai.http.schemas import Day, In, LongText, Out, Text
from requests_api.decisions.evidence import EvidenceKind


class EvidenceIn(In):
    """A piece of evidence: words (`note`), a record (`reference`: number or id), its day."""

    kind: EvidenceKind
    note: Annotated[LongText, Field(max_length=2000)] | None = None
    reference: Text | None = None
    dated_on: Day | None = None


EvidenceListIn = Annotated[tuple[EvidenceIn, ...], Field(max_length=50)]
"""All evidence of a draft; several pieces of one kind are allowed (a consultation per party)."""


class EvidenceOut(Out):
    """A piece of evidence on record."""

    kind: EvidenceKind
    note: str | None
    reference: str | None
    dated_on: date | None
