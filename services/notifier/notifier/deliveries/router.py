"""Deliveries over HTTP: what left, what waits, what was given up."""

from typing import Annotated

from fastapi import Query

from gongkai.http.cursors import CursorGone
from gongkai.http.openapi import problems
from gongkai.http.paging import Page
from gongkai.http.parts import SignerDep
from gongkai.http.routing import router as feature_router
from gongkai.http.sessions import ReadSessionDep
from notifier.deliveries.access import DeliveryReader
from notifier.deliveries.schemas import DeliveryOut, DeliveryQuery
from notifier.deliveries.service import DeliveryService

router = feature_router(prefix="/deliveries", tags=["deliveries"])


@router.get("", summary="投递记录 / List deliveries", responses=problems(CursorGone))
async def list_deliveries(
    query: Annotated[DeliveryQuery, Query()],
    caller: DeliveryReader,
    session: ReadSessionDep,
    signer: SignerDep,
) -> Page[DeliveryOut]:
    """Deliveries of the caller's organ (supervisors and administrators: of its subtree).

    `state=dead` lists those that wait for a decision: `python -m notifier.cli deliveries`.
    """
    service = DeliveryService(session)
    found = await service.page(caller, query, signer)
    names = await service.organ_names(found.items)
    return Page(
        items=[DeliveryOut.of(delivery, names) for delivery in found.items],
        next_cursor=found.next_cursor,
    )
