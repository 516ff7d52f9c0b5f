"""What joint handling puts on record."""

from datetime import date
from uuid import UUID

from gongkai.record.events import Recorded
from requests_api.cases.story import CaseColumns, CaseEvent


class HandlingUnitAdded(CaseEvent):
    """A unit of the office, or another organ, was asked to handle the file, by a day of our own
    where one is set: it binds the office among itself and moves no term.
    """

    TYPE = "handling_unit_added"
    LABEL = "指定承办单位"

    ref: UUID
    """The assignment to the unit."""
    organ_id: UUID | None
    """The other organ; null for a unit of the office itself."""
    due_on: date | None
    """Its own, internal last day; null where none is set."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """One more that handles it."""
        added = {
            "ref": str(self.ref),
            "due_on": None if self.due_on is None else self.due_on.isoformat(),
            "completed_on": None,
        }
        case.handling_units = [*(case.handling_units or ()), added]


class HandlingCompleted(CaseEvent):
    """A unit or organ has done its part; its internal deadline is met."""

    TYPE = "handling_completed"
    LABEL = "承办单位办结"

    ref: UUID
    """The assignment to the unit."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """Its part is done."""
        done = {"completed_on": item.on.isoformat()}
        case.handling_units = [
            {**unit, **done} if unit["ref"] == str(self.ref) else unit
            for unit in case.handling_units or ()
        ]
