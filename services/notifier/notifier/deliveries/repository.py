"""Rows of deliveries as people ask for them; claims and outcomes are those of `gongkai.work`."""

from collections.abc import Sequence

from sqlalchemy import Boolean, ColumnElement, Subquery, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth import Permission, Principal
from gongkai.db.base import table_of
from gongkai.db.ordered import First, arms_of, merged, picked
from gongkai.http.paging import Keyset, Pager, Rows
from gongkai.reference.organs import organs_in_scope_of, organs_in_subtree_of
from gongkai.work import WorkState
from notifier.channels.addresses import ChannelCode
from notifier.deliveries.models import OutgoingMessage
from notifier.deliveries.schemas import DeliveryQuery
from notifier.messages.models import Cause, Notification, tells_of_deadline

_DELIVERY = table_of(OutgoingMessage).c
_IS_DEAD: ColumnElement[bool] = literal_column("deliveries.state = 'dead'", Boolean)
"""Written out as in the index on what was given up."""
NEWEST_FIRST = Keyset((_DELIVERY.id,), descending=True)


def _organs(principal: Principal) -> Subquery | None:
    """Whose deliveries exist for a caller; who manages them does so for the organs below too."""
    if principal.allows(Permission.NOTIFICATIONS_MANAGE):
        return organs_in_subtree_of(principal)
    return organs_in_scope_of(principal)


class DeliveryRepository:
    """Reads rows of `deliveries`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def notification_of(self, outgoing: OutgoingMessage) -> Notification:
        """What a delivery tells."""
        return await self._session.get_one(Notification, outgoing.notification_id)

    async def lost(self, limit: int) -> Sequence[tuple[OutgoingMessage, Notification]]:
        """Messages to applicants that were given up, and of which nobody was told; locked."""
        statement = (
            select(OutgoingMessage, Notification)
            .join(Notification, Notification.id == OutgoingMessage.notification_id)
            .where(
                _IS_DEAD,
                OutgoingMessage.cause_kind == Cause.APPLICANT_MESSAGE,
                or_(
                    OutgoingMessage.loss_told_at.is_(None),
                    OutgoingMessage.loss_told_at < OutgoingMessage.closed_at,
                ),
            )
            .order_by(OutgoingMessage.id)
            .limit(limit)
            .with_for_update(of=OutgoingMessage, skip_locked=True, key_share=True)
        )
        return [(row[0], row[1]) for row in await self._session.execute(statement)]

    async def page(
        self, principal: Principal, query: DeliveryQuery, pager: Pager
    ) -> Rows[OutgoingMessage]:
        """A page of the deliveries, the newest first."""
        keys = _keys(principal, query, pager.first)
        shown = select(OutgoingMessage).join(keys, keys.c.id == OutgoingMessage.id)
        ordered = shown.order_by(*pager.first.within(keys).order_by())
        return pager.page((await self._session.scalars(ordered)).all())


def _keys(principal: Principal, query: DeliveryQuery, first: First) -> Subquery:
    """The keys of a page: of each organ, state and channel the newest, by one index."""
    organs = _organs(principal)
    states = [query.state] if query.state else list(WorkState)
    channels = [query.channel] if query.channel else list(ChannelCode)
    if organs is None or query.deadline_id is not None:
        wanted = [_DELIVERY.state.in_(states), _DELIVERY.channel.in_(channels)]
        if organs is not None:
            wanted.append(_DELIVERY.organ_id.in_(select(organs.c.id)))
        if query.deadline_id is not None:
            told = select(Notification.id).where(tells_of_deadline(query.deadline_id))
            wanted.append(_DELIVERY.notification_id.in_(told))
        return picked(first, wanted)
    arms = arms_of(organs, state=states, channel=channels)
    tied = (_DELIVERY.organ_id == arms.c.id, _DELIVERY.state == arms.c.state)
    return merged(first, arms, [*tied, _DELIVERY.channel == arms.c.channel])
