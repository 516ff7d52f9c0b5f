"""The public fee preview: a question without state."""

from gongkai.http.routing import router as new_router
from requests_api.tariffs.schemas import FeePreviewIn, FeePreviewOut
from requests_api.tariffs.tariff import compute_fee

router = new_router(prefix="/fees", tags=["fees"])


@router.post("/preview", summary="试算信息处理费 / Preview the fee")
async def preview_fee(body: FeePreviewIn) -> FeePreviewOut:
    """What an application of so many pages, or a month of so many items, would cost.

    Tariff of 国办函〔2020〕109号, in force from 2021-01-01; public, nothing is stored.
    """
    return FeePreviewOut.of(compute_fee(body.basis, body.quantity))
