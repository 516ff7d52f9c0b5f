"""What a reply puts on record, from draft to delivery."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict

from gongkai.auth.principal import Role
from gongkai.record.events import Recorded
from requests_api.annual_reports.layout import ReportRow
from requests_api.cases.kinds import Telling
from requests_api.cases.story import (
    REPLY_PART,
    CaseColumns,
    CaseEvent,
    DatedCaseEvent,
    Served,
    Story,
    clocked,
)
from requests_api.clock.facts import EventType, ServiceMode
from requests_api.consultations.events import ObjectionOverridden
from requests_api.corrections.events import CorrectionReceived
from requests_api.decisions.model import DecisionCode
from requests_api.findings.events import FoundKind
from requests_api.intake.events import ApplicationReceived, ReceiptConfirmed
from requests_api.notices.events import NoticeDelivered, NoticeEvent


def _give(case: CaseColumns, item: Recorded, level: int, instead_of: str | None) -> None:
    """Write an approval down."""
    given = {"level": level, "by": item.actor, "instead_of": instead_of, "on": item.on.isoformat()}
    case.approvals = [*(case.approvals or ()), given]


class ReplyDrafted(CaseEvent):
    """A reply was drafted; earlier drafts stay on record."""

    TYPE = "reply_drafted"
    LABEL = "拟写答复"

    reply_id: UUID
    """The reply."""
    draft: int
    """Which draft it is, from 1."""
    decision: DecisionCode
    """What it decides."""
    spares: tuple[UUID, ...] = ()
    """Consultations whose objected part a partial disclosure withholds, by its evidence."""
    report_row: ReportRow | None = None
    """The row of the annual report, where the law leaves it open and the office chose."""
    found: tuple[FoundKind, ...] = ()
    """What screening found in its text, by kind; empty where nothing was."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """The present draft, what it decides, who wrote it, and what its text holds."""
        left = sum(each.number for each in self.found)
        case.text_findings = {"ref": str(self.reply_id), "open": left} if left else None
        case.reply_id, case.drafted_by = self.reply_id, item.actor
        case.draft_decision, case.draft_spares = self.decision, list(map(str, self.spares))
        if case.correction is not None:
            case.correction = {**case.correction, "outdates_draft": False}


class ChainLevel(BaseModel):
    """A level of the chain with which a draft was handed in."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    role: Role
    """Whose level it is."""
    by: str | None
    """The subject of the one person who approves; null where whoever holds the role does."""


class ApprovalRequested(CaseEvent):
    """The draft was handed to those who may approve it, by the chain that held then."""

    TYPE = "approval_requested"
    LABEL = "送审"

    reply_id: UUID
    """The reply."""
    levels: tuple[ChainLevel, ...] = ()
    """The levels in their order; none where the record is from before there were chains: then one
    approval was enough.
    """

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """The chain that was taken; nothing of it is given yet."""
        levels = [level.model_dump(mode="json") for level in self.levels]
        case.approval_levels, case.approvals = levels, []


class LevelApproved(DatedCaseEvent):
    """A level of the chain that is not the last one approved the draft. The digest stands for the
    text: that of the other levels is the same.
    """

    TYPE = "level_approved"
    LABEL = "本级批准"
    DAY = "批准日期"
    PART = "approval_level"
    CORRECTABLE = False
    FOLLOWS = frozenset({ApplicationReceived.TYPE, ReceiptConfirmed.TYPE})
    RETOLD = True

    reply_id: UUID
    """The reply."""
    level: int
    """The level, from 1."""
    text_digest: str
    """Keyed digest of the letter's text, in hex."""
    instead_of: str | None = None
    """The subject of who was absent, where somebody stood in."""

    @property
    def ref(self) -> str:
        """The level of this reply: what fell with a return is stated again."""
        return f"{self.reply_id}:{self.level}"

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """One more level."""
        _give(case, item, self.level, self.instead_of)


