"""An application's arrival and the confirmation of its receipt."""

from uuid import UUID

from gongkai.organs import Channel
from gongkai.record.events import Recorded
from requests_api.applicants.kinds import ApplicantKind
from requests_api.cases.kinds import Telling
from requests_api.cases.story import CaseColumns, CaseEvent, DatedCaseEvent, Story
from requests_api.intake.kinds import ConfirmationMeans


class ApplicationReceived(DatedCaseEvent):
    """An application arrived: filed online, or keyed in by the office. Its day is the arrival; the
    day 0 of the clock follows from channel and confirmation (条例31).
    """

    TYPE = "application_received"
    LABEL = "收到申请"
    TELLS = Telling.RECEIPT
    DAY = "收到日期"

    channel: Channel
    """On which way it arrived."""
    organ_id: UUID
    """The organ that it was filed with."""
    applicant_kind: ApplicantKind
    """What kind of applicant it is."""
    jurisdiction: str | None
    """Division code of the organ, six digits: which local measures and days of rest hold."""
    assignee: str | None
    """Who is responsible from the first; null while nobody is."""
    source: str | None
    """The system that also knows it."""
    external_id: str | None
    """Its id there."""

    def tell(self, story: Story, item: Recorded) -> None:
        """Where the story begins."""
        story.arrived_on, story.channel = item.on, self.channel
        story.jurisdiction = self.jurisdiction

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """The arrival, and who was responsible from the first."""
        case.arrived_on, case.assignee = item.on, self.assignee
        case.arrived_by = self.channel.value


class ReceiptConfirmed(DatedCaseEvent):
    """Receipt was confirmed with the applicant (条例31): day 0 of the clock for the channels that
    wait for it.
    """

    TYPE = "receipt_confirmed"
    LABEL = "确认收到申请"
    DAY = "确认日期"
    FOLLOWS = frozenset({ApplicationReceived.TYPE})

    means: ConfirmationMeans | None
    """null where it was keyed in together with the application."""

    def tell(self, story: Story, item: Recorded) -> None:
        """When the applicant and the office agreed that it has arrived."""
        story.confirmed_on = item.on

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """The confirmation."""
        case.confirmed_on = item.on


class ReadBack(DatedCaseEvent):
    """An oral application, filled in by the office, was read back to the applicant, who confirmed
    that it says what they want (条例29: 代为填写). The signed form is paper beside it.
    """

    TYPE = "read_back"
    LABEL = "宣读并经申请人确认"
    DAY = "宣读日期"
    FOLLOWS = frozenset({ApplicationReceived.TYPE})

    text_digest: str
    """Keyed digest of what was read: title, document reference and description."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """It may be registered."""
        case.read_back_on = item.on


class FrequencyNoted(CaseEvent):
    """The applicant has filed more applications with this organ in the calendar month of arrival
    than the organ's threshold. It refuses nothing: what follows (条例35:
    asking for reasons; 国办函〔2020〕109号: a fee) people decide.
    """

    TYPE = "frequency_noted"
    LABEL = "申请频次标记"

    in_month: int
    """The how many-th application of the month it is."""
    threshold: int
    """Above how many they are marked."""
    duplicates: int
    """How many of the month's earlier ones say the same, by their fingerprints."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """The mark."""
        case.frequency = {
            "in_month": self.in_month,
            "threshold": self.threshold,
            "duplicates": self.duplicates,
        }
