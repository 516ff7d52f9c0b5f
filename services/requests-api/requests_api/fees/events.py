"""What a fee puts on record, and what it means to the clock (条例42, DL-12)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from gongkai.record.events import Recorded
from requests_api.access_codes.events import UnderCode
from requests_api.cases.kinds import FeeState, Telling
from requests_api.cases.story import CaseColumns, DatedCaseEvent, Story, clocked
from requests_api.clock.facts import ClockEvent, EventType
from requests_api.notices.events import NoticeDelivered, NoticeEvent, NoticeGiven
from requests_api.tariffs.tariff import FeeBasis


class FeeNotified(NoticeGiven):
    """The applicant was told that a processing fee is due (条例42): the clock stops from the day
    after, until it is paid or waived, at the latest until the term for paying is over (DL-12). Why,
    and how it was computed, is kept beside the record.
    """

    TYPE = "fee_notified"
    LABEL = "告知收取信息处理费"
    TELLS = Telling.FEE
    DAY = "告知日期"
    PART = "fee"

    ref: UUID
    """The notice."""
    basis: FeeBasis
    """What is counted, for ever: never both."""
    quantity: int
    """How many items or pages of this application."""
    before: int
    """Items of the month's applications with a lower number; 0 for pages."""
    amount: Decimal
    """Yuan."""
    month: date | None
    """The first day of the calendar month over which items are counted (DL-13); null for pages."""

    def tell(self, story: Story, item: Recorded) -> None:
        """A stop with a period of its own, which counts from delivery (DL-12)."""
        story.events.append(clocked(EventType.FEE_NOTIFIED, item, self.ref))

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """A fee is due, over that month."""
        case.fee_state = FeeState.DUE
        if self.month is not None:
            case.fee_month = {"seq": item.seq, "first": self.month.isoformat()}


class FeeNoticeDelivered(NoticeDelivered):
    """The notice reached the applicant, whose period for paying counts from the next day (DL-12);
    the last one on record holds.
    """

    TYPE = "fee_notice_delivered"
    LABEL = "收费通知送达"
    PART = "fee"
    FOLLOWS = frozenset({FeeNotified.TYPE})
    LATER_FAVOURS = True  # the term for paying, in which the clock stops, begins later

    ref: UUID
    """The notice."""


class FeeNoticeConfirmed(UnderCode, DatedCaseEvent):
    """The applicant confirmed online to have got the notice. Where no delivery is on record it is
    one, by the applicant's own word, on that day; it moves no clock of the answer.
    """

    TYPE = "fee_notice_confirmed"
    LABEL = "申请人确认收到收费通知"
    DAY = "确认日期"
    PART = "fee"
    CORRECTABLE = False  # the platform's own day
    FOLLOWS = frozenset({FeeNotified.TYPE, FeeNoticeDelivered.TYPE})

    ref: UUID
    """The notice."""

    def tell(self, story: Story, item: Recorded) -> None:
        """From when the period for paying counts at the latest."""
        story.letters.setdefault(str(self.ref), item.on)


class FeePaid(NoticeEvent):
    """The fee was paid: in its term the clock goes anew from the next day, as the rule set says [U]
    (DL-12); later it runs on from the end of that term.

    An earlier day of payment helps the office only by lying in the term: then a second person
    confirms it. Else a payment that is entered later than it was made counts by the day that is
    stated.
    """

    TYPE = "fee_paid"
    LABEL = "缴纳信息处理费"
    DAY = "缴费日期"
    PART = "fee"
    FOLLOWS = frozenset({FeeNotified.TYPE})

    ref: UUID
    """The notice."""
    amount: Decimal
    """Yuan."""

    def tell(self, story: Story, item: Recorded) -> None:
        """The end of the stop, and a new start."""
        story.events.append(_answering(story, EventType.FEE_PAID, self.ref, item))

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """Nothing is due any more."""
        case.fee_state = FeeState.PAID


class FeeWaived(NoticeEvent):
    """The head waived the fee, or reduced it. Waived whole, the clock runs on from the stop;
    reduced, it stands until the rest is paid; both at the latest from the end of the term for
    paying. The reason is kept beside the record.
    """

    TYPE = "fee_waived"
    LABEL = "减免信息处理费"
    TELLS = Telling.FEE
    DAY = "减免日期"
    PART = "fee"
    FOLLOWS = frozenset({FeeNotified.TYPE})

    ref: UUID
    """The notice."""
    due_before: Decimal
    """Yuan that were due."""
    reduced_to: Decimal | None
    """Yuan that are due since; null where it was waived whole."""

    def tell(self, story: Story, item: Recorded) -> None:
        """The end of the stop, where nothing is due any more."""
        if self.reduced_to is None:
            story.events.append(_answering(story, EventType.FEE_WAIVED, self.ref, item))

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """Nothing is due any more, where it was waived whole."""
        if self.reduced_to is None:
            case.fee_state = FeeState.WAIVED


def _answering(story: Story, kind: EventType, ref: UUID, item: Recorded) -> ClockEvent:
    """What ends the stop of the notice, never before the day on which that counts: one that awaits
    a second person counts on the day of its entry, and what rests on it moves no term either.
    """
    noticed = (each.on for each in story.events if each.ref == str(ref))
    return clocked(kind, replace(item, on=max([item.on, *noticed])), ref)
