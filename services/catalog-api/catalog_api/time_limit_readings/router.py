"""The public reading of time limits: a question without state."""

from catalog_api.time_limit_readings.parse import read_cell
from catalog_api.time_limit_readings.schemas import TimeLimitsParseIn, TimeLimitsParseOut
from gongkai.http.routing import router as new_router

router = new_router(tags=["time-limits"])


@router.post("/time-limits:parse", summary="识别公开时限 / Read a time limit")
async def parse_time_limits(body: TimeLimitsParseIn) -> TimeLimitsParseOut:
    """What a time limit in words says, each limit of the cell by itself.

    Wordings of the standard catalogues (公开时限) and of task lists. What offices read in several
    ways (及时, 定期) is kept and marked; public, nothing is stored.
    """
    return TimeLimitsParseOut.of(read_cell(body.text, body.year))
