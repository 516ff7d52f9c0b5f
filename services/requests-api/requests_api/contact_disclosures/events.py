"""What the disclosure of a contact puts on record."""

from datetime import datetime
from uuid import UUID

from gongkai.record.events import Recorded
from requests_api.applicants.kinds import ContactChannel
from requests_api.cases.story import CaseColumns, CaseEvent
from requests_api.matters.events import Mark


class ContactDisclosed(Mark, CaseEvent):
    """The address of the applicant was told to the machine that sends a message there, and with it
    a new access code where that is what the message brings. Neither stands on record.
    """

    TYPE = "contact_disclosed"
    BY_MESSAGE = True
    LABEL = "提供申请人联系方式（用于发送）"

    channel: ContactChannel
    """By what the message goes."""
    delivery_id: UUID
    """The delivery that was about to leave; once more at each attempt."""
    message_id: UUID | None
    """What it brings: the re-issue of an access code, that this address was given up, or what there
    is to look at; null where the address alone was told."""
    is_code_drawn: bool
    """Whether a code was drawn for it: the one before is void from here on."""

    def has_told(self, seq: int, message: UUID) -> bool:
        """What it brings is on its way."""
        return self.message_id == message

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """The present code is on its way."""
        if self.is_code_drawn and case.code_reissue is not None:
            at = item.recorded_at.isoformat()
            case.code_reissue = {**case.code_reissue, "disclosed_at": at}


class MessageUndelivered(Mark, CaseEvent):
    """A message to the applicant was given up by who sends it: what it was to tell is untold
    again.
    """

    TYPE = "message_undelivered"
    LABEL = "消息未能送达申请人"

    channel: str
    """By what it went."""
    delivery_id: UUID
    """The delivery."""
    message_id: UUID
    """What it was to bring."""
    reason: str
    """Why, as a code of who sends."""
    given_up_at: datetime
    """When it was given up."""

    def has_lost(self, message: UUID) -> bool:
        """The one that it names."""
        return self.message_id == message
