"""The public check of an annual report: a question without state."""

from gongkai.http.routing import router as new_router
from requests_api.annual_reports.check import check
from requests_api.annual_reports.schemas import ReportCheckIn, ReportCheckOut

router = new_router(prefix="/annual-reports", tags=["annual-reports"])


@router.post(
    "/check",
    summary="核对年度报告",
    response_model_exclude_none=True,
)
async def check_annual_report(body: ReportCheckIn) -> ReportCheckOut:
    """Whether the numbers of a report agree with each other and with the year before.

    Takes a whole file; a rule with a missing number is skipped. Public, nothing is stored.
    """
    previous = body.previous.figures() if body.previous else None
    return ReportCheckOut.of(check(body.figures(), previous))
