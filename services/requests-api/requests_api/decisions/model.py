"""What a decision is: its code, the question it answers, its remedy, its evidence and its row."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from requests_api.annual_reports.layout import ReportRow
from requests_api.decisions.evidence import EvidenceKind


class DecisionCode(StrEnum):
    """How a case can end."""

    ALREADY_PUBLISHED = "already_published"
    DISCLOSED = "disclosed"
    PARTLY_DISCLOSED = "partly_disclosed"
    STATE_SECRET = "state_secret"  # noqa: S105 - a ground, no credential
    PROHIBITED_BY_LAW = "prohibited_by_law"
    ENDANGERS_SECURITY_OR_STABILITY = "endangers_security_or_stability"
    THIRD_PARTY_INTERESTS = "third_party_interests"
    INTERNAL_AFFAIRS = "internal_affairs"
    DELIBERATIVE_PROCESS = "deliberative_process"
    ENFORCEMENT_FILE = "enforcement_file"
    SPECIAL_ACCESS = "special_access"
    PARTY_INFORMATION = "party_information"
    NOT_FOUND = "not_found"
    NOT_THIS_ORGAN = "not_this_organ"
    NEEDS_PROCESSING = "needs_processing"
    STILL_UNCLEAR = "still_unclear"
    PETITION_OR_COMPLAINT = "petition_or_complaint"
    REPEATED = "repeated"
    PUBLIC_PUBLICATION = "public_publication"
    EXCESSIVE = "excessive"
    CONFIRMATION_OR_REISSUE = "confirmation_or_reissue"
    ABANDONED_NO_CORRECTION = "abandoned_no_correction"
    ABANDONED_NO_PAYMENT = "abandoned_no_payment"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    TRANSFERRED = "transferred"
    OTHER_CLOSING = "other_closing"


class Question(StrEnum):
    """The four questions of 苏政办函〔2019〕98号 in their order, which guide to a decision."""

    CORRECTION = "correction"
    COMPETENCE = "competence"
    EXISTENCE = "existence"
    DISCLOSURE = "disclosure"


class Remedy(StrEnum):
    """What the reply tells of remedies."""

    RECONSIDERATION_FIRST = "reconsideration_first"
    """行政复议法(2023) Art. 23(四): 不予公开 goes to reconsideration before the court."""
    RECONSIDERATION_OR_LITIGATION = "reconsideration_or_litigation"
    """Either way (行政复议法 Art. 20, 行政诉讼法 Art. 46)."""
    NONE = "none"
    """The case is closed without a reply."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One way to end a case.

    `articles` cites the 条例 (empty: none of its own); `has_reply` says whether a letter goes
    out; `row_is_fixed` is False where the law leaves the report row open and the office may
    choose; `litigable_alone` is False for the matters that a court does not take on their own
    (法释〔2025〕8号 Art. 10).
    """

    code: DecisionCode
    label: str
    articles: str
    row: ReportRow
    evidence: tuple[EvidenceKind, ...]
    question: Question | None
    remedy: Remedy = Remedy.RECONSIDERATION_OR_LITIGATION
    litigable_alone: bool = True
    row_is_fixed: bool = True

    @property
    def has_reply(self) -> bool:
        """Whether a reply letter is issued."""
        return self.remedy is not Remedy.NONE


class EvidenceLike(Protocol):
    """A piece of evidence as `EvidenceIn` states it."""

    @property
    def kind(self) -> EvidenceKind: ...  # noqa: D102 - named by its type
    @property
    def note(self) -> str | None: ...  # noqa: D102 - words of the office
    @property
    def reference(self) -> str | None: ...  # noqa: D102 - number or id of a record
