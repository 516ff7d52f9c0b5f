"""What the register puts on record."""

from gongkai.record.events import Recorded
from requests_api.cases.kinds import Telling
from requests_api.cases.story import CaseColumns, CaseEvent


class Registered(CaseEvent):
    """The case was entered in the register under a number of the organ and year."""

    TYPE = "registered"
    LABEL = "登记"
    TELLS = Telling.REGISTRATION

    number: str
    """The number in the register."""
    year: int
    """The year of the number."""
    serial: int
    """The how many-th of the organ and year it is."""
    assignee: str
    """Who is responsible from now on: the assignee, else who registered."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """Number and responsible person."""
        case.number, case.assignee = self.number, self.assignee


class RegistrationVoided(CaseEvent):
    """A mistaken registration was voided: the number stays with the record and is never given
    again.
    """

    TYPE = "registration_voided"
    LABEL = "作废登记"

    number: str | None
    """The number, which is never given again."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """No number any more."""
        case.number = None
