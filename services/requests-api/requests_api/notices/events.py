"""What notices put on record alike."""

from uuid import UUID

from gongkai.record.events import Recorded
from requests_api.cases.story import DatedCaseEvent, Served, Story
from requests_api.intake.events import ApplicationReceived, ReceiptConfirmed


class NoticeEvent(DatedCaseEvent):
    """An act on one notice: it was given, delivered, answered."""

    ref: UUID
    """The notice; also the `ref` of its deadline."""


class NoticeGiven(NoticeEvent):
    """Somebody was asked in writing, which can be once the application has come."""

    FOLLOWS = frozenset({ApplicationReceived.TYPE, ReceiptConfirmed.TYPE})


class NoticeDelivered(NoticeEvent):
    """The notice reached whom it asks, whose period counts from this day; the last delivery on
    record holds.
    """

    DAY = "送达日期"
    RETOLD = True

    @property
    def served(self) -> Served:
        """An attempt; how it was sent, its letter says."""
        return Served(str(self.ref))

    def tell(self, story: Story, item: Recorded) -> None:
        """From when the period counts; the clock reads it with the notice that it knows."""
        story.letters[str(self.ref)] = item.on
