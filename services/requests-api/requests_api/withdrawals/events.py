"""What a withdrawal puts on record."""

from typing import Literal

from gongkai.record.events import Recorded
from requests_api.access_codes.events import UnderCode
from requests_api.cases.story import CaseColumns, DatedCaseEvent, Story, clocked
from requests_api.clock.facts import EventType
from requests_api.decisions.model import DecisionCode
from requests_api.intake.events import ApplicationReceived


class WithdrawnV1(DatedCaseEvent):
    """The applicant withdrew (row 三(六)3); the case is closed on this day. As it was put on record
    before acts under a re-issued access code were marked.
    """

    TYPE = "withdrawn"
    LABEL = "撤回申请"
    DAY = "撤回日期"
    FOLLOWS = frozenset({ApplicationReceived.TYPE})

    by: Literal["office", "applicant"]
    """Who entered it."""

    @property
    def is_correctable(self) -> bool:
        """What the applicant sent online has the platform's own day."""
        return self.by == "office"

    def tell(self, story: Story, item: Recorded) -> None:
        """The end."""
        story.events.append(clocked(EventType.WITHDRAWN, item))

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """How and when it ended."""
        case.decision, case.closed_on = DecisionCode.WITHDRAWN, item.on


class Withdrawn(UnderCode, WithdrawnV1):
    """The applicant withdrew (row 三(六)3); the case is closed on this day."""

    TYPE = "withdrawn"
    V = 2
    LABEL = "撤回申请"
