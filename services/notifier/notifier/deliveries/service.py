"""What people ask of deliveries, and decide about dead ones."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth import Principal
from gongkai.crypto.signing import Signer
from gongkai.http.paging import Pager, Rows
from gongkai.reference.organs import organ_names
from gongkai.time import PlatformClock
from notifier.deliveries.errors import DeliveryNotFound
from notifier.deliveries.models import OutgoingMessage
from notifier.deliveries.repository import NEWEST_FIRST, DeliveryRepository
from notifier.deliveries.schemas import DeliveryQuery
from notifier.deliveries.terms import DELIVERIES


class DeliveryService:
    """Lists deliveries, and redrives or discards what was given up."""

    def __init__(self, session: AsyncSession, clock: PlatformClock) -> None:
        self._session = session
        self._work = DELIVERIES.due(session, clock)

    async def page(
        self, principal: Principal, query: DeliveryQuery, signer: Signer
    ) -> Rows[OutgoingMessage]:
        """A page of the deliveries that the caller may see, the newest first."""
        pager = Pager(signer, "deliveries", query, NEWEST_FIRST)
        return await DeliveryRepository(self._session).page(principal, query, pager)

    async def organ_names(self, deliveries: Iterable[OutgoingMessage]) -> Mapping[UUID, str]:
        """What the organs of these deliveries are called."""
        return await organ_names(self._session, (delivery.organ_id for delivery in deliveries))

    async def dead(self) -> Sequence[OutgoingMessage]:
        """Every delivery that was given up."""
        return await self._work.dead()

    async def redrive(self, delivery_id: UUID) -> None:
        """Send a dead delivery again, with all its attempts. Raises DeliveryNotFound."""
        if await self._work.redrive(delivery_id) is None:
            raise DeliveryNotFound

    async def discard(self, delivery_id: UUID) -> None:
        """Decide that a dead delivery is not sent. Raises DeliveryNotFound."""
        if await self._work.discard(delivery_id) is None:
            raise DeliveryNotFound
