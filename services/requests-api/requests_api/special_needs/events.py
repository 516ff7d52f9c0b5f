"""What stating a need puts on record."""

from gongkai.record.events import Recorded
from requests_api.cases.story import CaseColumns, DatedCaseEvent
from requests_api.intake.events import ApplicationReceived
from requests_api.special_needs.kinds import Need


class SpecialNeedStated(DatedCaseEvent):
    """The applicant said what the information is needed for (2007年条例13); the last statement
    holds. It moves no clock. The words are kept beside the record.
    """

    TYPE = "special_need_stated"
    LABEL = "说明申请的特殊需要"
    DAY = "说明日期"
    FOLLOWS = frozenset({ApplicationReceived.TYPE})
    RETOLD = True

    needs: tuple[Need, ...]
    """The kinds of need, as stated."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """The last statement."""
        case.special_need = {
            "seq": item.seq,
            "stated_on": item.on.isoformat(),
            "needs": [need.value for need in self.needs],
        }
