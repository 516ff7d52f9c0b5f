"""The API of requests-api."""

from fastapi import FastAPI

from gongkai.contracts import Service
from gongkai.feed.outgoing import FeedEntry
from gongkai.feed.router import changes_router
from gongkai.http.app import create_app as assemble
from gongkai.http.health import database_check, migrations_check
from gongkai.http.me import me_router
from gongkai.process import Process, api_lifespan
from gongkai.reference.organs import in_scope_of
from requests_api.access_codes.router import router as access_codes
from requests_api.annual_reports.router import router as annual_reports
from requests_api.applicant_disclosures.router import router as applicant_disclosures
from requests_api.applications.router import router as applications
from requests_api.assignments.router import router as assignments
from requests_api.case_file.presenter import whole_file
from requests_api.case_file.router import router as case_file
from requests_api.clock.router import router as clock
from requests_api.codes.router import router as codes
from requests_api.consultations.router import router as consultations
from requests_api.date_corrections.router import router as date_corrections
from requests_api.extensions.router import router as extensions
from requests_api.fees.router import router as fees
from requests_api.intake.router import router as intake
from requests_api.matters.kinds import MatterKind
from requests_api.migration_head import HEAD
from requests_api.process import office_of, open_requests
from requests_api.registrations.router import router as registrations
from requests_api.replies.router import router as replies
from requests_api.settings import RequestsSettings, get_settings
from requests_api.statistics.router import router as statistics
from requests_api.withdrawals.router import router as withdrawals
from requests_api.worklist.router import router as worklist

PUBLIC = frozenset(
    {
        "check_annual_report",
        "file_application",
        "get_application",
        "list_codes",
        "preview_clock",
        "preview_fee",
        "withdraw_application",
    }
)
"""The routes that anybody may call."""


async def _prepare(app: FastAPI, process: Process[RequestsSettings]) -> None:
    app.state.office = office_of(process)
    app.state.calendars = app.state.office.calendars
    app.state.file_views = {MatterKind.APPLICATION: whole_file}


def create_app() -> FastAPI:
    """The application, configured from the environment."""
    settings = get_settings()
    return assemble(
        title="公开 · 依申请公开",
        prefix="requests",
        description="依申请公开：登记、审核、办理、答复、归档。Applications and their cases.",
        routers=[
            applications,
            worklist,
            case_file,
            intake,
            registrations,
            assignments,
            consultations,
            extensions,
            replies,
            withdrawals,
            applicant_disclosures,
            access_codes,
            date_corrections,
            clock,
            fees,
            annual_reports,
            statistics,
            codes,
            changes_router(
                Service.REQUESTS, lambda caller: in_scope_of(caller, FeedEntry.organ_id)
            ),
            me_router(),
        ],
        lifespan=api_lifespan(lambda: open_requests("api"), _prepare),
        public=PUBLIC,
        cors_origins=settings.cors_origins,
        checks=[database_check(), migrations_check(HEAD)],
    )
