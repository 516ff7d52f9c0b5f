"""What an assignment puts on record."""

from gongkai.record.events import Recorded
from requests_api.cases.story import CaseColumns, CaseEvent


class Assigned(CaseEvent, json_schema_extra={"examples": [{"assignee": "sample-clerk"}]}):
    """Somebody was made responsible; the deadlines' reminders follow."""

    TYPE = "assigned"
    LABEL = "指定经办人"

    assignee: str
    """Who: the subject of their tokens."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """The responsible person; why is kept beside the record, where it was said."""
        case.assignee = self.assignee
        case.assignment = {"seq": item.seq, "on": item.on.isoformat()}
