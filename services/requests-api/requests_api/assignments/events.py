"""What an assignment puts on record."""

from typing import TYPE_CHECKING

from gongkai.record import Recorded
from requests_api.cases.story import CaseEvent

if TYPE_CHECKING:
    from requests_api.cases.models import Case


class Assigned(CaseEvent):
    """Somebody was made responsible; the deadlines' reminders follow."""

    TYPE = "assigned"
    LABEL = "指定经办人"

    assignee: str

    def apply(self, case: "Case", item: Recorded) -> None:
        """The responsible person."""
        case.assignee = self.assignee
