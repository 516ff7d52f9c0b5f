"""Taking note that a message to an applicant was given up by who sends it."""

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.contracts import ApplicantMessageUndelivered
from gongkai.feed.incoming import Delivery
from requests_api.cases.kind import CASE
from requests_api.cases.models import Case
from requests_api.contact_disclosures.events import MessageUndelivered
from requests_api.matters.desk import Act, Recorder
from requests_api.matters.office import Office

SENDER = "system:notifier"


class Losses:
    """The handler of what the notifier tells of messages."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def on_undelivered(self, session: AsyncSession, delivery: Delivery) -> None:
        """On the case's record, once for each time that it was given up; a case that is not known
        here has nobody to be told.
        """
        lost = delivery.event.payload()
        if not isinstance(lost, ApplicantMessageUndelivered):
            raise TypeError(f"{delivery.event.type} tells of no message")
        recorder = Recorder(session, self._office, CASE, actor=SENDER)
        case = await recorder.matters.lock(Case, lost.case_id, None)
        if case is None:
            return
        event = MessageUndelivered(
            channel=lost.channel,
            delivery_id=lost.delivery_id,
            message_id=lost.message_id,
            reason=lost.reason,
            given_up_at=lost.given_up_at,
        )
        file = (await recorder.load(case)).file
        if all(known != event for _, known in file.of(MessageUndelivered)):
            await recorder.put_on_record(case, Act(event))
