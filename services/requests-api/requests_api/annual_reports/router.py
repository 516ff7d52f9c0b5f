"""The public check of an annual report: a question without state."""

from gongkai.http.routing import router as new_router
from requests_api.annual_reports.schemas import ReportCheckIn, ReportCheckOut
from requests_api.annual_reports.service import answer_to

router = new_router(prefix="/annual-reports", tags=["annual-reports"])


@router.post(
    "/check",
    summary="核对年度报告 / Check an annual report",
    response_model_exclude_none=True,
)
async def check_annual_report(body: ReportCheckIn) -> ReportCheckOut:
    """Whether the numbers of a report agree with each other and with the year before.

    Takes a whole file. A rule with a missing number is skipped and named in `not_compared`; what
    was given under an unknown name, or blank, is named in `unread`. Public, nothing is stored.
    """
    return answer_to(body)
