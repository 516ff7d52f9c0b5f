"""Rows of deliveries as people ask for them; claims and outcomes are those of `gongkai.work`."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth import Permission, Principal
from gongkai.http.paging import Keyset, Pager, Rows
from gongkai.reference.organs import in_scope_of, in_subtree_of
from notifier.deliveries.models import OutgoingMessage
from notifier.deliveries.schemas import DeliveryQuery
from notifier.messages.models import Notification, tells_of_deadline

NEWEST_FIRST = Keyset((OutgoingMessage.id,), descending=True)


def visible_to(principal: Principal) -> ColumnElement[bool]:
    """The deliveries that exist for a caller; who manages them does so for the organs below too."""
    if principal.allows(Permission.NOTIFICATIONS_MANAGE):
        return in_subtree_of(principal, OutgoingMessage.organ_id)
    return in_scope_of(principal, OutgoingMessage.organ_id)


class DeliveryRepository:
    """Reads rows of `deliveries`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def notification_of(self, outgoing: OutgoingMessage) -> Notification:
        """What a delivery tells."""
        return await self._session.get_one(Notification, outgoing.notification_id)

    async def page(
        self, principal: Principal, query: DeliveryQuery, pager: Pager
    ) -> Rows[OutgoingMessage]:
        """A page of the deliveries, the newest first."""
        statement = select(OutgoingMessage).where(visible_to(principal))
        if query.state is not None:
            statement = statement.where(OutgoingMessage.state == query.state)
        if query.channel is not None:
            statement = statement.where(OutgoingMessage.channel == query.channel)
        if query.deadline_id is not None:
            statement = statement.join(
                Notification, Notification.id == OutgoingMessage.notification_id
            ).where(tells_of_deadline(query.deadline_id))
        return pager.page((await self._session.scalars(pager.apply(statement))).all())
