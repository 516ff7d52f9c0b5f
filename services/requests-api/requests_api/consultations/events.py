"""What a consultation puts on record, and what it means to the clock (条例32–34)."""

from dataclasses import replace
from uuid import UUID

from gongkai.record.events import Recorded
from requests_api.cases.story import CaseColumns, Story, clocked
from requests_api.clock.facts import EventType, Party
from requests_api.consultations.kinds import OBJECTIONS, Opinion, OverrideGround
from requests_api.notices.events import NoticeDelivered, NoticeEvent, NoticeGiven


class ConsultationSent(NoticeGiven):
    """A letter went to a third party (DL-08) or another organ (DL-09): the clock stops from the day
    after.
    """

    TYPE = "consultation_sent"
    LABEL = "发出征求意见函"
    DAY = "发函日期"
    PART = "consultation"

    ref: UUID
    """The consultation."""
    party: Party
    """What kind of party it is."""
    co_author: bool
    """Whether the organ made the information together with this one: only then is its silence
    consent (条例34).
    """

    @property
    def joint_party(self) -> Party | None:
        """The party, where it is such an organ."""
        return self.party if self.co_author else None

    def tell(self, story: Story, item: Recorded) -> None:
        """A stop with a period of its own."""
        sent = clocked(EventType.CONSULTATION_SENT, item, self.ref)
        story.events.append(replace(sent, party=self.party))

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """One more letter that waits for an answer."""
        case.open_consultations += 1


class ConsultationDelivered(NoticeDelivered):
    """The letter reached its party, whose period counts from this day (条例32); the last one on
    record holds.
    """

    TYPE = "consultation_delivered"
    LABEL = "征求意见函送达"
    PART = "consultation"
    FOLLOWS = frozenset({ConsultationSent.TYPE})
    LATER_FAVOURS = True  # the party's period, in which the clock stops, begins later

    ref: UUID
    """The consultation."""


class ConsultationAnswered(NoticeEvent):
    """The party's opinion arrived: the clock runs on from the next working day."""

    TYPE = "consultation_answered"
    LABEL = "收到征求意见答复"
    DAY = "答复意见日期"
    PART = "consultation"
    FOLLOWS = frozenset({ConsultationSent.TYPE, ConsultationDelivered.TYPE})

    ref: UUID
    """The consultation."""
    party: Party
    """What kind of party it is."""
    opinion: Opinion
    """What it said."""

    def tell(self, story: Story, item: Recorded) -> None:
        """The end of the stop."""
        answered = clocked(EventType.CONSULTATION_ANSWERED, item, self.ref)
        story.events.append(replace(answered, party=self.party))

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """One letter fewer that waits; a third party's objection stands."""
        case.open_consultations -= 1
        if self.party is Party.THIRD_PARTY and self.opinion in OBJECTIONS:
            case.objections = [*(case.objections or ()), str(self.ref)]


class ObjectionOverridden(NoticeEvent):
    """The information is disclosed although the third party objects: it was told in writing what,
    and why (条例32, DL-10). The reason is kept beside the record.
    """

    TYPE = "objection_overridden"
    LABEL = "不采纳第三方意见并书面告知"
    DAY = "书面告知日期"
    PART = "consultation"
    FOLLOWS = frozenset({ConsultationAnswered.TYPE})

    ref: UUID
    """The consultation."""
    ground: OverrideGround
    """Why the objection is overridden."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """The objection stands no more."""
        case.objections = [ref for ref in case.objections or () if ref != str(self.ref)]