class ReplyApproved(DatedCaseEvent):
    """The draft was approved by a second person, at the last level of its chain. The digest stands
    for the text that was approved: whoever changes the text afterwards does not meet it.

    Its day is that of its entry, or another one where the approval was given on paper; a wrong one
    is put right by returning the draft.
    """

    TYPE = "reply_approved"
    LABEL = "批准答复"
    DAY = "批准日期"
    PART = "reply"
    CORRECTABLE = False
    FOLLOWS = frozenset({ApplicationReceived.TYPE, ReceiptConfirmed.TYPE, CorrectionReceived.TYPE})
    RETOLD = True

    reply_id: UUID
    """The reply."""
    text_digest: str
    """Keyed digest of the letter's text, in hex."""
    level: int = 1
    """The last level of the chain, from 1."""
    instead_of: str | None = None
    """The subject of who was absent, where somebody stood in."""

    @property
    def ref(self) -> UUID:
        """The reply."""
        return self.reply_id

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """The last level."""
        _give(case, item, self.level, self.instead_of)


class ReplyReturned(CaseEvent):
    """The draft went back to its drafter; the approvals already given fell."""

    TYPE = "reply_returned"
    LABEL = "退回修改"

    reply_id: UUID
    """The reply."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """The chain begins anew when the draft is handed in again."""
        case.approval_levels, case.approvals = [], []


class Replied(DatedCaseEvent):
    """The approved reply was issued: the case is finished on this day."""

    TYPE = "replied"
    LABEL = "发出答复"
    TELLS = Telling.REPLY
    DAY = "发出日期"
    PART = "reply"
    FOLLOWS = frozenset(
        {
            ApplicationReceived.TYPE,
            ReceiptConfirmed.TYPE,
            ObjectionOverridden.TYPE,
            ReplyApproved.TYPE,
        }
    )

    reply_id: UUID
    """The reply."""
    decision: DecisionCode
    """What was decided."""
    report_row: ReportRow | None = None
    """The row of the annual report, where the law leaves it open and the office chose."""

    @property
    def ref(self) -> UUID:
        """The reply: it follows its own approval and no earlier draft's."""
        return self.reply_id

    def tell(self, story: Story, item: Recorded) -> None:
        """The end."""
        story.events.append(clocked(EventType.REPLIED, item))

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """How and when it ended."""
        case.decision, case.report_row = self.decision, self.report_row
        case.replied_on = case.closed_on = item.on


class ReplyDelivered(DatedCaseEvent):
    """The reply was served; the day counts for one handed over (国办公开办函〔2016〕235号). That it
    is served again, where it came back, is an event of its own, and this day stands: what was
    posted in time was answered in time.
    """

    TYPE = "reply_delivered"
    LABEL = "送达答复"
    DAY = "送达日期"
    FOLLOWS = frozenset({Replied.TYPE})

    service: ServiceMode
    """How it was served."""

    @property
    def served(self) -> Served:
        """The first attempt."""
        return Served(REPLY_PART, self.service)

    def tell(self, story: Story, item: Recorded) -> None:
        """When and how the reply was served."""
        story.delivery = (item.on, self.service)

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """The delivery."""
        case.delivered_on = item.on


class ReplyCameBack(NoticeEvent):
    """The reply came back undelivered, with its letter or without one drawn up here. Each attempt
    can come back; of one attempt the last statement holds.
    """

    TYPE = "reply_came_back"
    LABEL = "答复退回"
    DAY = "退回日期"
    PART = "reply"
    FOLLOWS = frozenset({Replied.TYPE})
    RETOLD = True

    ref: UUID
    """The reply."""
    service: ServiceMode
    """How it had been sent."""

    @property
    def served(self) -> Served:
        """The end of an attempt."""
        return Served(REPLY_PART, self.service, came_back=True)


class ReplyServedAgain(NoticeDelivered):
    """The reply was served again after it had come back; its first day stands."""

    TYPE = "reply_served_again"
    LABEL = "再次送达答复"
    PART = "reply"
    FOLLOWS = frozenset({Replied.TYPE})

    ref: UUID
    """The reply."""
    service: ServiceMode
    """How it was served."""

    @property
    def served(self) -> Served:
        """One more attempt."""
        return Served(REPLY_PART, self.service)
