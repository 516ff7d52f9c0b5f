"""What a correction puts on record, and what it means to the clock (条例30; DL-03 to DL-05)."""

from dataclasses import replace
from datetime import date
from typing import Literal
from uuid import UUID

from gongkai.record.events import Recorded
from requests_api.access_codes.events import UnderCode
from requests_api.cases.kinds import Telling
from requests_api.cases.story import CaseColumns, DatedCaseEvent, Story, clocked
from requests_api.clock.facts import EventType
from requests_api.corrections.kinds import WantedPart
from requests_api.notices.events import NoticeDelivered, NoticeGiven


class CorrectionNotified(NoticeGiven):
    """The applicant was told once what is to be corrected, and until when: the clock stands until
    the corrected application comes (条例30). What is to be corrected is kept beside the record.
    """

    TYPE = "correction_notified"
    LABEL = "告知补正"
    TELLS = Telling.CORRECTION
    DAY = "告知日期"
    PART = "correction"

    ref: UUID
    """The notice."""
    working_days: int | None
    """How long the applicant has from its delivery; null where a day or nothing was set."""
    until: date | None
    """The last day, where one was set."""

    def tell(self, story: Story, item: Recorded) -> None:
        """A stop until the correction comes, with the applicant's own period."""
        notified = clocked(EventType.CORRECTION_NOTIFIED, item, self.ref)
        story.events.append(replace(notified, working_days=self.working_days, until=self.until))

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """The one notice; the clock adds the last day of its period."""
        case.correction = {
            "ref": str(self.ref),
            "seq": item.seq,
            "notified_on": item.on.isoformat(),
            "delivered_on": None,
            "working_days": self.working_days,
            "until": None if self.until is None else self.until.isoformat(),
            "due_on": None,
            "received_on": None,
            "received_seq": None,
            "by": None,
            "changed": [],
        }


class CorrectionNoticeDelivered(NoticeDelivered):
    """The notice reached the applicant, whose period counts from this day (DL-04); the last one on
    record holds.
    """

    TYPE = "correction_notice_delivered"
    LABEL = "补正告知书送达"
    PART = "correction"
    FOLLOWS = frozenset({CorrectionNotified.TYPE})

    ref: UUID
    """The notice."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """Beside its notice."""
        if case.correction is not None:
            case.correction = {**case.correction, "delivered_on": item.on.isoformat()}


class CorrectionReceived(UnderCode, DatedCaseEvent):
    """The corrected application came: the term counts anew, with this day as day 0 (条例30, DL-05).
    What it replaces is kept sealed beside the record, and here by a keyed digest.
    """

    TYPE = "correction_received"
    LABEL = "收到补正"
    DAY = "收到补正日期"
    PART = "correction"
    FOLLOWS = frozenset({CorrectionNotified.TYPE})

    ref: UUID
    """The notice that it answers."""
    by: Literal["office", "applicant"]
    """Who entered it."""
    changed: tuple[WantedPart, ...]
    """What it says otherwise than the application did."""
    former_digest: str | None
    """Keyed digest of what those parts said before; null where it changed none."""

    @property
    def is_correctable(self) -> bool:
        """What the applicant sent online has the platform's own day."""
        return self.by == "office"

    def tell(self, story: Story, item: Recorded) -> None:
        """A new day 0."""
        story.events.append(clocked(EventType.CORRECTION_RECEIVED, item, self.ref))

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """The answer to the notice; marked where it came under a re-issued code. A draft that was
        written before answers the former application: what was approved of it falls.
        """
        super().apply(case, item)
        case.approval_levels, case.approvals = [], []
        if case.correction is not None:
            case.correction = {
                **case.correction,
                "received_on": item.on.isoformat(),
                "received_seq": item.seq,
                "by": self.by,
                "changed": [part.value for part in self.changed],
                "outdates_draft": case.reply_id is not None,
            }
