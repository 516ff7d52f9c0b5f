"""What the telling of an applicant puts on record."""

from uuid import UUID

from requests_api.cases.story import DatedCaseEvent
from requests_api.intake.events import ApplicationReceived
from requests_api.tellings.kinds import TellingMeans


class ApplicantTold(DatedCaseEvent):
    """The office told the applicant of earlier events, by post or at the counter. It serves no
    letter and moves no period: the delivery of a letter is an event of its own.
    """

    TYPE = "applicant_told"
    LABEL = "告知申请人"
    DAY = "告知日期"
    FOLLOWS = frozenset({ApplicationReceived.TYPE})

    entries: tuple[int, ...]
    """Numbers of the events that the applicant was told of."""
    by: TellingMeans
    """By what."""

    def has_told(self, seq: int, message: UUID) -> bool:
        """Those that it names."""
        return seq in self.entries
