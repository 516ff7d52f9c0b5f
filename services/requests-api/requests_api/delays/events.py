"""What a delay puts on record (条例35, DL-11)."""

from dataclasses import replace
from datetime import date

from gongkai.record.events import Recorded
from requests_api.cases.kinds import Telling
from requests_api.cases.story import CaseColumns, DatedCaseEvent, Story, clocked
from requests_api.clock.facts import EventType
from requests_api.explanations.events import ExplanationReceived, ExplanationRequested
from requests_api.intake.events import ApplicationReceived, ReceiptConfirmed


class DelaySet(DatedCaseEvent):
    """The head found the applicant's reasons reasonable, set a reasonable day for the answer in
    place of the term and told the applicant (条例35). The reason is kept beside the record.
    """

    TYPE = "delay_set"
    LABEL = "确定延迟答复的期限"
    TELLS = Telling.DELAY
    DAY = "告知日期"
    FOLLOWS = frozenset(
        {
            ApplicationReceived.TYPE,
            ReceiptConfirmed.TYPE,
            ExplanationRequested.TYPE,
            ExplanationReceived.TYPE,
        }
    )

    until: date
    """The day that was set."""

    def tell(self, story: Story, item: Recorded) -> None:
        """Until when, and when the applicant was told."""
        told = clocked(EventType.DELAY_SET, item)
        story.events.append(replace(told, until=self.until, notified_on=item.on))

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """One more; each is later than the one before."""
        delay = {
            "seq": item.seq,
            "notified_on": item.on.isoformat(),
            "until": self.until.isoformat(),
        }
        case.delays = [*(case.delays or ()), delay]
