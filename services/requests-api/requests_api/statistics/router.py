"""The tables of an annual report, counted from the office's own cases."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query

from gongkai.auth.principal import Permission, Principal
from gongkai.http.openapi import problems
from gongkai.http.routing import router as new_router
from gongkai.http.schemas import Seq
from gongkai.http.security import requires
from gongkai.http.sessions import ReadSessionDep
from requests_api.annual_reports.check import check
from requests_api.annual_reports.layout import FormatVersion
from requests_api.annual_reports.schemas import TableRowOut, TableThreeOut
from requests_api.annual_reports.table_three import table_three
from requests_api.matters.errors import UnknownOrgan
from requests_api.matters.repository import MatterRepository
from requests_api.statistics.facts import fact_of
from requests_api.statistics.repository import counted

router = new_router(prefix="/annual-reports", tags=["annual-reports"])
FIRST_YEAR, LAST_YEAR = 2008, 2100


@router.get(
    "/{year}/table-three",
    summary="年度报告表三 / Table three of the annual report",
    responses=problems(UnknownOrgan),
)
async def get_table_three(
    year: Annotated[Seq, Path(ge=FIRST_YEAR, le=LAST_YEAR)],
    organ_id: Annotated[UUID, Query(description="机关；上级监督、审计和集成方查看时含下级机关")],
    principal: Annotated[Principal, requires(Permission.ANNUAL_REPORTS_READ)],
    session: ReadSessionDep,
    format_version: Annotated[
        FormatVersion, Query(description="报告版式 / the form of the report")
    ] = FormatVersion.V2021,
) -> TableThreeOut:
    """Table 三 (〔2021〕30号): new by legal receipt, finished by issue, carried over on 12-31.

    The table of a past year stays the same when it is asked for later. It counts the cases that
    exist for the caller: for the office itself its own, for those above the organs below too.
    """
    if not await MatterRepository(session).organ_in_scope(organ_id, principal):
        raise UnknownOrgan.at("/query/organ_id")
    alike = await counted(session, principal, organ_id, year)
    table = table_three((fact_of(each, year) for each in alike), year, format_version)
    new = [each for each in alike if each.is_new]
    return TableThreeOut(
        year=year,
        organ_id=organ_id,
        format_version=format_version,
        rows=[
            TableRowOut(key=row, label=row.label, cells=dict(cells))
            for row, cells in table.cells.items()
        ],
        checks_passed=check(table.figures()).checks_passed,
        entered_late=sum(each.entered_late for each in new),
        awaiting_confirmation=sum(each.awaiting_confirmation for each in new),
    )
