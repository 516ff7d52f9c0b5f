"""What people ask of deliveries; about dead ones is decided by command (`gongkai.work.cli`)."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth import Principal
from gongkai.crypto.signing import Signer
from gongkai.http.paging import Pager, Rows
from gongkai.reference.organs import organ_names
from notifier.deliveries.models import OutgoingMessage
from notifier.deliveries.repository import NEWEST_FIRST, DeliveryRepository
from notifier.deliveries.schemas import DeliveryQuery


class DeliveryService:
    """Lists deliveries."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(
        self, principal: Principal, query: DeliveryQuery, signer: Signer
    ) -> Rows[OutgoingMessage]:
        """A page of the deliveries that the caller may see, the newest first."""
        pager = Pager(signer, "deliveries", query, NEWEST_FIRST)
        return await DeliveryRepository(self._session).page(principal, query, pager)

    async def organ_names(self, deliveries: Iterable[OutgoingMessage]) -> Mapping[UUID, str]:
        """What the organs of these deliveries are called."""
        return await organ_names(self._session, (delivery.organ_id for delivery in deliveries))
